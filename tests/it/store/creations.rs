//! Creation: durable at once, limits that parallel wishes can't overshoot, keys that make one story. Run on the engine
//! as it is and once more [`in_steps`], as an engine without transactions over partitions goes.

use std::sync::Arc;

use ai_tale::backends::store::{Creation, Creations, InSteps, Intent, KeyUse, Store};
use ai_tale::domain::{Event, PlanLimits, StoryStatus, UserId};
use futures_util::future::join_all;

use super::samples::{
    MIDNIGHT, NO_LIMITS, append, at, claimed, completed_by, created_by, facts, key, new_story, told, waiting, wished,
};

const DAY: i64 = 86_400_000;

/// The same store, whose stories are made step by step.
pub fn in_steps(store: Store) -> Store {
    let (idempotency, quotas, log) = (store.idempotency.clone(), store.quotas.clone(), store.log.clone());
    Store { creations: Arc::new(InSteps { idempotency, quotas, log }), ..store }
}

/// The engine's own way of making stories, and the way in steps.
pub fn both_ways(store: &Store) -> [Arc<dyn Creations>; 2] {
    [Arc::clone(&store.creations), in_steps(store.clone()).creations]
}

fn daily(stories_per_day: u32) -> PlanLimits {
    PlanLimits { stories_per_day, ..NO_LIMITS }
}

fn at_once(stories_at_once: u32) -> PlanLimits {
    PlanLimits { stories_at_once, ..NO_LIMITS }
}

async fn try_with(store: &Store, owner: UserId, limits: PlanLimits) -> Creation {
    let mut story = new_story(owner);
    story.limits = limits;
    store.creations.create(story).await.unwrap()
}

fn is_made(outcome: &Creation) -> bool {
    matches!(outcome, Creation::Created(_))
}

fn made(outcomes: &[Creation]) -> usize {
    outcomes.iter().filter(|outcome| is_made(outcome)).count()
}

fn count(outcomes: &[Creation], wanted: Creation) -> usize {
    outcomes.iter().filter(|outcome| **outcome == wanted).count()
}

pub async fn a_created_story_is_queued_with_its_fact(store: Store) {
    let owner = UserId::new();
    let story = new_story(owner);
    let (created, bus) = (story.created.clone(), story.bus.clone());
    assert_eq!(store.creations.create(story).await.unwrap(), Creation::Created(created.story_id));

    let head = store.log.head(created.story_id).await.unwrap().unwrap();
    assert_eq!((head.owner, head.epoch, head.seq, head.status), (owner, 0, 1, StoryStatus::Queued));
    assert_eq!(store.log.read(created.story_id, 0, 9).await.unwrap().unwrap(), [created]);
    assert_eq!(facts(&store).await, [bus]);
}

pub async fn a_repeated_creation_is_created_once(store: Store) {
    let owner = UserId::new();
    let mut story = new_story(owner);
    (story.limits, story.idempotency) = (daily(1), Some(key(1, 1)));
    let id = story.created.story_id;
    for _ in 0..2 {
        assert_eq!(store.creations.create(story.clone()).await.unwrap(), Creation::Created(id));
    }
    assert_eq!(store.lists.list(owner, None, None, 9).await.unwrap().len(), 1);
    assert_eq!(waiting(&store).await.len(), 1);
}

pub async fn parallel_wishes_never_overshoot_the_day(store: Store) {
    let owner = UserId::new();
    let outcomes = join_all((0..50).map(|_| try_with(&store, owner, daily(7)))).await;
    assert_eq!((made(&outcomes), count(&outcomes, Creation::DailyLimit)), (7, 43));
    assert_eq!(store.lists.list(owner, None, None, 99).await.unwrap().len(), 7);
    assert_eq!(waiting(&store).await.len(), 7);
}

pub async fn parallel_wishes_never_overshoot_what_runs(store: Store) {
    let owner = UserId::new();
    let outcomes = join_all((0..50).map(|_| try_with(&store, owner, at_once(3)))).await;
    assert_eq!((made(&outcomes), count(&outcomes, Creation::TooManyAtOnce)), (3, 47));
}

