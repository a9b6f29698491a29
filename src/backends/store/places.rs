//! Where readers are in their books.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{BusEvent, StoryId, Timestamp, UserId};

/// A reader's place in a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose.
    pub reader: UserId,
    /// In which story.
    pub story_id: StoryId,
    /// The scene, counted from 1.
    pub scene: u32,
    /// When it was reported.
    pub at: Timestamp,
}

/// Readers' places.
#[async_trait]
pub trait Places: Send + Sync {
    /// Keeps the place. The first of a reader, story and UTC day also puts `viewed` into the outbox, in the same step.
    async fn keep(&self, place: Place, viewed: BusEvent) -> Result<(), StoreError>;

    /// The reader's place, if they have one.
    async fn find(&self, reader: UserId, story: StoryId) -> Result<Option<Place>, StoreError>;
}
