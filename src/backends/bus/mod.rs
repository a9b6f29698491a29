//! The event bus: topics of ordered, numbered records. [`local`] is the embedded default, durable in the data directory.
//!
//! A consumer keeps its own offset, checks that offsets are consecutive, and re-reads from a gap.

pub mod local;
mod options;

use async_trait::async_trait;

pub use options::{Kind, Options};

use crate::domain::{BusEvent, Topic};

/// What can go wrong: the bus can't be reached or can't write now. Wait and try again.
#[derive(Debug, thiserror::Error)]
#[error("the bus is unavailable: {0}")]
pub struct BusError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// A record as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct BusRecord {
    /// Its place in the topic: 0, 1, 2 ...
    pub offset: u64,
    /// What it says.
    pub event: BusEvent,
}

/// Topics of ordered records.
#[async_trait]
pub trait Bus: Send + Sync {
    /// Appends events to their topics, in order. When this returns, they survive a crash.
    async fn publish(&self, events: &[BusEvent]) -> Result<(), BusError>;

    /// Up to `limit` records of a topic from `offset` on; those that retention took are skipped.
    async fn read(&self, topic: Topic, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError>;

    /// Returns when something was published since the last call, or at the latest after a moment of the bus's choice.
    /// A hint: a consumer reads again whatever this says.
    async fn changed(&self);

    /// Forgets records of a topic before `offset` (all their consumers are beyond it).
    async fn trim(&self, topic: Topic, offset: u64) -> Result<(), BusError>;

    /// The offset that a topic's next record gets. An offset beyond it is of a bus that was lost since.
    async fn end(&self, topic: Topic) -> Result<u64, BusError>;

    /// Whether the bus answers and can write, for readiness.
    async fn probe(&self) -> Result<(), BusError>;
}
