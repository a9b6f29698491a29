//! How stories become columns and back. An event's document is JSON without its type, which has a column of its own.

use rusqlite::Row;

use crate::backends::sqlite::rows::{self, id, moment, number};
use crate::backends::sqlite::{Failure, Fallible};
use crate::domain::{Claimant, Event, Record, StoryId, StoryStatus};

/// Where a list of stories, oldest first, goes on.
pub(super) fn after(story: Option<StoryId>) -> [u8; 16] {
    story.map_or([0; 16], |story| *story.as_bytes())
}

pub(super) fn status(row: &Row<'_>, column: usize) -> Fallible<StoryStatus> {
    let name = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    StoryStatus::ALL.into_iter().find(|status| status.as_str() == name).ok_or_else(|| Failure::Row("status".to_owned()))
}

/// Node and start, one after the other.
pub(super) fn claimant_column(claimant: Claimant) -> Vec<u8> {
    claimant.to_bytes().concat()
}

/// `None`: nobody.
pub(super) fn claimant(row: &Row<'_>, column: usize) -> Fallible<Option<Claimant>> {
    let Some(bytes) = row.get::<_, Option<[u8; 32]>>(column)? else { return Ok(None) };
    let (node, start) = bytes.split_at(16);
    let half = |bytes: &[u8]| bytes.try_into().map_err(|_| Failure::Row("claimant".to_owned()));
    Ok(Some(Claimant::from_bytes([half(node)?, half(start)?])))
}

/// An event's document without its type, which has a column. (The type is the first key that is written.)
pub(super) fn payload(event: &Event) -> Fallible<String> {
    let whole = serde_json::to_string(event)?;
    let rest = whole
        .strip_prefix("{\"type\":\"")
        .and_then(|rest| rest.strip_prefix(event.kind()))
        .and_then(|rest| rest.strip_prefix('"'))
        .ok_or(Failure::Command("an event's document does not begin with its type"))?;
    Ok(format!("{{{}", rest.strip_prefix(',').unwrap_or(rest)))
}

/// How much of an index tree's row stays in the tree's page when it spills, in bytes, at a page size of 4096:
/// (4096 - 12) * 32 / 255 - 23 (the file format's documentation, "B-tree Pages").
const LOCAL: usize = 489;
/// What an overflow page holds.
const OVERFLOW: usize = 4092;
/// A row spills down to [`LOCAL`] when its last overflow page would hold more than 513 bytes, else more of it stays
/// in the tree. Kept well clear of, because the other columns take 50 to 110 bytes, reckoned as 80.
const LEAST: usize = 600;
const MOST: usize = 4000;
const COLUMNS: usize = 80;

/// How many zeros must stand before a payload of this length so that none of it stays in the tree's page.
pub(super) fn filler(payload: &str) -> i64 {
    let last = (COLUMNS + payload.len()) % OVERFLOW;
    let more = match last {
        0..LEAST => LEAST - last,
        LEAST..=MOST => 0,
        _ => OVERFLOW - last + LEAST,
    };
    rows::limit(LOCAL + more)
}

pub(super) fn event(kind: &str, payload: &str) -> Fallible<Event> {
    let rest = payload.strip_prefix('{').ok_or_else(|| Failure::Row("event".to_owned()))?;
    let comma = if rest == "}" { "" } else { "," };
    Ok(serde_json::from_str(&format!("{{\"type\":\"{kind}\"{comma}{rest}"))?)
}

/// A log's row: `seq, at, event_id, epoch, type, payload`.
pub(super) fn record(story_id: StoryId, row: &Row<'_>) -> Fallible<Record> {
    let kind = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?;
    let payload = row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Record {
        story_id,
        seq: number(row, 0)?,
        at: moment(row, 1)?,
        event_id: id(row, 2)?,
        epoch: number(row, 3)?,
        event: event(kind, payload)?,
    })
}
