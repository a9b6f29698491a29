//! What analytics are given at once: records of the bus, and with them where to go on.

use crate::domain::{BusEvent, Topic};

/// Consecutive records of a partition, as its consumer read them.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    pub topic: Topic,
    /// Which of the topic's partitions, counted from 0.
    pub partition: u32,
    /// The first record's offset; where to go on when there are no records.
    pub first_offset: u64,
    pub events: Vec<BusEvent>,
}

impl Batch {
    /// The offset after the last record.
    #[must_use]
    pub fn next_offset(&self) -> u64 {
        self.first_offset + self.events.len() as u64
    }
}
