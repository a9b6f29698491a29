//! [`Erasure`] on the engine. The row in `stories` stays as the tombstone: ids, times and counts, no words.
//!
//! In three steps, each of which may be repeated: the story's key and rows are deleted (and overwritten with zeros:
//! `secure_delete`), the log beside the database file is emptied, the tombstone is marked. A crash between them is
//! found by [`to_erase`]. Facts of the story that still wait in the outbox stay there until they are delivered: they
//! hold no words, and without them the counts in analytics would not equal those in the store.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::store::SqliteStore;
use super::story_rows;
use crate::backends::sqlite::Fallible;
use crate::backends::sqlite::rows;
use crate::backends::store::{Erasure, StoreError, Tombstone};
use crate::domain::{StoryId, Timestamp};

#[async_trait]
impl Erasure for SqliteStore {
    async fn to_erase(&self, after: Option<StoryId>, limit: usize) -> Result<Vec<Tombstone>, StoreError> {
        self.engine.read(move |connection| to_erase(connection, after, limit)).await
    }

    async fn erase(&self, stories: &[StoryId]) -> Result<(), StoreError> {
        let forget_keys = || stories.iter().for_each(|story| self.vault.forget(*story));
        // one transaction each, so that appends of other stories find their way between
        for story in stories.iter().copied() {
            self.engine.write_to_make_room(move |connection| delete_rows(connection, story)).await?;
        }
        forget_keys();
        self.engine.truncate().await?;
        // once more: a query that began before the rows went, and has ended since, may have brought a key back
        forget_keys();
        let stories = stories.to_vec();
        self.engine.write_to_make_room(move |connection| mark_erased(connection, &stories)).await
    }

    async fn to_sweep(
        &self,
        ended_before: Timestamp,
        erased_before: Timestamp,
        after: Option<StoryId>,
        limit: usize,
    ) -> Result<Vec<StoryId>, StoreError> {
        self.engine.read(move |connection| to_sweep(connection, (ended_before, erased_before), after, limit)).await
    }

    async fn swept(&self, stories: &[StoryId]) -> Result<(), StoreError> {
        let stories = stories.to_vec();
        self.engine.write(move |connection| mark_swept(connection, &stories)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        for sql in FORGET {
            self.engine.delete_in_steps(sql, before).await?;
        }
        Ok(())
    }
}

/// Rows deleted, the key first: with it the words are gone, from copies of the files too.
/// What the story cost stays in the sums.
const DELETE_ROWS: [&str; 9] = [
    "DELETE FROM story_keys WHERE story_id = ?1",
    "DELETE FROM story_events WHERE story_id = ?1",
    "DELETE FROM story_work WHERE story_id = ?1",
    "DELETE FROM spend_shares WHERE spender = ?1",
    "DELETE FROM scenes WHERE story_id = ?1",
    "DELETE FROM illustrations WHERE story_id = ?1",
    "DELETE FROM reading WHERE story_id = ?1",
    "DELETE FROM viewings WHERE story_id = ?1",
    "DELETE FROM notifications WHERE story_id = ?1",
];

/// What was in the log and in the readers' days, by UTC day and type.
const COUNT_EVENTS: &str = "INSERT OR IGNORE INTO tombstone_counts (story_id, day, type, count)
    SELECT story_id, at / 86400000, type, count(*) FROM story_events WHERE story_id = ?1 GROUP BY 2, 3";
const COUNT_VIEWINGS: &str = "INSERT OR IGNORE INTO tombstone_counts (story_id, day, type, count)
    SELECT story_id, day, 'story.viewed', count(*) FROM viewings WHERE story_id = ?1 GROUP BY 2";

/// Deleted stories that have ended and are not erased.
fn to_erase(connection: &Connection, after: Option<StoryId>, limit: usize) -> Fallible<Vec<Tombstone>> {
    const SQL: &str = "SELECT story_id, deleted_at FROM stories INDEXED BY open_stories
        WHERE (ended = 0 OR (deleted_at IS NOT NULL AND erasing < 2)) AND ended <> 0 AND story_id > ?1
        ORDER BY story_id";
    rows::readable(connection, "stories", SQL, [story_rows::after(after)], limit, |row| {
        Ok(Tombstone { story_id: rows::id(row, 0)?, at: rows::moment(row, 1)?, erased: false })
    })
}

/// Step one, for one story: fences its last writer off and deletes its rows, also where a row says that this was done
/// before. Does nothing to a story that is not deleted, has not ended, or is erased.
fn delete_rows(connection: &Connection, story: StoryId) -> Fallible<()> {
    const FENCE: &str = "UPDATE stories SET epoch = epoch + 1, claimant = NULL, erasing = 1
        WHERE story_id = ?1 AND deleted_at IS NOT NULL AND ended <> 0 AND erasing < 2";
    if rows::run(connection, FENCE, [story.as_bytes()])? == 0 {
        return Ok(());
    }
    [COUNT_EVENTS, COUNT_VIEWINGS]
        .into_iter()
        .chain(DELETE_ROWS)
        .try_for_each(|sql| rows::run(connection, sql, [story.as_bytes()]).map(drop))
}

/// Step three: no byte is left, nothing more is wanted of these stories.
fn mark_erased(connection: &Connection, stories: &[StoryId]) -> Fallible<()> {
    const SQL: &str = "UPDATE stories SET erasing = 2, intent = 0 WHERE story_id = ?1 AND erasing = 1";
    stories.iter().try_for_each(|story| rows::run(connection, SQL, [story.as_bytes()]).map(drop))
}

/// Ended stories whose objects were not looked through yet: those that ended before `ended`, and erased ones that ended
/// and were deleted before `erased`.
fn to_sweep(
    connection: &Connection,
    (ended, erased): (Timestamp, Timestamp),
    after: Option<StoryId>,
    limit: usize,
) -> Fallible<Vec<StoryId>> {
    const SQL: &str = "SELECT story_id FROM stories INDEXED BY stories_unswept
        WHERE ended = 1 AND swept = 0 AND ended_at < max(?1, ?2) AND CASE WHEN deleted_at IS NULL THEN ended_at < ?1
            ELSE erasing = 2 AND ended_at < ?2 AND deleted_at < ?2 END AND story_id > ?3 ORDER BY story_id";
    let before = params![ended.as_millis(), erased.as_millis(), story_rows::after(after)];
    rows::readable(connection, "stories", SQL, before, limit, |row| rows::id(row, 0))
}

/// Their objects were looked through.
fn mark_swept(connection: &Connection, stories: &[StoryId]) -> Fallible<()> {
    const SQL: &str = "UPDATE stories SET swept = 1 WHERE story_id = ?1 AND ended = 1";
    stories.iter().try_for_each(|story| rows::run(connection, SQL, [story.as_bytes()]).map(drop))
}

/// What is forgotten of erased stories: their counts, and then, once those are gone, their tombstones.
const FORGET: [&str; 2] = [
    "DELETE FROM tombstone_counts WHERE (story_id, day, type) IN
        (SELECT c.story_id, c.day, c.type FROM stories s JOIN tombstone_counts c ON c.story_id = s.story_id
        WHERE s.deleted_at < ?1 AND s.erasing = 2 LIMIT ?2)",
    "DELETE FROM stories WHERE story_id IN
        (SELECT story_id FROM stories s WHERE deleted_at < ?1 AND erasing = 2
        AND NOT EXISTS (SELECT 1 FROM tombstone_counts c WHERE c.story_id = s.story_id) LIMIT ?2)",
];
