//! What somebody other than a story's run wants of it: a column of the head, which the run turns into an event.

use rusqlite::{Connection, params};

use super::failure::{Failure, Fallible};
use super::rows;
use crate::backends::store::Intent;
use crate::domain::{StoryId, Timestamp};

/// Makes a intent durable. An ended story can't be cancelled; a tombstone keeps its first moment.
pub(super) fn intend(connection: &Connection, story: StoryId, intent: Intent, at: Timestamp) -> Fallible<()> {
    const CANCEL: &str = "UPDATE stories SET intent = 1 WHERE story_id = ?1 AND intent = 0 AND ended = 0";
    const DELETE: &str =
        "UPDATE stories SET intent = 2, deleted_at = ?2, swept = 0 WHERE story_id = ?1 AND deleted_at IS NULL";
    match intent {
        Intent::Cancel => rows::run(connection, CANCEL, params![story.as_bytes()]).map(drop),
        Intent::Delete => rows::run(connection, DELETE, params![story.as_bytes(), at.as_millis()]).map(drop),
    }
}

/// A intent's column.
pub(super) fn decode(column: i64) -> Fallible<Option<Intent>> {
    match column {
        0 => Ok(None),
        1 => Ok(Some(Intent::Cancel)),
        2 => Ok(Some(Intent::Delete)),
        _ => Err(Failure::Row("intent".to_owned())),
    }
}
