//! Two nodes that share a bus.

use std::sync::atomic::{AtomicUsize, Ordering};

use ai_tale::backends::bus::{Bus, BusError, BusRecord};
use ai_tale::domain::{BusEvent, Topic};
use async_trait::async_trait;

/// Two nodes on one bus, which take turns at publishing.
pub struct Alternating<B> {
    nodes: [B; 2],
    turn: AtomicUsize,
}

impl<B: Bus> Alternating<B> {
    pub fn between(nodes: [B; 2]) -> Self {
        Self { nodes, turn: AtomicUsize::new(0) }
    }
}

#[async_trait]
impl<B: Bus> Bus for Alternating<B> {
    async fn partitions(&self, topic: Topic) -> Result<u32, BusError> {
        self.nodes[0].partitions(topic).await
    }

    async fn publish(&self, topic: Topic, events: &[BusEvent]) -> Result<(), BusError> {
        self.nodes[self.turn.fetch_add(1, Ordering::SeqCst) % 2].publish(topic, events).await
    }

    async fn read(&self, topic: Topic, partition: u32, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError> {
        self.nodes[0].read(topic, partition, offset, limit).await
    }

    async fn changed(&self, topic: Topic) {
        self.nodes[0].changed(topic).await;
    }

    async fn acknowledge(&self, who: &str, topic: Topic, partition: u32, next_offset: u64) -> Result<(), BusError> {
        self.nodes[0].acknowledge(who, topic, partition, next_offset).await
    }

    async fn begin(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        self.nodes[0].begin(topic, partition).await
    }

    async fn end(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        self.nodes[0].end(topic, partition).await
    }

    async fn probe(&self) -> Result<(), BusError> {
        self.nodes[0].probe().await
    }
}
