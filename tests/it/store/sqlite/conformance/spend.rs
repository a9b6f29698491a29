//! The promises of `spend` on the embedded engine.

use crate::store::spend;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn a_work_document_counts_once() {
    spend::a_work_document_counts_once(FreshStore::new().store()).await;
}

#[tokio::test]
async fn sums_change_by_what_changed() {
    spend::sums_change_by_what_changed(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_fenced_write_spends_nothing() {
    spend::a_fenced_write_spends_nothing(FreshStore::new().store()).await;
}

#[tokio::test]
async fn what_stories_cost_outlives_them() {
    spend::what_stories_cost_outlives_them(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_process_puts_the_whole_of_its_day() {
    spend::a_process_puts_the_whole_of_its_day(FreshStore::new().store()).await;
}
