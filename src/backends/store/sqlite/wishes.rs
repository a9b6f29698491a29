//! What somebody other than a story's run wants of it: a column of the head, which the run turns into an event.

use rusqlite::{Connection, params};

use super::failure::{Failure, Fallible};
use super::rows;
use crate::backends::store::Wish;
use crate::domain::{StoryId, Timestamp};

/// Makes a wish durable. An ended story can't be cancelled; a tombstone keeps its first moment.
pub(super) fn wish(connection: &Connection, story: StoryId, wish: Wish, at: Timestamp) -> Fallible<()> {
    const CANCEL: &str = "UPDATE stories SET wish = 1 WHERE story_id = ?1 AND wish = 0 AND ended = 0";
    const DELETE: &str =
        "UPDATE stories SET wish = 2, deleted_at = ?2, swept = 0 WHERE story_id = ?1 AND deleted_at IS NULL";
    match wish {
        Wish::Cancel => rows::run(connection, CANCEL, params![story.as_bytes()]).map(drop),
        Wish::Delete => rows::run(connection, DELETE, params![story.as_bytes(), at.as_millis()]).map(drop),
    }
}

/// A wish's column.
pub(super) fn decode(column: i64) -> Fallible<Option<Wish>> {
    match column {
        0 => Ok(None),
        1 => Ok(Some(Wish::Cancel)),
        2 => Ok(Some(Wish::Delete)),
        _ => Err(Failure::Row("wish".to_owned())),
    }
}
