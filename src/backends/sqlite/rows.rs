//! How values become columns and back: ids are 16 bytes, moments milliseconds, documents JSON.

use rusqlite::{Connection, Params, Row};

use super::failure::{Failure, Fallible};
use crate::domain::id::Id;
use crate::domain::{BusEvent, Timestamp};
use crate::metrics::{STORE_ROWS_UNREADABLE, label};

/// Every row of a query, decoded.
pub(crate) fn all<T>(
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

/// The first `limit` rows of a query that can be decoded. One that can't (damaged, or written by a newer program) is
/// passed over and counted: it costs nobody its neighbours. The query itself has no limit.
pub(crate) fn readable<T>(
    connection: &Connection,
    table: &'static str,
    sql: &str,
    parameters: impl Params,
    limit: usize,
    decode: impl Fn(&Row<'_>) -> Fallible<T>,
) -> Fallible<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut decoded = Vec::new();
    while decoded.len() < limit
        && let Some(row) = rows.next()?
    {
        match decode(row) {
            Ok(value) => decoded.push(value),
            Err(failure) if failure.is_of_one_row() => {
                ::metrics::counter!(STORE_ROWS_UNREADABLE, label::TABLE => table).increment(1);
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(decoded)
}

/// The only row of a query, decoded; `None` when there is none.
pub(crate) fn one<T>(
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
pub(crate) fn run(connection: &Connection, sql: &str, parameters: impl Params) -> Fallible<usize> {
    Ok(connection.prepare_cached(sql)?.execute(parameters)?)
}

pub(crate) fn id<Of>(row: &Row<'_>, column: usize) -> Fallible<Id<Of>> {
    Ok(Id::from_bytes(row.get(column)?))
}

pub(crate) fn optional_id<Of>(row: &Row<'_>, column: usize) -> Fallible<Option<Id<Of>>> {
    Ok(row.get::<_, Option<[u8; 16]>>(column)?.map(Id::from_bytes))
}

/// A count as a column. Nothing that is counted here comes near 2^63.
pub(crate) fn column(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A page's size as a column.
pub(crate) fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

pub(crate) fn number(row: &Row<'_>, column: usize) -> Fallible<u64> {
    u64::try_from(row.get::<_, i64>(column)?).map_err(|_| Failure::Row("number".to_owned()))
}

pub(crate) fn moment(row: &Row<'_>, column: usize) -> Fallible<Timestamp> {
    Ok(Timestamp::from_millis(row.get(column)?))
}

pub(crate) fn document<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> Fallible<T> {
    Ok(serde_json::from_str(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)?)
}

/// A bus event's row, in an outbox as in analytics: `event_id, type, at, user_id, story_id, node, data`.
pub(crate) fn bus_event(row: &Row<'_>) -> Fallible<BusEvent> {
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
pub(crate) fn insert_bus_event(connection: &Connection, sql: &str, event: &BusEvent) -> Fallible<usize> {
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
