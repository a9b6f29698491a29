//! [`Erasure`]: what is left to do for deleted and for ended stories, and what is forgotten at last.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{StoryId, Timestamp};

/// What stays of an erased story, for 90 days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    pub story_id: StoryId,
    /// When it was deleted.
    pub at: Timestamp,
    /// Whether its rows are gone (its objects go first).
    pub erased: bool,
}

/// Erasing deleted stories, and sweeping the objects of ended ones.
#[async_trait]
pub trait Erasure: Send + Sync {
    /// Tombstoned stories whose logs have ended and whose rows are not erased yet, oldest first, after `after`.
    async fn to_erase(&self, after: Option<StoryId>, limit: usize) -> Result<Vec<Tombstone>, StoreError>;

    /// Erases every row of tombstoned stories (their logs must have ended) under a raised epoch, so that no byte of
    /// their words stays in the engine's files.
    async fn erase(&self, stories: &[StoryId]) -> Result<(), StoreError>;

    /// Stories whose objects were not looked through yet, oldest first, after `after`: those that ended before
    /// `ended_before`, and erased ones that ended and were deleted before `erased_before`.
    async fn to_sweep(
        &self,
        ended_before: Timestamp,
        erased_before: Timestamp,
        after: Option<StoryId>,
        limit: usize,
    ) -> Result<Vec<StoryId>, StoreError>;

    /// The objects of these stories were looked through: only a deletion brings them back to [`Erasure::to_sweep`].
    async fn swept(&self, stories: &[StoryId]) -> Result<(), StoreError>;

    /// Forgets tombstones of stories that are erased and were deleted before `before`.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
