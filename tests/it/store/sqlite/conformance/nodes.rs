//! The promises of `nodes` on the embedded engine.

use crate::store::nodes;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn a_beat_raises_its_own_counter() {
    nodes::a_beat_raises_its_own_counter(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_new_start_replaces_the_old() {
    nodes::a_new_start_replaces_the_old(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_process_that_left_is_forgotten() {
    nodes::a_process_that_left_is_forgotten(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_older_starts_late_beat_changes_nothing() {
    nodes::an_older_starts_late_beat_changes_nothing(FreshStore::new().store()).await;
}
