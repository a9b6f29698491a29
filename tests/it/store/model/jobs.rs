//! Jobs against a model of them: two workers lease, finish and give back what they last saw, in every order.

use std::collections::BTreeMap;

use ai_tale::backends::store::{Job, JobName, Lease, NewJob, Retry, Store};
use proptest::prelude::{Strategy, prop_oneof};

use crate::store::samples::{at, claimant};

#[derive(Clone, Debug)]
pub enum Step {
    /// Somebody puts a job, due at a moment.
    Put(u8, i64),
    /// A worker looks at a job.
    Look(usize, u8),
    /// A worker leases a job with the attempt that it last saw.
    Lease(usize, u8),
    /// A worker says that the job is done.
    Finish(usize, u8),
    /// A worker gives the job back until a moment.
    Retry(usize, u8, i64),
    /// Ended jobs from before a moment are forgotten.
    Forget(i64),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let worker = 0..2_usize;
    let step = prop_oneof![
        2 => (0..2_u8, 0..9_i64).prop_map(|(key, due)| Step::Put(key, due)),
        2 => (worker.clone(), 0..2_u8).prop_map(|(worker, key)| Step::Look(worker, key)),
        5 => (worker.clone(), 0..2_u8).prop_map(|(worker, key)| Step::Lease(worker, key)),
        2 => (worker.clone(), 0..2_u8).prop_map(|(worker, key)| Step::Finish(worker, key)),
        3 => (worker, 0..2_u8, 0..9_i64).prop_map(|(worker, key, due)| Step::Retry(worker, key, due)),
        1 => (0..12_i64).prop_map(Step::Forget),
    ];
    proptest::collection::vec(step, 1..50)
}

const MAX_ATTEMPTS: u32 = 2;

struct Stored {
    due: i64,
    attempt: u32,
    holder: Option<Lease>,
    has_ended: bool,
}

impl Stored {
    fn lease(&mut self, attempt: u32, by: Lease) -> bool {
        if self.has_ended {
            return false;
        }
        if attempt >= MAX_ATTEMPTS {
            self.has_ended = self.attempt == attempt;
            return false;
        }
        let is_repeat = self.attempt == attempt + 1 && self.holder == Some(by);
        let won = self.attempt == attempt || is_repeat;
        if won {
            (self.attempt, self.holder) = (attempt + 1, Some(by));
        }
        won
    }

    fn is_held(&self, attempt: u32) -> bool {
        !self.has_ended && self.attempt == attempt && self.holder.is_some()
    }
}

/// Runs the steps against the store and the model.
pub async fn answers_as_its_model(store: Store, steps: Vec<Step>) {
    let mut jobs = BTreeMap::<u8, Stored>::new();
    // both of one process
    let workers = [claimant(); 2].map(Lease::of);
    let mut seen = [[0_u32; 2]; 2];
    for step in steps {
        match step {
            Step::Put(key, due) => {
                let job = NewJob { name: name(key), data: key.into(), due_at: at(due), max_attempts: MAX_ATTEMPTS };
                assert_eq!(store.jobs.put(job).await.unwrap(), !jobs.contains_key(&key));
                jobs.entry(key).or_insert(Stored { due, attempt: 0, holder: None, has_ended: false });
            }
            Step::Look(worker, key) => {
                seen[worker][usize::from(key)] = jobs.get(&key).map_or(0, |job| job.attempt);
            }
            Step::Lease(worker, key) => {
                let attempt = &mut seen[worker][usize::from(key)];
                let won = store.jobs.lease(&name(key), *attempt, workers[worker]).await.unwrap();
                let expected = jobs.get_mut(&key).is_some_and(|job| job.lease(*attempt, workers[worker]));
                assert_eq!(won, expected);
                *attempt += u32::from(won);
            }
            Step::Finish(worker, key) => {
                let attempt = seen[worker][usize::from(key)];
                let held = jobs.get_mut(&key).filter(|job| job.is_held(attempt));
                assert_eq!(store.jobs.finish(&name(key), attempt).await.unwrap(), held.is_some());
                if let Some(job) = held {
                    (job.has_ended, job.holder) = (true, None);
                }
            }
            Step::Retry(worker, key, due) => {
                let attempt = seen[worker][usize::from(key)];
                let held = jobs.get_mut(&key).filter(|job| job.is_held(attempt));
                let is_last = attempt >= MAX_ATTEMPTS;
                let expected = held.is_some().then_some(if is_last { Retry::Failed } else { Retry::Waiting });
                assert_eq!(store.jobs.retry(&name(key), attempt, at(due)).await.unwrap(), expected);
                if let Some(job) = held {
                    (job.holder, job.has_ended) = (None, is_last);
                    job.due = if is_last { job.due } else { due };
                }
            }
            Step::Forget(before) => {
                store.jobs.forget(at(before)).await.unwrap();
                jobs.retain(|_, job| !(job.has_ended && job.due < before));
            }
        }
        for now in [4, 9] {
            assert_due(&store, &jobs, now).await;
        }
    }
}

async fn assert_due(store: &Store, jobs: &BTreeMap<u8, Stored>, now: i64) {
    let mut expected: Vec<_> = jobs.iter().filter(|(_, job)| !job.has_ended && job.due <= now).collect();
    expected.sort_by_key(|(key, job)| (job.due, **key));
    let expected: Vec<Job> = expected
        .into_iter()
        .map(|(key, job)| Job {
            name: name(*key),
            data: (*key).into(),
            due_at: at(job.due),
            attempt: job.attempt,
            max_attempts: MAX_ATTEMPTS,
            holder: job.holder.map(|lease| lease.holder),
        })
        .collect();
    assert_eq!(store.jobs.due("sweep", at(now), 9).await.unwrap(), expected);
}

fn name(key: u8) -> JobName {
    JobName { kind: "sweep".to_owned(), key: key.to_string() }
}
