//! [`Claims`]: who works on a story, and what others want of it.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{Claimant, Record, StoryId, Timestamp, UserId, Work};

/// A story that has not ended, or that has a wish or an erasing to be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenStory {
    pub story_id: StoryId,
    /// The epoch to raise.
    pub epoch: u64,
    /// Who claimed it last; `None`: nobody yet, or it was given up.
    pub claimant: Option<Claimant>,
    /// The starts that counted against it before: see [`Claimed::starts`].
    pub starts: u32,
    /// What others want of it.
    pub intent: Option<Intent>,
    /// Whether its log has its last event.
    pub ended: bool,
}

impl OpenStory {
    /// The starts that will count against it once it is claimed.
    #[must_use]
    pub fn starts_if_claimed(&self) -> u32 {
        self.starts.saturating_add(u32::from(self.claimant.is_some()))
    }
}

/// What somebody other than the story's run wants of it. A later, larger wish replaces a smaller one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Intent {
    Cancel,
    /// End it, then erase it. Nothing of it is readable from the moment that this wish is durable.
    Delete,
}

/// A claimed story: the log and the work as they stood *after* the epoch was raised.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub owner: UserId,
    pub epoch: u64,
    pub log: Vec<Record>,
    /// As the last run left it.
    pub work: Work,
    /// What others want of it.
    pub intent: Option<Intent>,
    /// How many of its runs ended without giving it up since its log last grew: 0 after an append, one more with each
    /// claim of a story that somebody still held.
    pub starts: u32,
}

/// Which stories need somebody, and who has them.
#[async_trait]
pub trait Claims: Send + Sync {
    /// Every story that still needs somebody, oldest first, after `after`.
    async fn open(&self, after: Option<StoryId>, limit: usize) -> Result<Vec<OpenStory>, StoreError>;

    /// Raises the epoch from `epoch` and takes the story for `by`. `None`: somebody else was faster, it has ended, or
    /// it is gone. A claim of a story that its last claimant did not give up counts one start against it, in the same
    /// step.
    ///
    /// A claim whose answer was lost may be repeated, with the same epoch and claimant: when it had been carried out,
    /// and nobody has claimed the story since, its answer is given again. (Ask anew with what [`Claims::open`] says,
    /// and the claim looks like one whose run died.) The caller sees to it that only one of the two answers leads to a
    /// run.
    async fn claim(&self, story: StoryId, epoch: u64, by: Claimant) -> Result<Option<Claimed>, StoreError>;

    /// Gives the story up for others to claim at once, saving the work: that claim counts nothing. `false`: it was not
    /// ours any more.
    async fn release(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError>;

    /// Ends a story that can't be read, from outside its log: its status is failed (or as its log has ended), and it is
    /// open no more, while its log and its work stay as they are, unread. `false`: it was claimed since, or it has
    /// ended.
    async fn fail_damaged(&self, story: StoryId, epoch: u64, at: Timestamp) -> Result<bool, StoreError>;

    /// The same for every story that can't even be claimed and so is not among [`Claims::open`]; those that it ended.
    async fn end_unreadable(&self, at: Timestamp) -> Result<Vec<StoryId>, StoreError>;

    /// Makes an intent durable. [`Intent::Delete`] also leaves a tombstone, at `at`.
    async fn intend(&self, story: StoryId, intent: Intent, at: Timestamp) -> Result<(), StoreError>;
}
