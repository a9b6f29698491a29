//! Keys: one story for each, taken over with its story when its maker died.

use ai_tale::backends::store::{Beginning, Begun, Creation, KeyUse, KeyedWish, NewStory, Reservation, Store};
use ai_tale::domain::{Claimant, PlanLimits, StoryId, UserId};
use futures_util::future::join_all;

use super::creations::both_ways;
use super::samples::{MIDNIGHT, NO_LIMITS, at, claimant, key, new_story};

fn keyed(owner: UserId, body: u8, by: Claimant) -> KeyedWish {
    KeyedWish { owner, key: key(1, body), story: StoryId::new(), by, instead_of: None, at: MIDNIGHT }
}

pub async fn a_key_is_in_flight_then_replayed(store: Store) {
    let (owner, by) = (UserId::new(), claimant());
    let wish = keyed(owner, 1, by);
    let find = async |body| store.idempotency.find(owner, &key(1, body)).await.unwrap();
    assert_eq!(find(1).await, None);
    assert_eq!(store.idempotency.begin(wish.clone()).await.unwrap(), Begun::Fresh(wish.story));
    assert_eq!((find(1).await, find(2).await), (Some(KeyUse::InFlight(by)), Some(KeyUse::Reused)));
    let other = store.idempotency.begin(keyed(owner, 1, claimant())).await.unwrap();
    assert_eq!(other, Begun::Used(KeyUse::InFlight(by)));

    store.idempotency.finish(owner, &[1; 32], StoryId::new()).await.unwrap();
    assert_eq!(find(1).await, Some(KeyUse::InFlight(by)), "that was another story");
    for _ in 0..2 {
        store.idempotency.finish(owner, &[1; 32], wish.story).await.unwrap();
    }
    assert_eq!((find(1).await, find(2).await), (Some(KeyUse::Replay(wish.story)), Some(KeyUse::Reused)));
    let repeat = store.idempotency.begin(keyed(owner, 1, by)).await.unwrap();
    assert_eq!(repeat, Begun::Used(KeyUse::Replay(wish.story)));
}

pub async fn of_many_beginners_one_is_fresh(store: Store) {
    let owner = UserId::new();
    let begun = join_all((0..30).map(|_| store.idempotency.begin(keyed(owner, 1, claimant())))).await;
    assert_eq!(begun.iter().filter(|begun| matches!(begun, Ok(Begun::Fresh(_)))).count(), 1);
}

pub async fn a_repeated_beginning_keeps_its_story(store: Store) {
    let (owner, by) = (UserId::new(), claimant());
    let first = keyed(owner, 1, by);
    store.idempotency.begin(first.clone()).await.unwrap();
    assert_eq!(store.idempotency.begin(keyed(owner, 1, by)).await.unwrap(), Begun::Fresh(first.story));
}

pub async fn a_dead_makers_key_is_taken_over(store: Store) {
    let (owner, dead, next) = (UserId::new(), claimant(), claimant());
    let first = keyed(owner, 1, dead);
    store.idempotency.begin(first.clone()).await.unwrap();
    let stranger = KeyedWish { instead_of: Some(claimant()), ..keyed(owner, 1, next) };
    assert_eq!(store.idempotency.begin(stranger).await.unwrap(), Begun::Used(KeyUse::InFlight(dead)));
    let takes_over = KeyedWish { instead_of: Some(dead), ..keyed(owner, 1, next) };
    assert_eq!(store.idempotency.begin(takes_over).await.unwrap(), Begun::Fresh(first.story));
    assert_eq!(store.idempotency.find(owner, &key(1, 1)).await.unwrap(), Some(KeyUse::InFlight(next)));
}

pub async fn an_abandoned_key_was_never_used(store: Store) {
    let (owner, by) = (UserId::new(), claimant());
    let wish = keyed(owner, 1, by);
    store.idempotency.begin(wish.clone()).await.unwrap();
    store.idempotency.abandon(owner, &[1; 32], claimant()).await.unwrap();
    assert_eq!(store.idempotency.find(owner, &key(1, 1)).await.unwrap(), Some(KeyUse::InFlight(by)));
    store.idempotency.abandon(owner, &[1; 32], by).await.unwrap();
    assert_eq!(store.idempotency.find(owner, &key(1, 1)).await.unwrap(), None);

    let wish = keyed(owner, 2, by);
    assert_eq!(store.idempotency.begin(wish.clone()).await.unwrap(), Begun::Fresh(wish.story));
    store.idempotency.finish(owner, &[1; 32], wish.story).await.unwrap();
    store.idempotency.abandon(owner, &[1; 32], by).await.unwrap();
    let found = store.idempotency.find(owner, &key(1, 2)).await.unwrap();
    assert_eq!(found, Some(KeyUse::Replay(wish.story)), "a story that was made stays made");
}

