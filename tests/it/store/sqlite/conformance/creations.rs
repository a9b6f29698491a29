//! The promises of `creations` on the embedded engine.

use crate::store::creations;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn a_created_story_is_queued_with_its_fact() {
    creations::a_created_story_is_queued_with_its_fact(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_repeated_creation_is_created_once() {
    creations::a_repeated_creation_is_created_once(FreshStore::new().store()).await;
}

#[tokio::test]
async fn parallel_wishes_never_overshoot_the_day() {
    creations::parallel_wishes_never_overshoot_the_day(FreshStore::new().store()).await;
}

#[tokio::test]
async fn parallel_wishes_never_overshoot_what_runs() {
    creations::parallel_wishes_never_overshoot_what_runs(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_limit_of_zero_is_none() {
    creations::a_limit_of_zero_is_none(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_day_ends_at_midnight_utc() {
    creations::a_day_ends_at_midnight_utc(FreshStore::new().store()).await;
}

#[tokio::test]
async fn failed_stories_do_not_count() {
    creations::failed_stories_do_not_count(FreshStore::new().store()).await;
}

#[tokio::test]
async fn deleted_stories_count_on_their_day() {
    creations::deleted_stories_count_on_their_day(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_ended_story_makes_room_at_once() {
    creations::an_ended_story_makes_room_at_once(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_key_makes_one_story_in_parallel() {
    creations::a_key_makes_one_story_in_parallel(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_key_comes_before_the_limits() {
    creations::a_key_comes_before_the_limits(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_refused_wish_uses_up_no_key() {
    creations::a_refused_wish_uses_up_no_key(FreshStore::new().store()).await;
}
