//! The request stage: a wish is looked up, normalised, checked and made durable, each in a task of its own, so that
//! many commits are one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use metrics::counter;
use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};
use rand::Rng;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::idempotency::IdempotencyHasher;
use super::judge::check_wish;
use super::outbox::Relay;
use crate::actors::dispatch::DispatchMessage;
use crate::backends::models::Moderator;
use crate::backends::store::{Creation, IdempotencyKey, KeyUse, NewStory, Store, StoreError};
use crate::domain::{
    BusEvent, Claimant, Event, EventId, PlanLimits, Record, StoryId, StoryRequest, StoryWish, Tier, Timestamp, UserId,
    Work,
};
use crate::flow::backoff::Backoff;
use crate::flow::keyed_lock::KeyedLock;
use crate::flow::supervise::Address;
use crate::metrics::{STORIES_REFUSED, label};
use crate::pipeline::request::{Defaults, FieldError, normalise};
use crate::pipeline::safety::WishVerdict;

/// What a caller is told to wait when the queue is full: about as long as a story on the built-in models.
const RETRY_AFTER: Duration = Duration::from_secs(10);
/// What a caller is told to wait for one of their own stories to end; on the built-in models one takes about as long.
const STORY_TIME: Duration = Duration::from_secs(10);
/// What a caller is told to wait until another process has taken over.
const DRAIN_TIME: Duration = Duration::from_secs(5);
/// How long a repeat waits for the first, and how often it looks. A creation takes some milliseconds.
const KEY_WAIT: Duration = Duration::from_secs(5);
const KEY_POLL: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(500));
/// Seeds are exact in JSON's numbers.
const SEEDS: u64 = 1 << 53;

/// A wish with its caller.
pub struct Submission {
    pub owner: UserId,
    pub tier: Tier,
    pub limits: PlanLimits,
    pub wish: StoryWish,
    /// The caller's own name for this wish: a repeat under the same key is told the same story.
    pub idempotency_key: Option<String>,
}

/// Why a wish was not accepted. Nothing of it is stored.
#[derive(Debug)]
pub enum Refusal {
    /// Fields are missing, too long, or otherwise not as they must be.
    Invalid(Vec<FieldError>),
    /// The moderator does not know the language, or the letters.
    UnsupportedLanguage,
    /// These fields are not for children.
    ContentRejected(Vec<FieldError>),
    /// The idempotency key was used with another body.
    KeyReused,
    /// The plan's stories of this UTC day are used up.
    DailyLimit {
        limit: u32,
        /// Until the next day begins.
        retry_after: Duration,
    },
    /// As many stories as the plan allows have not ended.
    TooManyAtOnce {
        /// Stories that have not ended.
        limit: u32,
        /// About as long as it takes until one of them ends.
        retry_after: Duration,
    },
    /// No room on this node.
    QueueFull {
        /// About as long as it takes until there is room.
        retry_after: Duration,
    },
    /// The node is going away.
    Draining {
        /// About as long as it takes until another process answers.
        retry_after: Duration,
    },
    /// Nobody can judge the wish now, or the stage is being started again.
    Unavailable,
    /// The store did not take it.
    Store(StoreError),
}

impl Refusal {
    /// The reason's name in metrics.
    const fn as_str(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::UnsupportedLanguage => "unsupported_language",
            Self::ContentRejected(_) => "content_rejected",
            Self::KeyReused => "idempotency_key_reused",
            Self::DailyLimit { .. } => "daily_limit",
            Self::TooManyAtOnce { .. } => "stories_at_once",
            Self::QueueFull { .. } => "queue_full",
            Self::Draining { .. } => "draining",
            Self::Unavailable => "unavailable",
            Self::Store(_) => "store",
        }
    }
}

/// What the actor is told: a wish, and where its answer goes.
pub struct Submit {
    pub submission: Submission,
    /// The story's id once it is durable.
    pub answer: oneshot::Sender<Result<StoryId, Refusal>>,
}

/// What the stage works with. Cheap to clone.
#[derive(Clone)]
pub struct Admission {
    /// This start of this node: who makes stories, and where facts come from.
    pub claimant: Claimant,
    /// Where wishes become durable.
    pub store: Store,
    pub idempotency: IdempotencyHasher,
    pub moderator: Arc<dyn Moderator>,
    /// A permit for each story that is accepted and not started, on this node.
    pub queue: Arc<Semaphore>,
    pub stories: Address<DispatchMessage>,
    /// Woken after every creation.
    pub outbox: Relay,
    /// Set when the node wants to stop.
    pub draining: Arc<AtomicBool>,
}

/// The stage that accepts wishes.
pub struct Request;

/// Wishes on their way.
pub struct RequestState {
    admission: Admission,
    /// By idempotency key: a repeat that comes while the first is on its way waits for it and then finds its story, so
    /// that the slot in the queue that the first took is not missing for it.
    lock: KeyedLock<[u8; 32]>,
    tasks: JoinSet<()>,
}

impl Actor for Request {
    type Msg = Submit;
    type State = RequestState;
    type Arguments = Admission;

    async fn pre_start(
        &self,
        _myself: ActorRef<Submit>,
        admission: Admission,
    ) -> Result<RequestState, ActorProcessingErr> {
        Ok(RequestState { admission, lock: KeyedLock::default(), tasks: JoinSet::new() })
    }

