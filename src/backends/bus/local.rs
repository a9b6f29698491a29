//! The embedded bus: one SQLite file of its own, so that its commits never wait for the store's writer.
//!
//! A topic's next offset is a row beside its records, so that offsets go on after everything was trimmed.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use tokio::sync::Notify;

use super::{Bus, BusError, BusRecord};
use crate::backends::{blocking, folder};
use crate::domain::{BusEvent, Topic};

/// A consumer looks again after so long, whatever it was told.
const FALLBACK: Duration = Duration::from_secs(2);

/// Small caches: records are written once and read once, soon after.
const SETTINGS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -256;
    PRAGMA journal_size_limit = 4194304;
    CREATE TABLE IF NOT EXISTS topics (topic TEXT PRIMARY KEY, next_offset INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS records (
        topic TEXT NOT NULL, offset INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (topic, offset)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS heartbeat (id INTEGER PRIMARY KEY, beats INTEGER NOT NULL);";

/// Topics in `bus.sqlite` of a folder that this process alone uses.
pub struct LocalBus {
    /// Held for one short transaction at a time, on a blocking thread.
    connection: Arc<Mutex<Connection>>,
    published: Notify,
}

impl LocalBus {
    /// Opens the file, and makes folder and file where they are missing.
    pub fn open(folder: &Path) -> Result<Self, BusError> {
        folder::make(folder).map_err(unavailable)?;
        let connection = Connection::open(folder.join("bus.sqlite")).map_err(unavailable)?;
        connection.execute_batch(SETTINGS).map_err(unavailable)?;
        Ok(Self { connection: Arc::new(Mutex::new(connection)), published: Notify::new() })
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, BusError> + Send + 'static,
    ) -> Result<T, BusError> {
        let connection = Arc::clone(&self.connection);
        let done = blocking::run(move || {
            // A panic in a transaction rolled it back, so the connection is fine.
            work(&mut connection.lock().unwrap_or_else(PoisonError::into_inner))
        });
        done.await.map_err(unavailable)?
    }
}

#[async_trait]
impl Bus for LocalBus {
    async fn publish(&self, events: &[BusEvent]) -> Result<(), BusError> {
        let encoded: Vec<(Topic, String)> = events
            .iter()
            .map(|event| Ok((event.topic(), serde_json::to_string(event)?)))
            .collect::<Result<_, serde_json::Error>>()
            .map_err(unavailable)?;
        self.blocking(move |connection| append(connection, &encoded).map_err(unavailable)).await?;
        // Those who wait now, and one who is about to.
        self.published.notify_waiters();
        self.published.notify_one();
        Ok(())
    }

    async fn read(&self, topic: Topic, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError> {
        self.blocking(move |connection| read(connection, topic, offset, limit)).await
    }

    async fn changed(&self) {
        let _timed_out = tokio::time::timeout(FALLBACK, self.published.notified()).await;
    }

    async fn trim(&self, topic: Topic, offset: u64) -> Result<(), BusError> {
        self.blocking(move |connection| {
            connection
                .prepare_cached("DELETE FROM records WHERE topic = ? AND offset < ?")
                .and_then(|mut delete| delete.execute(params![topic.as_str(), stored(offset)]))
                .map_err(unavailable)?;
            Ok(())
        })
        .await
    }

    async fn end(&self, topic: Topic) -> Result<u64, BusError> {
        const SQL: &str = "SELECT next_offset FROM topics WHERE topic = ?";
        self.blocking(move |connection| {
            let next = connection
                .prepare_cached(SQL)
                .and_then(|mut query| query.query_row([topic.as_str()], |row| row.get::<_, i64>(0)).optional())
                .map_err(unavailable)?;
            Ok(next.unwrap_or_default().unsigned_abs())
        })
        .await
    }

    async fn probe(&self) -> Result<(), BusError> {
        const BEAT: &str = "INSERT INTO heartbeat VALUES (1, 1) ON CONFLICT DO UPDATE SET beats = beats + 1";
        self.blocking(|connection| {
            // a transaction that writes nothing begins and ends well on a full disk
            connection.prepare_cached(BEAT).and_then(|mut beat| beat.execute([])).map_err(unavailable)?;
            Ok(())
        })
        .await
    }
}

fn append(connection: &mut Connection, events: &[(Topic, String)]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    {
        let mut take_offset = transaction.prepare_cached(
            "INSERT INTO topics VALUES (?, 1) ON CONFLICT DO UPDATE SET next_offset = next_offset + 1
             RETURNING next_offset - 1",
        )?;
        let mut insert = transaction.prepare_cached("INSERT INTO records VALUES (?, ?, ?)")?;
        for (topic, event) in events {
            let offset: i64 = take_offset.query_row([topic.as_str()], |row| row.get(0))?;
            insert.execute(params![topic.as_str(), offset, event])?;
        }
    }
    transaction.commit()
}

fn read(connection: &Connection, topic: Topic, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError> {
    let rows = || -> rusqlite::Result<Vec<(i64, String)>> {
        connection
            .prepare_cached(
                "SELECT offset, event FROM records WHERE topic = ? AND offset >= ? ORDER BY offset LIMIT ?",
            )?
            .query_map(params![topic.as_str(), stored(offset), stored(limit as u64)], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect()
    };
    let record = |(offset, event): (i64, String)| {
        let event = serde_json::from_str(&event).map_err(unavailable)?;
        Ok(BusRecord { offset: offset.unsigned_abs(), event })
    };
    rows().map_err(unavailable)?.into_iter().map(record).collect()
}

/// SQLite's integers are signed; no offset ever reaches the end of them.
fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unavailable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> BusError {
    BusError(error.into())
}
