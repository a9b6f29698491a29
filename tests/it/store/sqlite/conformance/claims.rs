//! The promises of `claims` on the embedded engine.

use crate::store::claims;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn of_parallel_claims_exactly_one_wins() {
    claims::of_parallel_claims_exactly_one_wins(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_unknown_story_cannot_be_claimed() {
    claims::an_unknown_story_cannot_be_claimed(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_ended_story_cannot_be_claimed() {
    claims::an_ended_story_cannot_be_claimed(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_lost_claim_is_answered_again() {
    claims::a_lost_claim_is_answered_again(FreshStore::new().store()).await;
}

#[tokio::test]
async fn open_stories_are_read_oldest_first() {
    claims::open_stories_are_read_oldest_first(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_released_story_keeps_its_work() {
    claims::a_released_story_keeps_its_work(FreshStore::new().store()).await;
}

#[tokio::test]
async fn only_a_claim_of_a_held_story_counts() {
    claims::only_a_claim_of_a_held_story_counts(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_damaged_story_is_ended_from_outside() {
    claims::a_damaged_story_is_ended_from_outside(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_larger_intent_replaces_a_smaller() {
    claims::a_larger_intent_replaces_a_smaller(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_terminal_event_carries_out_a_cancel() {
    claims::a_terminal_event_carries_out_a_cancel(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_intent_about_nothing_is_nothing() {
    claims::an_intent_about_nothing_is_nothing(FreshStore::new().store()).await;
}
