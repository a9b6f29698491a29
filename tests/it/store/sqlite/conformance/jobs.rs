//! The promises of `jobs` on the embedded engine.

use crate::store::jobs;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn a_job_of_one_name_is_put_once() {
    jobs::a_job_of_one_name_is_put_once(FreshStore::new().store()).await;
}

#[tokio::test]
async fn due_jobs_come_in_their_order() {
    jobs::due_jobs_come_in_their_order(FreshStore::new().store()).await;
}

#[tokio::test]
async fn of_parallel_leases_one_wins() {
    jobs::of_parallel_leases_one_wins(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_lost_lease_is_answered_again() {
    jobs::a_lost_lease_is_answered_again(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_finished_job_is_done_for_ever() {
    jobs::a_finished_job_is_done_for_ever(FreshStore::new().store()).await;
}

#[tokio::test]
async fn who_lost_the_lease_ends_nothing() {
    jobs::who_lost_the_lease_ends_nothing(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_failed_attempt_waits_for_the_next() {
    jobs::a_failed_attempt_waits_for_the_next(FreshStore::new().store()).await;
}

#[tokio::test]
async fn a_last_attempt_that_died_fails() {
    jobs::a_last_attempt_that_died_fails(FreshStore::new().store()).await;
}

#[tokio::test]
async fn old_ended_jobs_are_forgotten() {
    jobs::old_ended_jobs_are_forgotten(FreshStore::new().store()).await;
}

#[tokio::test]
async fn of_one_process_one_worker_wins() {
    jobs::of_one_process_one_worker_wins(FreshStore::new().store()).await;
}
