//! What the story stage begins with, and what it is told.

use std::sync::Arc;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, oneshot};

use crate::actors::run::Purpose;
use crate::actors::run::context::SharedContext;
use crate::backends::store::{Claimed, OpenStory, StoreError};
use crate::domain::StoryId;

/// What the actor begins with.
#[derive(Clone)]
pub struct DispatchArguments {
    /// What runs work with.
    pub context: SharedContext,
    /// Stories told at once.
    pub limit: usize,
    /// The node's queue: stories that a sweep finds take slots in it too, where there are any.
    pub queue_slots: Arc<Semaphore>,
    /// Told when a story has ended that may have to be erased.
    pub erasing: Arc<Notify>,
}

/// What the actor is told.
pub enum DispatchMessage {
    /// A story was accepted; the permit is its slot in the node's queue.
    Queued(StoryId, OwnedSemaphorePermit),
    /// Somebody left an intent on a story.
    Intended(StoryId),
    /// A reader is at a scene.
    ReaderAt(StoryId, u32),
    /// Look into the store.
    Sweep,
    /// What the store said.
    Swept(Result<Vec<OpenStory>, StoreError>),
    /// A claim has ended.
    Claimed(Pending, Result<Option<Claimed>, StoreError>),
    /// A story may be claimed again: as before, if that claim's outcome is unknown, or as the next sweep finds it.
    Cooled(StoryId, Option<Pending>),
    /// A suspect story's log grew.
    Cleared(StoryId),
    /// Begin nothing new; told when no story runs any more.
    Drain(oneshot::Sender<()>),
    /// Give every story up now.
    GiveUp,
}

/// A story that waits to be claimed.
pub struct Pending {
    pub(super) story: StoryId,
    pub(super) epoch: u64,
    /// Its last owner did not give it up: the claim counts a start, and the story is a suspect.
    pub(super) was_orphaned: bool,
    pub(super) purpose: Purpose,
    /// Its slot in the node's queue, where it came through the front door.
    pub(super) _slot: Option<OwnedSemaphorePermit>,
}
