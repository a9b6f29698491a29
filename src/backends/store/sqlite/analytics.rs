//! What analytics has seen: a table for each family of events, and how far each topic was read.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::engine::SqliteStore;
use super::failure::Fallible;
use super::rows::{self, column, number};
use crate::backends::store::{Analytics, Delivery, StoreError};
use crate::domain::{Timestamp, Topic};

/// The statement that stores a row of a topic; an event that is there already changes nothing.
const fn insert(topic: Topic) -> &'static str {
    match topic {
        Topic::Content => {
            "INSERT OR IGNORE INTO content_events (event_id, type, at, user_id, story_id, node, data)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        }
        Topic::Users => {
            "INSERT OR IGNORE INTO user_events (event_id, type, at, user_id, story_id, node, data)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        }
        Topic::Performance => {
            "INSERT OR IGNORE INTO performance_metrics (event_id, type, at, user_id, story_id, node, data)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        }
        Topic::Errors => {
            "INSERT OR IGNORE INTO error_events (event_id, type, at, user_id, story_id, node, data)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        }
    }
}

const COUNTS: &str = "SELECT type, count(*) FROM (
        SELECT type FROM content_events WHERE at >= ?1 AND at < ?2
        UNION ALL SELECT type FROM user_events WHERE at >= ?1 AND at < ?2
        UNION ALL SELECT type FROM performance_metrics WHERE at >= ?1 AND at < ?2
        UNION ALL SELECT type FROM error_events WHERE at >= ?1 AND at < ?2
    ) GROUP BY type ORDER BY type";

const FORGET: [&str; 4] = [
    "DELETE FROM content_events WHERE at < ?1",
    "DELETE FROM user_events WHERE at < ?1",
    "DELETE FROM performance_metrics WHERE at < ?1",
    "DELETE FROM error_events WHERE at < ?1",
];

fn next_offset(connection: &Connection, topic: Topic) -> Fallible<u64> {
    const SQL: &str = "SELECT next_offset FROM analytics_offsets WHERE topic = ?1";
    Ok(rows::one(connection, SQL, [topic.as_str()], |row| number(row, 0))?.unwrap_or_default())
}

fn ingest(connection: &Connection, topic: Topic, deliveries: &[Delivery], next_offset: u64) -> Fallible<()> {
    const OFFSET: &str = "INSERT OR REPLACE INTO analytics_offsets (topic, next_offset) VALUES (?1, ?2)";
    for delivery in deliveries {
        rows::insert_bus_event(connection, insert(topic), &delivery.event)?;
    }
    rows::run(connection, OFFSET, params![topic.as_str(), column(next_offset)]).map(drop)
}

fn counts(connection: &Connection, from: Timestamp, to: Timestamp) -> Fallible<Vec<(String, u64)>> {
    let window = [from.as_millis(), to.as_millis()];
    rows::all(connection, COUNTS, window, |row| Ok((row.get(0)?, number(row, 1)?)))
}

#[async_trait]
impl Analytics for SqliteStore {
    async fn next_offset(&self, topic: Topic) -> Result<u64, StoreError> {
        self.read(move |connection| next_offset(connection, topic)).await
    }

    async fn ingest(&self, topic: Topic, deliveries: &[Delivery], next_offset: u64) -> Result<(), StoreError> {
        let deliveries = deliveries.to_vec();
        self.write(move |connection| ingest(connection, topic, &deliveries, next_offset)).await
    }

    async fn counts(&self, from: Timestamp, to: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
        self.read(move |connection| counts(connection, from, to)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.write(move |connection| {
            FORGET.into_iter().try_for_each(|sql| rows::run(connection, sql, [before.as_millis()]).map(drop))
        })
        .await
    }
}
