//! Wake-ups between nodes: hints that something happened elsewhere, so that nobody waits for the next look at the
//! store. [`local`] is the embedded default, within one process; [`bus`] takes them to other nodes.
//!
//! **A hint is never a fact.** It may be lost, late, or come twice; whoever hears one reads what is true, and looks
//! from time to time without one. So everything works without wake-ups, only later.

pub mod bus;
pub mod local;

use futures_util::stream::BoxStream;
use serde::{Deserialize, Serialize};

use crate::domain::{SessionId, StoryId};

/// What may have happened on some node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Wakeup {
    /// A story's log has events up to this number, or more: who follows it reads on.
    LogGrew {
        story: StoryId,
        /// The last event that was appended.
        head: u64,
    },
    /// A story was deleted: its streams end.
    StoryDeleted { story: StoryId },
    /// Somebody signed out: nobody believes the session's tokens from memory.
    SessionEnded { session: SessionId },
    /// A reader turned a page: the story's run looks at the bookmarks.
    ReaderMoved { story: StoryId },
    /// Somebody streams a story: it is not told later than others.
    Followed { story: StoryId },
}

/// What a listener hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    Wakeup(Wakeup),
    /// It did not keep up, or could not be reached, and missed some: it looks at everything that it cares for.
    Missed,
}

/// Hints to every node of a cluster.
pub trait Wakeups: Send + Sync {
    /// Tells whoever listens, on this node and on others, if that can be done now. Never waits and never fails.
    fn send(&self, wakeup: Wakeup);

    /// What is sent from now on. The stream ends with the process.
    fn listen(&self) -> BoxStream<'static, Heard>;
}
