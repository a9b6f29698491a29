//! Stories' keys, wrapped. A story is erased with its row here, so nothing of a row may stay behind.
//!
//! `secure_delete` overwrites a deleted row where it lies, but not what is left of it in the unused part of pages that
//! were rebuilt while it lay there. So `filler` pushes the wrapped key out of the tree's pages into an overflow page,
//! which holds one row, is never rebuilt, and is overwritten whole.

use rusqlite::{Connection, params};

use super::store::SqliteStore;
use crate::backends::error::StoreError;
use crate::backends::sqlite::rows;
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{SealError, StoryKey, Vault, WrappedKey};
use crate::domain::StoryId;

/// Zeros before a wrapped key. Of a row that spills, 489 bytes stay in the tree's page of 4096 bytes ((4096 - 12) * 32
/// / 255 - 23, the file format's documentation, "B-tree Pages"), provided that what spills is more than 513 bytes and
/// fits one overflow page of 4092. All other columns take about 100 bytes.
const FILLER: i64 = 1400;

/// Keeps the key of a new story.
pub(super) fn put(connection: &Connection, story: StoryId, key: &WrappedKey) -> Fallible<()> {
    const SQL: &str = "INSERT INTO story_keys (story_id, key_id, filler, wrapped) VALUES (?1, ?2, zeroblob(?3), ?4)";
    rows::run(connection, SQL, params![story.as_bytes(), key.by.as_bytes(), FILLER, key.wrapped]).map(drop)
}

/// The key of a story; `None` when it is unknown or erased.
pub(super) fn find(connection: &Connection, vault: &Vault, story: StoryId) -> Fallible<Option<StoryKey>> {
    const SQL: &str = "SELECT key_id, wrapped FROM story_keys WHERE story_id = ?1";
    if let Some(key) = vault.remembered(story) {
        return Ok(Some(key));
    }
    let stored = rows::one(connection, SQL, [story.as_bytes()], |row| {
        Ok(WrappedKey { by: rows::id(row, 0)?, wrapped: row.get(1)? })
    })?;
    Ok(stored.map(|stored| vault.unwrap(story, &stored)).transpose()?)
}

/// The key of a story whose rows are there.
pub(super) fn get(connection: &Connection, vault: &Vault, story: StoryId) -> Fallible<StoryKey> {
    find(connection, vault, story)?.ok_or_else(|| Failure::Row("story's key".to_owned()))
}

/// The newest epoch of a story without a key: it was erased (0: and forgotten), and whoever writes is fenced off. A
/// story that was not erased misses a key that should be there.
pub(super) fn fence_of_erased(connection: &Connection, story: StoryId) -> Fallible<u64> {
    const SQL: &str = "SELECT epoch, erasing FROM stories WHERE story_id = ?1";
    let fence = rows::one(connection, SQL, [story.as_bytes()], |row| Ok((rows::number(row, 0)?, row.get(1)?)))?;
    match fence {
        None => Ok(0),
        Some((_, 0_u8)) => Err(Failure::Row("story's key".to_owned())),
        Some((epoch, _)) => Ok(epoch),
    }
}

impl SqliteStore {
    /// The key of a story, so that its writer seals before the store's writer is asked.
    pub(super) async fn key(&self, story: StoryId) -> Result<Option<StoryKey>, StoreError> {
        if let Some(key) = self.vault.remembered(story) {
            return Ok(Some(key));
        }
        let vault = self.vault.clone();
        self.engine.read(move |connection| find(connection, &vault, story)).await
    }
}

impl From<SealError> for Failure {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Away(_) => Self::Away(error.to_string()),
            SealError::Newer(what) => Self::Newer(what),
            SealError::Damaged(what) | SealError::NoDocument(what) => Self::Row(what.to_owned()),
        }
    }
}
