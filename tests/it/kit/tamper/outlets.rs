//! What tells others: the outboxes, notices, the bus, the analytics' tables.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use ai_tale::backends::Backends;
use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::backends::bus::{Bus, BusError, BusRecord};
use ai_tale::backends::store::{Backlog, Health, Notice, Notices, Outbox, OutboxPosition, PendingFact, StoreError};
use ai_tale::domain::{BusEvent, EventId, Rollup, RollupKey, Timestamp, Topic, UserId};
use async_trait::async_trait;

use super::{Tamper, Tampered};

/// Wraps what leaves the pipeline.
pub fn outlets_tampered(mut parts: Backends, tamper: &Arc<dyn Tamper>) -> Backends {
    parts.store.outbox = Arc::new(Tampered::new(&parts.store.outbox, tamper));
    parts.store.notices = Arc::new(Tampered::new(&parts.store.notices, tamper));
    parts.accounts.outbox = Arc::new(Tampered::new(&parts.accounts.outbox, tamper));
    parts.bus = Arc::new(Tampered::new(&parts.bus, tamper));
    parts.analytics = Arc::new(Tampered::new(&parts.analytics, tamper));
    parts
}

fn no_bus(reason: &'static str) -> BusError {
    BusError(reason.into())
}

#[async_trait]
impl Outbox for Tampered<dyn Outbox> {
    fn shards(&self) -> u32 {
        self.inner.shards()
    }

    async fn pending(
        &self,
        shard: u32,
        after: Option<OutboxPosition>,
        limit: usize,
    ) -> Result<Vec<PendingFact>, StoreError> {
        self.stored(self.inner.pending(shard, after, limit)).await
    }

    async fn delivered(&self, shard: u32, positions: &[OutboxPosition]) -> Result<(), StoreError> {
        let delivered = self.stored(self.inner.delivered(shard, positions));
        self.pass("delivered", StoreError::unavailable, delivered).await
    }

    async fn backlog(&self) -> Result<Backlog, StoreError> {
        self.stored(self.inner.backlog()).await
    }
}

#[async_trait]
impl Notices for Tampered<dyn Notices> {
    async fn put(&self, notice: Notice) -> Result<(), StoreError> {
        self.pass("put_notice", StoreError::unavailable, self.stored(self.inner.put(notice))).await
    }

    async fn list(&self, user: UserId, after: Option<EventId>, limit: usize) -> Result<Vec<Notice>, StoreError> {
        self.stored(self.inner.list(user, after, limit)).await
    }

    async fn mark_read(&self, user: UserId, id: EventId) -> Result<bool, StoreError> {
        self.stored(self.inner.mark_read(user, id)).await
    }
}

#[async_trait]
impl Bus for Tampered<dyn Bus> {
    async fn partitions(&self, topic: Topic) -> Result<u32, BusError> {
        self.stored(self.inner.partitions(topic)).await
    }

    async fn publish(&self, topic: Topic, events: &[BusEvent]) -> Result<(), BusError> {
        self.pass("publish", no_bus, self.stored(self.inner.publish(topic, events))).await
    }

    async fn read(&self, topic: Topic, partition: u32, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError> {
        self.stored(self.inner.read(topic, partition, offset, limit)).await
    }

    /// A wait, and no work: the clock goes on.
    async fn changed(&self, topic: Topic) {
        self.inner.changed(topic).await;
    }

    async fn acknowledge(
        &self,
        consumer: &str,
        topic: Topic,
        partition: u32,
        next_offset: u64,
    ) -> Result<(), BusError> {
        let acknowledged = self.stored(self.inner.acknowledge(consumer, topic, partition, next_offset));
        self.pass("acknowledge", no_bus, acknowledged).await
    }

    async fn begin(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        self.stored(self.inner.begin(topic, partition)).await
    }

    async fn end(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        self.stored(self.inner.end(topic, partition)).await
    }

    async fn probe(&self) -> Result<(), BusError> {
        self.stored(self.inner.probe()).await
    }
}

#[async_trait]
impl Analytics for Tampered<dyn Analytics> {
    fn batch_size(&self) -> usize {
        self.inner.batch_size()
    }

    fn flush_interval(&self) -> Duration {
        self.inner.flush_interval()
    }

    async fn next_offset(&self, topic: Topic, partition: u32) -> Result<u64, StoreError> {
        self.stored(self.inner.next_offset(topic, partition)).await
    }

    async fn ingest(&self, batch: Batch) -> Result<(), StoreError> {
        self.pass("ingest", StoreError::unavailable, self.stored(self.inner.ingest(batch))).await
    }

    async fn counts(&self, from: Timestamp, to: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
        self.stored(self.inner.counts(from, to)).await
    }

    async fn daily(
        &self,
        days: RangeInclusive<i64>,
        kind: Option<&str>,
        after: Option<RollupKey>,
        limit: usize,
    ) -> Result<Vec<Rollup>, StoreError> {
        self.stored(self.inner.daily(days, kind, after, limit)).await
    }

    async fn forget(&self, before: Timestamp, days_before: Timestamp) -> Result<(), StoreError> {
        self.stored(self.inner.forget(before, days_before)).await
    }
}

#[async_trait]
impl Health for Tampered<dyn Analytics> {
    async fn probe(&self) -> Result<(), StoreError> {
        self.stored(self.inner.probe()).await
    }
}
