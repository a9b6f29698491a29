//! [`Log`]: a story's events, numbered without gaps and written under a fence.

use async_trait::async_trait;

use super::{IdempotencyKey, StoreError};
use crate::domain::{BusEvent, PlanLimits, Record, StoryId, StoryStatus, UserId, Work};

/// A wish that passed every check, about to become durable.
#[derive(Clone, Debug)]
pub struct NewStory {
    /// Whose.
    pub owner: UserId,
    /// `story.created`: `seq` 1, `epoch` 0.
    pub created: Record,
    /// What the outbox carries of it.
    pub bus: BusEvent,
    /// Stories per UTC day and at once; requests per minute are not the store's.
    pub limits: PlanLimits,
    /// The caller's key, kept 24 hours.
    pub idempotency: Option<IdempotencyKey>,
}

/// What became of a [`NewStory`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Creation {
    /// It is durable and queued.
    Created,
    /// The key and the body were seen before: this is the story they made.
    Repeated(StoryId),
    /// The key was seen before with another body.
    KeyReused,
    /// The plan's stories of this UTC day are used up.
    DailyLimit,
    /// As many stories as the plan allows have not ended.
    TooManyAtOnce,
}

/// The state of a story's fence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Whose story.
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
    /// Whose log.
    pub story_id: StoryId,
    /// The writer's fence.
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
    /// Key, quotas and creation as one step: parallel wishes of one owner can't overshoot a limit.
    async fn begin(&self, story: NewStory) -> Result<Creation, StoreError>;

    /// Appends under the fence; on success the projections and the outbox have it too (an engine without
    /// transactions repairs those from the log).
    async fn append(&self, append: Append) -> Result<Appended, StoreError>;

    /// Saves the work document alone. `false`: the epoch is not the story's newest, nothing was written.
    async fn save_work(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError>;

    /// The fence, for readers: `None` for an unknown or deleted story.
    async fn head(&self, story: StoryId) -> Result<Option<Head>, StoreError>;

    /// Up to `limit` events after number `after`, for readers: `None` for an unknown or deleted story.
    async fn read(&self, story: StoryId, after: u64, limit: usize) -> Result<Option<Vec<Record>>, StoreError>;
}
