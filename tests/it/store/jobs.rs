//! Jobs: one of a name, one holder at a time, so many attempts.

use ai_tale::backends::store::{Job, JobName, Lease, NewJob, Retry, Store};
use futures_util::future::join_all;

use super::samples::{at, claimant};

fn name(key: &str) -> JobName {
    JobName { kind: "sweep".to_owned(), key: key.to_owned() }
}

fn new_job(key: &str, due: i64) -> NewJob {
    NewJob { name: name(key), data: serde_json::json!({ "of": key }), due_at: at(due), max_attempts: 2 }
}

async fn due(store: &Store, now: i64) -> Vec<Job> {
    store.jobs.due("sweep", at(now), 9).await.unwrap()
}

async fn due_keys(store: &Store, now: i64) -> Vec<String> {
    due(store, now).await.into_iter().map(|job| job.name.key).collect()
}

pub async fn a_job_of_one_name_is_put_once(store: Store) {
    assert!(store.jobs.put(new_job("a", 5)).await.unwrap());
    assert!(!store.jobs.put(new_job("a", 1)).await.unwrap());
    assert!(
        store
            .jobs
            .put(NewJob { name: JobName { kind: "walk".to_owned(), ..name("a") }, ..new_job("a", 0) })
            .await
            .unwrap()
    );
    let NewJob { name, data, due_at, max_attempts } = new_job("a", 5);
    assert_eq!(due(&store, 9).await, [Job { name, data, due_at, attempt: 0, max_attempts, holder: None }]);
}

pub async fn due_jobs_come_in_their_order(store: Store) {
    for (key, moment) in [("c", 1), ("a", 3), ("b", 3), ("d", 4)] {
        store.jobs.put(new_job(key, moment)).await.unwrap();
    }
    assert_eq!(due_keys(&store, 3).await, ["c", "a", "b"]);
    assert_eq!(store.jobs.due("sweep", at(9), 2).await.unwrap().len(), 2);
}

pub async fn of_parallel_leases_one_wins(store: Store) {
    store.jobs.put(new_job("a", 0)).await.unwrap();
    let leases =
        join_all((0..30).map(async |_| store.jobs.lease(&name("a"), 0, Lease::of(claimant())).await.unwrap())).await;
    assert_eq!(leases.into_iter().filter(|won| *won).count(), 1);
    let held = due(&store, 0).await.remove(0);
    assert_eq!((held.attempt, held.holder.is_some()), (1, true));
}

pub async fn a_lost_lease_is_answered_again(store: Store) {
    let by = Lease::of(claimant());
    store.jobs.put(new_job("a", 0)).await.unwrap();
    for _ in 0..2 {
        assert!(store.jobs.lease(&name("a"), 0, by).await.unwrap());
    }
    assert_eq!(due(&store, 0).await[0].attempt, 1);
}

pub async fn of_one_process_one_worker_wins(store: Store) {
    let process = claimant();
    store.jobs.put(new_job("a", 0)).await.unwrap();
    let leases = join_all((0..30).map(async |_| store.jobs.lease(&name("a"), 0, Lease::of(process)).await.unwrap()));
    assert_eq!(leases.await.into_iter().filter(|won| *won).count(), 1);
    assert_eq!(due(&store, 0).await[0].holder, Some(process));
}

pub async fn a_finished_job_is_done_for_ever(store: Store) {
    store.jobs.put(new_job("a", 0)).await.unwrap();
    assert!(!store.jobs.finish(&name("a"), 0).await.unwrap(), "nobody has it");
    store.jobs.lease(&name("a"), 0, Lease::of(claimant())).await.unwrap();
    assert!(store.jobs.finish(&name("a"), 1).await.unwrap());
    assert!(!store.jobs.finish(&name("a"), 1).await.unwrap());
    assert!(!store.jobs.lease(&name("a"), 1, Lease::of(claimant())).await.unwrap());
    assert!(!store.jobs.put(new_job("a", 0)).await.unwrap());
    assert_eq!(due_keys(&store, 9).await, Vec::<String>::new());
}

pub async fn who_lost_the_lease_ends_nothing(store: Store) {
    store.jobs.put(new_job("a", 0)).await.unwrap();
    store.jobs.lease(&name("a"), 0, Lease::of(claimant())).await.unwrap();
    assert!(store.jobs.lease(&name("a"), 1, Lease::of(claimant())).await.unwrap(), "the holder was taken for dead");
    assert!(!store.jobs.finish(&name("a"), 1).await.unwrap());
    assert_eq!(store.jobs.retry(&name("a"), 1, at(9)).await.unwrap(), None);
    assert!(store.jobs.finish(&name("a"), 2).await.unwrap());
}

pub async fn a_failed_attempt_waits_for_the_next(store: Store) {
    store.jobs.put(new_job("a", 0)).await.unwrap();
    store.jobs.lease(&name("a"), 0, Lease::of(claimant())).await.unwrap();
    assert_eq!(store.jobs.retry(&name("a"), 1, at(5)).await.unwrap(), Some(Retry::Waiting));
    assert!(!store.jobs.finish(&name("a"), 1).await.unwrap(), "it was given back");
    assert_eq!((due_keys(&store, 4).await, due(&store, 5).await[0].holder), (vec![], None));
    store.jobs.lease(&name("a"), 1, Lease::of(claimant())).await.unwrap();
    assert_eq!(store.jobs.retry(&name("a"), 2, at(9)).await.unwrap(), Some(Retry::Failed));
    assert_eq!(due_keys(&store, 9).await, Vec::<String>::new());
}

pub async fn a_last_attempt_that_died_fails(store: Store) {
    store.jobs.put(new_job("a", 0)).await.unwrap();
    for attempt in 0..2 {
        assert!(store.jobs.lease(&name("a"), attempt, Lease::of(claimant())).await.unwrap());
    }
    assert_eq!(due_keys(&store, 0).await, ["a"]);
    assert!(!store.jobs.lease(&name("a"), 2, Lease::of(claimant())).await.unwrap());
    assert_eq!(due_keys(&store, 0).await, Vec::<String>::new());
}

pub async fn old_ended_jobs_are_forgotten(store: Store) {
    for key in ["done", "open"] {
        store.jobs.put(new_job(key, 0)).await.unwrap();
        store.jobs.lease(&name(key), 0, Lease::of(claimant())).await.unwrap();
    }
    store.jobs.finish(&name("done"), 1).await.unwrap();
    store.jobs.forget(at(0)).await.unwrap();
    assert!(!store.jobs.put(new_job("done", 0)).await.unwrap());
    store.jobs.forget(at(1)).await.unwrap();
    assert!(store.jobs.put(new_job("done", 0)).await.unwrap());
    assert!(!store.jobs.put(new_job("open", 0)).await.unwrap());
}
