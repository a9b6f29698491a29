//! Reading a partition without gaps. **Offsets must be consecutive**: a consumer of a real bus may skip records that a
//! later read returns, so a gap is read again before it is believed. It is believed at once where the bus says that it
//! has forgotten these records, else only when it has stood for long: meanwhile the partition waits, and no other.

use std::collections::HashMap;
use std::time::Duration;

use metrics::counter;
use tokio::time::Instant;

use crate::backends::bus::{Bus, BusError, BusRecord};
use crate::domain::Topic;
use crate::metrics::{BUS_GAPS, label};

/// How often a step reads a gap again, and the pause before each time: mostly once is enough.
pub const GAP_READS: u32 = 3;
const GAP_PAUSE: Duration = Duration::from_millis(200);

/// A gap that stands for so long holds no record that can be read.
pub const GAP_PATIENCE: Duration = Duration::from_mins(1);

/// The gaps of a topic's partitions that are not believed yet.
#[derive(Default)]
pub(super) struct Gaps(HashMap<u32, Gap>);

struct Gap {
    /// The offset of the first record that is missing.
    from: u64,
    since: Instant,
}

/// At most `limit` consecutive records from `from` on; later ones only when those before them are gone for good. None:
/// there is no more for now, or a gap is doubted still.
pub(super) async fn read_without_gaps(
    bus: &dyn Bus,
    (topic, partition): (Topic, u32),
    mut from: u64,
    limit: usize,
    gaps: &mut Gaps,
) -> Result<Vec<BusRecord>, BusError> {
    let mut looks = 0;
    loop {
        let records = consecutive(bus.read(topic, partition, from, limit).await?, from);
        let Some(first) = records.first().map(|record| record.offset) else { return Ok(records) };
        if first == from {
            if gaps.close(partition, from) || looks > 0 {
                counter!(BUS_GAPS, label::OUTCOME => "read_again").increment(1);
            }
            return Ok(records);
        }
        let (begin, missing) = (bus.begin(topic, partition).await?, first - from);
        if begin > from {
            tracing::warn!(topic = topic.as_str(), partition, from, begin, "the bus has forgotten records");
            counter!(BUS_GAPS, label::OUTCOME => "forgotten").increment(1);
            gaps.close(partition, from);
            from = begin;
        } else if looks < GAP_READS {
            looks += 1;
            tokio::time::sleep(GAP_PAUSE).await;
        } else if gaps.has_stood(partition, from) {
            tracing::error!(topic = topic.as_str(), partition, from, missing, "records of the bus can't be read");
            counter!(BUS_GAPS, label::OUTCOME => "lost").increment(1);
            gaps.close(partition, from);
            return Ok(records);
        } else {
            tracing::debug!(topic = topic.as_str(), partition, from, missing, "a gap is doubted");
            return Ok(Vec::new());
        }
    }
}

impl Gaps {
    /// Whether a gap has been there for too long; it is noted where it is new.
    fn has_stood(&mut self, partition: u32, from: u64) -> bool {
        let gap = self.0.entry(partition).or_insert_with(|| Gap { from, since: Instant::now() });
        if gap.from != from {
            *gap = Gap { from, since: Instant::now() };
        }
        gap.since.elapsed() >= GAP_PATIENCE
    }

    /// Whether there was one there.
    fn close(&mut self, partition: u32, from: u64) -> bool {
        self.0.remove(&partition).is_some_and(|gap| gap.from == from)
    }
}

/// The records from an offset on in their order, each once, up to the first gap among them.
fn consecutive(mut records: Vec<BusRecord>, from: u64) -> Vec<BusRecord> {
    records.retain(|record| record.offset >= from);
    records.sort_by_key(|record| record.offset);
    records.dedup_by_key(|record| record.offset);
    let gap = records.windows(2).position(|pair| pair[1].offset != pair[0].offset + 1);
    if let Some(before) = gap {
        records.truncate(before + 1);
    }
    records
}
