//! [`Spend`] on the engine: the sums by day, and the calls of one story.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::spend_shares::{columns, key, put};
use super::store::SqliteStore;
use super::work;
use crate::backends::sqlite::{Failure, Fallible, rows};
use crate::backends::store::{Spend, StoreError};
use crate::domain::{CallLog, SpendLine, StartId, StoryId, Usage};

#[async_trait]
impl Spend for SqliteStore {
    async fn put(&self, by: StartId, day: i64, lines: Vec<SpendLine>) -> Result<(), StoreError> {
        if lines.iter().any(|line| line.key.day != day) {
            return Err(Failure::Command("what is put for a day is of that day").into());
        }
        self.engine.write(move |connection| put(connection, by.as_bytes(), Some(day), &lines)).await
    }

    async fn sums(&self, from: i64, to: i64) -> Result<Vec<SpendLine>, StoreError> {
        self.engine.read(move |connection| sums(connection, from, to)).await
    }

    async fn calls(&self, story: StoryId) -> Result<Option<CallLog>, StoreError> {
        let vault = self.vault.clone();
        let work = self.engine.read(move |connection| work::of_living(connection, &vault, story)).await?;
        Ok(work.map(|work| work.calls))
    }
}

fn sums(connection: &Connection, from: i64, to: i64) -> Fallible<Vec<SpendLine>> {
    const SQL: &str = "SELECT day, model, kind, currency,
            calls, input_tokens, output_tokens, pictures, milliseconds, cost_micros
        FROM spend WHERE day BETWEEN ?1 AND ?2 AND calls <> 0";
    let mut lines = rows::readable(connection, "spend", SQL, params![from, to], usize::MAX, line)?;
    lines.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(lines)
}

fn line(row: &Row<'_>) -> Fallible<SpendLine> {
    let [calls, input_tokens, output_tokens, pictures, milliseconds, cost_micros] =
        columns(row)?.map(|amount| u64::try_from(amount).unwrap_or_default());
    let usage = Usage { input_tokens, output_tokens, pictures, milliseconds, cost_micros };
    Ok(SpendLine { key: key(row)?, calls, usage })
}
