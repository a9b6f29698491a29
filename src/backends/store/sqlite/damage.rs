//! Stories whose rows are damaged: how they are ended from outside their logs, and what of a row is not believed as it
//! stands. An end needs nothing of a row but the story's id.

use rusqlite::{Connection, Row, params};

use crate::backends::sqlite::rows::{self, column};
use crate::backends::sqlite::{Failure, Fallible};
use crate::domain::{Event, Record, StoryId, Timestamp};

/// No story is claimed so often: a greater number, and one below zero, is damage, and can't be raised.
const MAX_EPOCH: i64 = 1 << 53;
/// Where nobody can read the epoch: far above any under which a run that is on its way may write.
const NEW_EPOCH: &str = "1000000 + (SELECT coalesce(max(e.epoch), 0) FROM story_events e
    WHERE e.story_id = stories.story_id AND e.epoch BETWEEN 0 AND 9007199254740992)";
/// How its log ends, if it does; else the story has failed.
const ENDS_AS: &str = "coalesce((SELECT CASE e.type WHEN 'story.completed' THEN 'completed'
    WHEN 'story.cancelled' THEN 'cancelled' END FROM story_events e WHERE e.story_id = stories.story_id
    ORDER BY e.seq DESC LIMIT 1), 'failed')";
/// Open stories that nobody can claim, as the index of open stories has them.
const UNREADABLE: &str = "(ended = 0 OR (deleted_at IS NOT NULL AND erasing < 2))
    AND (epoch NOT BETWEEN 0 AND 9007199254740992 OR length(story_id) <> 16)";

/// Between 0 and [`MAX_EPOCH`]: another can't be raised, and its story not be claimed.
pub(super) fn epoch(row: &Row<'_>, column: usize) -> Fallible<u64> {
    match rows::number(row, column)? {
        epoch if epoch <= MAX_EPOCH.unsigned_abs() => Ok(epoch),
        _ => Err(Failure::Row("epoch".to_owned())),
    }
}

/// How many starts count. Of a number that can't be read nobody knows how small it is: its story is not told on.
pub(super) fn starts(row: &Row<'_>, column: usize) -> u32 {
    row.get::<_, i64>(column).ok().and_then(|starts| u32::try_from(starts).ok()).unwrap_or(u32::MAX)
}

/// Whether a log can be gone on with: it has every event up to its head, and none that ends it.
pub(super) fn is_open_log(log: &[Record], head: u64) -> bool {
    let begins = log.first().is_some_and(|first| matches!(first.event, Event::StoryCreated { .. }));
    let is_whole = log.iter().map(|record| record.seq).eq(1..=head);
    begins && is_whole && log.iter().all(|record| record.event.ends_as().is_none())
}

/// Ends a story under a new fence, so that no run whose claim is on its way writes to it. As any end it carries out an
/// intent to cancel.
pub(super) fn fail_damaged(connection: &Connection, story: StoryId, epoch: u64, at: Timestamp) -> Fallible<bool> {
    let sql = format!(
        "UPDATE stories SET epoch = epoch + 1, claimant = NULL, status = {ENDS_AS}, ended = 1, ended_at = ?3,
        intent = CASE WHEN intent = 1 THEN 0 ELSE intent END WHERE story_id = ?1 AND epoch = ?2 AND ended = 0"
    );
    Ok(rows::run(connection, &sql, params![story.as_bytes(), column(epoch), at.as_millis()])? == 1)
}

pub(super) fn has_unreadable(connection: &Connection) -> Fallible<bool> {
    let sql = format!("SELECT 1 FROM stories INDEXED BY open_stories WHERE {UNREADABLE} LIMIT 1");
    Ok(rows::one(connection, &sql, [], |_| Ok(()))?.is_some())
}

/// Ends every open story that can't be claimed, because nobody can read under which epoch. Those that had ended stay as
/// they ended, and can be erased.
pub(super) fn end_unreadable(connection: &Connection, at: Timestamp) -> Fallible<Vec<StoryId>> {
    let sql = format!(
        "UPDATE stories INDEXED BY open_stories SET epoch = {NEW_EPOCH}, claimant = NULL,
        status = CASE WHEN ended = 0 THEN {ENDS_AS} ELSE status END, ended = 1, ended_at = coalesce(ended_at, ?1),
        intent = CASE WHEN intent = 1 THEN 0 ELSE intent END WHERE {UNREADABLE} RETURNING story_id"
    );
    rows::readable(connection, "stories", &sql, [at.as_millis()], usize::MAX, |row| rows::id(row, 0))
}

/// Makes an intent to delete durable, with a row that can be erased whatever stood in it. A tombstone keeps its first
/// moment.
pub(super) fn delete(connection: &Connection, story: StoryId, at: Timestamp) -> Fallible<()> {
    let sql = format!(
        "UPDATE stories SET intent = 2, deleted_at = ?2, swept = 0, erasing = 0, ended = ended <> 0,
        ended_at = CASE WHEN ended = 0 THEN NULL ELSE min(coalesce(ended_at, ?2), ?2) END,
        epoch = CASE WHEN epoch BETWEEN 0 AND 9007199254740992 THEN epoch ELSE {NEW_EPOCH} END
        WHERE story_id = ?1 AND deleted_at IS NULL"
    );
    rows::run(connection, &sql, params![story.as_bytes(), at.as_millis()]).map(drop)
}
