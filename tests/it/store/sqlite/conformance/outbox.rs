//! The promises of `outbox` on the embedded engine.

use crate::store::outbox;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn facts_of_a_log_wait_in_its_order() {
    outbox::facts_of_a_log_wait_in_its_order(FreshStore::new().store()).await;
}

#[tokio::test]
async fn delivered_facts_are_gone_and_others_stay() {
    outbox::delivered_facts_are_gone_and_others_stay(FreshStore::new().store()).await;
}

#[tokio::test]
async fn facts_are_read_in_pages() {
    outbox::facts_are_read_in_pages(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_position_that_is_gone_still_counts() {
    outbox::a_position_that_is_gone_still_counts(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_position_is_never_given_twice() {
    outbox::a_position_is_never_given_twice(FreshStore::new().store()).await;
}

#[tokio::test]
async fn the_backlog_says_how_many_wait_since_when() {
    outbox::the_backlog_says_how_many_wait_since_when(FreshStore::new().store()).await;
}
