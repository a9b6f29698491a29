//! Facts on their way out: stored with what they are about, in order, until they are delivered.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::store::SqliteStore;
use crate::backends::sqlite::Fallible;
use crate::backends::sqlite::rows;
use crate::backends::store::{Outbox, StoreError};
use crate::domain::{BusEvent, EventId, Timestamp};

/// Puts a fact into the outbox, in the transaction of what it is about.
pub(super) fn post(connection: &Connection, event: &BusEvent) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO outbox (event_id, type, at, user_id, story_id, node, data)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    rows::insert_bus_event(connection, SQL, event).map(drop)
}

fn pending(connection: &Connection, limit: usize) -> Fallible<Vec<BusEvent>> {
    const SQL: &str = "SELECT event_id, type, at, user_id, story_id, node, data FROM outbox ORDER BY position LIMIT ?1";
    rows::all(connection, SQL, [rows::limit(limit)], rows::bus_event)
}

fn pending_after(connection: &Connection, after: EventId, limit: usize) -> Fallible<Vec<BusEvent>> {
    const SQL: &str = "SELECT event_id, type, at, user_id, story_id, node, data FROM outbox
        WHERE position > coalesce((SELECT position FROM outbox WHERE event_id = ?1), 0) ORDER BY position LIMIT ?2";
    rows::all(connection, SQL, params![after.as_bytes(), rows::limit(limit)], rows::bus_event)
}

fn delivered(connection: &Connection, events: &[EventId]) -> Fallible<()> {
    const SQL: &str = "DELETE FROM outbox WHERE event_id = ?1";
    events.iter().try_for_each(|event| rows::run(connection, SQL, [event.as_bytes()]).map(drop))
}

fn backlog(connection: &Connection) -> Fallible<(u64, Option<Timestamp>)> {
    const OLDEST: &str = "SELECT at FROM outbox ORDER BY position LIMIT 1";
    let waiting = rows::one(connection, "SELECT count(*) FROM outbox", [], |row| rows::number(row, 0))?;
    Ok((waiting.unwrap_or_default(), rows::one(connection, OLDEST, [], |row| rows::moment(row, 0))?))
}

#[async_trait]
impl Outbox for SqliteStore {
    async fn pending(&self, limit: usize) -> Result<Vec<BusEvent>, StoreError> {
        self.engine.read(move |connection| pending(connection, limit)).await
    }

    async fn pending_after(&self, after: EventId, limit: usize) -> Result<Vec<BusEvent>, StoreError> {
        self.engine.read(move |connection| pending_after(connection, after, limit)).await
    }

    async fn delivered(&self, events: &[EventId]) -> Result<(), StoreError> {
        let events = events.to_vec();
        self.engine.write(move |connection| delivered(connection, &events)).await
    }

    async fn backlog(&self) -> Result<(u64, Option<Timestamp>), StoreError> {
        self.engine.read(backlog).await
    }
}