pub async fn a_key_is_its_owners(store: Store) {
    let mut made = Vec::new();
    for _ in 0..2 {
        let wish = keyed(UserId::new(), 1, claimant());
        assert_eq!(store.idempotency.begin(wish.clone()).await.unwrap(), Begun::Fresh(wish.story));
        store.idempotency.finish(wish.owner, &[1; 32], wish.story).await.unwrap();
        made.push(wish);
    }
    for wish in made {
        let found = store.idempotency.find(wish.owner, &key(1, 1)).await.unwrap();
        assert_eq!(found, Some(KeyUse::Replay(wish.story)));
    }
    assert_eq!(store.idempotency.find(UserId::new(), &key(1, 1)).await.unwrap(), None);
}

pub async fn old_keys_are_forgotten(store: Store) {
    let owner = UserId::new();
    for (name, moment) in [(1, at(0)), (2, at(10))] {
        let wish = KeyedWish { key: key(name, 1), at: moment, ..keyed(owner, 1, claimant()) };
        store.idempotency.begin(wish).await.unwrap();
    }
    store.idempotency.forget(at(10)).await.unwrap();
    assert_eq!(store.idempotency.find(owner, &key(1, 1)).await.unwrap(), None);
    assert!(store.idempotency.find(owner, &key(2, 1)).await.unwrap().is_some());
}

/// However far a dead start of a node came, a repeat on its next start ends with one story, which counts once.
pub async fn a_repeat_mends_what_died_midway(store: Store) {
    for creations in both_ways(&store) {
        for survived in 0..=3 {
            let story = keyed_story(UserId::new(), claimant());
            let (owner, id) = (story.owner, story.created.story_id);
            dies_after(&store, &story, survived).await;

            let repeat = keyed_story(owner, Claimant::starting(story.by.node));
            let made = creations.create(repeat).await.unwrap();

            let expected = if survived < 2 { Creation::Created(id) } else { Creation::Repeated(id) };
            assert_eq!(made, expected, "after {survived} steps");
            assert_eq!(store.lists.list(owner, None, None, 9).await.unwrap().len(), 1);
            let found = store.idempotency.find(owner, &key(1, 1)).await.unwrap();
            assert_eq!(found, Some(KeyUse::Replay(id)), "after {survived} steps");
            let mut other = new_story(owner);
            other.limits = PlanLimits { stories_per_day: 1, ..NO_LIMITS };
            assert_eq!(creations.create(other).await.unwrap(), Creation::DailyLimit);
        }
    }
}

/// The key, the quota, the log, what settles it.
async fn dies_after(store: &Store, story: &NewStory, steps: usize) {
    let NewStory { owner, created, bus, limits, by, work, .. } = story.clone();
    let id = created.story_id;
    store.idempotency.begin(KeyedWish { story: id, ..keyed(owner, 1, by) }).await.unwrap();
    if steps >= 1 {
        let reservation = Reservation { owner, story: id, at: created.at };
        store.quotas.reserve(reservation, limits).await.unwrap();
    }
    if steps >= 2 {
        assert!(store.log.begin(Beginning { owner, created, bus, work }).await.unwrap());
    }
    if steps >= 3 {
        store.quotas.settle(owner, id).await.unwrap();
    }
}

fn keyed_story(owner: UserId, by: Claimant) -> NewStory {
    let limits = PlanLimits { stories_per_day: 1, stories_at_once: 1, ..NO_LIMITS };
    NewStory { idempotency: Some(key(1, 1)), limits, by, ..new_story(owner) }
}

pub async fn another_nodes_key_is_waited_for(store: Store) {
    for creations in both_ways(&store) {
        let story = keyed_story(UserId::new(), claimant());
        dies_after(&store, &story, 0).await;
        let repeat = keyed_story(story.owner, claimant());
        assert_eq!(creations.create(repeat).await.unwrap(), Creation::InFlight(story.by));
    }
}
