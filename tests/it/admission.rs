//! The order in which a wish is admitted: what is refused costs no judgement, and judgements are ordered, bounded,
//! measured and paid for. What a repeat is known by.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::actors::idempotency::IdempotencyHasher;
use ai_tale::actors::measure::publish::TOLD_EVERY;
use ai_tale::actors::request::{Refusal, Submission};
use ai_tale::app::App;
use ai_tale::backends::models::{Answer, Judges, ModelError, Moderator, Storyteller};
use ai_tale::backends::store::{Creation, Creations, NewStory, StoreError};
use ai_tale::domain::{
    Character, PlanLimits, StoryId, StoryWish, Text, Tier, Timestamp, Topic, Usage, UserId, Verdict,
};
use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::join_all;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use tokio::time::Instant;

use crate::kit::{node, players, until};

const NO_LIMITS: PlanLimits = PlanLimits { requests_per_minute: 0, stories_per_day: 0, stories_at_once: 0 };

fn fox() -> StoryWish {
    StoryWish { theme: "a fox who is afraid of the dark".to_owned(), scenes: Some(1), ..StoryWish::default() }
}

async fn wish_of(app: &App, owner: UserId, limits: PlanLimits, key: Option<&str>) -> Result<StoryId, Refusal> {
    let idempotency_key = key.map(ToOwned::to_owned);
    app.stories().submit(Submission { owner, tier: Tier::guest(), limits, wish: fox(), idempotency_key }).await
}

/// A storyteller who never begins.
fn silent() -> Arc<dyn Storyteller> {
    players::storyteller(|_| pending().boxed())
}

#[tokio::test]
async fn a_refused_wish_is_never_judged() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let moderator = players::moderator(move |texts| {
        counted.fetch_add(1, Ordering::SeqCst);
        players::judge(texts).boxed()
    });
    let small = node().setting("LIMITS__QUEUE", "1").setting("LIMITS__STORIES", "1");
    let node = small.storyteller(silent()).moderator(moderator).start().await;
    let app = &node.app;
    let owner = UserId::new();
    let first = wish_of(app, owner, NO_LIMITS, Some("once")).await.unwrap();
    // it is told, so that the only slot in the queue is free again
    until("a second is taken", async || wish_of(app, owner, NO_LIMITS, Some("twice")).await.is_ok()).await;
    let judged = asked.load(Ordering::SeqCst);

    let one_a_day = PlanLimits { stories_per_day: 1, ..NO_LIMITS };
    assert!(matches!(wish_of(app, owner, one_a_day, None).await, Err(Refusal::DailyLimit { limit: 1, .. })));
    let two_at_once = PlanLimits { stories_at_once: 2, ..NO_LIMITS };
    assert!(matches!(wish_of(app, owner, two_at_once, None).await, Err(Refusal::TooManyAtOnce { limit: 2, .. })));
    assert!(matches!(wish_of(app, UserId::new(), NO_LIMITS, None).await, Err(Refusal::QueueFull { .. })));
    assert_eq!(wish_of(app, owner, one_a_day, Some("once")).await.unwrap(), first, "a repeat is never refused");
    assert_eq!(asked.load(Ordering::SeqCst), judged, "and none of them was judged");
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn wishes_wait_for_the_judge_in_turn() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let moderator = players::moderator(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        pending().boxed()
    });
    let node = node().setting("MODELS__JUDGEMENT", "30s").setting("LIMITS__STORIES", "18");
    let node = node.moderator(moderator).start().await;
    let begun = Instant::now();
    let wishes = (0..22).map(|_| async {
        let refused = wish_of(&node.app, UserId::new(), NO_LIMITS, None).await;
        assert!(matches!(refused, Err(Refusal::Unavailable)), "{refused:?}");
        begun.elapsed()
    });
    let mut waits = join_all(wishes).await;
    waits.sort_unstable();
    assert_eq!(asked.load(Ordering::SeqCst), 18, "as many at once as stories");
    assert!(waits[..4].iter().all(|wait| *wait < Duration::from_secs(25)), "who gets no turn is told so: {waits:?}");
    assert!(waits[4..].iter().all(|wait| *wait >= Duration::from_secs(30)), "{waits:?}");
    node.stop().await;
}

/// Judges at a price.
struct Dear;

#[async_trait]
impl Moderator for Dear {
    fn name(&self) -> &'static str {
        "dear"
    }

    fn judges(&self) -> Judges {
        Judges::BOTH
    }

    fn knows_language(&self, _language: &str) -> bool {
        true
    }

    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let usage = Usage { input_tokens: 9, cost_micros: 70, ..Usage::default() };
        Ok(Answer { value: vec![Verdict::Safe; texts.len()], usage })
    }

    async fn check_picture(&self, _bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        Err(ModelError::TimedOut)
    }
}

/// Remembers what stories are begun with.
struct Watched {
    inner: Arc<dyn Creations>,
    spent: Arc<Mutex<Vec<Usage>>>,
}

#[async_trait]
impl Creations for Watched {
    async fn create(&self, story: NewStory) -> Result<Creation, StoreError> {
        self.spent.lock().unwrap().push(story.work.used());
        self.inner.create(story).await
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.inner.sweep(before).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_wish_s_judgement_is_measured_and_spent() {
    let spent = Arc::new(Mutex::new(Vec::<Usage>::new()));
    let noted = Arc::clone(&spent);
    let dear = node().storyteller(silent()).moderator(Arc::new(Dear)).parts(|parts| {
        let inner = Arc::clone(&parts.store.creations);
        parts.store.creations = Arc::new(Watched { inner, spent: noted });
    });
    let node = dear.start().await;
    let app = &node.app;
    wish_of(app, UserId::new(), NO_LIMITS, None).await.unwrap();
    let usage = spent.lock().unwrap()[0];
    assert_eq!((usage.input_tokens, usage.cost_micros), (9, 70));
    wish_of(app, UserId::new(), NO_LIMITS, None).await.unwrap();
    tokio::time::sleep(TOLD_EVERY * 2).await;
    let mut records = app.backends().bus.read(Topic::Performance, 0, 0, 100).await.unwrap();
    records.retain(|record| record.event.data["kind"] == "moderation");
    let [told] = &records[..] else { panic!("one event for both: {records:?}") };
    assert_eq!((told.event.kind.as_str(), told.event.count()), ("model.inference", 2));
    assert_eq!((&told.event.data["model"], &told.event.data["cost_micros"]), (&"dear".into(), &140.into()));
    node.stop().await;
}

#[test]
fn a_wish_is_known_by_what_it_says() {
    let secret = [7; 32];
    let hashed = |said: &str| {
        let mut block = [0; 64];
        block[..32].copy_from_slice(&secret);
        let keyed = Hmac::<Sha256>::new(&block.into());
        <[u8; 32]>::from(keyed.chain_update("wish").chain_update(said).finalize().into_bytes())
    };
    let known = |wish: &StoryWish| IdempotencyHasher::new(secret).hash(UserId::new(), "once", wish).fingerprint;
    let theme = StoryWish { theme: " a  fox ".to_owned(), ..StoryWish::default() };
    assert_eq!(known(&theme), hashed(r#"{"theme":"a fox"}"#), "no field that it does not have");
    let mira = Character { name: "Mira".to_owned(), look: "red scarf".to_owned(), ..Character::default() };
    let more = StoryWish { characters: Some(vec![mira]), scenes: Some(3), ..theme };
    let said = r#"{"characters":[{"look":"red scarf","name":"Mira"}],"scenes":3,"theme":"a fox"}"#;
    assert_eq!(known(&more), hashed(said), "fields by their names");
}
