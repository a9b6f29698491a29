//! [`Lists`]: one owner's stories.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{StoryId, StoryRequest, StoryStatus, Timestamp, UserId};

/// A story in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorySummary {
    pub story_id: StoryId,
    pub status: StoryStatus,
    pub request: StoryRequest,
    /// Once outlined.
    pub title: Option<String>,
    pub last_event: u64,
    /// When it was accepted.
    pub created_at: Timestamp,
}

/// The lists of stories that their owners see.
#[async_trait]
pub trait Lists: Send + Sync {
    /// Every story of one owner that is not deleted, oldest first, also those of which nothing can be read.
    async fn owned(&self, owner: UserId, limit: usize) -> Result<Vec<StoryId>, StoreError>;

    /// Stories of one owner, newest first, deleted ones left out, and those of which nothing can be read.
    async fn list(
        &self,
        owner: UserId,
        status: Option<StoryStatus>,
        after: Option<StoryId>,
        limit: usize,
    ) -> Result<Vec<StorySummary>, StoreError>;
}
