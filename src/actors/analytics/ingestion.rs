//! Fills the analytics tables from a topic of the bus.
//!
//! In each partition it reads on from where the tables end, and stores records and the new end as one step, so that a
//! crash repeats or skips nothing. A bus that ends before the tables do, or has another record where theirs ends, is
//! another one (its file was lost, or put back to an older day): it is read from its beginning, and what was counted is
//! known by its `event_id`.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::memory::Memory;
use super::reading::read_without_gaps;
use crate::backends::analytics::{Analytics, Batch};
use crate::backends::bus::{Bus, BusError};
use crate::backends::error::StoreError;
use crate::domain::Topic;
use crate::flow::background::BackgroundTask;
use crate::flow::backoff::Backoff;

/// Its name on the bus.
const CONSUMER: &str = "analytics";

/// Records of a partition between two acknowledgements, each of which may be a commit of the bus.
pub const ACKNOWLEDGE_STEP: u64 = 1024;

/// A bus that takes longer for one step of a partition counts as away.
const READ_LIMIT: Duration = Duration::from_secs(30);

/// Waits while the bus or the tables are away.
const WAIT: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(10));

/// Why a step could not be made. Wait and try again.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The bus did not answer.
    #[error(transparent)]
    Bus(#[from] BusError),
    /// The tables did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The stage's work on one topic.
#[derive(Clone)]
pub struct Ingestion {
    /// Read, all its partitions.
    pub topic: Topic,
    /// Where the topic is.
    pub bus: Arc<dyn Bus>,
    pub tables: Arc<dyn Analytics>,
}

impl BackgroundTask for Ingestion {
    const NAME: &'static str = "analytics";

    /// Reads the topic to its end, and again whenever it changed. Errors are waited out.
    async fn run(self, stop: CancellationToken) {
        let endless = async {
            let (mut backoff, mut is_known) = (Backoff::new(WAIT.0, WAIT.1), false);
            let mut memory = Memory::default();
            loop {
                let begun = Instant::now();
                match self.step(&mut is_known, &mut memory).await {
                    Ok(0) => {
                        backoff.reset();
                        self.bus.changed(self.topic).await;
                    }
                    Ok(stored) => {
                        backoff.reset();
                        if stored < self.tables.batch_size() {
                            tokio::time::sleep_until(begun + self.tables.flush_interval()).await;
                        }
                    }
                    Err(error) => {
                        let wait = backoff.next_wait();
                        tracing::warn!(topic = self.topic.as_str(), %error, ?wait, "analytics wait");
                        tokio::time::sleep(wait).await;
                    }
                }
            }
        };
        stop.run_until_cancelled(endless).await;
    }
}

impl Ingestion {
    /// Before anything is read, the bus knows who has not read it yet.
    async fn step(&self, is_known: &mut bool, memory: &mut Memory) -> Result<usize, IngestError> {
        let (bus, tables) = (&*self.bus, &*self.tables);
        if !*is_known {
            for partition in 0..in_time(bus.partitions(self.topic)).await? {
                let from = tables.next_offset(self.topic, partition).await?;
                in_time(bus.acknowledge(CONSUMER, self.topic, partition, from)).await?;
            }
            *is_known = true;
        }
        ingest_once(bus, tables, self.topic, memory).await
    }
}

/// One step of every partition of a topic. Returns how many records were stored; zero when there is nothing more for
/// now. A partition that can't go on keeps no other from its step.
pub async fn ingest_once(
    bus: &dyn Bus,
    tables: &dyn Analytics,
    topic: Topic,
    memory: &mut Memory,
) -> Result<usize, IngestError> {
    let (mut stored, mut failed) = (0, None);
    for partition in 0..in_time(bus.partitions(topic)).await? {
        match ingest(bus, tables, (topic, partition), memory).await {
            Ok(more) => stored += more,
            Err(error) => failed = Some(error),
        }
    }
    match failed {
        Some(error) if stored == 0 => Err(error),
        Some(error) => {
            tracing::warn!(topic = topic.as_str(), %error, "a partition waits, the others go on");
            Ok(stored)
        }
        None => Ok(stored),
    }
}

async fn ingest(
    bus: &dyn Bus,
    tables: &dyn Analytics,
    place: (Topic, u32),
    memory: &mut Memory,
) -> Result<usize, IngestError> {
    let (topic, partition) = place;
    let mut from = tables.next_offset(topic, partition).await?;
    let limit = tables.batch_size();
    let mut records = in_time(read_without_gaps(bus, place, from, limit, &mut memory.gaps)).await?;
    let is_another = if records.is_empty() {
        // asked for after `from`, and it only grows: whatever is published meanwhile, it is never behind by that
        in_time(bus.end(topic, partition)).await? < from
    } else {
        in_time(memory.is_another_bus(bus, place, from)).await?
    };
    if is_another {
        tracing::warn!(
            topic = topic.as_str(),
            partition,
            from,
            "the bus is another one; it is read from the beginning"
        );
        from = 0;
        tables.ingest(Batch { topic, partition, first_offset: from, events: Vec::new() }).await?;
        records = in_time(read_without_gaps(bus, place, from, limit, &mut memory.gaps)).await?;
    }
    let Some(first_offset) = records.first().map(|record| record.offset) else { return Ok(0) };
    let events: Vec<_> = records.into_iter().map(|record| record.event).collect();
    let last = events.last().map(|event| event.event_id);
    let batch = Batch { topic, partition, first_offset, events };
    let (next, count) = (batch.next_offset(), batch.events.len());
    tables.ingest(batch).await?;
    if let Some(last) = last {
        memory.stored(partition, next - 1, last);
    }
    acknowledge(bus, place, from, next).await;
    Ok(count)
}

/// Acknowledges at a partition's beginning, and each time that a step's end is passed. What can't be acknowledged now
/// is so with the next step.
async fn acknowledge(bus: &dyn Bus, (topic, partition): (Topic, u32), from: u64, next: u64) {
    let is_due = from == 0 || next / ACKNOWLEDGE_STEP > from / ACKNOWLEDGE_STEP;
    if is_due && let Err(error) = in_time(bus.acknowledge(CONSUMER, topic, partition, next)).await {
        tracing::debug!(topic = topic.as_str(), partition, %error, "bus not acknowledged");
    }
}

/// A call of the bus, given up in the end: nothing else would end the wait for one that hangs.
async fn in_time<T>(call: impl Future<Output = Result<T, BusError>>) -> Result<T, BusError> {
    let late = || BusError::because(format!("no answer within {READ_LIMIT:?}"));
    tokio::time::timeout(READ_LIMIT, call).await.unwrap_or_else(|_| Err(late()))
}
