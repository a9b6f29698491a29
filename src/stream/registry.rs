//! Who has streams open: counted by user, ended by session.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use metrics::gauge;
use tokio_util::sync::CancellationToken;

use super::hub::lock;
use crate::domain::{SessionId, Timestamp, UserId};
use crate::metrics::STREAMS;

/// Who follows a story, and under which session.
#[derive(Clone, Debug)]
pub struct Follower {
    /// Whose streams are counted.
    pub user: UserId,
    /// Whose signing out ends the stream.
    pub session: SessionId,
    /// The id of the request that opens the stream: its lines in the log name it.
    pub request: Box<str>,
    /// When the caller's token ends, and the stream with it.
    pub expires_at: Timestamp,
}

/// Why a stream was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowRefusal {
    /// The caller has as many open streams as one may have.
    TooMany {
        /// Streams that one caller may have.
        limit: usize,
    },
}

/// The open streams of a node, by who follows.
pub(super) struct Registry {
    /// Streams of one user at most; 0: no limit.
    per_user: usize,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    by_user: HashMap<UserId, usize>,
    by_session: HashMap<SessionId, (usize, CancellationToken)>,
}

impl Registry {
    pub(super) fn new(per_user: usize) -> Arc<Self> {
        Arc::new(Self { per_user, open: Mutex::default() })
    }

    /// Counts one more stream, unless its reader has as many as one may have. The token is cancelled when the session
    /// is signed out.
    pub(super) fn admit(
        self: &Arc<Self>,
        user: UserId,
        session: SessionId,
    ) -> Result<(StreamPermit, CancellationToken), FollowRefusal> {
        let mut open = lock(&self.open);
        let count = open.by_user.entry(user).or_insert(0);
        if self.per_user > 0 && *count >= self.per_user {
            return Err(FollowRefusal::TooMany { limit: self.per_user });
        }
        *count += 1;
        let (count, token) = open.by_session.entry(session).or_insert_with(|| (0, CancellationToken::new()));
        *count += 1;
        let signed_out = token.clone();
        drop(open);
        gauge!(STREAMS).increment(1.0);
        Ok((StreamPermit { registry: Arc::clone(self), user, session }, signed_out))
    }

    /// Ends the streams of a session.
    pub(super) fn sign_out(&self, session: SessionId) {
        if let Some((_, token)) = lock(&self.open).by_session.get(&session) {
            token.cancel();
        }
    }
}

/// One counted stream, given back by drop.
pub(super) struct StreamPermit {
    registry: Arc<Registry>,
    user: UserId,
    session: SessionId,
}

impl Drop for StreamPermit {
    fn drop(&mut self) {
        gauge!(STREAMS).decrement(1.0);
        let mut open = lock(&self.registry.open);
        if let Some(count) = open.by_user.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                open.by_user.remove(&self.user);
            }
        }
        if let Some((count, _)) = open.by_session.get_mut(&self.session) {
            *count -= 1;
            if *count == 0 {
                open.by_session.remove(&self.session);
            }
        }
    }
}
