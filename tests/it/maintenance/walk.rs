//! The walk over all pictures: what it could be wrong about it leaves, and it looks at no more than it must.

use std::sync::atomic::Ordering;
use std::time::Duration;

use ai_tale::domain::{ClusterId, StoryId, Timestamp};

use super::{House, OLD, PLAN, Plan};

#[tokio::test]
async fn pictures_of_another_cluster_are_left() {
    let house = House::built(Plan { is_marked: false, ..PLAN }).await;
    house.put(StoryId::new(), "x-80.webp").await;
    assert!(house.walk(OLD).await);
    assert_eq!(house.keys().await.len(), 1, "they carry no id");
    assert!(!house.objects.belong_to(house.store.cluster.id).await.unwrap(), "and take none any more");

    let house = House::built(Plan { is_marked: false, ..PLAN }).await;
    assert!(house.objects.belong_to(ClusterId::new()).await.unwrap());
    house.put(StoryId::new(), "x-80.webp").await;
    assert!(house.walk(OLD).await);
    assert_eq!(house.keys().await.len(), 1, "they carry another's id");
}

#[tokio::test]
async fn a_store_s_first_day_removes_nothing() {
    let house = House::built(Plan { began_at: Timestamp::now(), ..PLAN }).await;
    house.put(StoryId::new(), "x-80.webp").await;
    assert!(house.walk(Duration::from_hours(23)).await);
    assert_eq!(house.keys().await.len(), 1);
    assert!(house.walk(Duration::from_hours(25)).await);
    assert_eq!(house.keys().await, []);
}

#[tokio::test]
async fn too_many_unknown_stories_wait_for_somebody() {
    let house = House::built(Plan { walk_percent: 10, ..PLAN }).await;
    house.known(9).await;
    house.put(StoryId::new(), "x-80.webp").await;
    house.put(StoryId::new(), "x-80.webp").await;
    assert!(house.walk(OLD).await);
    assert_eq!(house.keys().await.len(), 20, "two of eleven are too many");
    house.known(9).await;
    assert!(house.walk(OLD).await);
    assert_eq!(house.keys().await.len(), 36, "two of twenty are not");
}

#[tokio::test]
async fn a_walk_lists_no_known_story() {
    let house = House::new("").await;
    house.known(50).await;
    house.put(StoryId::new(), "x-80.webp").await;
    assert!(house.walk(OLD).await);
    assert_eq!(house.listings.load(Ordering::Relaxed), 2, "the unknown one, looked at and removed");
    assert_eq!(house.keys().await.len(), 100);
}

#[tokio::test]
async fn an_interrupted_walk_goes_on_where_it_was() {
    let house = House::built(Plan { fails_at: 8, ..PLAN }).await;
    for _ in 0..10 {
        house.put(StoryId::new(), "x-80.webp").await;
    }
    assert!(!house.walk(OLD).await);
    assert_eq!(
        house.listings.load(Ordering::Relaxed),
        21,
        "each looked at and removed once, but for the one that failed"
    );
    assert_eq!(house.keys().await, []);
}
