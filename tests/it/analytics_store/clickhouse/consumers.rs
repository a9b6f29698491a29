//! Two consumers of the same partitions at once, as when a node that was thought dead is not: each record counts once,
//! whoever ingests it.

use std::collections::HashSet;
use std::sync::Arc;

use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::backends::error::StoreError;
use ai_tale::domain::{BusEvent, Topic};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{another, ask, options, prepared};
use crate::analytics_store::conformance::completed;

const PARTITIONS: u32 = 3;
const RECORDS: usize = 60;

/// Each partition's records, some of them twice, as a relay repeats them.
fn partitions(random: &mut StdRng) -> Vec<Vec<BusEvent>> {
    let mut partition = |number: u32| {
        let mut records: Vec<BusEvent> = Vec::new();
        while records.len() < RECORDS {
            let is_repeated = !records.is_empty() && random.random_ratio(1, 4);
            let repeated = is_repeated.then(|| records[random.random_range(0..records.len())].clone());
            records.push(repeated.unwrap_or_else(|| completed(random.random_range(0..40), "night", number.into())));
        }
        records
    };
    (0..PARTITIONS).map(&mut partition).collect()
}

/// Reads on from where the tables end, so many records at a time, until there are no more.
async fn consume(tables: &dyn Analytics, partitions: &[Vec<BusEvent>], mut random: StdRng) {
    let mut is_behind = true;
    while is_behind {
        is_behind = false;
        for (partition, records) in (0..).zip(partitions) {
            let from = usize::try_from(tables.next_offset(Topic::Content, partition).await.unwrap()).unwrap();
            let rest = &records[from..];
            let mut count = random.random_range(1..20);
            while let Err(error) = ingest(tables, partition, from, &rest[..count.min(rest.len())]).await {
                // what the other one has begun has to be given whole
                assert!(error.to_string().contains("waited for"), "{error}");
                count += 5;
            }
            is_behind |= !rest.is_empty();
        }
    }
}

async fn ingest(tables: &dyn Analytics, partition: u32, from: usize, events: &[BusEvent]) -> Result<(), StoreError> {
    if events.is_empty() {
        return Ok(());
    }
    let batch = Batch { topic: Topic::Content, partition, first_offset: from as u64, events: events.to_vec() };
    tables.ingest(batch).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_consumers_count_each_record_once() {
    let Some(options) = options() else { return };
    prepared(&options).await;
    let seed = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let partitions = Arc::new(partitions(&mut random));
    let consumers: Vec<_> = (0..2)
        .map(|number| {
            let (tables, partitions) = (another(&options), Arc::clone(&partitions));
            let random = StdRng::seed_from_u64(seed + number);
            tokio::spawn(async move { consume(&tables, &partitions, random).await })
        })
        .collect();
    for consumer in consumers {
        consumer.await.unwrap();
    }
    let ids: HashSet<_> = partitions.iter().flatten().map(|event| event.event_id).collect();
    assert_eq!(ask(&options, "SELECT count() FROM content_events").await, ids.len() as u64);
    assert_eq!(ask(&options, "SELECT uniqExact(event_id) FROM content_events").await, ids.len() as u64);
    assert_eq!(ask(&options, "SELECT sum(count) FROM daily").await, ids.len() as u64);
}
