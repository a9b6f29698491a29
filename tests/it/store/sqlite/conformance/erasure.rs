//! The promises of `erasure` on the embedded engine.

use crate::store::erasure;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn nothing_of_a_deleted_story_is_readable() {
    erasure::nothing_of_a_deleted_story_is_readable(FreshStore::new().store()).await;
}

#[tokio::test]
async fn nothing_is_kept_about_a_deleted_story() {
    erasure::nothing_is_kept_about_a_deleted_story(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_running_story_ends_before_its_erasing() {
    erasure::a_running_story_ends_before_its_erasing(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_erased_story_is_closed_for_ever() {
    erasure::an_erased_story_is_closed_for_ever(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_story_that_nobody_deleted_is_not_erased() {
    erasure::a_story_that_nobody_deleted_is_not_erased(FreshStore::new().store()).await;
}

#[tokio::test]
async fn facts_of_an_erased_story_are_still_delivered() {
    erasure::facts_of_an_erased_story_are_still_delivered(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_old_tombstone_is_forgotten_once_erased() {
    erasure::an_old_tombstone_is_forgotten_once_erased(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_ended_story_is_swept_and_again_erased() {
    erasure::an_ended_story_is_swept_and_again_erased(FreshStore::new().store()).await;
}

#[tokio::test]
async fn what_is_to_do_is_read_in_pages() {
    erasure::what_is_to_do_is_read_in_pages(FreshStore::new().store()).await;
}
