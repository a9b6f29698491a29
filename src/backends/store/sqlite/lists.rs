//! [`Lists`] on the engine: deleted stories are left out.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::store::SqliteStore;
use super::story_rows;
use crate::backends::sqlite::rows::{self, number};
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{Lists, StoreError, StorySummary};
use crate::domain::{Event, StoryId, StoryStatus, UserId};

#[async_trait]
impl Lists for SqliteStore {
    async fn list(
        &self,
        owner: UserId,
        status: Option<StoryStatus>,
        after: Option<StoryId>,
        limit: usize,
    ) -> Result<Vec<StorySummary>, StoreError> {
        self.engine.read(move |connection| list(connection, owner, status, after, limit)).await
    }
}

/// One owner's stories, newest first, after a story.
fn list(
    connection: &Connection,
    owner: UserId,
    status: Option<StoryStatus>,
    after: Option<StoryId>,
    limit: usize,
) -> Fallible<Vec<StorySummary>> {
    const SQL: &str = "SELECT s.story_id, s.status, s.head, created.at, created.type, created.payload,
            outlined.type, outlined.payload
        FROM stories s JOIN story_events created ON created.story_id = s.story_id AND created.seq = 1
        LEFT JOIN story_events outlined ON outlined.story_id = s.story_id AND outlined.seq = s.outlined
        WHERE s.owner = ?1 AND s.story_id < ?2 AND s.deleted_at IS NULL AND (?3 IS NULL OR s.status = ?3)
        ORDER BY s.story_id DESC LIMIT ?4";
    let after = after.map_or([u8::MAX; 16], |story| *story.as_bytes());
    let page = params![owner.as_bytes(), after, status.map(StoryStatus::as_str), rows::limit(limit)];
    rows::all(connection, SQL, page, summary)
}

/// What was wished and the title are read from the log, which alone holds words.
fn summary(row: &Row<'_>) -> Fallible<StorySummary> {
    let Event::StoryCreated { request } = story_rows::event(&row.get::<_, String>(4)?, &row.get::<_, String>(5)?)?
    else {
        return Err(Failure::Row("first event".to_owned()));
    };
    Ok(StorySummary {
        story_id: rows::id(row, 0)?,
        status: story_rows::status(row, 1)?,
        request,
        title: title(row)?,
        last_event: number(row, 2)?,
        created_at: rows::moment(row, 3)?,
    })
}

fn title(row: &Row<'_>) -> Fallible<Option<String>> {
    let Some(kind) = row.get::<_, Option<String>>(6)? else { return Ok(None) };
    match story_rows::event(&kind, &row.get::<_, String>(7)?)? {
        Event::StoryOutlined(outline) => Ok(Some(outline.title)),
        _ => Ok(None),
    }
}
