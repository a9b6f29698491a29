//! Quotas: what is reserved counts, once, until it is settled or given back.

use ai_tale::backends::store::{Beginning, NewStory, Reservation, Reserved, Store};
use ai_tale::domain::{PlanLimits, StoryId, UserId};
use futures_util::future::join_all;

use super::creations::both_ways;
use super::samples::{NO_LIMITS, at, new_story};

const ONE_A_DAY: PlanLimits = PlanLimits { stories_per_day: 1, ..NO_LIMITS };
const ONE_AT_ONCE: PlanLimits = PlanLimits { stories_at_once: 1, ..NO_LIMITS };

fn reservation(owner: UserId, milliseconds: i64) -> Reservation {
    Reservation { owner, story: StoryId::new(), at: at(milliseconds) }
}

async fn begun(store: &Store, story: NewStory) {
    let NewStory { owner, created, bus, work, .. } = story;
    assert!(store.log.begin(Beginning { owner, created, bus, work }).await.unwrap());
}

pub async fn a_reservation_counts_once(store: Store) {
    let first = reservation(UserId::new(), 0);
    for _ in 0..2 {
        assert_eq!(store.quotas.reserve(first, ONE_A_DAY).await.unwrap(), Reserved::Done);
    }
    let second = reservation(first.owner, 1);
    assert_eq!(store.quotas.reserve(second, ONE_A_DAY).await.unwrap(), Reserved::DailyLimit);
    assert_eq!(store.quotas.reserve(second, ONE_AT_ONCE).await.unwrap(), Reserved::TooManyAtOnce);
    assert_eq!(store.quotas.reserve(reservation(UserId::new(), 0), ONE_A_DAY).await.unwrap(), Reserved::Done);
}

pub async fn a_look_reserves_nothing(store: Store) {
    let (first, second) = (reservation(UserId::new(), 0), UserId::new());
    for _ in 0..3 {
        assert_eq!(store.quotas.look(first, ONE_A_DAY).await.unwrap(), Reserved::Done);
    }
    store.quotas.reserve(first, NO_LIMITS).await.unwrap();
    assert_eq!(store.quotas.look(first, ONE_A_DAY).await.unwrap(), Reserved::Done, "it counts already");
    let other = reservation(first.owner, 1);
    assert_eq!(store.quotas.look(other, ONE_A_DAY).await.unwrap(), Reserved::DailyLimit);
    assert_eq!(store.quotas.look(other, ONE_AT_ONCE).await.unwrap(), Reserved::TooManyAtOnce);
    assert_eq!(store.quotas.look(reservation(second, 1), ONE_A_DAY).await.unwrap(), Reserved::Done);
}

pub async fn parallel_reservations_never_overshoot(store: Store) {
    let (owner, limits) = (UserId::new(), PlanLimits { stories_per_day: 7, ..NO_LIMITS });
    let tries = (0..50).map(|number| store.quotas.reserve(reservation(owner, number), limits));
    let done = join_all(tries).await.into_iter().filter(|outcome| matches!(outcome, Ok(Reserved::Done))).count();
    assert_eq!(done, 7);
}

pub async fn what_is_given_back_counts_no_more(store: Store) {
    let first = reservation(UserId::new(), 0);
    store.quotas.reserve(first, ONE_A_DAY).await.unwrap();
    store.quotas.give_back(first.owner, first.story).await.unwrap();
    store.quotas.give_back(first.owner, first.story).await.unwrap();
    let second = reservation(first.owner, 1);
    assert_eq!(store.quotas.reserve(second, ONE_A_DAY).await.unwrap(), Reserved::Done);
}

pub async fn a_settled_story_counts_as_its_log(store: Store) {
    let story = new_story(UserId::new());
    let (owner, id) = (story.owner, story.created.story_id);
    let reserved = Reservation { owner, story: id, at: at(0) };
    store.quotas.reserve(reserved, ONE_AT_ONCE).await.unwrap();
    begun(&store, story).await;
    for _ in 0..2 {
        store.quotas.settle(owner, id).await.unwrap();
    }
    assert_eq!(store.quotas.reserve(reservation(owner, 1), ONE_AT_ONCE).await.unwrap(), Reserved::TooManyAtOnce);
    assert_eq!(store.quotas.reserve(reserved, ONE_AT_ONCE).await.unwrap(), Reserved::Done, "it is the same story");
    store.quotas.give_back(owner, id).await.unwrap();
    assert_eq!(store.quotas.reserve(reservation(owner, 1), ONE_AT_ONCE).await.unwrap(), Reserved::TooManyAtOnce);
}

pub async fn unsettled_reservations_are_read_in_pages(store: Store) {
    let mut reserved: Vec<_> = (0..5).map(|number| reservation(UserId::new(), number)).collect();
    for reservation in &reserved {
        store.quotas.reserve(*reservation, NO_LIMITS).await.unwrap();
    }
    reserved.sort_by_key(|reservation| reservation.story);
    let page = async |before, after| store.quotas.unsettled(at(before), after, 2).await.unwrap();
    assert_eq!(page(9, None).await, reserved[..2]);
    assert_eq!(page(9, Some(reserved[3].story)).await, reserved[4..]);
    let old = store.quotas.unsettled(at(3), None, 9).await.unwrap();
    assert_eq!(old.len(), 3, "those from before that moment alone");
}

pub async fn a_sweep_gives_back_what_never_began(store: Store) {
    for creations in both_ways(&store) {
        let story = new_story(UserId::new());
        let (owner, id) = (story.owner, story.created.story_id);
        let abandoned = reservation(owner, 0);
        for reservation in [Reservation { owner, story: id, at: at(0) }, abandoned, reservation(owner, 5)] {
            store.quotas.reserve(reservation, NO_LIMITS).await.unwrap();
        }
        begun(&store, story).await;
        assert_eq!(creations.sweep(at(1)).await.unwrap(), 1);
        assert_eq!(creations.sweep(at(1)).await.unwrap(), 0);
        let limits = |stories_per_day| PlanLimits { stories_per_day, ..NO_LIMITS };
        let next = reservation(owner, 6);
        assert_eq!(store.quotas.reserve(next, limits(2)).await.unwrap(), Reserved::DailyLimit, "one began, one is new");
        assert_eq!(store.quotas.reserve(next, limits(3)).await.unwrap(), Reserved::Done);
    }
}
