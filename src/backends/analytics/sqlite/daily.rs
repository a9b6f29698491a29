//! The daily roll-ups: a row for what events of a day have in common, added to in the step that stores the events.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::{Connection, Row, params};

use crate::backends::sqlite::Fallible;
use crate::backends::sqlite::rows::{self, column, number};
use crate::domain::{Rollup, RollupKey, RollupSums};

/// What a batch adds.
pub(super) type Additions = BTreeMap<RollupKey, RollupSums>;

/// Removes days before a moment, a few rows at a time.
pub(super) const FORGET: &str =
    "DELETE FROM daily WHERE rowid IN (SELECT rowid FROM daily WHERE day < ?1 / 86400000 LIMIT ?2)";

/// Adds to the rows, and makes those that are not there.
pub(super) fn add(connection: &Connection, additions: &Additions) -> Fallible<()> {
    const FIND: &str =
        "SELECT day, type, tier, age_group, style, language, model, count, duration_us, durations, bytes,
            input_tokens, output_tokens, pictures, cost_micros
        FROM daily WHERE (day, type, tier, age_group, style, language, model) = (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    const PUT: &str = "INSERT OR REPLACE INTO daily (day, type, tier, age_group, style, language, model, count,
            duration_us, durations, bytes, input_tokens, output_tokens, pictures, cost_micros)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    for (key, added) in additions {
        let RollupKey { day, kind, tier, age_group, style, language, model } = key;
        let find = params![day, kind, tier, age_group, style, language, model];
        let there = rows::one(connection, FIND, find, rollup)?;
        let mut sums = there.map(|rollup| rollup.sums).unwrap_or_default();
        sums += added;
        let put = params![
            day,
            kind,
            tier,
            age_group,
            style,
            language,
            model,
            column(sums.count),
            column(sums.duration_us),
            serde_json::to_string(&sums.durations)?,
            column(sums.bytes),
            column(sums.input_tokens),
            column(sums.output_tokens),
            column(sums.pictures),
            column(sums.cost_micros),
        ];
        rows::run(connection, PUT, put)?;
    }
    Ok(())
}

/// The rows of some days after a key, in the keys' order.
pub(super) fn list(
    connection: &Connection,
    days: &RangeInclusive<i64>,
    kind: Option<&str>,
    after: &RollupKey,
    limit: usize,
) -> Fallible<Vec<Rollup>> {
    const SQL: &str = "SELECT day, type, tier, age_group, style, language, model, count, duration_us, durations, bytes,
            input_tokens, output_tokens, pictures, cost_micros
        FROM daily
        WHERE day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR type = ?3)
            AND (day, type, tier, age_group, style, language, model) > (?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ORDER BY day, type, tier, age_group, style, language, model LIMIT ?11";
    let parameters = params![
        days.start(),
        days.end(),
        kind,
        after.day,
        after.kind,
        after.tier,
        after.age_group,
        after.style,
        after.language,
        after.model,
        rows::limit(limit),
    ];
    rows::all(connection, SQL, parameters, rollup)
}

fn rollup(row: &Row<'_>) -> Fallible<Rollup> {
    let key = RollupKey {
        day: row.get(0)?,
        kind: row.get(1)?,
        tier: row.get(2)?,
        age_group: row.get(3)?,
        style: row.get(4)?,
        language: row.get(5)?,
        model: row.get(6)?,
    };
    let sums = RollupSums {
        count: number(row, 7)?,
        duration_us: number(row, 8)?,
        durations: rows::document(row, 9)?,
        bytes: number(row, 10)?,
        input_tokens: number(row, 11)?,
        output_tokens: number(row, 12)?,
        pictures: number(row, 13)?,
        cost_micros: number(row, 14)?,
    };
    Ok(Rollup { key, sums })
}
