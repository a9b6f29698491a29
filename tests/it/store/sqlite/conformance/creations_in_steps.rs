//! The promises of `creations` on the embedded engine, where stories are made step by step.

use crate::store::creations::{self, in_steps};
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn a_created_story_is_queued_with_its_fact() {
    creations::a_created_story_is_queued_with_its_fact(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn a_repeated_creation_is_created_once() {
    creations::a_repeated_creation_is_created_once(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn parallel_wishes_never_overshoot_the_day() {
    creations::parallel_wishes_never_overshoot_the_day(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn parallel_wishes_never_overshoot_what_runs() {
    creations::parallel_wishes_never_overshoot_what_runs(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn a_limit_of_zero_is_none() {
    creations::a_limit_of_zero_is_none(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn a_day_ends_at_midnight_utc() {
    creations::a_day_ends_at_midnight_utc(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn failed_stories_do_not_count() {
    creations::failed_stories_do_not_count(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn deleted_stories_count_on_their_day() {
    creations::deleted_stories_count_on_their_day(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn an_ended_story_makes_room_at_once() {
    creations::an_ended_story_makes_room_at_once(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn a_key_makes_one_story_in_parallel() {
    creations::a_key_makes_one_story_in_parallel(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn a_key_comes_before_the_limits() {
    creations::a_key_comes_before_the_limits(in_steps(FreshStore::new().store())).await;
}

#[tokio::test]
async fn a_refused_wish_uses_up_no_key() {
    creations::a_refused_wish_uses_up_no_key(in_steps(FreshStore::new().store())).await;
}
