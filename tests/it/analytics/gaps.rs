//! Offsets that are not consecutive, and what is made of them.

use std::sync::Arc;
use std::time::Duration;

use ai_tale::actors::analytics::{GAP_PATIENCE, GAP_READS, Memory, ingest_once};
use ai_tale::backends::analytics::Analytics as _;
use ai_tale::backends::bus::{Bus, BusError, BusRecord};
use ai_tale::domain::{BusEvent, Topic};
use async_trait::async_trait;
use tokio::time::Instant;

use super::{requests, start, step};
use crate::kit::fakes::{FakeBus, FakeTables, lock, until};

const TOPIC: Topic = Topic::Performance;

#[tokio::test(start_paused = true)]
async fn a_record_that_was_skipped_is_read_again() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    bus.publish(TOPIC, &requests(0..10)).await.unwrap();
    // Once within the batch, then at its beginning for as long as a step reads again.
    *lock(&bus.skipped) = Some((TOPIC, 4, GAP_READS as usize));
    while step(&bus, &tables).await.unwrap() > 0 {}
    assert_eq!(tables.numbers(), (0..10).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_hidden_record_is_waited_for() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    bus.publish(TOPIC, &requests(0..10)).await.unwrap();
    *lock(&bus.skipped) = Some((TOPIC, 4, usize::MAX));
    start(&bus, &tables, TOPIC).await;
    tokio::time::sleep(GAP_PATIENCE.saturating_sub(Duration::from_secs(5))).await;
    assert_eq!(tables.numbers(), [0, 1, 2, 3], "nothing behind the gap is stored before it");
    *lock(&bus.skipped) = None;
    until("all events", || tables.numbers().len() == 10).await;
    assert_eq!(tables.numbers(), (0..10).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_record_that_never_comes_is_passed() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    bus.publish(TOPIC, &requests(0..10)).await.unwrap();
    *lock(&bus.skipped) = Some((TOPIC, 4, usize::MAX));
    let started = Instant::now();
    start(&bus, &tables, TOPIC).await;
    until("the others", || tables.numbers().len() == 9).await;
    assert!(started.elapsed() >= GAP_PATIENCE && started.elapsed() < 2 * GAP_PATIENCE, "{:?}", started.elapsed());
    assert_eq!(tables.numbers(), [0, 1, 2, 3, 5, 6, 7, 8, 9]);
    bus.publish(TOPIC, &requests(10..12)).await.unwrap();
    until("later ones", || tables.numbers().len() == 11).await;
}

#[tokio::test(start_paused = true)]
async fn forgotten_records_are_passed_at_once() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    bus.publish(TOPIC, &requests(0..10)).await.unwrap();
    lock(&bus.forgotten).insert(TOPIC, 6);
    let started = Instant::now();
    assert_eq!(step(&bus, &tables).await.unwrap(), 4);
    assert_eq!(tables.numbers(), [6, 7, 8, 9]);
    assert_eq!(started.elapsed(), Duration::ZERO);
    assert_eq!(tables.next_offset(TOPIC, 0).await.unwrap(), 10);
}

/// Gives back what stands here, whatever was asked for.
struct Careless(Vec<BusRecord>);

#[async_trait]
impl Bus for Careless {
    async fn partitions(&self, _: Topic) -> Result<u32, BusError> {
        Ok(1)
    }

    async fn publish(&self, _: Topic, _: &[BusEvent]) -> Result<(), BusError> {
        Err(BusError("it holds what it holds".into()))
    }

    async fn read(&self, _: Topic, _: u32, _: u64, _: usize) -> Result<Vec<BusRecord>, BusError> {
        Ok(self.0.clone())
    }

    async fn changed(&self, _: Topic) {}

    async fn acknowledge(&self, _: &str, _: Topic, _: u32, _: u64) -> Result<(), BusError> {
        Ok(())
    }

    async fn begin(&self, _: Topic, _: u32) -> Result<u64, BusError> {
        Ok(0)
    }

    async fn end(&self, _: Topic, _: u32) -> Result<u64, BusError> {
        Ok(self.0.len() as u64)
    }

    async fn probe(&self) -> Result<(), BusError> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn records_out_of_order_are_stored_in_order() {
    let events = requests(0..6);
    let record = |offset: u64| BusRecord { offset, event: events[usize::try_from(offset).unwrap()].clone() };
    let bus = Careless([3, 0, 2, 2, 1, 0, 5, 4, 3].map(record).into());
    let (tables, mut memory) = (FakeTables::default(), Memory::default());
    assert_eq!(ingest_once(&bus, &tables, TOPIC, &mut memory).await.unwrap(), 6);
    assert_eq!(tables.numbers(), [0, 1, 2, 3, 4, 5]);
    assert_eq!(tables.deliveries(), 6);
    assert_eq!(ingest_once(&bus, &tables, TOPIC, &mut memory).await.unwrap(), 0, "old ones are no news");
}