    async fn handle(
        &self,
        _myself: ActorRef<Submit>,
        message: Submit,
        state: &mut RequestState,
    ) -> Result<(), ActorProcessingErr> {
        while state.tasks.try_join_next().is_some() {}
        let (admission, lock) = (state.admission.clone(), state.lock.clone());
        state.tasks.spawn(async move {
            let key = admission.hashed(&message.submission);
            let _until_answered = match &key {
                Some(key) => Some(lock.take(key.key).await),
                None => None,
            };
            let result = admission.accept(message.submission, key).await;
            if let Err(refusal) = &result {
                counter!(STORIES_REFUSED, label::REASON => refusal.as_str()).increment(1);
            }
            // an error says that the caller has left; an accepted story is told all the same
            let _ = message.answer.send(result);
        });
        Ok(())
    }

    async fn post_stop(&self, _myself: ActorRef<Submit>, state: &mut RequestState) -> Result<(), ActorProcessingErr> {
        // a wish that is being made durable gets its answer
        while state.tasks.join_next().await.is_some() {}
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _myself: ActorRef<Submit>,
        _event: SupervisionEvent,
        _state: &mut RequestState,
    ) -> Result<(), ActorProcessingErr> {
        Ok(())
    }
}

impl Admission {
    fn hashed(&self, submission: &Submission) -> Option<IdempotencyKey> {
        let key = submission.idempotency_key.as_ref()?;
        Some(self.idempotency.hash(submission.owner, key, &submission.wish))
    }

    /// The path of a wish: its key, its words, a slot in the queue, the log.
    async fn accept(&self, submission: Submission, key: Option<IdempotencyKey>) -> Result<StoryId, Refusal> {
        if let Some(story) = self.find_repeat(submission.owner, key.as_ref()).await? {
            return Ok(story);
        }
        if self.draining.load(Ordering::Relaxed) {
            return Err(Refusal::Draining { retry_after: DRAIN_TIME });
        }
        let seed = rand::rng().random_range(0..SEEDS);
        let request = normalise(submission.wish, &Defaults::default(), seed).map_err(Refusal::Invalid)?;
        self.check(&request).await?;
        let slot =
            Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Refusal::QueueFull { retry_after: RETRY_AFTER })?;
        let limits = submission.limits;
        let work = Work { tier: submission.tier, ..Work::default() };
        let story = self.new_story(submission.owner, limits, key, request, work);
        let id = match self.create(story).await.map_err(Refusal::Store)? {
            Creation::Created(id) => id,
            Creation::Repeated(story) => return Ok(story),
            Creation::InFlight(_) => return Err(Refusal::Unavailable),
            Creation::KeyReused => return Err(Refusal::KeyReused),
            Creation::DailyLimit => return Err(daily_limit(limits)),
            Creation::TooManyAtOnce => {
                return Err(Refusal::TooManyAtOnce { limit: limits.stories_at_once, retry_after: STORY_TIME });
            }
        };
        self.outbox.wake();
        self.stories.send(DispatchMessage::Queued(id, slot));
        Ok(id)
    }

    /// A repeat whose answer was lost is never refused by a limit.
    async fn find_repeat(&self, owner: UserId, key: Option<&IdempotencyKey>) -> Result<Option<StoryId>, Refusal> {
        let Some(key) = key else { return Ok(None) };
        match self.store.idempotency.find(owner, key).await.map_err(Refusal::Store)? {
            Some(KeyUse::Replay(story)) => Ok(Some(story)),
            Some(KeyUse::Reused) => Err(Refusal::KeyReused),
            // whoever makes its story may be dead: creating it shows that
            Some(KeyUse::InFlight(_)) | None => Ok(None),
        }
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

    async fn check(&self, request: &StoryRequest) -> Result<(), Refusal> {
        match check_wish(&*self.moderator, request).await {
            Ok(WishVerdict::Safe) => Ok(()),
            Ok(WishVerdict::UnsupportedLanguage) => Err(Refusal::UnsupportedLanguage),
            Ok(WishVerdict::Rejected(fields)) => Err(Refusal::ContentRejected(fields)),
            Err(error) => {
                tracing::warn!(%error, "a wish could not be judged");
                Err(Refusal::Unavailable)
            }
        }
    }

    fn new_story(
        &self,
        owner: UserId,
        limits: PlanLimits,
        idempotency: Option<IdempotencyKey>,
        request: StoryRequest,
        work: Work,
    ) -> NewStory {
        let created = Record {
            story_id: StoryId::new(),
            seq: 1,
            at: Timestamp::now(),
            event_id: EventId::new(),
            epoch: 0,
            event: Event::StoryCreated { request },
        };
        let bus = BusEvent::of_record(&created, owner, self.claimant.node)
            .expect("story.created is one of the events that analytics sees");
        NewStory { owner, created, bus, limits, idempotency, by: self.claimant, work }
    }
}

fn daily_limit(limits: PlanLimits) -> Refusal {
    let now = Timestamp::now();
    Refusal::DailyLimit { limit: limits.stories_per_day, retry_after: now.next_day().since(now) }
}
