//! Stories: creation, the log with its fence, intents, claims, erasing.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{
    BusEvent, NodeId, PlanLimits, Record, StoryId, StoryRequest, StoryStatus, Timestamp, UserId, Work,
};

/// An owner's idempotency key: keyed hashes only, so that the row says nothing about the wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Hash of caller and key.
    pub key: [u8; 32],
    /// Hash of the body.
    pub fingerprint: [u8; 32],
}

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

/// A story that has not ended, or that has a wish or an erasing to be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenStory {
    /// Which.
    pub story_id: StoryId,
    /// The epoch to raise.
    pub epoch: u64,
    /// Who claimed it last; `None`: nobody yet, or it was given up.
    pub node: Option<NodeId>,
    /// What others want of it.
    pub intent: Option<Intent>,
    /// Whether its log has its last event.
    pub ended: bool,
}

/// What somebody other than the story's run wants of it. A later, larger wish replaces a smaller one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Intent {
    /// End it.
    Cancel,
    /// End it, then erase it. Nothing of it is readable from the moment that this wish is durable.
    Delete,
}

/// A claimed story: the log and the work as they stood *after* the epoch was raised.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Whose story.
    pub owner: UserId,
    /// The new fence.
    pub epoch: u64,
    /// The whole log.
    pub log: Vec<Record>,
    /// As the last run left it.
    pub work: Work,
    /// What others want of it.
    pub intent: Option<Intent>,
}

/// A story in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorySummary {
    /// Which.
    pub story_id: StoryId,
    /// Where it is.
    pub status: StoryStatus,
    /// What was wished.
    pub request: StoryRequest,
    /// Once outlined.
    pub title: Option<String>,
    /// Its log's head.
    pub last_event: u64,
    /// When it was accepted.
    pub created_at: Timestamp,
}

/// What stays of an erased story, for 90 days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// Which story.
    pub story_id: StoryId,
    /// When it was deleted.
    pub at: Timestamp,
    /// Whether its rows are gone (its objects go first).
    pub erased: bool,
}

/// Where a list goes on: after this story.
pub type Cursor = Option<StoryId>;

/// Stories and their logs.
///
/// Invariants, for every engine: a log's numbers are 1, 2, 3 ... without gaps; nothing is written under an epoch
/// other than the story's newest; what a call reported as done survives a crash; a refused call wrote nothing.
#[async_trait]
pub trait Stories: Send + Sync {
    /// Key, quotas and creation as one step: parallel wishes of one owner can't overshoot a limit.
    async fn create(&self, story: NewStory) -> Result<Creation, StoreError>;

    /// The story that a key of an owner made, and its body's fingerprint.
    async fn find_key(&self, owner: UserId, key: &[u8; 32]) -> Result<Option<(StoryId, [u8; 32])>, StoreError>;

    /// Appends under the fence; on success the projections and the outbox have it too (an engine without
    /// transactions repairs those from the log).
    async fn append(&self, append: Append) -> Result<Appended, StoreError>;

    /// Saves the work document alone. `false`: the epoch is not the story's newest, nothing was written.
    async fn save_work(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError>;

    /// The fence, for readers: `None` for an unknown or deleted story.
    async fn head(&self, story: StoryId) -> Result<Option<Head>, StoreError>;

    /// Up to `limit` events after number `after`, for readers: `None` for an unknown or deleted story.
    async fn read(&self, story: StoryId, after: u64, limit: usize) -> Result<Option<Vec<Record>>, StoreError>;

    /// Stories of one owner, newest first, deleted ones left out.
    async fn list(
        &self,
        owner: UserId,
        status: Option<StoryStatus>,
        after: Cursor,
        limit: usize,
    ) -> Result<Vec<StorySummary>, StoreError>;

    /// Every story that still needs somebody, oldest first, after `after`.
    async fn open(&self, after: Cursor, limit: usize) -> Result<Vec<OpenStory>, StoreError>;

    /// Raises the epoch from `epoch` and takes the story for `node`. `None`: somebody else was faster, it has ended, or
    /// it is gone.
    ///
    /// A claim whose answer was lost may be repeated, with the same epoch and node: when it had been carried out, and
    /// nobody has claimed the story since, its answer is given again. (Ask anew with what [`Stories::open`] says, and
    /// the claim looks like one whose run died.) The caller sees to it that only one of the two answers leads to a run.
    async fn claim(&self, story: StoryId, epoch: u64, node: NodeId) -> Result<Option<Claimed>, StoreError>;

    /// Gives the story up for others to claim at once, saving the work. `false`: it was not ours any more.
    async fn release(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError>;

    /// Makes an intent durable. [`Intent::Delete`] also leaves a tombstone, at `at`.
    async fn intend(&self, story: StoryId, intent: Intent, at: Timestamp) -> Result<(), StoreError>;

    /// Tombstoned stories whose logs have ended and whose rows are not erased yet, oldest first, after `after`.
    async fn to_erase(&self, after: Cursor, limit: usize) -> Result<Vec<Tombstone>, StoreError>;

    /// Erases every row of tombstoned stories (their logs must have ended) under a raised epoch, so that no byte of
    /// their words stays in the engine's files.
    async fn erase(&self, stories: &[StoryId]) -> Result<(), StoreError>;

    /// Stories whose objects were not looked through yet, oldest first, after `after`: those that ended before
    /// `ended_before`, and erased ones that ended and were deleted before `erased_before`.
    async fn to_sweep(
        &self,
        ended_before: Timestamp,
        erased_before: Timestamp,
        after: Cursor,
        limit: usize,
    ) -> Result<Vec<StoryId>, StoreError>;

    /// The objects of these stories were looked through: only a deletion brings them back to [`Stories::to_sweep`].
    async fn swept(&self, stories: &[StoryId]) -> Result<(), StoreError>;

    /// Forgets tombstones and idempotency keys that are older than these.
    async fn forget(&self, tombstones_before: Timestamp, keys_before: Timestamp) -> Result<(), StoreError>;

    /// Writes and reads nothing of note: whether the store answers and can write, for readiness.
    async fn probe(&self) -> Result<(), StoreError>;
}
