//! What is inserted: a row for each event, with its dimensions and measures in columns of their own.

use std::collections::BTreeMap;

use clickhouse::Row;
use clickhouse::insert::Insert;
use serde::Serialize;
use time::OffsetDateTime;

use crate::domain::id::Id;
use crate::domain::{BusEvent, Rollup, Timestamp, Topic};

/// A UUID as ClickHouse has it: both halves, the first one first.
pub(super) type UuidHalves = (u64, u64);

#[derive(Row, Serialize)]
pub(super) struct RawRow<'a> {
    event_id: UuidHalves,
    #[serde(rename = "type")]
    kind: &'a str,
    at: i64,
    user_id: UuidHalves,
    story_id: UuidHalves,
    node: UuidHalves,
    data: &'a str,
    tier: &'a str,
    age_group: &'a str,
    style: &'a str,
    language: &'a str,
    model: &'a str,
    count: u64,
    duration_us: u64,
    bytes: u64,
    input_tokens: u64,
    output_tokens: u64,
    pictures: u64,
    cost_micros: u64,
    durations: Vec<(u16, u64)>,
    bus_epoch: u32,
    bus_partition: u32,
    bus_offset: u64,
}

/// Which record of the bus a row is.
#[derive(Clone, Copy)]
pub(super) struct BusPlace {
    pub epoch: u32,
    pub partition: u32,
    pub offset: u64,
}

/// Where a topic's events are.
pub(super) const fn table(topic: Topic) -> &'static str {
    match topic {
        Topic::Content => "content_events",
        Topic::Users => "user_events",
        Topic::Performance => "performance_metrics",
        Topic::Errors => "error_events",
    }
}

/// Records by the month (`202611`) in whose partition of the table they are.
pub(super) fn by_month<'a>(
    records: impl Iterator<Item = (u64, &'a BusEvent)>,
) -> BTreeMap<i32, Vec<(u64, &'a BusEvent)>> {
    let mut months = BTreeMap::<i32, Vec<_>>::new();
    for (offset, event) in records {
        months.entry(month(event.at)).or_default().push((offset, event));
    }
    months
}

/// Adds an event to an insert.
pub(super) async fn write(
    insert: &mut Insert<RawRow<'static>>,
    event: &BusEvent,
    place: BusPlace,
) -> clickhouse::error::Result<()> {
    let Rollup { key, sums } = Rollup::of_event(event);
    let data = event.data.to_string();
    let row = RawRow {
        event_id: halves(&event.event_id),
        kind: &event.kind,
        at: event.at.as_millis(),
        user_id: event.user_id.as_ref().map(halves).unwrap_or_default(),
        story_id: event.story_id.as_ref().map(halves).unwrap_or_default(),
        node: halves(&event.node),
        data: &data,
        tier: &key.tier,
        age_group: &key.age_group,
        style: &key.style,
        language: &key.language,
        model: &key.model,
        count: sums.count,
        duration_us: sums.duration_us,
        bytes: sums.bytes,
        input_tokens: sums.input_tokens,
        output_tokens: sums.output_tokens,
        pictures: sums.pictures,
        cost_micros: sums.cost_micros,
        durations: sums.durations.buckets().collect(),
        bus_epoch: place.epoch,
        bus_partition: place.partition,
        bus_offset: place.offset,
    };
    insert.write(&row).await
}

pub(super) fn halves<Of>(id: &Id<Of>) -> UuidHalves {
    let number = u128::from_be_bytes(*id.as_bytes());
    #[expect(clippy::cast_possible_truncation, reason = "its lower half")]
    let halves = ((number >> 64) as u64, number as u64);
    halves
}

pub(super) fn id<Of>((first, second): UuidHalves) -> Id<Of> {
    Id::from_bytes((u128::from(first) << 64 | u128::from(second)).to_be_bytes())
}

fn month(at: Timestamp) -> i32 {
    OffsetDateTime::from_unix_timestamp(at.as_secs()).map_or(0, |at| at.year() * 100 + i32::from(u8::from(at.month())))
}
