//! What is asked of the tables.

use std::collections::HashSet;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use clickhouse::Row;
use serde::Deserialize;

use super::failure::Failure;
use super::ledger::Ledger;
use super::rows::{self, UuidHalves};
use super::server::Server;
use crate::domain::{BusEvent, EventId, Timestamp, Topic};

#[derive(Row, Deserialize)]
struct IdRow {
    event_id: UuidHalves,
}

/// Which of these events are there.
pub(super) async fn there(server: &Server, topic: Topic, events: &[BusEvent]) -> Result<HashSet<EventId>, Failure> {
    let (first, last) = span(events.iter().map(|event| event.at));
    let around = format!(
        "SELECT event_id FROM {} WHERE at >= fromUnixTimestamp64Milli(?) AND at <= fromUnixTimestamp64Milli(?)",
        rows::table(topic)
    );
    // an event is at the same moment whenever it comes, and few others are usually so late
    let query = server.query(&format!("{around} LIMIT ?")).bind(first.as_millis()).bind(last.as_millis());
    let mut found: Vec<IdRow> = server.all(query.bind(events.len() + 1)).await?;
    if found.len() > events.len() {
        let ids = format!(
            "WITH base64Decode(?) AS ids {around} AND event_id IN \
                (SELECT reinterpretAsUUID(substring(ids, number * 16 + 1, 16)) FROM numbers(?))"
        );
        let query = server.query(&ids).with_setting("max_query_size", "1000000000").bind(in_base64(events));
        found = server.all(query.bind(first.as_millis()).bind(last.as_millis()).bind(events.len())).await?;
    }
    Ok(found.into_iter().map(|row| rows::id(row.event_id)).collect())
}

/// Whether records of a month, of which all are there or none, are.
pub(super) async fn are_inserted(
    ledger: &Ledger<'_>,
    epoch: u32,
    records: &[(u64, &BusEvent)],
) -> Result<bool, Failure> {
    let (Some((first, _)), Some((last, _))) = (records.first(), records.last()) else { return Ok(true) };
    let (from, to) = span(records.iter().map(|(_, event)| event.at));
    let sql = format!(
        "SELECT count() FROM {} WHERE at >= fromUnixTimestamp64Milli(?) AND at <= fromUnixTimestamp64Milli(?) \
            AND bus_epoch = ? AND bus_partition = ? AND bus_offset >= ? AND bus_offset <= ?",
        rows::table(ledger.source.topic)
    );
    let query = ledger.server.query(&sql).bind(from.as_millis()).bind(to.as_millis()).bind(epoch);
    let found: u64 = ledger.server.one(query.bind(ledger.source.partition).bind(first).bind(last)).await?;
    Ok(found > 0)
}

/// The first moment and the last one.
fn span(moments: impl Iterator<Item = Timestamp> + Clone) -> (Timestamp, Timestamp) {
    (moments.clone().min().unwrap_or_default(), moments.max().unwrap_or_default())
}

/// The ids as ClickHouse has them in memory.
fn in_base64(events: &[BusEvent]) -> String {
    let halves = events.iter().map(|event| rows::halves(&event.event_id));
    let bytes: Vec<u8> =
        halves.flat_map(|(first, second)| [first.to_le_bytes(), second.to_le_bytes()]).flatten().collect();
    BASE64_STANDARD.encode(bytes)
}

#[derive(Row, Deserialize)]
struct CountRow {
    kind: String,
    sum: u64,
}

pub(super) async fn counts(server: &Server, from: Timestamp, to: Timestamp) -> Result<Vec<(String, u64)>, Failure> {
    let in_one = |topic| {
        format!(
            "SELECT type, count FROM {} WHERE at >= fromUnixTimestamp64Milli(?) AND at < fromUnixTimestamp64Milli(?)",
            rows::table(topic)
        )
    };
    let in_all = Topic::ALL.map(in_one).join(" UNION ALL ");
    let sql = format!("SELECT toString(type) AS kind, sum(count) AS sum FROM ({in_all}) GROUP BY kind ORDER BY kind");
    let bound = |query: clickhouse::query::Query, _| query.bind(from.as_millis()).bind(to.as_millis());
    let rows: Vec<CountRow> = server.all(Topic::ALL.into_iter().fold(server.query(&sql), bound)).await?;
    Ok(rows.into_iter().map(|row| (row.kind, row.sum)).collect())
}
