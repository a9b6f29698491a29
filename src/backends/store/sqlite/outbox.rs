//! [`Outbox`] on the engine: facts are stored with what they are about, in order, until they are delivered.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::store::SqliteStore;
use crate::backends::sqlite::{Failure, Fallible, rows};
use crate::backends::store::{Backlog, Outbox, PendingFact, Position, StoreError};
use crate::domain::BusEvent;

/// Puts a fact into the outbox, in the transaction of what it is about.
pub(super) fn post(connection: &Connection, event: &BusEvent) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO outbox (event_id, type, at, user_id, story_id, node, data)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    rows::insert_bus_event(connection, SQL, event).map(drop)
}

fn pending(connection: &Connection, after: Position, limit: usize) -> Fallible<Vec<PendingFact>> {
    const SQL: &str = "SELECT event_id, type, at, user_id, story_id, node, data, position FROM outbox
        WHERE position > ?1 ORDER BY position LIMIT ?2";
    rows::all(connection, SQL, params![column(after)?, rows::limit(limit)], |row| {
        Ok(PendingFact { position: Position(rows::number(row, 7)?.into()), fact: rows::bus_event(row)? })
    })
}

/// Positions are row numbers here.
fn column(position: Position) -> Fallible<i64> {
    i64::try_from(position.0).map_err(|_| Failure::Command("a position is none of this outbox"))
}

fn delivered(connection: &Connection, positions: &[Position]) -> Fallible<()> {
    const SQL: &str = "DELETE FROM outbox WHERE position = ?1";
    positions.iter().try_for_each(|position| rows::run(connection, SQL, [column(*position)?]).map(drop))
}

fn backlog(connection: &Connection) -> Fallible<Backlog> {
    const OLDEST: &str = "SELECT at FROM outbox ORDER BY position LIMIT 1";
    let facts = rows::one(connection, "SELECT count(*) FROM outbox", [], |row| rows::number(row, 0))?;
    let oldest = rows::one(connection, OLDEST, [], |row| rows::moment(row, 0))?;
    Ok(Backlog { facts: facts.unwrap_or_default(), oldest })
}

#[async_trait]
impl Outbox for SqliteStore {
    /// One writer gives the positions, so one shard is enough.
    fn shards(&self) -> u32 {
        1
    }

    async fn pending(
        &self,
        _shard: u32,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Vec<PendingFact>, StoreError> {
        self.engine.read(move |connection| pending(connection, after.unwrap_or(Position(0)), limit)).await
    }

    async fn delivered(&self, _shard: u32, positions: &[Position]) -> Result<(), StoreError> {
        let positions = positions.to_vec();
        self.engine.write(move |connection| delivered(connection, &positions)).await
    }

    async fn backlog(&self) -> Result<Backlog, StoreError> {
        self.engine.read(backlog).await
    }
}
