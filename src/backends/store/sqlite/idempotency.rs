//! [`Idempotency`] on the engine: a row for each key, with its story, and with its claimant while it is in flight.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::store::SqliteStore;
use super::story_rows::{claimant, claimant_column};
use crate::backends::sqlite::{Fallible, rows};
use crate::backends::store::{Begun, Idempotency, IdempotencyKey, KeyUse, KeyedWish, StoreError};
use crate::domain::{Claimant, StoryId, Timestamp, UserId};

#[async_trait]
impl Idempotency for SqliteStore {
    async fn find(&self, owner: UserId, key: &IdempotencyKey) -> Result<Option<KeyUse>, StoreError> {
        let key = key.clone();
        self.engine.read(move |connection| find(connection, owner, &key)).await
    }

    async fn begin(&self, wish: KeyedWish) -> Result<Begun, StoreError> {
        self.engine.write(move |connection| begin(connection, &wish)).await
    }

    async fn finish(&self, owner: UserId, key: &[u8; 32], story: StoryId) -> Result<(), StoreError> {
        let key = *key;
        self.engine.write(move |connection| finish(connection, owner, &key, story)).await
    }

    async fn abandon(&self, owner: UserId, key: &[u8; 32], by: Claimant) -> Result<(), StoreError> {
        let key = *key;
        self.engine.write(move |connection| abandon(connection, owner, &key, by)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.engine.delete_in_steps(FORGET, before).await
    }
}

/// A key as it is stored.
struct Stored {
    fingerprint: [u8; 32],
    story: StoryId,
    in_flight: Option<Claimant>,
}

fn stored(connection: &Connection, owner: UserId, key: &[u8; 32]) -> Fallible<Option<Stored>> {
    const SQL: &str = "SELECT fingerprint, story_id, claimant FROM idempotency_keys WHERE owner = ?1 AND key = ?2";
    rows::one(connection, SQL, params![owner.as_bytes(), key], decode)
}

fn decode(row: &Row<'_>) -> Fallible<Stored> {
    Ok(Stored { fingerprint: row.get(0)?, story: rows::id(row, 1)?, in_flight: claimant(row, 2)? })
}

impl Stored {
    fn used(&self, fingerprint: &[u8; 32]) -> KeyUse {
        match self.in_flight {
            _ if self.fingerprint != *fingerprint => KeyUse::Reused,
            Some(by) => KeyUse::InFlight(by),
            None => KeyUse::Replay(self.story),
        }
    }
}

fn find(connection: &Connection, owner: UserId, key: &IdempotencyKey) -> Fallible<Option<KeyUse>> {
    Ok(stored(connection, owner, &key.key)?.map(|stored| stored.used(&key.fingerprint)))
}

/// Whose turn it is; writes nothing.
pub(super) fn decide(connection: &Connection, wish: &KeyedWish) -> Fallible<Begun> {
    let Some(stored) = stored(connection, wish.owner, &wish.key.key)? else { return Ok(Begun::Fresh(wish.story)) };
    Ok(match stored.used(&wish.key.fingerprint) {
        KeyUse::InFlight(by) if by == wish.by || Some(by) == wish.instead_of => Begun::Fresh(stored.story),
        used => Begun::Used(used),
    })
}

fn begin(connection: &Connection, wish: &KeyedWish) -> Fallible<Begun> {
    let begun = decide(connection, wish)?;
    if let Begun::Fresh(story) = begun {
        put(connection, wish.owner, &wish.key, story, wish.at, Some(wish.by))?;
    }
    Ok(begun)
}

/// Keeps a key with its story; in flight while somebody makes it.
pub(super) fn put(
    connection: &Connection,
    owner: UserId,
    key: &IdempotencyKey,
    story: StoryId,
    at: Timestamp,
    by: Option<Claimant>,
) -> Fallible<()> {
    const SQL: &str = "INSERT INTO idempotency_keys (owner, key, fingerprint, story_id, at, claimant)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (owner, key) DO UPDATE SET claimant = excluded.claimant";
    let parameters =
        params![owner.as_bytes(), key.key, key.fingerprint, story.as_bytes(), at.as_millis(), by.map(claimant_column),];
    rows::run(connection, SQL, parameters).map(drop)
}

fn finish(connection: &Connection, owner: UserId, key: &[u8; 32], story: StoryId) -> Fallible<()> {
    const SQL: &str = "UPDATE idempotency_keys SET claimant = NULL
        WHERE owner = ?1 AND key = ?2 AND story_id = ?3";
    rows::run(connection, SQL, params![owner.as_bytes(), key, story.as_bytes()]).map(drop)
}

fn abandon(connection: &Connection, owner: UserId, key: &[u8; 32], by: Claimant) -> Fallible<()> {
    const SQL: &str = "DELETE FROM idempotency_keys WHERE owner = ?1 AND key = ?2 AND claimant = ?3";
    rows::run(connection, SQL, params![owner.as_bytes(), key, claimant_column(by)]).map(drop)
}

/// Drops a key whose story nobody makes any more.
pub(super) fn drop_in_flight(connection: &Connection, owner: UserId, key: &[u8; 32]) -> Fallible<()> {
    const SQL: &str = "DELETE FROM idempotency_keys WHERE owner = ?1 AND key = ?2 AND claimant IS NOT NULL";
    rows::run(connection, SQL, params![owner.as_bytes(), key]).map(drop)
}

/// Keys that are older.
const FORGET: &str = "DELETE FROM idempotency_keys WHERE (owner, key) IN
    (SELECT owner, key FROM idempotency_keys WHERE at < ?1 LIMIT ?2)";
