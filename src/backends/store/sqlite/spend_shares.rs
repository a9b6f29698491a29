//! What each spender (a story, a process) has spent, and the sums by day that this is part of.
//!
//! Who writes says the whole of what was spent by then, and the sums change by the difference: a repeat changes
//! nothing.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};

use crate::backends::sqlite::rows::{self, column};
use crate::backends::sqlite::{Failure, Fallible};
use crate::domain::{SpendKey, SpendLine, Usage};

/// Calls, tokens read and written, pictures, milliseconds, cost.
pub(super) type Amounts = [i64; 6];

/// What a spender has spent, on one day or ever, in place of what it had: the sums change by the difference.
pub(super) fn put(connection: &Connection, spender: &[u8; 16], day: Option<i64>, lines: &[SpendLine]) -> Fallible<()> {
    let mut before = shares(connection, spender, day)?;
    for SpendLine { key, calls, usage } in lines {
        let (had, has) = (before.remove(key).unwrap_or_default(), amounts(*calls, usage));
        if had != has {
            add(connection, key, difference(had, has))?;
            put_share(connection, spender, key, has)?;
        }
    }
    for (key, had) in before {
        add(connection, &key, difference(had, Amounts::default()))?;
        remove_share(connection, spender, &key)?;
    }
    Ok(())
}

fn amounts(calls: u64, usage: &Usage) -> Amounts {
    [calls, usage.input_tokens, usage.output_tokens, usage.pictures, usage.milliseconds, usage.cost_micros].map(column)
}

fn difference(had: Amounts, has: Amounts) -> Amounts {
    std::array::from_fn(|place| has[place].saturating_sub(had[place]))
}

fn shares(connection: &Connection, spender: &[u8; 16], day: Option<i64>) -> Fallible<BTreeMap<SpendKey, Amounts>> {
    const SQL: &str = "SELECT day, model, kind, currency,
            calls, input_tokens, output_tokens, pictures, milliseconds, cost_micros
        FROM spend_shares WHERE spender = ?1 AND day = coalesce(?2, day)";
    let of_row = |row: &Row<'_>| Ok((key(row)?, columns(row)?));
    let shares = rows::readable(connection, "spend_shares", SQL, params![spender, day], usize::MAX, of_row)?;
    Ok(shares.into_iter().collect())
}

fn add(connection: &Connection, key: &SpendKey, change: Amounts) -> Fallible<()> {
    const SQL: &str = "INSERT INTO spend
            (day, model, kind, currency, calls, input_tokens, output_tokens, pictures, milliseconds, cost_micros)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (day, model, kind, currency) DO UPDATE SET calls = calls + excluded.calls,
            input_tokens = input_tokens + excluded.input_tokens,
            output_tokens = output_tokens + excluded.output_tokens, pictures = pictures + excluded.pictures,
            milliseconds = milliseconds + excluded.milliseconds, cost_micros = cost_micros + excluded.cost_micros";
    let [calls, input, output, pictures, milliseconds, cost] = change;
    let SpendKey { day, model, kind, currency } = key;
    let (kind, currency) = (kind.as_str(), currency.to_string());
    let parameters = params![day, model, kind, currency, calls, input, output, pictures, milliseconds, cost];
    rows::run(connection, SQL, parameters).map(drop)
}

fn put_share(connection: &Connection, spender: &[u8; 16], key: &SpendKey, has: Amounts) -> Fallible<()> {
    const SQL: &str = "INSERT OR REPLACE INTO spend_shares
            (spender, day, model, kind, currency,
            calls, input_tokens, output_tokens, pictures, milliseconds, cost_micros)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let [calls, input, output, pictures, milliseconds, cost] = has;
    let SpendKey { day, model, kind, currency } = key;
    let (kind, currency) = (kind.as_str(), currency.to_string());
    let parameters = params![spender, day, model, kind, currency, calls, input, output, pictures, milliseconds, cost];
    rows::run(connection, SQL, parameters).map(drop)
}

fn remove_share(connection: &Connection, spender: &[u8; 16], key: &SpendKey) -> Fallible<()> {
    const SQL: &str = "DELETE FROM spend_shares
        WHERE spender = ?1 AND day = ?2 AND model = ?3 AND kind = ?4 AND currency = ?5";
    let SpendKey { day, model, kind, currency } = key;
    rows::run(connection, SQL, params![spender, day, model, kind.as_str(), currency.to_string()]).map(drop)
}

/// The first four columns.
pub(super) fn key(row: &Row<'_>) -> Fallible<SpendKey> {
    let unknown = |what: &str| Failure::Row(what.to_owned());
    let (kind, currency) = (row.get_ref(2)?, row.get_ref(3)?);
    let kind = kind.as_str().map_err(rusqlite::Error::from)?.parse().map_err(|_| unknown("kind of call"))?;
    let currency = currency.as_str().map_err(rusqlite::Error::from)?.parse().map_err(|_| unknown("currency"))?;
    Ok(SpendKey { day: row.get(0)?, model: row.get(1)?, kind, currency })
}

/// The six columns after the key.
pub(super) fn columns(row: &Row<'_>) -> Fallible<Amounts> {
    let mut amounts = Amounts::default();
    for (place, amount) in amounts.iter_mut().enumerate() {
        *amount = row.get(4 + place)?;
    }
    Ok(amounts)
}
