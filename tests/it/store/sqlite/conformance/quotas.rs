//! The promises of `quotas` on the embedded engine.

use crate::store::quotas;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn a_look_reserves_nothing() {
    quotas::a_look_reserves_nothing(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_reservation_counts_once() {
    quotas::a_reservation_counts_once(FreshStore::new().store()).await;
}

#[tokio::test]
async fn parallel_reservations_never_overshoot() {
    quotas::parallel_reservations_never_overshoot(FreshStore::new().store()).await;
}

#[tokio::test]
async fn what_is_given_back_counts_no_more() {
    quotas::what_is_given_back_counts_no_more(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_settled_story_counts_as_its_log() {
    quotas::a_settled_story_counts_as_its_log(FreshStore::new().store()).await;
}

#[tokio::test]
async fn unsettled_reservations_are_read_in_pages() {
    quotas::unsettled_reservations_are_read_in_pages(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_sweep_gives_back_what_never_began() {
    quotas::a_sweep_gives_back_what_never_began(FreshStore::new().store()).await;
}
