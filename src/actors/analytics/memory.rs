//! What is remembered of a topic's partitions between two steps, in this process alone: gaps that are not believed yet,
//! and the last record that was stored, by which another bus is known that has grown beyond it.

use std::collections::HashMap;

use super::reading::Gaps;
use crate::backends::bus::{Bus, BusError};
use crate::domain::{EventId, Topic};

/// Empty at first: then another bus is known only where it ends before the tables do.
#[derive(Default)]
pub struct Memory {
    pub(super) gaps: Gaps,
    last: HashMap<u32, Last>,
}

/// A record that was stored.
struct Last {
    offset: u64,
    event: EventId,
}

impl Memory {
    /// The partition's last record that is stored.
    pub(super) fn stored(&mut self, partition: u32, offset: u64, event: EventId) {
        self.last.insert(partition, Last { offset, event });
    }

    /// Whether another record stands before `from` than the one that was stored.
    pub(super) async fn is_another_bus(
        &self,
        bus: &dyn Bus,
        (topic, partition): (Topic, u32),
        from: u64,
    ) -> Result<bool, BusError> {
        let Some(last) = self.last.get(&partition).filter(|last| last.offset + 1 == from) else { return Ok(false) };
        let there = bus.read(topic, partition, last.offset, 1).await?;
        Ok(there.iter().any(|record| record.offset == last.offset && record.event.event_id != last.event))
    }
}
