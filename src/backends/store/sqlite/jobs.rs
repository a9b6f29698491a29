//! [`Jobs`] on the engine. A job is leased by a statement that finds it as it was seen, or not at all.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::store::SqliteStore;
use super::story_rows::{claimant, claimant_column};
use crate::backends::sqlite::{Fallible, rows};
use crate::backends::store::{Job, JobName, Jobs, Lease, NewJob, Retry, StoreError};
use crate::domain::Timestamp;

#[async_trait]
impl Jobs for SqliteStore {
    async fn put(&self, job: NewJob) -> Result<bool, StoreError> {
        self.engine.write(move |connection| put(connection, &job)).await
    }

    async fn due(&self, kind: &str, now: Timestamp, limit: usize) -> Result<Vec<Job>, StoreError> {
        let kind = kind.to_owned();
        self.engine.read(move |connection| due(connection, &kind, now, limit)).await
    }

    async fn lease(&self, job: &JobName, attempt: u32, lease: Lease) -> Result<bool, StoreError> {
        let job = job.clone();
        self.engine.write(move |connection| take(connection, &job, attempt, lease)).await
    }

    async fn finish(&self, job: &JobName, attempt: u32) -> Result<bool, StoreError> {
        let job = job.clone();
        self.engine.write(move |connection| end(connection, &job, attempt, FINISHED)).await
    }

    async fn retry(&self, job: &JobName, attempt: u32, due_at: Timestamp) -> Result<Option<Retry>, StoreError> {
        let job = job.clone();
        self.engine.write(move |connection| retry(connection, &job, attempt, due_at)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.engine.delete_in_steps(FORGET, before).await
    }
}

/// How a job stands: `open` (0) until it ends in one of these.
const FINISHED: i64 = 1;
const FAILED: i64 = 2;

fn put(connection: &Connection, job: &NewJob) -> Fallible<bool> {
    const SQL: &str = "INSERT OR IGNORE INTO jobs (kind, key, data, due_at, max_attempts) VALUES (?1, ?2, ?3, ?4, ?5)";
    let NewJob { name, data, due_at, max_attempts } = job;
    let data = serde_json::to_string(data)?;
    Ok(rows::run(connection, SQL, params![name.kind, name.key, data, due_at.as_millis(), max_attempts])? == 1)
}

fn due(connection: &Connection, kind: &str, now: Timestamp, limit: usize) -> Fallible<Vec<Job>> {
    const SQL: &str = "SELECT kind, key, data, due_at, attempt, max_attempts, holder FROM jobs
        WHERE ended = 0 AND kind = ?1 AND due_at <= ?2 ORDER BY due_at, key";
    rows::readable(connection, "jobs", SQL, params![kind, now.as_millis()], limit, job)
}

fn job(row: &Row<'_>) -> Fallible<Job> {
    Ok(Job {
        name: JobName { kind: row.get(0)?, key: row.get(1)? },
        data: rows::document(row, 2)?,
        due_at: rows::moment(row, 3)?,
        attempt: row.get(4)?,
        max_attempts: row.get(5)?,
        holder: claimant(row, 6)?,
    })
}

fn take(connection: &Connection, job: &JobName, attempt: u32, lease: Lease) -> Fallible<bool> {
    const TAKE: &str = "UPDATE jobs SET attempt = ?3 + 1, holder = ?4, lease = ?5 WHERE kind = ?1 AND key = ?2
        AND ended = 0 AND (attempt = ?3 OR (attempt = ?3 + 1 AND holder IS NOT NULL AND lease = ?5))
        AND ?3 < max_attempts";
    const GIVE_UP: &str = "UPDATE jobs SET ended = 2, holder = NULL WHERE kind = ?1 AND key = ?2 AND ended = 0
        AND attempt = ?3 AND ?3 >= max_attempts";
    let taken = params![job.kind, job.key, attempt, claimant_column(lease.holder), lease.id.as_bytes()];
    let is_taken = rows::run(connection, TAKE, taken)? == 1;
    if !is_taken {
        rows::run(connection, GIVE_UP, params![job.kind, job.key, attempt])?;
    }
    Ok(is_taken)
}

/// Under the fence: a job that was given back has no holder, and none can say any more how it ended.
fn end(connection: &Connection, job: &JobName, attempt: u32, as_what: i64) -> Fallible<bool> {
    const SQL: &str = "UPDATE jobs SET ended = ?4, holder = NULL
        WHERE kind = ?1 AND key = ?2 AND attempt = ?3 AND ended = 0 AND holder IS NOT NULL";
    Ok(rows::run(connection, SQL, params![job.kind, job.key, attempt, as_what])? == 1)
}

fn retry(connection: &Connection, job: &JobName, attempt: u32, due_at: Timestamp) -> Fallible<Option<Retry>> {
    const GIVE_BACK: &str = "UPDATE jobs SET holder = NULL, due_at = ?4 WHERE kind = ?1 AND key = ?2 AND attempt = ?3
        AND ended = 0 AND holder IS NOT NULL AND attempt < max_attempts";
    if rows::run(connection, GIVE_BACK, params![job.kind, job.key, attempt, due_at.as_millis()])? == 1 {
        return Ok(Some(Retry::Waiting));
    }
    Ok(end(connection, job, attempt, FAILED)?.then_some(Retry::Failed))
}

const FORGET: &str = "DELETE FROM jobs WHERE (kind, key) IN
    (SELECT kind, key FROM jobs WHERE ended > 0 AND due_at < ?1 LIMIT ?2)";
