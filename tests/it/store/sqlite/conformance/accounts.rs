//! The promises of `accounts` on the embedded engine.

use crate::store::accounts;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn a_token_works_once_and_gives_the_next() {
    accounts::a_token_works_once_and_gives_the_next(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_second_use_within_the_grace_gives_a_sibling() {
    accounts::a_second_use_within_the_grace_gives_a_sibling(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_late_second_use_ends_the_family() {
    accounts::a_late_second_use_ends_the_family(FreshStore::new().store()).await;
}

#[tokio::test]
async fn the_grace_runs_from_the_first_use() {
    accounts::the_grace_runs_from_the_first_use(FreshStore::new().store()).await;
}

#[tokio::test]
async fn expired_and_revoked_tokens_are_invalid() {
    accounts::expired_and_revoked_tokens_are_invalid(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_session_lasts_as_long_as_it_is_used() {
    accounts::a_session_lasts_as_long_as_it_is_used(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_token_that_ends_sooner_does_not_shorten_its_session() {
    accounts::a_token_that_ends_sooner_does_not_shorten_its_session(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_clock_that_was_set_back_makes_no_used_token_work_for_ever() {
    accounts::a_clock_that_was_set_back_makes_no_used_token_work_for_ever(FreshStore::new().store()).await;
}

#[tokio::test]
async fn of_many_siblings_the_last_sixteen_work() {
    accounts::of_many_siblings_the_last_sixteen_work(FreshStore::new().store()).await;
}

#[tokio::test]
async fn ended_sessions_are_forgotten() {
    accounts::ended_sessions_are_forgotten(FreshStore::new().store()).await;
}
