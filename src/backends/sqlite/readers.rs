//! The reading side: a few connections, each used by one query at a time, on the runtime's blocking threads.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::connection;
use super::failure::Fallible;
use crate::backends::blocking;
use crate::backends::error::StoreError;

/// Connections that wait for a query, opened when they are first needed.
pub(super) struct Readers {
    shared: Arc<Shared>,
    /// One permit for each connection that may exist: queries beyond wait here, in order.
    room: Arc<Semaphore>,
}

struct Shared {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(path: PathBuf, count: usize) -> Self {
        let shared = Arc::new(Shared { path, idle: Mutex::default() });
        Self { shared, room: Arc::new(Semaphore::new(count.max(1))) }
    }

    /// Runs a query on one snapshot. The snapshot begins after this is called.
    pub(super) async fn read<T, F>(&self, query: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Fallible<T> + Send + 'static,
    {
        let permit = self.room.clone().acquire_owned().await.map_err(StoreError::unavailable)?;
        let shared = self.shared.clone();
        let answer = blocking::run(move || {
            let _permit = permit;
            shared.run(query)
        });
        Ok(answer.await.map_err(StoreError::unavailable)??)
    }
}

impl Shared {
    /// Takes an idle connection (or opens one) and puts it back unless it broke.
    fn run<T>(&self, query: impl FnOnce(&Connection) -> Fallible<T>) -> Fallible<T> {
        let mut connection = match self.idle().pop() {
            Some(connection) if self.path.exists() => connection,
            _ => connection::reader(&self.path)?,
        };
        let answer = snapshot(&mut connection, query);
        if !matches!(&answer, Err(failure) if failure.breaks_connection()) {
            self.idle().push(connection);
        }
        answer
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn snapshot<T>(connection: &mut Connection, query: impl FnOnce(&Connection) -> Fallible<T>) -> Fallible<T> {
    let transaction = connection.transaction()?;
    let answer = query(&transaction)?;
    transaction.commit()?;
    Ok(answer)
}
