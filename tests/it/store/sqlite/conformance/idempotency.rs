//! The promises of `idempotency` on the embedded engine.

use crate::store::idempotency;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn a_key_is_in_flight_then_replayed() {
    idempotency::a_key_is_in_flight_then_replayed(FreshStore::new().store()).await;
}

#[tokio::test]
async fn of_many_beginners_one_is_fresh() {
    idempotency::of_many_beginners_one_is_fresh(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_repeated_beginning_keeps_its_story() {
    idempotency::a_repeated_beginning_keeps_its_story(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_dead_makers_key_is_taken_over() {
    idempotency::a_dead_makers_key_is_taken_over(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_abandoned_key_was_never_used() {
    idempotency::an_abandoned_key_was_never_used(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_key_is_its_owners() {
    idempotency::a_key_is_its_owners(FreshStore::new().store()).await;
}

#[tokio::test]
async fn old_keys_are_forgotten() {
    idempotency::old_keys_are_forgotten(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_repeat_mends_what_died_midway() {
    idempotency::a_repeat_mends_what_died_midway(FreshStore::new().store()).await;
}

#[tokio::test]
async fn another_nodes_key_is_waited_for() {
    idempotency::another_nodes_key_is_waited_for(FreshStore::new().store()).await;
}
