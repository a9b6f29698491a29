//! What analytics has seen: a table for each family of events, and how far each topic was read.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::store::SqliteStore;
use crate::backends::sqlite::Fallible;
use crate::backends::sqlite::rows::{self, column, number};
use crate::backends::store::{Analytics, Delivery, StoreError};
use crate::domain::{Timestamp, Topic};

/// Where a topic's events are.
const fn table(topic: Topic) -> &'static str {
    match topic {
        Topic::Content => "content_events",
        Topic::Users => "user_events",
        Topic::Performance => "performance_metrics",
        Topic::Errors => "error_events",
    }
}

fn next_offset(connection: &Connection, topic: Topic) -> Fallible<u64> {
    const SQL: &str = "SELECT next_offset FROM analytics_offsets WHERE topic = ?1";
    Ok(rows::one(connection, SQL, [topic.as_str()], |row| number(row, 0))?.unwrap_or_default())
}

fn ingest(connection: &Connection, topic: Topic, deliveries: &[Delivery], next_offset: u64) -> Fallible<()> {
    const OFFSET: &str = "INSERT OR REPLACE INTO analytics_offsets (topic, next_offset) VALUES (?1, ?2)";
    // an event that is there already changes nothing
    let insert = format!(
        "INSERT OR IGNORE INTO {} (event_id, type, at, user_id, story_id, node, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        table(topic)
    );
    for delivery in deliveries {
        rows::insert_bus_event(connection, &insert, &delivery.event)?;
    }
    rows::run(connection, OFFSET, params![topic.as_str(), column(next_offset)]).map(drop)
}

fn counts(connection: &Connection, from: Timestamp, to: Timestamp) -> Fallible<Vec<(String, u64)>> {
    let in_one = |topic| format!("SELECT type FROM {} WHERE at >= ?1 AND at < ?2", table(topic));
    let in_all = Topic::ALL.map(in_one).join(" UNION ALL ");
    let sql = format!("SELECT type, count(*) FROM ({in_all}) GROUP BY type ORDER BY type");
    rows::all(connection, &sql, [from.as_millis(), to.as_millis()], |row| Ok((row.get(0)?, number(row, 1)?)))
}

#[async_trait]
impl Analytics for SqliteStore {
    async fn next_offset(&self, topic: Topic) -> Result<u64, StoreError> {
        self.engine.read(move |connection| next_offset(connection, topic)).await
    }

    async fn ingest(&self, topic: Topic, deliveries: &[Delivery], next_offset: u64) -> Result<(), StoreError> {
        let deliveries = deliveries.to_vec();
        self.engine.write(move |connection| ingest(connection, topic, &deliveries, next_offset)).await
    }

    async fn counts(&self, from: Timestamp, to: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
        self.engine.read(move |connection| counts(connection, from, to)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        for table in Topic::ALL.map(table) {
            let sql =
                format!("DELETE FROM {table} WHERE event_id IN (SELECT event_id FROM {table} WHERE at < ?1 LIMIT ?2)");
            self.engine.delete_in_steps(&sql, before).await?;
        }
        Ok(())
    }
}
