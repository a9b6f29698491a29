//! The promises of `bookmarks` on the embedded engine.

use crate::store::bookmarks;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn the_latest_place_stays() {
    bookmarks::the_latest_place_stays(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_story_is_viewed_once_a_day() {
    bookmarks::a_story_is_viewed_once_a_day(FreshStore::new().store()).await;
}
