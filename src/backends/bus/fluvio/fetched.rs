//! What a broker answers to a fetch: its file's bytes from a batch's begin on, cut wherever they were enough.

use std::ops::Range;

use fluvio::Isolation;
use fluvio::dataplane::link::ErrorCode;
use fluvio::dataplane::record::{BATCH_HEADER_SIZE, Batch, RawRecords, RecordSet};
use fluvio_spu_schema::fetch::{FetchPartition, FetchRequest, FetchResponse, FetchableTopic};

use super::failure::Failure;
use crate::backends::bus::Carried;

/// Asks for the committed records from an offset on, in so many bytes.
pub(super) fn request(topic: &str, partition: u32, offset: i64, bytes: i32) -> FetchRequest<RecordSet<RawRecords>> {
    let of_partition =
        FetchPartition { partition_index: partition, fetch_offset: offset, max_bytes: bytes, ..Default::default() };
    let topics = vec![FetchableTopic { name: topic.to_owned(), fetch_partitions: vec![of_partition] }];
    FetchRequest { max_bytes: bytes, isolation_level: Isolation::ReadCommitted, topics, ..Default::default() }
}

/// The batches of the answer that came whole; `None`: not even the first one did.
pub(super) fn batches(
    answer: FetchResponse<RecordSet<RawRecords>>,
    topic: &str,
    partition: u32,
) -> Result<Option<Vec<Batch<RawRecords>>>, Failure> {
    let missing = || Failure::Unintelligible("it says nothing of the partition".to_owned());
    let answer = answer.find_partition(topic, partition).ok_or_else(missing)?;
    if answer.error_code != ErrorCode::None {
        return Err(Failure::Refused(answer.error_code));
    }
    let whole: Vec<_> = answer.records.batches.into_iter().take_while(is_whole).collect();
    Ok(Some(whole).filter(|whole| !whole.is_empty()))
}

/// Up to `limit` records of a range. Each has the offset that its place in its batch gives it.
pub(super) fn records(batches: &[Batch<RawRecords>], range: Range<u64>, limit: usize) -> Result<Vec<Carried>, Failure> {
    let mut records = Vec::new();
    for batch in batches {
        let base = u64::try_from(batch.base_offset).map_err(|_| damaged(batch))?;
        if records.len() >= limit || base >= range.end {
            break;
        }
        let of_batch = batch.memory_records().map_err(|error| Failure::Unintelligible(error.to_string()))?;
        if of_batch.len() != batch.records_len() {
            return Err(damaged(batch));
        }
        let numbered = (base..).zip(of_batch).filter(|(offset, _)| range.contains(offset));
        records.extend(numbered.map(|(offset, record)| Carried { offset, bytes: record.into_value().into_vec() }));
    }
    records.truncate(limit);
    Ok(records)
}

/// Whether the answer was not cut within it.
fn is_whole(batch: &Batch<RawRecords>) -> bool {
    usize::try_from(batch.batch_len).is_ok_and(|length| batch.records().0.len() + BATCH_HEADER_SIZE == length)
}

fn damaged(batch: &Batch<RawRecords>) -> Failure {
    Failure::Unintelligible(format!("the batch at offset {} is damaged", batch.base_offset))
}
