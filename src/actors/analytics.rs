//! Fills the analytics tables from the bus.
//!
//! For each topic it reads on from where the tables end, and stores records and the new end as one step, so that a
//! crash repeats or skips nothing. **Offsets must be consecutive**: a consumer of a real bus may skip records that a
//! later read returns, so a gap is read again before it is believed. A bus that ends before the tables do is another one
//! (its file was lost, or put back to an older day): it is read from its beginning, and what was counted is known by its
//! `event_id`.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::backends::analytics::{Analytics, Batch};
use crate::backends::bus::{Bus, BusError, BusRecord};
use crate::backends::error::StoreError;
use crate::domain::Topic;
use crate::flow::background::BackgroundTask;
use crate::flow::backoff::Backoff;

/// Records of one step.
const BATCH: usize = 256;

/// The bus has one partition for each topic.
const PARTITION: u32 = 0;

/// A topic is trimmed in steps of this many records, one step behind: what was stored last stays to be looked at.
pub const TRIM_STEP: u64 = 1024;

/// How often a gap is read again before it counts as retention's work, and the pause before each time.
pub const GAP_READS: u32 = 3;
const GAP_PAUSE: Duration = Duration::from_millis(200);

/// Waits while the bus or the store is away.
const WAIT: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(10));

/// Why a step could not be made. Wait and try again.
#[derive(Debug, thiserror::Error)]
pub enum DrainError {
    /// The bus did not answer.
    #[error(transparent)]
    Bus(#[from] BusError),
    /// The tables did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The stage's work.
#[derive(Clone)]
pub struct Ingestion {
    /// Read.
    pub bus: Arc<dyn Bus>,
    /// Filled.
    pub tables: Arc<dyn Analytics>,
}

impl BackgroundTask for Ingestion {
    const NAME: &'static str = "analytics";

    /// Drains the bus, and again whenever it changed. Errors are waited out.
    async fn run(self, stop: CancellationToken) {
        let mut backoff = Backoff::new(WAIT.0, WAIT.1);
        while let Some(drained) = stop.run_until_cancelled(drain_once(&*self.bus, &*self.tables)).await {
            match drained {
                Ok(0) => {
                    backoff.reset();
                    stop.run_until_cancelled(self.bus.changed()).await;
                }
                Ok(_) => backoff.reset(),
                Err(error) => {
                    let wait = backoff.next_wait();
                    tracing::warn!(%error, ?wait, "analytics wait");
                    stop.run_until_cancelled(tokio::time::sleep(wait)).await;
                }
            }
        }
    }
}

/// One step of every topic. Returns how many records were stored; zero when there is nothing more for now. A topic
/// that can't go on keeps no other from its step.
pub async fn drain_once(bus: &dyn Bus, tables: &dyn Analytics) -> Result<usize, DrainError> {
    let mut stored = Ok(0);
    for topic in Topic::ALL {
        let more = drain_topic(bus, tables, topic).await;
        stored = stored.and_then(|so_far| more.map(|more| so_far + more));
    }
    stored
}

async fn drain_topic(bus: &dyn Bus, tables: &dyn Analytics, topic: Topic) -> Result<usize, DrainError> {
    let mut from = tables.next_offset(topic, PARTITION).await?;
    let mut records = read_without_gaps(bus, topic, from).await?;
    // the end is asked for after `from`, and only grows: whatever is published meanwhile, it is never behind by that
    if records.is_empty() && bus.end(topic).await? < from {
        tracing::warn!(topic = topic.as_str(), from, "the bus is another one; its topic is read from the beginning");
        from = 0;
        tables.ingest(batch(topic, from, Vec::new())).await?;
        records = read_without_gaps(bus, topic, from).await?;
    }
    let Some(first) = records.first().map(|record| record.offset) else { return Ok(0) };
    let read = batch(topic, first, records);
    let (next, count) = (read.next_offset(), read.events.len());
    tables.ingest(read).await?;
    trim(bus, topic, from, next).await;
    Ok(count)
}

fn batch(topic: Topic, first_offset: u64, records: Vec<BusRecord>) -> Batch {
    let events = records.into_iter().map(|record| record.event).collect();
    Batch { topic, partition: PARTITION, first_offset, events }
}

/// Consecutive records from `from` on; later ones only when the bus keeps saying that it has none before them.
async fn read_without_gaps(bus: &dyn Bus, topic: Topic, from: u64) -> Result<Vec<BusRecord>, BusError> {
    for _ in 0..GAP_READS {
        let records = consecutive(bus.read(topic, from, BATCH).await?);
        match records.first() {
            Some(first) if first.offset != from => tokio::time::sleep(GAP_PAUSE).await,
            _ => return Ok(records),
        }
    }
    let records = consecutive(bus.read(topic, from, BATCH).await?);
    if let Some(first) = records.first().filter(|first| first.offset != from) {
        tracing::warn!(topic = topic.as_str(), from, missing = first.offset - from, "records are gone from the bus");
    }
    Ok(records)
}

/// The records before the first gap among them.
fn consecutive(mut records: Vec<BusRecord>) -> Vec<BusRecord> {
    let gap = records.windows(2).position(|pair| pair[1].offset != pair[0].offset + 1);
    if let Some(before) = gap {
        records.truncate(before + 1);
    }
    records
}

/// Trims each time a step's end is passed. What can't be trimmed now goes with the next step.
async fn trim(bus: &dyn Bus, topic: Topic, from: u64, next: u64) {
    let steps = next / TRIM_STEP;
    if steps > from / TRIM_STEP
        && let Err(error) = bus.trim(topic, (steps - 1) * TRIM_STEP).await
    {
        tracing::debug!(topic = topic.as_str(), %error, "bus not trimmed");
    }
}
