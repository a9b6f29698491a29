//! The event bus: topics of ordered, numbered records. [`local`] is the embedded default, durable in the data
//! directory; [`fluvio`] is for more than one machine.
//!
//! A topic has partitions, each with offsets of its own; events of one story, or of one reader, are in one partition
//! ([`partition`]) and in their order there. A consumer keeps its own offsets, checks that they are consecutive, and
//! re-reads from a gap. **Every call is about one topic, so that one topic's trouble slows no other.** Beside its
//! topics of facts a bus may carry what is none: [`Carrier`].

mod carrier;
mod error;
#[cfg(feature = "fluvio")]
pub mod fluvio;
pub mod local;
pub mod options;
mod partition;

use async_trait::async_trait;

pub use carrier::{Carried, Carrier};
pub use error::BusError;
pub use options::{Kind, Options};

use crate::domain::{BusEvent, Topic};

/// A record as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct BusRecord {
    /// Its place in the partition: 0, 1, 2 ...
    pub offset: u64,
    pub event: BusEvent,
}

/// Topics of ordered records.
#[async_trait]
pub trait Bus: Send + Sync {
    /// How many partitions a topic has, numbered from 0; one at least. A bus that is open keeps their number.
    async fn partitions(&self, topic: Topic) -> Result<u32, BusError>;

    /// Appends events of this topic, each to the partition of its key, in order. When this returns, they survive a
    /// crash. After an error some of them may be there; a repeat appends those again.
    async fn publish(&self, topic: Topic, events: &[BusEvent]) -> Result<(), BusError>;

    /// Up to `limit` records of a partition from `offset` on; those that the bus has forgotten are skipped. A bus may
    /// leave out a record that a later read returns.
    async fn read(&self, topic: Topic, partition: u32, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError>;

    /// Returns when something was published to a topic since the last call, or at the latest after a moment of the
    /// bus's choice. A hint: a consumer reads again whatever this says.
    async fn changed(&self, topic: Topic);

    /// A consumer will ask for nothing before `next_offset` any more. With its first call it is known to the partition:
    /// a bus that counts its consumers may forget what all that it knows have acknowledged, and nothing else. One that
    /// keeps records for a set time keeps them for that long, acknowledged or not, and no longer: a consumer that is
    /// away for more finds a later [`Bus::begin`]. An offset before an earlier one changes nothing; one beyond the
    /// partition's end counts as that end.
    async fn acknowledge(&self, consumer: &str, topic: Topic, partition: u32, next_offset: u64)
    -> Result<(), BusError>;

    /// The offset of the first record that a partition still has; its end where there is none. Everything before it was
    /// forgotten, and nothing at or behind it.
    async fn begin(&self, topic: Topic, partition: u32) -> Result<u64, BusError>;

    /// The offset that a partition's next record gets. An offset beyond it is of a bus that was lost since.
    async fn end(&self, topic: Topic, partition: u32) -> Result<u64, BusError>;

    /// Whether the bus answers and, as far as it can be told without a record, can write.
    async fn probe(&self) -> Result<(), BusError>;
}
