//! The way of a wish into the log. A cry for help is answered first, whatever is full or away. Then cheap steps come
//! first, so that nobody buys judgements by wishes that would be refused anyway; what is refused on the way has used up
//! no key, no quota and no slot.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rand::Rng;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::message::Submission;
use super::refusal::Refusal;
use super::wish_judge::WishJudge;
use crate::actors::dispatch::DispatchMessage;
use crate::actors::idempotency::IdempotencyHasher;
use crate::actors::outbox::Relay;
use crate::backends::accounts::Preferences;
use crate::backends::store::{Creation, IdempotencyKey, KeyUse, NewStory, Reservation, Reserved, Store, StoreError};
use crate::domain::{
    BusEvent, Claimant, Event, EventId, PlanLimits, Record, StoryId, StoryOf, StoryRequest, StoryWish, Tier, Timestamp,
    UserId, Work,
};
use crate::flow::backoff::Backoff;
use crate::flow::supervise::Address;
use crate::pipeline::request::{Defaults, normalise};

/// How long a repeat waits for the first, and how often it looks. A creation takes some milliseconds.
const KEY_WAIT: Duration = Duration::from_secs(5);
const KEY_POLL: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(500));
/// Seeds are exact in JSON's numbers.
const SEEDS: u64 = 1 << 53;

/// What the stage works with. Cheap to clone.
#[derive(Clone)]
pub struct Admission {
    /// This start of this node: who makes stories, and where facts come from.
    pub claimant: Claimant,
    /// Where wishes become durable.
    pub store: Store,
    /// What wishes get that say nothing.
    pub preferences: Arc<dyn Preferences>,
    pub idempotency: IdempotencyHasher,
    /// Who says whether a wish is for children.
    pub judge: WishJudge,
    /// A permit for each story that is accepted and not started, on this node.
    pub queue: Arc<Semaphore>,
    pub stories: Address<DispatchMessage>,
    /// Woken after every creation.
    pub outbox: Relay,
    /// Set when the node wants to stop.
    pub draining: Arc<AtomicBool>,
}

impl Admission {
    pub(super) fn hashed(&self, submission: &Submission) -> Option<IdempotencyKey> {
        let key = submission.idempotency_key.as_ref()?;
        Some(self.idempotency.hash(submission.owner, key, &submission.wish))
    }

    /// The path of a wish: its key, an ear for a cry for help, its shape, the plan's quotas, a slot in the queue, the
    /// judge, the log.
    pub(super) async fn accept(&self, submission: Submission, key: Option<IdempotencyKey>) -> Result<StoryId, Refusal> {
        let Submission { owner, tier, limits, wish, .. } = submission;
        let used = self.find(owner, key.as_ref()).await;
        // a repeat whose answer was lost is never refused by anything
        if let Ok(Some(KeyUse::Replay(story))) = used {
            return self.repeat(story).await;
        }
        self.judge.listen(&wish).await?;
        let used = used?;
        if let Some(KeyUse::Reused) = used {
            return Err(Refusal::KeyReused);
        }
        if self.draining.load(Ordering::Relaxed) {
            return Err(Refusal::draining());
        }
        let request = self.shape(wish, owner, &tier).await?;
        let story = StoryId::new();
        // whoever has the key in flight may be dead, and has its quota then: creating the story shows that
        if used.is_none() {
            self.look_at_quotas(owner, story, limits).await?;
        }
        let slot = self.take_slot()?;
        let judged = self.judge.judge(story, &tier, &request).await?;
        let work = Work { tier, calls: judged.calls.log(), ..Work::default() };
        let new = self.new_story((story, owner), limits, key, &request, work);
        let id = match self.create(new).await.map_err(Refusal::Store)? {
            Creation::Created(id) => id,
            Creation::Repeated(story) => return self.repeat(story).await,
            Creation::InFlight(_) => return Err(Refusal::Unavailable),
            Creation::KeyReused => return Err(Refusal::KeyReused),
            Creation::DailyLimit => return Err(Refusal::daily_limit(limits)),
            Creation::TooManyAtOnce => return Err(Refusal::too_many_at_once(limits)),
        };
        judged.became_a_story();
        self.outbox.wake();
        self.stories.send(DispatchMessage::Queued(id, slot));
        Ok(id)
    }

    async fn find(&self, owner: UserId, key: Option<&IdempotencyKey>) -> Result<Option<KeyUse>, Refusal> {
        let Some(key) = key else { return Ok(None) };
        self.store.idempotency.find(owner, key).await.map_err(Refusal::Store)
    }

    /// The story of a key that was used before, unless it was deleted since.
    async fn repeat(&self, story: StoryId) -> Result<StoryId, Refusal> {
        let head = self.store.log.head(story).await.map_err(Refusal::Store)?;
        head.map(|_| story).ok_or(Refusal::StoryDeleted)
    }

    /// What can be said of a wish without asking anybody, completed by what its reader prefers.
    async fn shape(&self, wish: StoryWish, owner: UserId, tier: &Tier) -> Result<StoryRequest, Refusal> {
        let seed = rand::rng().random_range(0..SEEDS);
        let preferred = self.preferences.find(owner).await.map_err(Refusal::Store)?.unwrap_or_default();
        let request = normalise(wish, &preferred.over(Defaults::default()), seed).map_err(Refusal::Invalid)?;
        self.judge.check_language(tier, &request)?;
        Ok(request)
    }

    /// A look that reserves nothing: whether the wish may count is decided when the story is created.
    async fn look_at_quotas(&self, owner: UserId, story: StoryId, limits: PlanLimits) -> Result<(), Refusal> {
        let reservation = Reservation { owner, story, at: Timestamp::now() };
        match self.store.quotas.look(reservation, limits).await.map_err(Refusal::Store)? {
            Reserved::Done => Ok(()),
            Reserved::DailyLimit => Err(Refusal::daily_limit(limits)),
            Reserved::TooManyAtOnce => Err(Refusal::too_many_at_once(limits)),
        }
    }

    fn take_slot(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Refusal::queue_full())
    }

    /// The durable step. A repeat waits for the first where another node makes its story.
    async fn create(&self, story: NewStory) -> Result<Creation, StoreError> {
        let deadline = Instant::now() + KEY_WAIT;
        let mut backoff = Backoff::new(KEY_POLL.0, KEY_POLL.1);
        loop {
            match self.store.creations.create(story.clone()).await? {
                Creation::InFlight(_) if Instant::now() < deadline => backoff.wait().await,
                creation => return Ok(creation),
            }
        }
    }

    fn new_story(
        &self,
        (story_id, owner): (StoryId, UserId),
        limits: PlanLimits,
        idempotency: Option<IdempotencyKey>,
        request: &StoryRequest,
        work: Work,
    ) -> NewStory {
        let created = Record {
            story_id,
            seq: 1,
            at: Timestamp::now(),
            event_id: EventId::new(),
            epoch: 0,
            event: Event::StoryCreated { request: request.clone() },
        };
        let story = StoryOf { owner, tier: &work.tier, request };
        let bus = BusEvent::of_record(&created, story, self.claimant.node)
            .expect("story.created is one of the events that analytics sees");
        NewStory { owner, created, bus, limits, idempotency, by: self.claimant, work }
    }
}
