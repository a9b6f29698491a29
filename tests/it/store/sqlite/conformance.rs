//! Every promise, on the embedded engine.

use super::FreshStore;
use crate::store::{accounts, bookmarks, claims, creation, deletion, lists, log, notices, outbox};

#[tokio::test]
async fn an_appended_log_is_read_back_whole_and_in_order() {
    log::an_appended_log_is_read_back_whole_and_in_order(FreshStore::new().store()).await;
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
async fn a_repeated_append_is_done_and_writes_nothing_twice() {
    log::a_repeated_append_is_done_and_writes_nothing_twice(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_repeat_is_done_even_when_another_run_owns_the_story_by_now() {
    log::a_repeat_is_done_even_when_another_run_owns_the_story_by_now(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_append_under_an_old_epoch_is_fenced_and_writes_nothing() {
    log::an_append_under_an_old_epoch_is_fenced_and_writes_nothing(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_append_at_another_head_is_moved_and_writes_nothing() {
    log::an_append_at_another_head_is_moved_and_writes_nothing(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_repeat_that_goes_on_beyond_the_log_is_moved() {
    log::a_repeat_that_goes_on_beyond_the_log_is_moved(FreshStore::new().store()).await;
}

#[tokio::test]
async fn nobody_may_write_into_an_unknown_story() {
    log::nobody_may_write_into_an_unknown_story(FreshStore::new().store()).await;
}

#[tokio::test]
async fn work_is_saved_under_the_fence_with_an_append_or_alone() {
    log::work_is_saved_under_the_fence_with_an_append_or_alone(FreshStore::new().store()).await;
}

#[tokio::test]
async fn parallel_appends_of_many_stories_all_land() {
    log::parallel_appends_of_many_stories_all_land(FreshStore::new().store()).await;
}

#[tokio::test]
async fn of_parallel_appends_at_one_head_exactly_one_lands() {
    log::of_parallel_appends_at_one_head_exactly_one_lands(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_created_story_is_queued_with_its_first_event_and_its_fact() {
    creation::a_created_story_is_queued_with_its_first_event_and_its_fact(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_repeated_creation_is_created_once() {
    creation::a_repeated_creation_is_created_once(FreshStore::new().store()).await;
}

#[tokio::test]
async fn parallel_wishes_never_overshoot_the_day() {
    creation::parallel_wishes_never_overshoot_the_day(FreshStore::new().store()).await;
}

#[tokio::test]
async fn parallel_wishes_never_overshoot_what_may_run_at_once() {
    creation::parallel_wishes_never_overshoot_what_may_run_at_once(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_limit_of_zero_is_none_and_a_limit_is_one_owners() {
    creation::a_limit_of_zero_is_none_and_a_limit_is_one_owners(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_day_ends_at_midnight_utc() {
    creation::a_day_ends_at_midnight_utc(FreshStore::new().store()).await;
}

#[tokio::test]
async fn failed_stories_do_not_count_and_deleted_ones_do() {
    creation::failed_stories_do_not_count_and_deleted_ones_do(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_ended_story_makes_room_at_once() {
    creation::an_ended_story_makes_room_at_once(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_key_makes_one_story_in_parallel() {
    creation::a_key_makes_one_story_in_parallel(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_key_comes_before_the_limits_and_with_another_body_it_is_refused() {
    creation::a_key_comes_before_the_limits_and_with_another_body_it_is_refused(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_key_is_its_owners() {
    creation::a_key_is_its_owners(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_refused_wish_uses_up_no_key() {
    creation::a_refused_wish_uses_up_no_key(FreshStore::new().store()).await;
}

#[tokio::test]
async fn old_keys_are_forgotten() {
    creation::old_keys_are_forgotten(FreshStore::new().store()).await;
}

#[tokio::test]
async fn of_parallel_claims_exactly_one_wins() {
    claims::of_parallel_claims_exactly_one_wins(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_unknown_story_cannot_be_claimed() {
    claims::an_unknown_story_cannot_be_claimed(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_ended_story_cannot_be_claimed() {
    claims::an_ended_story_cannot_be_claimed(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_claim_whose_answer_was_lost_is_answered_again() {
    claims::a_claim_whose_answer_was_lost_is_answered_again(FreshStore::new().store()).await;
}

#[tokio::test]
async fn open_stories_are_those_that_have_not_ended_oldest_first() {
    claims::open_stories_are_those_that_have_not_ended_oldest_first(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_released_story_is_open_to_others_with_its_work() {
    claims::a_released_story_is_open_to_others_with_its_work(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_larger_wish_replaces_a_smaller_one_and_never_the_reverse() {
    claims::a_larger_wish_replaces_a_smaller_one_and_never_the_reverse(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_terminal_event_carries_out_a_cancel() {
    claims::a_terminal_event_carries_out_a_cancel(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_wish_about_nothing_is_nothing() {
    claims::a_wish_about_nothing_is_nothing(FreshStore::new().store()).await;
}

#[tokio::test]
async fn nothing_of_a_deleted_story_is_readable() {
    deletion::nothing_of_a_deleted_story_is_readable(FreshStore::new().store()).await;
}

#[tokio::test]
async fn nothing_is_kept_about_a_deleted_story() {
    deletion::nothing_is_kept_about_a_deleted_story(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_story_that_runs_is_ended_before_it_is_erased() {
    deletion::a_story_that_runs_is_ended_before_it_is_erased(FreshStore::new().store()).await;
}

#[tokio::test]
async fn an_erased_story_is_closed_for_ever() {
    deletion::an_erased_story_is_closed_for_ever(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_story_that_nobody_deleted_is_not_erased() {
    deletion::a_story_that_nobody_deleted_is_not_erased(FreshStore::new().store()).await;
}

#[tokio::test]
async fn facts_of_an_erased_story_are_still_delivered() {
    deletion::facts_of_an_erased_story_are_still_delivered(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_tombstone_is_forgotten_once_it_is_old_and_erased() {
    deletion::a_tombstone_is_forgotten_once_it_is_old_and_erased(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_list_says_what_was_wished_and_what_became_of_it() {
    lists::a_list_says_what_was_wished_and_what_became_of_it(FreshStore::new().store()).await;
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap_and_hold_one_owners_stories() {
    lists::pages_follow_each_other_without_a_gap_and_hold_one_owners_stories(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_list_can_be_of_one_status() {
    lists::a_list_can_be_of_one_status(FreshStore::new().store()).await;
}

#[tokio::test]
async fn the_probe_passes() {
    lists::the_probe_passes(FreshStore::new().store()).await;
}

#[tokio::test]
async fn facts_of_a_log_wait_in_its_order() {
    outbox::facts_of_a_log_wait_in_its_order(FreshStore::new().store()).await;
}

#[tokio::test]
async fn delivered_facts_are_gone_and_others_stay() {
    outbox::delivered_facts_are_gone_and_others_stay(FreshStore::new().store()).await;
}

#[tokio::test]
async fn facts_are_read_in_pages() {
    outbox::facts_are_read_in_pages(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_position_that_is_gone_still_counts() {
    outbox::a_position_that_is_gone_still_counts(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_position_is_never_given_twice() {
    outbox::a_position_is_never_given_twice(FreshStore::new().store()).await;
}

#[tokio::test]
async fn the_backlog_says_how_many_wait_since_when() {
    outbox::the_backlog_says_how_many_wait_since_when(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_notice_is_told_once_and_stays_read() {
    notices::a_notice_is_told_once_and_stays_read(FreshStore::new().store()).await;
}

#[tokio::test]
async fn notices_are_listed_newest_first_in_pages() {
    notices::notices_are_listed_newest_first_in_pages(FreshStore::new().store()).await;
}

#[tokio::test]
async fn the_latest_place_stays() {
    bookmarks::the_latest_place_stays(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_story_is_viewed_once_per_reader_and_day() {
    bookmarks::a_story_is_viewed_once_per_reader_and_day(FreshStore::new().store()).await;
}

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

#[tokio::test]
async fn an_ended_story_is_swept_once_and_again_after_its_erasing() {
    deletion::an_ended_story_is_swept_once_and_again_after_its_erasing(FreshStore::new().store()).await;
}

#[tokio::test]
async fn what_is_to_be_erased_or_swept_is_read_in_pages() {
    deletion::what_is_to_be_erased_or_swept_is_read_in_pages(FreshStore::new().store()).await;
}
