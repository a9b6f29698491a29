//! Facts on their way out, and the in-app notices made of them.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{BusEvent, EventId, StoryId, Timestamp, UserId};

/// Facts that were stored with what they are about and wait for the bus. Delivered at least once, in order.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// The oldest `limit` waiting facts.
    async fn pending(&self, limit: usize) -> Result<Vec<BusEvent>, StoreError>;

    /// The next `limit` facts that wait behind `after`; from the oldest on when that one waits no more.
    async fn pending_after(&self, after: EventId, limit: usize) -> Result<Vec<BusEvent>, StoreError>;

    /// These were delivered and need not be kept.
    async fn delivered(&self, events: &[EventId]) -> Result<(), StoreError>;

    /// How many wait, and since when the oldest.
    async fn backlog(&self) -> Result<(u64, Option<Timestamp>), StoreError>;
}

/// Something that a reader is told in the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The fact's id: a fact delivered twice is told once.
    pub id: EventId,
    /// Who is told.
    pub user: UserId,
    /// `story.completed`, `story.failed`.
    pub kind: String,
    /// About which story.
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
