//! What analytics has seen: raw events by family, each counted once.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{BusEvent, Timestamp, Topic};

/// An event as it came from the bus.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// Its place in the topic.
    pub offset: u64,
    /// The event.
    pub event: BusEvent,
}

/// The tables `content_events`, `user_events`, `performance_metrics` and `error_events`.
#[async_trait]
pub trait Analytics: Send + Sync {
    /// The offset after the last one ingested of a topic; 0 at first.
    async fn next_offset(&self, topic: Topic) -> Result<u64, StoreError>;

    /// Stores the events that are new by `event_id`, and where to go on, as one step.
    async fn ingest(&self, topic: Topic, deliveries: &[Delivery], next_offset: u64) -> Result<(), StoreError>;

    /// How many events of each type happened in `from..to`.
    async fn counts(&self, from: Timestamp, to: Timestamp) -> Result<Vec<(String, u64)>, StoreError>;

    /// Forgets raw events that are older than `before`.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
