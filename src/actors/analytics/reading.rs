//! Reading a partition without gaps. **Offsets must be consecutive**: a consumer of a real bus may skip records that a
//! later read returns, so a gap is read again before it is believed.

use std::time::Duration;

use crate::backends::bus::{Bus, BusError, BusRecord};
use crate::domain::Topic;

/// How often a gap is read again before it counts as retention's work, and the pause before each time.
pub const GAP_READS: u32 = 3;
const GAP_PAUSE: Duration = Duration::from_millis(200);

/// At most `limit` consecutive records from `from` on; later ones only when the bus keeps saying that it has none
/// before them.
pub(super) async fn read_without_gaps(
    bus: &dyn Bus,
    topic: Topic,
    partition: u32,
    from: u64,
    limit: usize,
) -> Result<Vec<BusRecord>, BusError> {
    for _ in 0..GAP_READS {
        let records = consecutive(bus.read(topic, partition, from, limit).await?);
        match records.first() {
            Some(first) if first.offset != from => tokio::time::sleep(GAP_PAUSE).await,
            _ => return Ok(records),
        }
    }
    let records = consecutive(bus.read(topic, partition, from, limit).await?);
    if let Some(first) = records.first().filter(|first| first.offset != from) {
        let missing = first.offset - from;
        tracing::warn!(topic = topic.as_str(), partition, from, missing, "records are gone from the bus");
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
