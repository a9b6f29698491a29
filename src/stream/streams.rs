//! All open streams of a node: who may open one, and what ends them.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::cursor::{Cursor, FollowedLogs, Place};
use super::hub::Hub;
use super::open_stream::OpenStream;
use super::registry::{FollowRefusal, Follower, Registry};
use crate::backends::store::Store;
use crate::domain::{SessionId, StoryId, Timestamp};

/// All open streams of a node. Cheap to clone.
#[derive(Clone)]
pub struct Streams {
    logs: Arc<FollowedLogs>,
    registry: Arc<Registry>,
}

impl Streams {
    /// At most `per_user` streams of one user (0: no limit), a comment line every `heartbeat`.
    #[must_use]
    pub fn new(hub: Hub, store: Store, heartbeat: Duration, per_user: usize) -> Self {
        let draining = CancellationToken::new();
        let logs = Arc::new(FollowedLogs { hub, store, heartbeat, draining });
        Self { logs, registry: Registry::new(per_user) }
    }

    /// Replays after number `after`, then follows. The caller has checked whose story it is, and the cursor.
    pub fn follow(&self, follower: Follower, story: StoryId, after: u64) -> Result<OpenStream, FollowRefusal> {
        let Follower { user, session, request, expires_at } = follower;
        let admitted = self.registry.admit(user, session)?;
        let expires = Instant::now() + expires_at.since(Timestamp::now());
        let place = Place { story, after, expires, request };
        Ok(OpenStream::new(Cursor::new(Arc::clone(&self.logs), admitted, place)))
    }

    /// A session was signed out: its streams end.
    pub fn sign_out(&self, session: SessionId) {
        self.registry.sign_out(session);
    }

    /// All streams end, with a `retry:` line, and none is opened that lasts.
    pub fn drain(&self) {
        self.logs.draining.cancel();
    }
}
