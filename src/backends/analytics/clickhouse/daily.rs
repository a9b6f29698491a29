//! What the events of a day add up to.

use std::ops::RangeInclusive;

use clickhouse::Row;
use serde::Deserialize;

use super::failure::Failure;
use super::server::Server;
use crate::domain::{Rollup, RollupKey, RollupSums};

#[derive(Row, Deserialize)]
struct DailyRow {
    on: u16,
    kind: String,
    tier: String,
    age_group: String,
    style: String,
    language: String,
    model: String,
    counted: u64,
    took_us: u64,
    sketch: Vec<(u16, u64)>,
    answered: u64,
    read: u64,
    written: u64,
    painted: u64,
    cost: u64,
}

/// Aliases are no columns' names: ClickHouse would take them for these everywhere else.
const SQL: &str = "SELECT toUInt16(day) AS on, toString(type) AS kind, tier, age_group, style, language, model, \
        sum(count) AS counted, sum(duration_us) AS took_us, sumMap(durations) AS sketch, sum(bytes) AS answered, \
        sum(input_tokens) AS read, sum(output_tokens) AS written, sum(pictures) AS painted, sum(cost_micros) AS cost \
    FROM daily WHERE day >= toDate(?) AND day <= toDate(?) AND (? OR type = ?) \
        AND (day, type, tier, age_group, style, language, model) > (toDate(?), ?, ?, ?, ?, ?, ?) \
    GROUP BY day, type, tier, age_group, style, language, model \
    ORDER BY day, type, tier, age_group, style, language, model LIMIT ?";

/// Sums of these days, of one type or of all, after a key.
pub(super) async fn daily(
    server: &Server,
    days: RangeInclusive<i64>,
    kind: Option<&str>,
    after: Option<RollupKey>,
    limit: usize,
) -> Result<Vec<Rollup>, Failure> {
    // a day that ClickHouse does not know has no events
    let (Some(first), Some(last)) = (on_or_after(*days.start()), on_or_before(*days.end())) else {
        return Ok(Vec::new());
    };
    let after = after.unwrap_or_default();
    let query = server.query(SQL).bind(first).bind(last).bind(kind.is_none()).bind(kind.unwrap_or_default());
    let day = on_or_after(after.day).unwrap_or(u16::MAX);
    let query = query.bind(day).bind(&after.kind).bind(&after.tier).bind(&after.age_group).bind(&after.style);
    let rows: Vec<DailyRow> = server.all(query.bind(&after.language).bind(&after.model).bind(limit)).await?;
    Ok(rows.into_iter().map(rollup).collect())
}

fn rollup(row: DailyRow) -> Rollup {
    let DailyRow { on, kind, tier, age_group, style, language, model, .. } = row;
    let key = RollupKey { day: on.into(), kind, tier, age_group, style, language, model };
    let sums = RollupSums {
        count: row.counted,
        duration_us: row.took_us,
        durations: row.sketch.into_iter().collect(),
        bytes: row.answered,
        input_tokens: row.read,
        output_tokens: row.written,
        pictures: row.painted,
        cost_micros: row.cost,
    };
    Rollup { key, sums }
}

fn on_or_after(day: i64) -> Option<u16> {
    u16::try_from(day.max(0)).ok()
}

fn on_or_before(day: i64) -> Option<u16> {
    u16::try_from(day.min(u16::MAX.into())).ok()
}
