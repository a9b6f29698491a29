//! What a story's run remembers and no reader sees: one sealed document for each story.

use rusqlite::{Connection, params};

use super::{spend_shares, story_keys};
use crate::backends::sqlite::rows::{self, column};
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{SealError, SealedPlace, StoryKey, Vault};
use crate::domain::{SpendLine, StoryId, Work};

/// A work document that is written and sealed already, with what of it is counted in the clear.
#[derive(Clone)]
pub(super) struct SealedWork {
    document: Vec<u8>,
    spent: Vec<SpendLine>,
}

impl SealedWork {
    pub(super) fn new(key: &StoryKey, work: &Work) -> Result<Self, SealError> {
        Ok(Self { document: key.seal(SealedPlace::Work, work)?, spent: work.calls.lines() })
    }
}

/// Saves the work, and what was spent by it.
pub(super) fn put_work(connection: &Connection, story: StoryId, work: &SealedWork) -> Fallible<()> {
    const SQL: &str = "INSERT OR REPLACE INTO story_work (story_id, work) VALUES (?1, ?2)";
    rows::run(connection, SQL, params![story.as_bytes(), work.document])?;
    spend_shares::put(connection, story.as_bytes(), None, &work.spent)
}

/// The same under the fence: `false` when the epoch is not the newest, and then nothing was written.
pub(super) fn save_work(connection: &Connection, story: StoryId, epoch: u64, work: &SealedWork) -> Fallible<bool> {
    const SQL: &str = "SELECT 1 FROM stories WHERE story_id = ?1 AND epoch = ?2 AND erasing = 0";
    let is_ours = rows::one(connection, SQL, params![story.as_bytes(), column(epoch)], |_| Ok(()))?.is_some();
    if is_ours {
        put_work(connection, story, work)?;
    }
    Ok(is_ours)
}

/// The document of a story, unless it is unknown or deleted.
pub(super) fn of_living(connection: &Connection, vault: &Vault, story: StoryId) -> Fallible<Option<Work>> {
    const SQL: &str = "SELECT 1 FROM stories WHERE story_id = ?1 AND deleted_at IS NULL";
    if rows::one(connection, SQL, [story.as_bytes()], |_| Ok(()))?.is_none() {
        return Ok(None);
    }
    let key = story_keys::get(connection, vault, story)?;
    work(connection, &key, story).map(Some)
}

/// The document of a story that was not erased; it was written with the story's beginning.
pub(super) fn work(connection: &Connection, key: &StoryKey, story: StoryId) -> Fallible<Work> {
    const SQL: &str = "SELECT work FROM story_work WHERE story_id = ?1";
    let saved = rows::one(connection, SQL, [story.as_bytes()], |row| {
        Ok(key.open(SealedPlace::Work, row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?)
    })?;
    saved.ok_or_else(|| Failure::Row("work document".to_owned()))
}