pub async fn a_limit_of_zero_is_none(store: Store) {
    let owner = UserId::new();
    let outcomes = join_all((0..20).map(|_| try_with(&store, owner, NO_LIMITS))).await;
    assert_eq!(made(&outcomes), 20);
    assert_eq!(try_with(&store, owner, daily(20)).await, Creation::DailyLimit);
    assert!(is_made(&try_with(&store, UserId::new(), daily(1)).await), "a limit is one owner's");
}

pub async fn a_day_ends_at_midnight_utc(store: Store) {
    let owner = UserId::new();
    for (moment, expected) in [(at(0), true), (at(DAY - 1), false), (at(DAY), true), (at(-1), true)] {
        let mut story = wished(owner, "a theme", moment);
        story.limits = daily(1);
        assert_eq!(is_made(&store.creations.create(story).await.unwrap()), expected, "{moment:?}");
    }
}

pub async fn failed_stories_do_not_count(store: Store) {
    let owner = UserId::new();
    let failed = created_by(&store, owner).await;
    assert_eq!(try_with(&store, owner, daily(1)).await, Creation::DailyLimit);
    claimed(&store, failed).await;
    let failure = Event::StoryFailed { code: "model".to_owned(), detail: String::new(), retryable: true };
    told(&store, append(failed, owner, 1, 1, vec![failure])).await;
    assert!(is_made(&try_with(&store, owner, daily(1)).await));
}

pub async fn deleted_stories_count_on_their_day(store: Store) {
    let owner = UserId::new();
    let deleted = completed_by(&store, owner).await;
    store.claims.intend(deleted, Intent::Delete, MIDNIGHT).await.unwrap();
    assert_eq!(try_with(&store, owner, daily(1)).await, Creation::DailyLimit);
    store.erasure.erase(&[deleted]).await.unwrap();
    assert_eq!(try_with(&store, owner, daily(1)).await, Creation::DailyLimit);
    assert!(is_made(&try_with(&store, owner, daily(2)).await));
}

pub async fn an_ended_story_makes_room_at_once(store: Store) {
    let owner = UserId::new();
    let story = created_by(&store, owner).await;
    assert_eq!(try_with(&store, owner, at_once(1)).await, Creation::TooManyAtOnce);
    claimed(&store, story).await;
    told(&store, append(story, owner, 1, 1, vec![Event::StoryCancelled])).await;
    assert!(is_made(&try_with(&store, owner, at_once(1)).await));
}

/// Where the first is still on its way, another process is told so and asks again.
pub async fn a_key_makes_one_story_in_parallel(store: Store) {
    let owner = UserId::new();
    let outcomes = join_all((0..50).map(async |_| {
        let mut story = new_story(owner);
        story.idempotency = Some(key(1, 1));
        loop {
            match store.creations.create(story.clone()).await.unwrap() {
                Creation::InFlight(_) => tokio::task::yield_now().await,
                creation => return creation,
            }
        }
    }))
    .await;
    let made: Vec<_> = outcomes.iter().filter(|outcome| is_made(outcome)).collect();
    let [Creation::Created(made)] = made[..] else { panic!("{} stories were made", made.len()) };
    assert_eq!(count(&outcomes, Creation::Repeated(*made)), 49);
    assert_eq!(store.idempotency.find(owner, &key(1, 1)).await.unwrap(), Some(KeyUse::Replay(*made)));
    assert_eq!(waiting(&store).await.len(), 1);
}

pub async fn a_key_comes_before_the_limits(store: Store) {
    let owner = UserId::new();
    let tried = async |body| {
        let mut story = new_story(owner);
        (story.idempotency, story.limits) = (Some(key(1, body)), daily(1));
        store.creations.create(story).await.unwrap()
    };
    let Creation::Created(made) = tried(1).await else { panic!("the first is refused") };
    assert_eq!(tried(1).await, Creation::Repeated(made));
    assert_eq!(tried(2).await, Creation::KeyReused);
}

pub async fn a_refused_wish_uses_up_no_key(store: Store) {
    let owner = UserId::new();
    created_by(&store, owner).await;
    let mut story = new_story(owner);
    (story.idempotency, story.limits) = (Some(key(1, 1)), daily(1));
    assert_eq!(store.creations.create(story.clone()).await.unwrap(), Creation::DailyLimit);
    assert_eq!(store.idempotency.find(owner, &key(1, 1)).await.unwrap(), None);
    story.limits = daily(2);
    assert!(is_made(&store.creations.create(story).await.unwrap()));
}
