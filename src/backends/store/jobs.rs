//! [`Jobs`]: work that outlives a process and is done once in a cluster.
//!
//! A job is leased as a story is claimed: by raising its number of attempts from the one that was seen. That number is
//! its fence, so whoever lost the lease, however late they wake, can no longer say how it ended. Who may lease a job
//! that somebody holds already is for the caller to judge, by that process's pulse ([`super::Nodes`]).

use async_trait::async_trait;
use serde_json::Value;

use super::StoreError;
use crate::domain::{Claimant, LeaseId, Timestamp};

/// Names a job: there is one of a kind and key, whatever became of it, until it is forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JobName {
    /// What is to be done.
    pub kind: String,
    /// To what; such as an id, or a day.
    pub key: String,
}

/// Work that somebody is to do.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    /// What it is called.
    pub name: JobName,
    /// What its worker needs to know: ids and numbers, no words.
    pub data: Value,
    /// Not before this moment.
    pub due_at: Timestamp,
    /// How often it may be leased.
    pub max_attempts: u32,
}

/// A job that has not ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// What it is called.
    pub name: JobName,
    /// What its worker needs to know.
    pub data: Value,
    /// Not before this moment.
    pub due_at: Timestamp,
    /// How often it was leased, and its fence: 0 at first.
    pub attempt: u32,
    /// How often it may be leased.
    pub max_attempts: u32,
    /// Who has it; `None`: nobody yet, or it was given back.
    pub holder: Option<Claimant>,
}

/// One worker's turn at a job. A process may have many workers, of which one does the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Another for each worker that asks, the same when it asks again because an answer was lost.
    pub id: LeaseId,
    /// Whose worker it is.
    pub holder: Claimant,
}

impl Lease {
    /// A worker of this process asks.
    #[must_use]
    pub fn of(holder: Claimant) -> Self {
        Self { id: LeaseId::new(), holder }
    }
}

/// What becomes of a job whose attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It waits for its next attempt.
    Waiting,
    /// That was its last attempt: it has failed.
    Failed,
}

/// Work that outlives the process that began it.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Adds a job, due at once or later. `false`: there is one of that name; nothing was written.
    async fn put(&self, job: NewJob) -> Result<bool, StoreError>;

    /// Jobs of a kind that have not ended and are due at `now`, held or not, those due first first.
    async fn due(&self, kind: &str, now: Timestamp, limit: usize) -> Result<Vec<Job>, StoreError>;

    /// Raises a job's attempt from `attempt` and gives it to one worker. `false`: another worker was faster, be it of
    /// the same process, or the job has ended. A job that has no attempt left fails here, because its last holder died.
    /// A lease whose answer was lost may be asked for again.
    async fn lease(&self, job: &JobName, attempt: u32, lease: Lease) -> Result<bool, StoreError>;

    /// The job is done. `false`: the attempt is not its newest; nothing was written.
    async fn finish(&self, job: &JobName, attempt: u32) -> Result<bool, StoreError>;

    /// The attempt failed: the job may be leased again by anybody from `due_at` on, if it has attempts left. `None`:
    /// the attempt is not its newest; nothing was written.
    async fn retry(&self, job: &JobName, attempt: u32, due_at: Timestamp) -> Result<Option<Retry>, StoreError>;

    /// Forgets ended jobs that were due before `before`: their names are free again.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
