//! Guests who stay away are forgotten: their stories first, their account last, and never while they could come back.

use std::time::Duration;

use ai_tale::domain::{Timestamp, UserId};

use super::{GUESTS_KEPT, House};
use crate::accounts_store::conformance::beginner;
use crate::kit::shelf::change;
use crate::store::samples::{MIDNIGHT, completed_by};

/// A guest who comes at midnight and never again, their session held for nine hours.
async fn guest(house: &House) -> UserId {
    let new = beginner(1);
    house.maintenance.accounts.users.create(new.clone()).await.unwrap();
    new.user.id
}

async fn is_known(house: &House, guest: UserId) -> bool {
    house.maintenance.accounts.users.find(guest).await.unwrap().is_some()
}

async fn stories(house: &House, guest: UserId) -> usize {
    house.store.lists.list(guest, None, None, 1_000).await.unwrap().len()
}

#[tokio::test]
async fn an_absent_guest_goes_stories_first() {
    let house = House::new("").await;
    let guest = guest(&house).await;
    for _ in 0..130 {
        completed_by(&house.store, guest).await;
    }
    let others = completed_by(&house.store, UserId::new()).await;
    let long_after = MIDNIGHT.plus(GUESTS_KEPT);

    house.maintenance.forget(long_after).await.unwrap();
    assert_eq!(stories(&house, guest).await, 130, "not yet");
    let after = long_after.plus(Duration::from_millis(1));
    house.maintenance.forget(after).await.unwrap();
    assert_eq!((stories(&house, guest).await, is_known(&house, guest).await), (0, true), "stories first");
    assert_eq!(house.store.erasure.to_erase(None, 1_000).await.unwrap().len(), 130);
    house.maintenance.erase().await.unwrap();
    house.maintenance.forget(after).await.unwrap();
    assert!(!is_known(&house, guest).await, "the account last");
    assert!(house.store.log.head(others).await.unwrap().is_some(), "nobody else's");
}

#[tokio::test]
async fn a_guest_whose_session_holds_stays() {
    let mut house = House::new("").await;
    house.maintenance.guests_kept = Duration::from_secs(1);
    let guest = guest(&house).await;
    let story = completed_by(&house.store, guest).await;
    let hours = |hours: i64| Timestamp::from_millis(MIDNIGHT.as_millis() + hours * 3_600_000);
    house.maintenance.forget(hours(8)).await.unwrap();
    assert!(is_known(&house, guest).await && house.store.log.head(story).await.unwrap().is_some());
    for _ in 0..2 {
        house.maintenance.forget(hours(9)).await.unwrap();
    }
    assert!(!is_known(&house, guest).await);
}

#[tokio::test]
async fn an_unreadable_story_goes_with_its_guest() {
    let house = House::new("").await;
    let guest = guest(&house).await;
    let story = completed_by(&house.store, guest).await;
    let rot = "UPDATE story_events SET payload = zeroblob(?2) WHERE story_id = ?1 AND seq = 1";
    change(house.folder.path(), rot, story, 40);
    assert_eq!(stories(&house, guest).await, 0, "no list has it");
    let after = MIDNIGHT.plus(GUESTS_KEPT).plus(Duration::from_millis(1));
    house.maintenance.forget(after).await.unwrap();
    assert!(is_known(&house, guest).await, "stories first");
    house.maintenance.erase().await.unwrap();
    assert_eq!(house.store.log.head(story).await.unwrap(), None);
    house.maintenance.forget(after).await.unwrap();
    assert!(!is_known(&house, guest).await, "the account last");
}
