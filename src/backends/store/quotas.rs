//! [`Quotas`]: how many stories an owner may have on a day and at once.
//!
//! What counts is reserved before a story's log begins, in the owner's partition, and is settled once it has begun:
//! from then on the story counts as its log says. What was reserved for a log that never began is given back.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{PlanLimits, StoryId, Timestamp, UserId};

/// A story that counts although its log may not have begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reservation {
    pub owner: UserId,
    pub story: StoryId,
    /// When, and so on which UTC day it counts.
    pub at: Timestamp,
}

/// What became of a [`Reservation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// It counts now, or counted before.
    Done,
    /// The plan's stories of this UTC day are used up. Failed stories don't count.
    DailyLimit,
    /// As many stories as the plan allows have not ended.
    TooManyAtOnce,
}

/// Owners' quotas of stories.
#[async_trait]
pub trait Quotas: Send + Sync {
    /// Lets a story count unless a limit (0: none) is reached, as one step: parallel wishes can't overshoot. A repeat
    /// for the same story counts once and is never refused.
    async fn reserve(&self, reservation: Reservation, limits: PlanLimits) -> Result<Reserved, StoreError>;

    /// What [`Quotas::reserve`] would answer now. Reserves nothing, and costs a read.
    async fn look(&self, reservation: Reservation, limits: PlanLimits) -> Result<Reserved, StoreError>;

    /// The story's log has begun: from now on it counts as its log says.
    async fn settle(&self, owner: UserId, story: StoryId) -> Result<(), StoreError>;

    /// The story's log will not begin: it counts no more. Does nothing to a story that is settled.
    async fn give_back(&self, owner: UserId, story: StoryId) -> Result<(), StoreError>;

    /// Reservations from before `before` that were neither settled nor given back, by story, after `after`.
    async fn unsettled(
        &self,
        before: Timestamp,
        after: Option<StoryId>,
        limit: usize,
    ) -> Result<Vec<Reservation>, StoreError>;
}
