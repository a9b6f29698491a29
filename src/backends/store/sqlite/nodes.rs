//! [`Nodes`] on the engine: a row for each node.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::store::SqliteStore;
use crate::backends::sqlite::{Fallible, rows};
use crate::backends::store::{Nodes, Pulse, StoreError};
use crate::domain::Claimant;

#[async_trait]
impl Nodes for SqliteStore {
    async fn begin(&self, claimant: Claimant) -> Result<(), StoreError> {
        self.engine.write(move |connection| begin(connection, claimant)).await
    }

    async fn beat(&self, claimant: Claimant) -> Result<Option<u64>, StoreError> {
        self.engine.write(move |connection| beat(connection, claimant)).await
    }

    async fn pulses(&self) -> Result<Vec<Pulse>, StoreError> {
        self.engine.read(pulses).await
    }

    async fn forget(&self, claimant: Claimant) -> Result<(), StoreError> {
        self.engine.write(move |connection| forget(connection, claimant)).await
    }
}

/// A new start of a node takes the row of the earlier one, and counts from the beginning.
fn begin(connection: &Connection, claimant: Claimant) -> Fallible<()> {
    const SQL: &str = "INSERT INTO nodes (node, start, beats) VALUES (?1, ?2, 1) ON CONFLICT (node) DO UPDATE
        SET start = excluded.start, beats = 1 WHERE start <> excluded.start";
    rows::run(connection, SQL, params![claimant.node.as_bytes(), claimant.start.as_bytes()]).map(drop)
}

fn beat(connection: &Connection, claimant: Claimant) -> Fallible<Option<u64>> {
    const SQL: &str = "UPDATE nodes SET beats = beats + 1 WHERE node = ?1 AND start = ?2 RETURNING beats";
    let parameters = params![claimant.node.as_bytes(), claimant.start.as_bytes()];
    rows::one(connection, SQL, parameters, |row| rows::number(row, 0))
}

fn pulses(connection: &Connection) -> Fallible<Vec<Pulse>> {
    const SQL: &str = "SELECT node, start, beats FROM nodes ORDER BY node";
    rows::readable(connection, "nodes", SQL, [], usize::MAX, |row| {
        let claimant = Claimant { node: rows::id(row, 0)?, start: rows::id(row, 1)? };
        Ok(Pulse { claimant, beats: rows::number(row, 2)? })
    })
}

fn forget(connection: &Connection, claimant: Claimant) -> Fallible<()> {
    const SQL: &str = "DELETE FROM nodes WHERE node = ?1 AND start = ?2";
    rows::run(connection, SQL, params![claimant.node.as_bytes(), claimant.start.as_bytes()]).map(drop)
}
