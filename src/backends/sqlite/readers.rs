//! The reading side: a few connections, each used by one query at a time, on the runtime's blocking threads.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failure::Fallible;
use super::soundness::Soundness;
use super::{connection, rows};
use crate::backends::blocking;
use crate::backends::error::StoreError;

/// Queries are pages of some milliseconds: whoever wants them to pause waits no longer than this for one.
const LONG_QUERY: Duration = Duration::from_secs(5);

/// Connections that wait for a query, opened when they are first needed.
pub(super) struct Readers {
    shared: Arc<Shared>,
    count: u32,
    /// One permit for each connection that may exist: queries beyond wait here, in order.
    permits: Arc<Semaphore>,
}

struct Shared {
    path: PathBuf,
    soundness: Soundness,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(path: PathBuf, count: u32, soundness: Soundness) -> Self {
        let (shared, count) = (Arc::new(Shared { path, soundness, idle: Mutex::default() }), count.max(1));
        Self { shared, count, permits: Arc::new(Semaphore::new(count as usize)) }
    }

    /// Runs a query on one snapshot. The snapshot begins after this is called.
    pub(super) async fn read<T, F>(&self, query: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Fallible<T> + Send + 'static,
    {
        let permit = self.permits.clone().acquire_owned().await.map_err(StoreError::unavailable)?;
        let shared = self.shared.clone();
        let answer = blocking::run(move || {
            let _permit = permit;
            shared.run(query)
        });
        Ok(answer.await.map_err(StoreError::unavailable)??)
    }

    /// Waits until no query runs, and lets none begin until the permit is dropped. `None`: one takes very long.
    pub(super) async fn pause(&self) -> Option<OwnedSemaphorePermit> {
        let all = self.permits.clone().acquire_many_owned(self.count);
        tokio::time::timeout(LONG_QUERY, all).await.ok()?.ok()
    }
}

impl Shared {
    fn run<T>(&self, query: impl FnOnce(&Connection) -> Fallible<T>) -> Fallible<T> {
        self.run_on_idle(query).inspect_err(|failure| self.soundness.note(failure))
    }

    /// Takes an idle connection (or opens one) and puts it back unless it broke.
    fn run_on_idle<T>(&self, query: impl FnOnce(&Connection) -> Fallible<T>) -> Fallible<T> {
        let connection = match self.idle().pop() {
            Some(connection) if self.path.exists() => connection,
            _ => connection::reader(&self.path)?,
        };
        let answer = snapshot(&connection, query);
        let is_broken = matches!(&answer, Err(failure) if failure.breaks_connection());
        if !is_broken && connection.is_autocommit() {
            self.idle().push(connection);
        }
        answer
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The transaction's own statements are kept prepared as well: most queries take hardly longer than parsing them.
fn snapshot<T>(connection: &Connection, query: impl FnOnce(&Connection) -> Fallible<T>) -> Fallible<T> {
    rows::run(connection, "BEGIN", [])?;
    let answer = query(connection);
    let ended = rows::run(connection, if answer.is_ok() { "COMMIT" } else { "ROLLBACK" }, []);
    // a failure may have ended the transaction already, and says more than that
    answer.and_then(|answer| ended.map(|_| answer))
}
