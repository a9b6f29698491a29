//! [`Outbox`] in an embedded database: facts are stored with what they are about, in order, until they are delivered.

use std::sync::Arc;

use async_trait::async_trait;
use rusqlite::Connection;

use super::{Backlog, Outbox, OutboxPosition, PendingFact};
use crate::backends::error::StoreError;
use crate::backends::sqlite::{Engine, Failure, Fallible, rows};
use crate::domain::BusEvent;

/// Makes the table: a migration of each database that has an outbox.
pub const TABLE: &str = include_str!("table.sql");

/// The outbox of a database.
pub struct SqliteOutbox {
    engine: Arc<Engine>,
}

impl SqliteOutbox {
    /// On an open database that has the [`TABLE`].
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }
}

/// Puts a fact into the outbox, in the transaction of what it is about. A repeat changes nothing.
pub(crate) fn post(connection: &Connection, event: &BusEvent) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO outbox (event_id, type, at, user_id, story_id, node, data)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    rows::insert_bus_event(connection, SQL, event).map(drop)
}

#[async_trait]
impl Outbox for SqliteOutbox {
    /// One writer gives the positions, so one shard is enough.
    fn shards(&self) -> u32 {
        1
    }

    async fn pending(
        &self,
        _shard: u32,
        after: Option<OutboxPosition>,
        limit: usize,
    ) -> Result<Vec<PendingFact>, StoreError> {
        self.engine.read(move |connection| pending(connection, after.unwrap_or(OutboxPosition(0)), limit)).await
    }

    async fn delivered(&self, _shard: u32, positions: &[OutboxPosition]) -> Result<(), StoreError> {
        let positions = positions.to_vec();
        self.engine.write(move |connection| delivered(connection, &positions)).await
    }

    async fn backlog(&self) -> Result<Backlog, StoreError> {
        self.engine.read(backlog).await
    }
}

fn pending(connection: &Connection, after: OutboxPosition, limit: usize) -> Fallible<Vec<PendingFact>> {
    const SQL: &str = "SELECT event_id, type, at, user_id, story_id, node, data, position FROM outbox
        WHERE position > ?1 ORDER BY position";
    rows::readable(connection, "outbox", SQL, [column(after)?], limit, |row| {
        Ok(PendingFact { position: OutboxPosition(rows::number(row, 7)?.into()), fact: rows::bus_event(row)? })
    })
}

/// Positions are row numbers here.
fn column(position: OutboxPosition) -> Fallible<i64> {
    i64::try_from(position.0).map_err(|_| Failure::Command("a position is none of this outbox"))
}

fn delivered(connection: &Connection, positions: &[OutboxPosition]) -> Fallible<()> {
    const SQL: &str = "DELETE FROM outbox WHERE position = ?1";
    positions.iter().try_for_each(|position| rows::run(connection, SQL, [column(*position)?]).map(drop))
}

fn backlog(connection: &Connection) -> Fallible<Backlog> {
    const OLDEST: &str = "SELECT at FROM outbox ORDER BY position LIMIT 1";
    let facts = rows::one(connection, "SELECT count(*) FROM outbox", [], |row| rows::number(row, 0))?;
    let oldest = rows::one(connection, OLDEST, [], |row| rows::moment(row, 0))?;
    Ok(Backlog { facts: facts.unwrap_or_default(), oldest })
}
