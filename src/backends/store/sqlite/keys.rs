//! The cluster's keys, wrapped. What of them there may be at once is in the statements, so that nobody can write more.

use std::sync::Arc;

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use crate::backends::error::StoreError;
use crate::backends::keys::{Cluster, KeyId, KeyKind, KeyState, Keys, StoredKey, StoredKeys};
use crate::backends::sqlite::rows;
use crate::backends::sqlite::{Engine, Fallible};
use crate::domain::Timestamp;

/// The table of the cluster's keys, which is there before any story can be read.
pub(super) struct SqliteKeys {
    pub(super) engine: Arc<Engine>,
}

/// Everything that is kept; `None` before the cluster began.
pub(super) fn load(connection: &Connection) -> Fallible<Option<StoredKeys>> {
    const CLUSTER: &str = "SELECT cluster_id, began_at, canary FROM cluster";
    const KEYS: &str = "SELECT key_id, kind, state, since, wrapped FROM keys ORDER BY key_id";
    let begun = rows::one(connection, CLUSTER, [], |row| {
        Ok((Cluster { id: rows::id(row, 0)?, began_at: rows::moment(row, 1)? }, row.get(2)?))
    })?;
    let Some((cluster, canary)) = begun else { return Ok(None) };
    let keys = rows::all(connection, KEYS, [], stored_key)?.into_iter().flatten().collect();
    Ok(Some(StoredKeys { cluster, canary, keys }))
}

/// `None`: of a kind or in a state that only a newer program knows.
fn stored_key(row: &Row<'_>) -> Fallible<Option<StoredKey>> {
    let (kind, state): (String, String) = (row.get(1)?, row.get(2)?);
    let kind = KeyKind::ALL.into_iter().find(|known| known.as_str() == kind);
    let state = KeyState::ALL.into_iter().find(|known| known.as_str() == state);
    let (Some(kind), Some(state)) = (kind, state) else { return Ok(None) };
    Ok(Some(StoredKey { id: rows::id(row, 0)?, kind, state, since: rows::moment(row, 3)?, wrapped: row.get(4)? }))
}

fn begin(connection: &Connection, first: &StoredKeys) -> Fallible<bool> {
    const CLUSTER: &str = "INSERT OR IGNORE INTO cluster (one, cluster_id, began_at, canary) VALUES (1, ?1, ?2, ?3)";
    const KEY: &str = "INSERT INTO keys (key_id, kind, state, since, wrapped) VALUES (?1, ?2, ?3, ?4, ?5)";
    let Cluster { id, began_at } = first.cluster;
    let begins = rows::run(connection, CLUSTER, params![id.as_bytes(), began_at.as_millis(), first.canary])? == 1;
    if begins {
        for key in &first.keys {
            let (kind, state) = (key.kind.as_str(), key.state.as_str());
            let parameters = params![key.id.as_bytes(), kind, state, key.since.as_millis(), key.wrapped];
            rows::run(connection, KEY, parameters)?;
        }
    }
    Ok(begins)
}

fn add(connection: &Connection, key: &StoredKey) -> Fallible<bool> {
    const SQL: &str = "INSERT INTO keys (key_id, kind, state, since, wrapped) SELECT ?1, ?2, 'next', ?3, ?4
        WHERE NOT EXISTS (SELECT 1 FROM keys WHERE key_id = ?1 OR (kind = ?2 AND state = 'next'))";
    let parameters = params![key.id.as_bytes(), key.kind.as_str(), key.since.as_millis(), key.wrapped];
    Ok(rows::run(connection, SQL, parameters)? == 1)
}

/// The old one retires first: there are never two current ones.
fn promote(connection: &Connection, next: KeyId, now: Timestamp) -> Fallible<bool> {
    const KIND: &str = "SELECT kind FROM keys WHERE key_id = ?1 AND state = 'next'";
    const RETIRE: &str = "UPDATE keys SET state = 'retiring', since = ?2 WHERE kind = ?1 AND state = 'current'";
    const PROMOTE: &str = "UPDATE keys SET state = 'current', since = ?2 WHERE key_id = ?1";
    let kind = rows::one(connection, KIND, [next.as_bytes()], |row| Ok(row.get::<_, String>(0)?))?;
    let Some(kind) = kind else { return Ok(false) };
    rows::run(connection, RETIRE, params![kind, now.as_millis()])?;
    rows::run(connection, PROMOTE, params![next.as_bytes(), now.as_millis()])?;
    Ok(true)
}

fn remove(connection: &Connection, retiring: KeyId) -> Fallible<bool> {
    const SQL: &str = "DELETE FROM keys WHERE key_id = ?1 AND state = 'retiring'";
    Ok(rows::run(connection, SQL, [retiring.as_bytes()])? == 1)
}

#[async_trait]
impl Keys for SqliteKeys {
    async fn load(&self) -> Result<Option<StoredKeys>, StoreError> {
        self.engine.read(load).await
    }

    async fn begin(&self, first: StoredKeys) -> Result<bool, StoreError> {
        self.engine.write(move |connection| begin(connection, &first)).await
    }

    async fn add(&self, key: StoredKey) -> Result<bool, StoreError> {
        self.engine.write(move |connection| add(connection, &key)).await
    }

    async fn promote(&self, next: KeyId, now: Timestamp) -> Result<bool, StoreError> {
        self.engine.write(move |connection| promote(connection, next, now)).await
    }

    async fn remove(&self, retiring: KeyId) -> Result<bool, StoreError> {
        self.engine.write(move |connection| remove(connection, retiring)).await
    }
}
