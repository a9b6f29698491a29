//! [`Log`]: a story's events, numbered without gaps and written under a fence.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{BusEvent, Record, StoryId, StoryStatus, UserId, Work};

/// A story's first event.
#[derive(Clone, Debug)]
pub struct Beginning {
    pub owner: UserId,
    /// `story.created`: `seq` 1, `epoch` 0.
    pub created: Record,
    /// What the outbox carries of it.
    pub bus: BusEvent,
    /// What its first run finds beside the log.
    pub work: Work,
}

/// The state of a story's fence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub owner: UserId,
    /// Who may write: the claim with this epoch.
    pub epoch: u64,
    /// The last event's number.
    pub seq: u64,
    /// Where the story is.
    pub status: StoryStatus,
}

/// Events to write, in order, as one step.
#[derive(Clone, Debug)]
pub struct Append {
    pub story_id: StoryId,
    pub epoch: u64,
    /// Consecutive, from the expected head + 1.
    pub records: Vec<Record>,
    /// What the outbox carries of them.
    pub bus: Vec<BusEvent>,
    /// Saved in the same step.
    pub work: Option<Work>,
}

/// What became of an [`Append`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// All of it is durable: by this call, or by an earlier one with the same event ids.
    Done,
    /// Another run owns the story, under this epoch. Nothing was written.
    Fenced(u64),
    /// The epoch is right but the log's head is this other number. Nothing was written.
    Moved(u64),
}

/// Stories' logs.
///
/// Invariants, for every engine: a log's numbers are 1, 2, 3 ... without gaps; nothing is written under an epoch
/// other than the story's newest; what a call reported as done survives a crash; a refused call wrote nothing.
#[async_trait]
pub trait Log: Send + Sync {
    /// Begins a log, which is queued from then on. The story can be found by [`super::Claims::open`] before its first
    /// event is there, so that none is lost in between. `false`: it began with another event before; nothing was
    /// written. A call whose answer was lost may be repeated.
    async fn begin(&self, beginning: Beginning) -> Result<bool, StoreError>;

    /// Whether a story's log has begun, whatever became of it since.
    async fn has_begun(&self, story: StoryId) -> Result<bool, StoreError>;

    /// Appends under the fence; on success the projections and the outbox have it too (an engine without
    /// transactions repairs those from the log).
    async fn append(&self, append: Append) -> Result<Appended, StoreError>;

    /// Brings all that is derived from a log up to its head: lists, the outbox, what is open, what counts for the
    /// owner's quotas. May be called at any time, by anybody; an engine that derives in the transaction of the append
    /// has nothing to do.
    async fn settle(&self, story: StoryId) -> Result<(), StoreError>;

    /// Saves the work document alone. `false`: the epoch is not the story's newest, nothing was written.
    async fn save_work(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError>;

    /// The work document, as it was saved last: `None` for an unknown or deleted story.
    async fn work(&self, story: StoryId) -> Result<Option<Work>, StoreError>;

    /// The fence, for readers: `None` for an unknown or deleted story.
    async fn head(&self, story: StoryId) -> Result<Option<Head>, StoreError>;

    /// Up to `limit` events after number `after`, for readers: `None` for an unknown or deleted story.
    async fn read(&self, story: StoryId, after: u64, limit: usize) -> Result<Option<Vec<Record>>, StoreError>;
}
