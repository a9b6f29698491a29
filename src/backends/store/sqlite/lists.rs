//! [`Lists`] on the engine: deleted stories are left out.

use async_trait::async_trait;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};

use super::store::SqliteStore;
use super::story_keys;
use super::story_rows;
use crate::backends::sqlite::rows::{self, number};
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{Lists, StoreError, StoryKey, StorySummary, Vault};
use crate::domain::{Event, StoryId, StoryStatus, UserId};

#[async_trait]
impl Lists for SqliteStore {
    async fn owned(&self, owner: UserId, limit: usize) -> Result<Vec<StoryId>, StoreError> {
        self.engine.read(move |connection| owned(connection, owner, limit)).await
    }

    async fn list(
        &self,
        owner: UserId,
        status: Option<StoryStatus>,
        after: Option<StoryId>,
        limit: usize,
    ) -> Result<Vec<StorySummary>, StoreError> {
        let vault = self.vault.clone();
        self.engine.read(move |connection| list(connection, &vault, owner, status, after, limit)).await
    }
}

fn owned(connection: &Connection, owner: UserId, limit: usize) -> Fallible<Vec<StoryId>> {
    const SQL: &str = "SELECT story_id FROM stories WHERE owner = ?1 AND deleted_at IS NULL ORDER BY story_id";
    rows::readable(connection, "stories", SQL, [owner.as_bytes()], limit, |row| rows::id(row, 0))
}

/// One owner's stories, newest first, after a story.
fn list(
    connection: &Connection,
    vault: &Vault,
    owner: UserId,
    status: Option<StoryStatus>,
    after: Option<StoryId>,
    limit: usize,
) -> Fallible<Vec<StorySummary>> {
    const SQL: &str = "SELECT s.story_id, s.status, s.ended, created.at, created.payload, s.outlined, outlined.payload,
            (SELECT max(seq) FROM story_events newest WHERE newest.story_id = s.story_id)
        FROM stories s JOIN story_events created ON created.story_id = s.story_id AND created.seq = 1
        LEFT JOIN story_events outlined ON outlined.story_id = s.story_id AND outlined.seq = s.outlined
        WHERE s.owner = ?1 AND s.story_id < ?2 AND s.deleted_at IS NULL AND (?3 IS NULL OR s.status = ?3)
        ORDER BY s.story_id DESC";
    let after = after.map_or([u8::MAX; 16], |story| *story.as_bytes());
    let parameters = params![owner.as_bytes(), after, status.map(StoryStatus::as_str)];
    rows::readable(connection, "stories", SQL, parameters, limit, |row| summary(connection, vault, row))
}

/// What was wished and the title are read from the log, which alone holds words.
fn summary(connection: &Connection, vault: &Vault, row: &Row<'_>) -> Fallible<StorySummary> {
    let story_id = rows::id(row, 0)?;
    let key = story_keys::get(connection, vault, story_id)?;
    let Event::StoryCreated { request } = story_rows::event(&key, 1, row, 4)? else {
        return Err(Failure::Row("first event".to_owned()));
    };
    Ok(StorySummary {
        story_id,
        status: story_rows::derived_status(row, 1, row.get(2)?),
        request,
        title: title(&key, row)?,
        last_event: number(row, 7)?,
        created_at: rows::moment(row, 3)?,
    })
}

fn title(key: &StoryKey, row: &Row<'_>) -> Fallible<Option<String>> {
    // where nobody can read which event it is, the book is shown without its title
    let Ok(Some(seq)) = row.get::<_, Option<u32>>(5) else { return Ok(None) };
    if matches!(row.get_ref(6)?, ValueRef::Null) {
        return Ok(None);
    }
    match story_rows::event(key, u64::from(seq), row, 6)? {
        Event::StoryOutlined(outline) => Ok(Some(outline.title)),
        _ => Ok(None),
    }
}
