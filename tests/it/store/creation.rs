//! Creation: durable at once, limits that parallel wishes can't overshoot, keys that make one story.

use ai_tale::backends::store::{Creation, Intent, Store};
use ai_tale::domain::{Event, PlanLimits, StoryStatus, UserId};
use futures_util::future::join_all;

use super::samples::{
    MIDNIGHT, NO_LIMITS, append, at, claimed, completed_by, created_by, facts, key, new_story, told, waiting, wished,
};

const DAY: i64 = 86_400_000;

fn daily(stories_per_day: u32) -> PlanLimits {
    PlanLimits { stories_per_day, ..NO_LIMITS }
}

fn at_once(stories_at_once: u32) -> PlanLimits {
    PlanLimits { stories_at_once, ..NO_LIMITS }
}

async fn try_with(store: &Store, owner: UserId, limits: PlanLimits) -> Creation {
    let mut story = new_story(owner);
    story.limits = limits;
    store.log.begin(story).await.unwrap()
}

fn count(outcomes: &[Creation], wanted: &Creation) -> usize {
    outcomes.iter().filter(|outcome| *outcome == wanted).count()
}

pub async fn a_created_story_is_queued_with_its_first_event_and_its_fact(store: Store) {
    let owner = UserId::new();
    let story = new_story(owner);
    let (created, bus) = (story.created.clone(), story.bus.clone());
    assert_eq!(store.log.begin(story).await.unwrap(), Creation::Created);

    let head = store.log.head(created.story_id).await.unwrap().unwrap();
    assert_eq!((head.owner, head.epoch, head.seq, head.status), (owner, 0, 1, StoryStatus::Queued));
    assert_eq!(store.log.read(created.story_id, 0, 9).await.unwrap().unwrap(), [created]);
    assert_eq!(facts(&store).await, [bus]);
}

pub async fn a_repeated_creation_is_created_once(store: Store) {
    let owner = UserId::new();
    let mut story = new_story(owner);
    story.limits = daily(1);
    assert_eq!(store.log.begin(story.clone()).await.unwrap(), Creation::Created);
    assert_eq!(store.log.begin(story).await.unwrap(), Creation::Created);
    assert_eq!(store.lists.list(owner, None, None, 9).await.unwrap().len(), 1);
    assert_eq!(waiting(&store).await.len(), 1);
}

pub async fn parallel_wishes_never_overshoot_the_day(store: Store) {
    let owner = UserId::new();
    let outcomes = join_all((0..50).map(|_| try_with(&store, owner, daily(7)))).await;
    assert_eq!((count(&outcomes, &Creation::Created), count(&outcomes, &Creation::DailyLimit)), (7, 43));
    assert_eq!(store.lists.list(owner, None, None, 99).await.unwrap().len(), 7);
    assert_eq!(waiting(&store).await.len(), 7);
}

pub async fn parallel_wishes_never_overshoot_what_may_run_at_once(store: Store) {
    let owner = UserId::new();
    let outcomes = join_all((0..50).map(|_| try_with(&store, owner, at_once(3)))).await;
    assert_eq!((count(&outcomes, &Creation::Created), count(&outcomes, &Creation::TooManyAtOnce)), (3, 47));
}

pub async fn a_limit_of_zero_is_none_and_a_limit_is_one_owners(store: Store) {
    let owner = UserId::new();
    let outcomes = join_all((0..20).map(|_| try_with(&store, owner, NO_LIMITS))).await;
    assert_eq!(count(&outcomes, &Creation::Created), 20);
    assert_eq!(try_with(&store, owner, daily(20)).await, Creation::DailyLimit);
    assert_eq!(try_with(&store, UserId::new(), daily(1)).await, Creation::Created);
}

pub async fn a_day_ends_at_midnight_utc(store: Store) {
    let owner = UserId::new();
    for (moment, expected) in [
        (at(0), Creation::Created),
        (at(DAY - 1), Creation::DailyLimit),
        (at(DAY), Creation::Created),
        (at(-1), Creation::Created),
    ] {
        let mut story = wished(owner, "a theme", moment);
        story.limits = daily(1);
        assert_eq!(store.log.begin(story).await.unwrap(), expected);
    }
}

