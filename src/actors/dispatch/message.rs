//! What the dispatch stage begins with, and what it is told.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::Instant;

use super::circles::Circle;
use crate::actors::run::Purpose;
use crate::actors::run::context::SharedContext;
use crate::backends::store::{Claimed, OpenStory, StoreError};
use crate::domain::StoryId;

/// What the actor begins with, also when it is started again.
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
    /// Set before [`DispatchMessage::Drain`] is sent, and never unset: nothing new is begun from then on.
    pub draining: Arc<AtomicBool>,
    /// The same for [`DispatchMessage::GiveUp`]: a story that is claimed later is given up at once.
    pub giving_up: Arc<AtomicBool>,
    /// Since when the process has been up, however often this actor was started again.
    pub up_since: Instant,
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
    Claimed(Pending, Box<Result<Option<Claimed>, StoreError>>),
    /// A damaged story was ended without a run, if it still stood as it did.
    Closed(StoryId, Result<bool, StoreError>),
    /// A story may be claimed again: as before, if that claim's outcome is unknown, or as the next sweep finds it.
    Cooled(StoryId, Option<Pending>),
    /// The log of a story in a narrow circle grew.
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
    /// Its owner has deleted it: nobody needs to be able to read it.
    pub(super) is_deleted: bool,
    /// Its last owner did not give it up: the claim counts a start.
    pub(super) was_orphaned: bool,
    /// Whom it waits for.
    pub(super) circle: Circle,
    pub(super) purpose: Purpose,
    /// Its slot in the node's queue, where it came through the front door.
    pub(super) _slot: Option<OwnedSemaphorePermit>,
}
