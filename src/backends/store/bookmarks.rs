//! Where readers are in their books.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{BusEvent, StoryId, Timestamp, UserId};

/// A reader's bookmark in a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    pub reader: UserId,
    pub story_id: StoryId,
    /// The scene, counted from 1.
    pub scene: u32,
    /// When it was reported.
    pub at: Timestamp,
}

/// Where each reader is in each of their books.
#[async_trait]
pub trait Bookmarks: Send + Sync {
    /// Keeps the bookmark. The first of a reader, story and UTC day also puts `viewed` into the outbox, in the same
    /// step.
    async fn keep(&self, bookmark: Bookmark, viewed: BusEvent) -> Result<(), StoreError>;

    /// The reader's bookmark, if they have one.
    async fn find(&self, reader: UserId, story: StoryId) -> Result<Option<Bookmark>, StoreError>;
}
