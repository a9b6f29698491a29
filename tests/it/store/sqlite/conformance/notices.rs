//! The promises of `notices` on the embedded engine.

use crate::store::notices;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn a_notice_is_told_once_and_stays_read() {
    notices::a_notice_is_told_once_and_stays_read(FreshStore::new().store()).await;
}

#[tokio::test]
async fn notices_are_listed_newest_first_in_pages() {
    notices::notices_are_listed_newest_first_in_pages(FreshStore::new().store()).await;
}
