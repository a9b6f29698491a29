//! What the embedded accounts promise of readers who sign up.

use super::FreshAccounts;
use crate::accounts_store::{members, sign_ins};

#[tokio::test]
async fn a_member_is_found_by_id_and_address() {
    members::a_member_is_found_by_id_and_address(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn of_many_one_gets_an_address() {
    members::of_many_one_gets_an_address(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_repeated_registration_is_the_same() {
    members::a_repeated_registration_is_the_same(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_guest_keeps_their_id_and_no_session() {
    members::a_guest_keeps_their_id_and_no_session(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_link_verifies_once_and_in_time() {
    members::a_link_verifies_once_and_in_time(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn of_many_uses_of_a_link_one_works() {
    members::of_many_uses_of_a_link_one_works(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_reset_ends_all_sessions_and_links() {
    members::a_reset_ends_all_sessions_and_links(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn links_are_sent_so_many_times() {
    members::links_are_sent_so_many_times(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_late_change_of_password_changes_nothing() {
    members::a_late_change_of_password_changes_nothing(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn another_password_ends_other_sessions() {
    members::another_password_ends_other_sessions(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_session_is_ended_by_its_own_reader() {
    members::a_session_is_ended_by_its_own_reader(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_member_is_called_something_else() {
    members::a_member_is_called_something_else(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn preferences_are_kept_for_readers_alone() {
    members::preferences_are_kept_for_readers_alone(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_removed_member_frees_the_address() {
    members::a_removed_member_frees_the_address(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn links_that_have_ended_are_forgotten() {
    members::links_that_have_ended_are_forgotten(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_reset_lets_its_reader_in_at_once() {
    members::a_reset_lets_its_reader_in_at_once(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn waits_grow_and_have_an_end() {
    sign_ins::waits_grow_and_have_an_end(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn parallel_attempts_count_one_by_one() {
    sign_ins::parallel_attempts_count_one_by_one(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn one_that_waits_counts_nowhere() {
    sign_ins::one_that_waits_counts_nowhere(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn attempts_of_before_are_forgotten() {
    sign_ins::attempts_of_before_are_forgotten(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_sign_in_begins_a_session_once() {
    sign_ins::a_sign_in_begins_a_session_once(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_password_that_changed_lets_nobody_in() {
    sign_ins::a_password_that_changed_lets_nobody_in(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn failures_are_one_fact_a_minute() {
    sign_ins::failures_are_one_fact_a_minute(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn sign_ins_are_read_in_pages() {
    sign_ins::sign_ins_are_read_in_pages(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn only_so_many_sign_ins_are_kept() {
    sign_ins::only_so_many_sign_ins_are_kept(FreshAccounts::new().accounts()).await;
}
