//! What happened: raw events by family, each counted once, and what they add up to by day, for the operators.
//! [`sqlite`] is the embedded engine, `clickhouse` the one that several nodes share.
//!
//! The file is apart from the stories', so that measurements never crowd their log; lost alone, it is made anew and
//! filled with what the bus still has.

mod batch;
#[cfg(feature = "clickhouse")]
pub mod clickhouse;
pub mod options;
pub mod sqlite;

use std::ops::RangeInclusive;
use std::time::Duration;

use async_trait::async_trait;

use super::error::StoreError;
use super::health::Health;
use crate::domain::{Rollup, RollupKey, Timestamp, Topic};

pub use batch::Batch;

/// The tables `content_events`, `user_events`, `performance_metrics` and `error_events`, and the daily roll-ups, which
/// grow in the same step.
#[async_trait]
pub trait Analytics: Health {
    /// How many records of a partition are best given at once, where so many wait.
    fn batch_size(&self) -> usize;

    /// The least time between two steps of a topic while fewer records wait: what an engine wants that likes few large
    /// batches.
    fn flush_interval(&self) -> Duration;

    /// The offset after the last batch that was ingested of a partition; 0 at first.
    async fn next_offset(&self, topic: Topic, partition: u32) -> Result<u64, StoreError>;

    /// Stores the events that are new by `event_id`, and where to go on. What a batch has before `next_offset` was
    /// ingested before, and is left out; one without events says where to go on, which may be further back. A batch
    /// whose outcome is unknown may be given again, grown at its end or not: equal ids come in one partition, so an
    /// engine without transactions finds the part of it that is there.
    async fn ingest(&self, batch: Batch) -> Result<(), StoreError>;

    /// How much of each type happened in `from..to`, by type in its order: the sum of each event's
    /// [`count`](crate::domain::BusEvent::count).
    async fn counts(&self, from: Timestamp, to: Timestamp) -> Result<Vec<(String, u64)>, StoreError>;

    /// What the events of these days add up to, each day whole, of one type or of all: those after `after`, `limit` at
    /// most, in the order of their keys. What was forgotten of the events stays in the sums.
    async fn daily(
        &self,
        days: RangeInclusive<i64>,
        kind: Option<&str>,
        after: Option<RollupKey>,
        limit: usize,
    ) -> Result<Vec<Rollup>, StoreError>;

    /// Forgets raw events that are older than `before`, and the sums of days that ended before `days_before`; at the
    /// latest when the day of that moment has passed.
    async fn forget(&self, before: Timestamp, days_before: Timestamp) -> Result<(), StoreError>;
}
