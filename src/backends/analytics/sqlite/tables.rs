//! A table for each family of events, and how far each partition of the bus was read. What they add up to by day is in
//! [`daily`].

use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::daily::{self, Additions};
use crate::backends::analytics::{Analytics, Batch};
use crate::backends::error::StoreError;
use crate::backends::health::Health;
use crate::backends::sqlite::rows::{self, column, number};
use crate::backends::sqlite::{Database, Engine, Fallible, Options};
use crate::domain::{Rollup, RollupKey, Timestamp, Topic};

pub const DATABASE: Database = Database {
    name: "analytics",
    file_name: "analytics.sqlite",
    application_id: i32::from_be_bytes(*b"anly"),
    migrations: &[include_str!("migrations/0001_first.sql"), include_str!("migrations/0002_daily.sql")],
};

/// Events of a commit: in some ten milliseconds, so that whoever asks meanwhile need not wait.
const BATCH: usize = 256;

/// The tables of analytics in one file of SQLite.
pub struct SqliteAnalytics {
    engine: Engine,
}

impl SqliteAnalytics {
    /// Opens (or makes) the tables in `folder` and brings them up to date. Blocks for as long as that takes.
    pub fn open(folder: &Path, options: Options) -> Result<Self, StoreError> {
        Ok(Self { engine: Engine::open(folder, DATABASE, options)? })
    }
}

#[async_trait]
impl Analytics for SqliteAnalytics {
    fn batch_size(&self) -> usize {
        BATCH
    }

    fn flush_interval(&self) -> Duration {
        Duration::ZERO
    }

    async fn next_offset(&self, topic: Topic, partition: u32) -> Result<u64, StoreError> {
        self.engine.read(move |connection| next_offset(connection, topic, partition)).await
    }

    async fn ingest(&self, batch: Batch) -> Result<(), StoreError> {
        self.engine.write(move |connection| ingest(connection, &batch)).await
    }

    async fn counts(&self, from: Timestamp, to: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
        self.engine.read(move |connection| counts(connection, from, to)).await
    }

    async fn daily(
        &self,
        days: RangeInclusive<i64>,
        kind: Option<&str>,
        after: Option<RollupKey>,
        limit: usize,
    ) -> Result<Vec<Rollup>, StoreError> {
        let (kind, after) = (kind.map(str::to_owned), after.unwrap_or_else(|| before(*days.start())));
        self.engine.read(move |connection| daily::list(connection, &days, kind.as_deref(), &after, limit)).await
    }

    async fn forget(&self, before: Timestamp, days_before: Timestamp) -> Result<(), StoreError> {
        for table in Topic::ALL.map(table) {
            let sql =
                format!("DELETE FROM {table} WHERE event_id IN (SELECT event_id FROM {table} WHERE at < ?1 LIMIT ?2)");
            self.engine.delete_in_steps(&sql, before).await?;
        }
        self.engine.delete_in_steps(daily::FORGET, days_before).await
    }
}

#[async_trait]
impl Health for SqliteAnalytics {
    async fn probe(&self) -> Result<(), StoreError> {
        self.engine.probe().await
    }
}

/// Where a topic's events are.
const fn table(topic: Topic) -> &'static str {
    match topic {
        Topic::Content => "content_events",
        Topic::Users => "user_events",
        Topic::Performance => "performance_metrics",
        Topic::Errors => "error_events",
    }
}

fn next_offset(connection: &Connection, topic: Topic, partition: u32) -> Fallible<u64> {
    const SQL: &str = "SELECT next_offset FROM offsets WHERE topic = ?1 AND partition = ?2";
    let stored = rows::one(connection, SQL, params![topic.as_str(), partition], |row| number(row, 0))?;
    Ok(stored.unwrap_or_default())
}

fn ingest(connection: &Connection, batch: &Batch) -> Fallible<()> {
    const OFFSET: &str = "INSERT OR REPLACE INTO offsets (topic, partition, next_offset) VALUES (?1, ?2, ?3)";
    // an event that is there already changes nothing
    let insert = format!(
        "INSERT OR IGNORE INTO {} (event_id, type, at, user_id, story_id, node, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        table(batch.topic)
    );
    let reached = next_offset(connection, batch.topic, batch.partition)?;
    let there = usize::try_from(reached.saturating_sub(batch.first_offset)).unwrap_or(usize::MAX);
    let mut additions = Additions::new();
    for event in batch.events.iter().skip(there) {
        if rows::insert_bus_event(connection, &insert, event)? > 0 {
            let Rollup { key, sums } = Rollup::of_event(event);
            *additions.entry(key).or_default() += &sums;
        }
    }
    daily::add(connection, &additions)?;
    // only a batch without events goes back
    let next = if batch.events.is_empty() { batch.first_offset } else { batch.next_offset().max(reached) };
    rows::run(connection, OFFSET, params![batch.topic.as_str(), batch.partition, column(next)]).map(drop)
}

fn counts(connection: &Connection, from: Timestamp, to: Timestamp) -> Fallible<Vec<(String, u64)>> {
    let in_one = |topic| format!("SELECT type, count FROM {} WHERE at >= ?1 AND at < ?2", table(topic));
    let in_all = Topic::ALL.map(in_one).join(" UNION ALL ");
    let sql = format!("SELECT type, sum(count) FROM ({in_all}) GROUP BY type ORDER BY type");
    rows::all(connection, &sql, [from.as_millis(), to.as_millis()], |row| Ok((row.get(0)?, number(row, 1)?)))
}

/// What comes before every row of a day.
fn before(day: i64) -> RollupKey {
    RollupKey { day: day.saturating_sub(1), ..RollupKey::default() }
}
