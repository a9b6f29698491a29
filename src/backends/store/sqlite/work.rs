//! What a story's run remembers and no reader sees: one sealed document for each story.

use rusqlite::{Connection, params};

use crate::backends::sqlite::rows::{self, column};
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{SealedPlace, StoryKey};
use crate::domain::{StoryId, Work};

pub(super) fn put_work(connection: &Connection, story: StoryId, work: &[u8]) -> Fallible<()> {
    const SQL: &str = "INSERT OR REPLACE INTO story_work (story_id, work) VALUES (?1, ?2)";
    rows::run(connection, SQL, params![story.as_bytes(), work]).map(drop)
}

/// Saves the work under the fence, as one statement: `false` when the epoch is not the newest.
pub(super) fn save_work(connection: &Connection, story: StoryId, epoch: u64, work: &[u8]) -> Fallible<bool> {
    const SQL: &str = "INSERT OR REPLACE INTO story_work (story_id, work)
        SELECT story_id, ?3 FROM stories WHERE story_id = ?1 AND epoch = ?2 AND erasing = 0";
    Ok(rows::run(connection, SQL, params![story.as_bytes(), column(epoch), work])? == 1)
}

/// The document of a story that was not erased; it was written with the story's beginning.
pub(super) fn work(connection: &Connection, key: &StoryKey, story: StoryId) -> Fallible<Work> {
    const SQL: &str = "SELECT work FROM story_work WHERE story_id = ?1";
    let saved = rows::one(connection, SQL, [story.as_bytes()], |row| {
        Ok(key.open(SealedPlace::Work, row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?)
    })?;
    saved.ok_or_else(|| Failure::Row("work document".to_owned()))
}
