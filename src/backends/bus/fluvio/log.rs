//! Topics as logs of bytes: append, the offsets that there are, read.

use std::ops::Range;

use fluvio::dataplane::link::ErrorCode;
use fluvio::dataplane::record::ReplicaKey;
use fluvio_spu_schema::server::fetch_offset::FetchOffsetsRequest;

use super::cluster::Cluster;
use super::failure::Failure;
use super::fetched;
use super::produced::{self, Pair};
use crate::backends::bus::Carried;
use crate::backends::bus::options::FluvioOptions;

/// Bytes that a record takes, more or less: so many are asked for at first for each that is wanted, ...
const RECORD: usize = 512;
/// ... at least this, ...
const LEAST: i32 = 1 << 16;
/// ... and where that is not even one batch, more, up to what no broker holds in one.
const MOST: i32 = 1 << 25;

/// Logs of a cluster.
pub(super) struct Log {
    pub(super) cluster: Cluster,
    pub(super) options: FluvioOptions,
}

impl Log {
    pub(super) fn new(options: FluvioOptions) -> Self {
        Self { cluster: Cluster::new(&options), options }
    }

    /// Appends in order. When this returns, the brokers have it.
    pub(super) async fn append(&self, topic: &str, partition: u32, pairs: Vec<Pair>) -> Result<(), Failure> {
        for load in produced::loads(pairs, self.options.batch_size, self.options.compression)? {
            let request = || produced::request(topic, partition, &load, self.options.request_timeout);
            let answer = self.cluster.ask((topic, partition), request).await?;
            self.heed(produced::outcome(&answer, load.len()))?;
        }
        Ok(())
    }

    /// From the first record that is still there to where the next will be.
    pub(super) async fn offsets(&self, topic: &str, partition: u32) -> Result<Range<u64>, Failure> {
        let request = || FetchOffsetsRequest::new(topic.to_owned(), partition);
        let answer = self.cluster.ask((topic, partition), request).await?;
        let missing = || Failure::Unintelligible("it says nothing of the partition".to_owned());
        let offsets = answer.find_partition(&ReplicaKey::new(topic, partition)).ok_or_else(missing)?;
        if offsets.error_code != ErrorCode::None {
            return self.heed(Err(Failure::Refused(offsets.error_code)));
        }
        Ok(unsigned(offsets.start_offset)..unsigned(offsets.last_stable_offset))
    }

    /// Up to `limit` records from an offset on, or from the first one that there is.
    pub(super) async fn read(
        &self,
        topic: &str,
        partition: u32,
        offset: u64,
        limit: usize,
    ) -> Result<Vec<Carried>, Failure> {
        let there = self.offsets(topic, partition).await?;
        let range = offset.max(there.start)..there.end;
        let (Ok(from), false) = (i64::try_from(range.start), range.is_empty() || limit == 0) else {
            return Ok(Vec::new());
        };
        let mut bytes = i32::try_from(limit.saturating_mul(RECORD)).unwrap_or(MOST).clamp(LEAST, MOST);
        loop {
            let request = || fetched::request(topic, partition, from, bytes);
            let answer = self.cluster.ask((topic, partition), request).await?;
            match self.heed(fetched::batches(answer, topic, partition))? {
                Some(batches) => return fetched::records(&batches, range, limit),
                None if bytes < MOST => bytes = bytes.saturating_mul(4).min(MOST),
                None => return Err(Failure::Unintelligible(format!("there is no batch at offset {from}"))),
            }
        }
    }

    /// An answer that refuses may mean that somebody else leads the partition by now.
    fn heed<T>(&self, outcome: Result<T, Failure>) -> Result<T, Failure> {
        if outcome.as_ref().is_err_and(Failure::is_of_an_old_map) {
            self.cluster.forget();
        }
        outcome
    }
}

/// A broker's offsets are signed, and never negative where there is a partition.
fn unsigned(offset: i64) -> u64 {
    u64::try_from(offset).unwrap_or_default()
}
