//! Stories in lists and in numbers, deleted ones left out.

use rusqlite::{Connection, Row, params};

use super::failure::Fallible;
use super::rows::{self, number};
use crate::backends::store::{Cursor, StorySummary};
use crate::domain::{StoryStatus, UserId};

/// One owner's stories, newest first, after a story.
pub(super) fn list(
    connection: &Connection,
    owner: UserId,
    status: Option<StoryStatus>,
    after: Cursor,
    limit: usize,
) -> Fallible<Vec<StorySummary>> {
    const SQL: &str = "SELECT h.story_id, h.status, s.request, s.title, h.head, s.created_at
        FROM story_heads h JOIN stories s ON s.story_id = h.story_id
        WHERE h.owner = ?1 AND h.story_id < ?2 AND h.deleted_at IS NULL AND (?3 IS NULL OR h.status = ?3)
        ORDER BY h.story_id DESC LIMIT ?4";
    let after = after.map_or([u8::MAX; 16], |story| *story.as_bytes());
    let page = params![owner.as_bytes(), after, status.map(StoryStatus::as_str), rows::limit(limit)];
    rows::all(connection, SQL, page, summary)
}

fn summary(row: &Row<'_>) -> Fallible<StorySummary> {
    Ok(StorySummary {
        story_id: rows::id(row, 0)?,
        status: rows::status(row, 1)?,
        request: rows::document(row, 2)?,
        title: row.get(3)?,
        last_event: number(row, 4)?,
        created_at: rows::moment(row, 5)?,
    })
}

/// How many stories there are of each status that occurs.
pub(super) fn count_by_status(connection: &Connection) -> Fallible<Vec<(StoryStatus, u64)>> {
    const SQL: &str = "SELECT status, count(*) FROM story_heads WHERE deleted_at IS NULL GROUP BY status";
    rows::all(connection, SQL, [], |row| Ok((rows::status(row, 0)?, number(row, 1)?)))
}
