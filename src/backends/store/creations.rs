//! [`Creations`]: a wish becomes a story, by key, quota and log.
//!
//! These lie in different partitions (the key's, the owner's, the story's), so an engine without transactions over them
//! goes [`InSteps`], each of which may be repeated and leaves nothing behind that a later one does not mend:
//!
//! | died after | what is left | who mends it |
//! |---|---|---|
//! | the key is in flight | the key | a repeat takes it over, with the story's id |
//! | the quota is reserved | also a story that counts | a repeat goes on with it, else the sweep gives it back |
//! | the log has begun | the same, but the story is told | a repeat finds it begun; the sweep settles it |
//!
//! An engine with transactions does it all in one.

use std::sync::Arc;

use async_trait::async_trait;

use super::{
    Beginning, Begun, Idempotency, IdempotencyKey, KeyUse, KeyedWish, Log, Quotas, Reservation, Reserved, StoreError,
};
use crate::domain::{BusEvent, Claimant, PlanLimits, Record, StoryId, Timestamp, UserId, Work};

/// Reservations of one page of the sweep.
const PAGE: usize = 500;

/// A wish that passed every check, about to become durable.
#[derive(Clone, Debug)]
pub struct NewStory {
    pub owner: UserId,
    /// `story.created`: `seq` 1, `epoch` 0.
    pub created: Record,
    /// What the outbox carries of it.
    pub bus: BusEvent,
    /// Stories per UTC day and at once; requests per minute are not the store's.
    pub limits: PlanLimits,
    /// The caller's key, kept 24 hours.
    pub idempotency: Option<IdempotencyKey>,
    pub by: Claimant,
    /// What its first run finds beside the log.
    pub work: Work,
}

/// What became of a [`NewStory`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creation {
    /// It is durable and queued, under this id: another than was given where a dead process had begun it.
    Created(StoryId),
    /// The key and the body were seen before: this is the story they made.
    Repeated(StoryId),
    /// The key and the body were seen before, and this process is making the story: ask again.
    InFlight(Claimant),
    /// The key was seen before with another body.
    KeyReused,
    /// The plan's stories of this UTC day are used up.
    DailyLimit,
    /// As many stories as the plan allows have not ended.
    TooManyAtOnce,
}

/// Makes stories: quota, key and log in one decision.
#[async_trait]
pub trait Creations: Send + Sync {
    /// Key first, so that a repeat is never refused by a quota, then quota and log. A refused wish uses up nothing, not
    /// even its key; parallel wishes of one owner can't overshoot a limit. A call whose answer was lost may be
    /// repeated.
    async fn create(&self, story: NewStory) -> Result<Creation, StoreError>;

    /// Settles what was reserved before `before` for logs that have begun, and gives back the rest. `before` is longer
    /// ago than any creation takes. Returns how many were given back.
    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError>;
}

impl NewStory {
    /// The same, as the story with this id.
    #[must_use]
    pub fn named(mut self, story: StoryId) -> Self {
        self.created.story_id = story;
        self.bus.story_id = Some(story);
        self
    }
}

/// Creation over the small traits, for engines without transactions over partitions.
pub struct InSteps {
    pub idempotency: Arc<dyn Idempotency>,
    /// What owners may have.
    pub quotas: Arc<dyn Quotas>,
    pub log: Arc<dyn Log>,
}

#[async_trait]
impl Creations for InSteps {
    async fn create(&self, mut story: NewStory) -> Result<Creation, StoreError> {
        if let Some(key) = &story.idempotency {
            match self.begin_key(&story, key).await? {
                Begun::Fresh(id) => story = story.named(id),
                Begun::Used(KeyUse::InFlight(by)) => return Ok(Creation::InFlight(by)),
                // a call whose answer was lost is no repeat
                Begun::Used(KeyUse::Replay(made)) if made == story.created.story_id => {
                    return Ok(Creation::Created(made));
                }
                Begun::Used(KeyUse::Replay(made)) => return Ok(Creation::Repeated(made)),
                Begun::Used(KeyUse::Reused) => return Ok(Creation::KeyReused),
            }
        }
        let NewStory { owner, created, bus, limits, idempotency, by, work } = story;
        let id = created.story_id;
        let reservation = Reservation { owner, story: id, at: created.at };
        let refused = match self.quotas.reserve(reservation, limits).await? {
            Reserved::Done => None,
            Reserved::DailyLimit => Some(Creation::DailyLimit),
            Reserved::TooManyAtOnce => Some(Creation::TooManyAtOnce),
        };
        if let Some(refused) = refused {
            if let Some(key) = &idempotency {
                self.idempotency.abandon(owner, &key.key, by).await?;
            }
            return Ok(refused);
        }
        let is_begun = self.log.begin(Beginning { owner, created, bus, work }).await?;
        self.quotas.settle(owner, id).await?;
        if let Some(key) = &idempotency {
            self.idempotency.finish(owner, &key.key, id).await?;
        }
        Ok(if is_begun { Creation::Created(id) } else { Creation::Repeated(id) })
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        sweep(&*self.quotas, &*self.log, before).await
    }
}

impl InSteps {
    /// Takes over what an earlier start of the same node left in flight.
    async fn begin_key(&self, story: &NewStory, key: &IdempotencyKey) -> Result<Begun, StoreError> {
        let (by, at) = (story.by, story.created.at);
        let wish =
            KeyedWish { owner: story.owner, key: key.clone(), story: story.created.story_id, by, instead_of: None, at };
        match self.idempotency.begin(wish.clone()).await? {
            Begun::Used(KeyUse::InFlight(other)) if by.succeeds(other) => {
                self.idempotency.begin(KeyedWish { instead_of: Some(other), ..wish }).await
            }
            begun => Ok(begun),
        }
    }
}

/// [`Creations::sweep`] over the small traits, for every engine.
pub(super) async fn sweep(quotas: &dyn Quotas, log: &dyn Log, before: Timestamp) -> Result<u64, StoreError> {
    let (mut after, mut given_back) = (None, 0);
    loop {
        let page = quotas.unsettled(before, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(given_back) };
        after = Some(last.story);
        for Reservation { owner, story, .. } in page {
            if log.has_begun(story).await? {
                log.settle(story).await?;
                quotas.settle(owner, story).await?;
            } else {
                quotas.give_back(owner, story).await?;
                given_back += 1;
            }
        }
    }
}
