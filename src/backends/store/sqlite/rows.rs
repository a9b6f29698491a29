//! How values become columns and back. Ids are 16 bytes, moments milliseconds, documents JSON without what has a
//! column of its own.

use rusqlite::{Connection, Params, Row};

use super::failure::{Failure, Fallible};
use crate::domain::id::Id;
use crate::domain::{BusEvent, Event, Record, StoryId, StoryStatus, Timestamp};

/// Every row of a query, decoded.
pub(super) fn all<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    decode: impl Fn(&Row<'_>) -> Fallible<T>,
) -> Fallible<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut decoded = Vec::new();
    while let Some(row) = rows.next()? {
        decoded.push(decode(row)?);
    }
    Ok(decoded)
}

/// The only row of a query, decoded; `None` when there is none.
pub(super) fn one<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    decode: impl Fn(&Row<'_>) -> Fallible<T>,
) -> Fallible<Option<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    rows.next()?.map(decode).transpose()
}

/// Runs a statement; how many rows it changed.
pub(super) fn run(connection: &Connection, sql: &str, parameters: impl Params) -> Fallible<usize> {
    Ok(connection.prepare_cached(sql)?.execute(parameters)?)
}

pub(super) fn id<Of>(row: &Row<'_>, column: usize) -> Fallible<Id<Of>> {
    Ok(Id::from_bytes(row.get(column)?))
}

pub(super) fn optional_id<Of>(row: &Row<'_>, column: usize) -> Fallible<Option<Id<Of>>> {
    Ok(row.get::<_, Option<[u8; 16]>>(column)?.map(Id::from_bytes))
}

/// A count as a column. Nothing that is counted here comes near 2^63.
pub(super) fn column(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A page's size as a column.
pub(super) fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Where a list of stories, oldest first, goes on.
pub(super) fn after(story: Option<StoryId>) -> [u8; 16] {
    story.map_or([0; 16], |story| *story.as_bytes())
}

pub(super) fn number(row: &Row<'_>, column: usize) -> Fallible<u64> {
    u64::try_from(row.get::<_, i64>(column)?).map_err(|_| Failure::Row("number".to_owned()))
}

pub(super) fn moment(row: &Row<'_>, column: usize) -> Fallible<Timestamp> {
    Ok(Timestamp::from_millis(row.get(column)?))
}

pub(super) fn status(row: &Row<'_>, column: usize) -> Fallible<StoryStatus> {
    let name = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    StoryStatus::ALL.into_iter().find(|status| status.as_str() == name).ok_or_else(|| Failure::Row("status".to_owned()))
}

pub(super) fn document<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> Fallible<T> {
    Ok(serde_json::from_str(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)?)
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
    limit(LOCAL + more)
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

/// A bus event's row, in the outbox as in analytics: `event_id, type, at, user_id, story_id, node, data`.
pub(super) fn bus_event(row: &Row<'_>) -> Fallible<BusEvent> {
    Ok(BusEvent {
        event_id: id(row, 0)?,
        kind: row.get(1)?,
        at: moment(row, 2)?,
        user_id: optional_id(row, 3)?,
        story_id: optional_id(row, 4)?,
        node: id(row, 5)?,
        data: document(row, 6)?,
    })
}

/// Writes a bus event with a statement that takes the columns of [`bus_event`].
pub(super) fn insert_bus_event(connection: &Connection, sql: &str, event: &BusEvent) -> Fallible<usize> {
    let parameters = rusqlite::params![
        event.event_id.as_bytes(),
        event.kind,
        event.at.as_millis(),
        event.user_id.as_ref().map(Id::as_bytes),
        event.story_id.as_ref().map(Id::as_bytes),
        event.node.as_bytes(),
        serde_json::to_string(&event.data)?,
    ];
    run(connection, sql, parameters)
}
