//! Records on their way to a broker: batches, the request that carries them, and what its answer means.

use std::time::Duration;

use fluvio::dataplane::link::ErrorCode;
use fluvio::dataplane::record::{Batch, RawRecords, Record};
use fluvio::{Compression as Codec, Isolation};
use fluvio_spu_schema::produce::{
    DefaultPartitionRequest, DefaultProduceRequest, DefaultTopicRequest, ProduceResponse,
};

use super::failure::Failure;
use crate::backends::bus::options::Compression;
use crate::domain::Timestamp;

/// Bytes of one request: some batches, which are answered together.
const REQUEST: usize = 1 << 20;

/// A key and a value.
pub(super) type Pair = (String, Vec<u8>);

/// Batches, as many as one request carries.
pub(super) type Load = Vec<Batch<RawRecords>>;

/// All of these in order, in batches of up to `size` bytes before they are compressed; more than that goes alone.
pub(super) fn loads(pairs: Vec<Pair>, size: usize, compression: Compression) -> Result<Vec<Load>, Failure> {
    let mut loads: Vec<Load> = Vec::new();
    let mut free = 0;
    for records in chunks(pairs, size) {
        let batch = batch(records, compression)?;
        let bytes = batch.records().0.len();
        if bytes > free {
            loads.push(Vec::new());
            free = REQUEST;
        }
        free = free.saturating_sub(bytes);
        loads.last_mut().expect("one was begun when there was no room").push(batch);
    }
    Ok(loads)
}

fn chunks(pairs: Vec<Pair>, size: usize) -> Vec<Vec<Record>> {
    let mut chunks: Vec<Vec<Record>> = Vec::new();
    let mut free = 0;
    for (key, value) in pairs {
        let bytes = key.len() + value.len();
        if bytes > free {
            chunks.push(Vec::new());
            free = size;
        }
        free = free.saturating_sub(bytes);
        chunks.last_mut().expect("one was begun when there was no room").push(Record::new_key_value(key, value));
    }
    chunks
}

fn batch(records: Vec<Record>, compression: Compression) -> Result<Batch<RawRecords>, Failure> {
    let now = Timestamp::now().as_millis();
    let mut batch = Batch::from(records);
    let header = batch.get_mut_header();
    (header.first_timestamp, header.max_time_stamp) = (now, now);
    header.set_compression(codec(compression));
    batch.try_into().map_err(|error| Failure::Unwritable(format!("{error}")))
}

/// A request that is answered when every replica that is in step has the batches.
pub(super) fn request(topic: &str, partition: u32, load: &Load, limit: Duration) -> DefaultProduceRequest {
    let mut of_topic = DefaultTopicRequest { name: topic.to_owned(), ..Default::default() };
    for batch in load {
        let mut of_partition = DefaultPartitionRequest { partition_index: partition, ..Default::default() };
        of_partition.records.batches.push(batch.clone());
        of_topic.partitions.push(of_partition);
    }
    let topics = vec![of_topic];
    DefaultProduceRequest { isolation: Isolation::ReadCommitted, timeout: limit, topics, ..Default::default() }
}

/// Whether the broker has all of `batches`.
pub(super) fn outcome(answer: &ProduceResponse, batches: usize) -> Result<(), Failure> {
    let mut answered = 0;
    for partition in answer.responses.iter().flat_map(|topic| &topic.partitions) {
        if partition.error_code != ErrorCode::None {
            return Err(Failure::Refused(partition.error_code.clone()));
        }
        answered += 1;
    }
    if answered == batches {
        Ok(())
    } else {
        Err(Failure::Unintelligible(format!("{answered} of {batches} batches are answered")))
    }
}

fn codec(compression: Compression) -> Codec {
    match compression {
        Compression::None => Codec::None,
        Compression::Gzip => Codec::Gzip,
        Compression::Snappy => Codec::Snappy,
        Compression::Lz4 => Codec::Lz4,
        Compression::Zstd => Codec::Zstd,
    }
}
