//! [`Idempotency`] on the engine: a key is kept with the story that it made.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::store::SqliteStore;
use crate::backends::sqlite::Fallible;
use crate::backends::sqlite::rows;
use crate::backends::store::{Idempotency, IdempotencyKey, NewStory, StoreError};
use crate::domain::{StoryId, Timestamp, UserId};

#[async_trait]
impl Idempotency for SqliteStore {
    async fn find(&self, owner: UserId, key: &[u8; 32]) -> Result<Option<(StoryId, [u8; 32])>, StoreError> {
        let key = *key;
        self.engine.read(move |connection| find(connection, owner, &key)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.engine.delete_in_steps(FORGET, before).await
    }
}

/// The story that a key of an owner made, and its body's fingerprint.
pub(super) fn find(connection: &Connection, owner: UserId, key: &[u8; 32]) -> Fallible<Option<(StoryId, [u8; 32])>> {
    const SQL: &str = "SELECT story_id, fingerprint FROM idempotency_keys WHERE owner = ?1 AND key = ?2";
    rows::one(connection, SQL, params![owner.as_bytes(), key], |row| Ok((rows::id(row, 0)?, row.get(1)?)))
}

/// Keys that are older.
const FORGET: &str = "DELETE FROM idempotency_keys WHERE (owner, key) IN
    (SELECT owner, key FROM idempotency_keys WHERE at < ?1 LIMIT ?2)";

pub(super) fn keep(connection: &Connection, key: &IdempotencyKey, story: &NewStory) -> Fallible<()> {
    const SQL: &str =
        "INSERT INTO idempotency_keys (owner, key, fingerprint, story_id, at) VALUES (?1, ?2, ?3, ?4, ?5)";
    let made = &story.created;
    let (owner, id) = (story.owner.as_bytes(), made.story_id.as_bytes());
    let parameters = params![owner, key.key, key.fingerprint, id, made.at.as_millis()];
    rows::run(connection, SQL, parameters).map(drop)
}
