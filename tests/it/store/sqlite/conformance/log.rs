//! The promises of `log` on the embedded engine.

use crate::store::log;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn an_appended_log_is_read_back_whole() {
    log::an_appended_log_is_read_back_whole(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_log_is_read_in_pages() {
    log::a_log_is_read_in_pages(FreshStore::new().store()).await;
}

#[tokio::test]
async fn the_head_follows_the_log() {
    log::the_head_follows_the_log(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_repeated_append_writes_nothing_twice() {
    log::a_repeated_append_writes_nothing_twice(FreshStore::new().store()).await;
}

#[tokio::test]
async fn every_revision_of_a_picture_is_kept() {
    log::every_revision_of_a_picture_is_kept(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_repeat_is_done_under_a_new_owner() {
    log::a_repeat_is_done_under_a_new_owner(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_append_under_an_old_epoch_is_fenced() {
    log::an_append_under_an_old_epoch_is_fenced(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_append_at_another_head_is_moved() {
    log::an_append_at_another_head_is_moved(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_repeat_beyond_the_log_is_moved() {
    log::a_repeat_beyond_the_log_is_moved(FreshStore::new().store()).await;
}

#[tokio::test]
async fn nobody_may_write_into_an_unknown_story() {
    log::nobody_may_write_into_an_unknown_story(FreshStore::new().store()).await;
}

#[tokio::test]
async fn work_is_saved_under_the_fence() {
    log::work_is_saved_under_the_fence(FreshStore::new().store()).await;
}

#[tokio::test]
async fn parallel_appends_of_many_stories_all_land() {
    log::parallel_appends_of_many_stories_all_land(FreshStore::new().store()).await;
}

#[tokio::test]
async fn of_parallel_appends_exactly_one_lands() {
    log::of_parallel_appends_exactly_one_lands(FreshStore::new().store()).await;
}