pub async fn failed_stories_do_not_count_and_deleted_ones_do(store: Store) {
    let owner = UserId::new();
    let failed = created_by(&store, owner).await;
    assert_eq!(try_with(&store, owner, daily(1)).await, Creation::DailyLimit);
    claimed(&store, failed).await;
    let failure = Event::StoryFailed { code: "model".to_owned(), detail: String::new(), retryable: true };
    told(&store, append(failed, owner, 1, 1, vec![failure])).await;

    let deleted = completed_by(&store, owner).await;
    store.claims.intend(deleted, Intent::Delete, MIDNIGHT).await.unwrap();
    assert_eq!(try_with(&store, owner, daily(1)).await, Creation::DailyLimit);
    store.erasure.erase(&[deleted]).await.unwrap();
    assert_eq!(try_with(&store, owner, daily(1)).await, Creation::DailyLimit);
    assert_eq!(try_with(&store, owner, daily(2)).await, Creation::Created);
}

pub async fn an_ended_story_makes_room_at_once(store: Store) {
    let owner = UserId::new();
    let story = created_by(&store, owner).await;
    assert_eq!(try_with(&store, owner, at_once(1)).await, Creation::TooManyAtOnce);
    claimed(&store, story).await;
    told(&store, append(story, owner, 1, 1, vec![Event::StoryCancelled])).await;
    assert_eq!(try_with(&store, owner, at_once(1)).await, Creation::Created);
}

pub async fn a_key_makes_one_story_in_parallel(store: Store) {
    let owner = UserId::new();
    let outcomes = join_all((0..50).map(async |_| {
        let mut story = new_story(owner);
        story.idempotency = Some(key(1, 1));
        (story.created.story_id, store.log.begin(story).await.unwrap())
    }))
    .await;
    let made: Vec<_> = outcomes.iter().filter(|(_, outcome)| *outcome == Creation::Created).collect();
    let [(made, _)] = made[..] else { panic!("{} stories were made", made.len()) };
    assert_eq!(outcomes.iter().filter(|(_, outcome)| *outcome == Creation::Repeated(*made)).count(), 49);
    assert_eq!(store.idempotency.find(owner, &[1; 32]).await.unwrap(), Some((*made, [1; 32])));
    assert_eq!(waiting(&store).await.len(), 1);
}

pub async fn a_key_comes_before_the_limits_and_with_another_body_it_is_refused(store: Store) {
    let owner = UserId::new();
    let tried = async |body| {
        let mut story = new_story(owner);
        (story.idempotency, story.limits) = (Some(key(1, body)), daily(1));
        (story.created.story_id, store.log.begin(story).await.unwrap())
    };
    let (made, outcome) = tried(1).await;
    assert_eq!(outcome, Creation::Created);
    assert_eq!(tried(1).await.1, Creation::Repeated(made));
    assert_eq!(tried(2).await.1, Creation::KeyReused);
}

pub async fn a_key_is_its_owners(store: Store) {
    let mut made = Vec::new();
    for _ in 0..2 {
        let owner = UserId::new();
        let mut story = new_story(owner);
        story.idempotency = Some(key(1, 1));
        made.push((owner, story.created.story_id));
        assert_eq!(store.log.begin(story).await.unwrap(), Creation::Created);
    }
    for (owner, story) in made {
        assert_eq!(store.idempotency.find(owner, &[1; 32]).await.unwrap(), Some((story, [1; 32])));
    }
    assert_eq!(store.idempotency.find(UserId::new(), &[1; 32]).await.unwrap(), None);
}

pub async fn a_refused_wish_uses_up_no_key(store: Store) {
    let owner = UserId::new();
    created_by(&store, owner).await;
    let mut story = new_story(owner);
    (story.idempotency, story.limits) = (Some(key(1, 1)), daily(1));
    assert_eq!(store.log.begin(story.clone()).await.unwrap(), Creation::DailyLimit);
    assert_eq!(store.idempotency.find(owner, &[1; 32]).await.unwrap(), None);
    story.limits = daily(2);
    assert_eq!(store.log.begin(story).await.unwrap(), Creation::Created);
}

pub async fn old_keys_are_forgotten(store: Store) {
    let owner = UserId::new();
    for (name, moment) in [(1, at(0)), (2, at(10))] {
        let mut story = wished(owner, "a theme", moment);
        story.idempotency = Some(key(name, 1));
        store.log.begin(story).await.unwrap();
    }
    store.idempotency.forget(at(10)).await.unwrap();
    assert_eq!(store.idempotency.find(owner, &[1; 32]).await.unwrap(), None);
    assert!(store.idempotency.find(owner, &[2; 32]).await.unwrap().is_some());
}
