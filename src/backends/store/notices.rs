//! [`Notices`]: what readers are told in the app.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{EventId, StoryId, Timestamp, UserId};

/// Something that a reader is told in the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The fact's id: a fact delivered twice is told once.
    pub id: EventId,
    pub user: UserId,
    /// `story.completed`, `story.failed`.
    pub kind: String,
    pub story_id: Option<StoryId>,
    /// When the fact happened.
    pub at: Timestamp,
    /// Whether it was read.
    pub read: bool,
}

/// In-app notices, unique by event id.
#[async_trait]
pub trait Notices: Send + Sync {
    /// Stores a notice; a repeat changes nothing.
    async fn put(&self, notice: Notice) -> Result<(), StoreError>;

    /// Newest first, those of deleted stories left out. The cursor is the last notice's id.
    async fn list(&self, user: UserId, after: Option<EventId>, limit: usize) -> Result<Vec<Notice>, StoreError>;

    /// Marks one as read. `false`: no such notice of this reader.
    async fn mark_read(&self, user: UserId, id: EventId) -> Result<bool, StoreError>;
}
