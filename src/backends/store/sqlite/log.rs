//! [`Log`] on the engine: beginning, appending, reading.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::store::SqliteStore;
use super::story_keys::{self, fence_of_erased};
use super::story_rows;
use super::work::{self, SealedWork};
use super::{append, beginning};
use crate::backends::sqlite::rows::{self, column, number};
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{Append, Appended, Beginning, Head, Log, StoreError, StoryKey, Vault};
use crate::domain::{Event, Record, StoryId, Work};

#[async_trait]
impl Log for SqliteStore {
    async fn begin(&self, beginning: Beginning) -> Result<bool, StoreError> {
        let story = beginning.created.story_id;
        let first = beginning::Prepared::new(beginning, &self.vault)?;
        self.engine.write(move |connection| beginning::begin(connection, &first, story)).await
    }

    async fn has_begun(&self, story: StoryId) -> Result<bool, StoreError> {
        self.engine.read(move |connection| beginning::has_begun(connection, story)).await
    }

    async fn append(&self, append: Append) -> Result<Appended, StoreError> {
        let Some(key) = self.key(append.story_id).await? else {
            let story = append.story_id;
            let newest = self.engine.read(move |connection| fence_of_erased(connection, story)).await?;
            return Ok(Appended::Fenced(newest));
        };
        // a story that is cancelled may be erased then
        let makes_room = append.records.iter().any(|record| record.event == Event::StoryCancelled);
        let append = append::Prepared::new(append, &key)?;
        let command = move |connection: &Connection| append::append(connection, &append);
        if makes_room { self.engine.write_to_make_room(command).await } else { self.engine.write(command).await }
    }

    /// Everything is derived in the transaction of the append, so nothing is ever behind.
    async fn settle(&self, _story: StoryId) -> Result<(), StoreError> {
        Ok(())
    }

    async fn save_work(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError> {
        let Some(key) = self.key(story).await? else {
            return self.engine.read(move |connection| fence_of_erased(connection, story).map(|_| false)).await;
        };
        let work = SealedWork::new(&key, work).map_err(Failure::from)?;
        self.engine.write(move |connection| work::save_work(connection, story, epoch, &work)).await
    }

    async fn work(&self, story: StoryId) -> Result<Option<Work>, StoreError> {
        let vault = self.vault.clone();
        self.engine.read(move |connection| work::of_living(connection, &vault, story)).await
    }

    async fn head(&self, story: StoryId) -> Result<Option<Head>, StoreError> {
        self.engine.read(move |connection| head(connection, story)).await
    }

    async fn read(&self, story: StoryId, after: u64, limit: usize) -> Result<Option<Vec<Record>>, StoreError> {
        let vault = self.vault.clone();
        self.engine.read(move |connection| read(connection, &vault, story, after, limit)).await
    }
}

/// The fence, unless the story is unknown or deleted. Whatever is damaged in its row, its owner is told what there is:
/// a head that can't be, or is behind the log, is that of the log.
fn head(connection: &Connection, story: StoryId) -> Fallible<Option<Head>> {
    const SQL: &str = "SELECT owner, epoch, max(CASE WHEN head BETWEEN 0 AND 9007199254740992 THEN head ELSE 0 END,
            (SELECT coalesce(max(seq), 0) FROM story_events e WHERE e.story_id = stories.story_id)), status, ended
        FROM stories WHERE story_id = ?1 AND deleted_at IS NULL";
    rows::one(connection, SQL, [story.as_bytes()], |row| {
        Ok(Head {
            owner: rows::id(row, 0)?,
            // nobody writes under one that can't be read
            epoch: number(row, 1).unwrap_or(u64::MAX),
            seq: number(row, 2)?,
            status: story_rows::derived_status(row, 3, row.get(4)?),
        })
    })
}

/// Events after a number, unless the story is unknown or deleted.
fn read(
    connection: &Connection,
    vault: &Vault,
    story: StoryId,
    after: u64,
    limit: usize,
) -> Fallible<Option<Vec<Record>>> {
    if head(connection, story)?.is_none() {
        return Ok(None);
    }
    let key = story_keys::get(connection, vault, story)?;
    events(connection, &key, story, after, limit).map(Some)
}

/// Events after a number, whatever became of the story.
pub(super) fn events(
    connection: &Connection,
    key: &StoryKey,
    story: StoryId,
    after: u64,
    limit: usize,
) -> Fallible<Vec<Record>> {
    const SQL: &str = "SELECT seq, at, event_id, epoch, payload FROM story_events
        WHERE story_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
    let page = params![story.as_bytes(), column(after), rows::limit(limit)];
    rows::all(connection, SQL, page, |row| story_rows::record(story, key, row))
}
