//! The promises of `lists` on the embedded engine.

use crate::store::lists;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn a_list_says_what_became_of_wishes() {
    lists::a_list_says_what_became_of_wishes(FreshStore::new().store()).await;
}

#[tokio::test]
async fn pages_hold_one_owners_stories_without_gaps() {
    lists::pages_hold_one_owners_stories_without_gaps(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_list_can_be_of_one_status() {
    lists::a_list_can_be_of_one_status(FreshStore::new().store()).await;
}
