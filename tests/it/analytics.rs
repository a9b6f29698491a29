//! Analytics: each event of the bus is in the tables once, whatever the bus and the store do meanwhile.
//!
//! `gaps` is about offsets that are not consecutive, `hostile` about everything at once, from the outbox to the tables.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod gaps;
mod hostile;

use std::sync::Arc;
use std::time::Duration;

use ai_tale::actors::analytics::{ACKNOWLEDGE_STEP, IngestError, Ingestion, Memory, ingest_once};
use ai_tale::backends::analytics::Analytics as _;
use ai_tale::backends::bus::Bus;
use ai_tale::domain::{BusEvent, Timestamp, Topic};
use ai_tale::flow::background::{Background, Ended};
use ractor::{Actor, ActorRef};

use crate::kit::fakes::{FakeBus, FakeTables, event, lock, until};

fn requests(numbers: std::ops::Range<usize>) -> Vec<BusEvent> {
    numbers.map(|number| event("api.request", number)).collect()
}

async fn start(bus: &Arc<FakeBus>, tables: &Arc<FakeTables>, topic: Topic) -> ActorRef<Ended> {
    let ingestion = Ingestion { topic, bus: bus.clone(), tables: tables.clone() };
    Actor::spawn(None, Background::new(), ingestion).await.unwrap().0
}

/// A step of the topic that most of these tests are about.
async fn step(bus: &FakeBus, tables: &FakeTables) -> Result<usize, IngestError> {
    ingest_once(bus, tables, Topic::Performance, &mut Memory::default()).await
}

#[tokio::test(start_paused = true)]
async fn repeated_events_are_counted_once() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    let events: Vec<_> = ["story.created", "story.viewed", "api.request", "error.api", "story.created"]
        .iter()
        .enumerate()
        .map(|(number, kind)| event(kind, number))
        .collect();
    for _ in 0..3 {
        bus.publish_all(&events).await.unwrap();
    }
    for (topic, records) in Topic::ALL.into_iter().zip([6, 3, 3, 3]) {
        let mut memory = Memory::default();
        assert_eq!(ingest_once(&bus, &tables, topic, &mut memory).await.unwrap(), records);
        assert_eq!(ingest_once(&bus, &tables, topic, &mut memory).await.unwrap(), 0);
    }
    let counts = tables.counts(Timestamp::default(), Timestamp::now()).await.unwrap();
    let expected = [("api.request", 1), ("error.api", 1), ("story.created", 2), ("story.viewed", 1)];
    assert_eq!(counts, expected.map(|(kind, count)| (kind.to_owned(), count)));
}

#[tokio::test(start_paused = true)]
async fn a_lost_bus_s_successor_is_read_whole() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    let facts = requests(0..300);
    bus.publish(Topic::Performance, &facts).await.unwrap();
    while step(&bus, &tables).await.unwrap() > 0 {}

    bus.lose();
    assert_eq!(step(&bus, &tables).await.unwrap(), 0);
    assert_eq!(tables.next_offset(Topic::Performance, 0).await.unwrap(), 0);
    // the outbox publishes again what it does not know to be delivered
    bus.publish(Topic::Performance, &facts[298..]).await.unwrap();
    bus.publish(Topic::Performance, &requests(300..310)).await.unwrap();
    assert_eq!(step(&bus, &tables).await.unwrap(), 12);
    assert_eq!(tables.numbers(), (0..310).collect::<Vec<_>>());
    assert_eq!(tables.next_offset(Topic::Performance, 0).await.unwrap(), 12);
}

#[tokio::test(start_paused = true)]
async fn a_successor_grown_beyond_the_end_is_known() {
    let (bus, tables, mut memory) = (FakeBus::default(), FakeTables::default(), Memory::default());
    bus.publish(Topic::Performance, &requests(0..300)).await.unwrap();
    while ingest_once(&bus, &tables, Topic::Performance, &mut memory).await.unwrap() > 0 {}
    bus.lose();
    bus.publish(Topic::Performance, &requests(300..700)).await.unwrap();
    while ingest_once(&bus, &tables, Topic::Performance, &mut memory).await.unwrap() > 0 {}
    assert_eq!(tables.numbers(), (0..700).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_topic_put_back_is_read_again() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    bus.publish(Topic::Performance, &requests(0..300)).await.unwrap();
    while step(&bus, &tables).await.unwrap() > 0 {}
    bus.lose();
    bus.publish(Topic::Performance, &requests(300..310)).await.unwrap();
    assert_eq!(step(&bus, &tables).await.unwrap(), 10);
    assert_eq!(tables.numbers(), (0..310).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn whatever_is_published_meanwhile_nothing_is_read_again() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    start(&bus, &tables, Topic::Performance).await;
    for number in 0..200 {
        bus.publish(Topic::Performance, &requests(number..number + 1)).await.unwrap();
        tokio::task::yield_now().await;
    }
    until("all events", || tables.numbers().len() == 200).await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert_eq!(tables.deliveries(), 200);
}

#[tokio::test(start_paused = true)]
async fn the_bus_is_told_how_far_it_is() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    let steps = usize::try_from(ACKNOWLEDGE_STEP).unwrap();
    bus.publish(Topic::Performance, &requests(0..3 * steps + 10)).await.unwrap();
    while step(&bus, &tables).await.unwrap() > 0 {}
    let acknowledged = lock(&bus.acknowledged)[&Topic::Performance];
    assert!((3 * ACKNOWLEDGE_STEP..=3 * ACKNOWLEDGE_STEP + 256).contains(&acknowledged), "{acknowledged}");
    assert_eq!(tables.next_offset(Topic::Performance, 0).await.unwrap(), 3 * ACKNOWLEDGE_STEP + 10);
}

#[tokio::test(start_paused = true)]
async fn a_consumer_is_known_before_it_reads() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    bus.reading.fail(true);
    start(&bus, &tables, Topic::Performance).await;
    until("an acknowledgement of nothing", || lock(&bus.acknowledged).get(&Topic::Performance) == Some(&0)).await;
}

#[tokio::test(start_paused = true)]
async fn a_topic_in_trouble_keeps_no_other_waiting() {
    let (bus, tables) = (Arc::new(FakeBus::with(Topic::Content)), Arc::new(FakeTables::default()));
    *lock(&tables.troubled) = Some(Topic::Content);
    for topic in Topic::ALL {
        start(&bus, &tables, topic).await;
    }
    bus.publish_all(&[event("story.created", 0), event("error.api", 1)]).await.unwrap();
    until("the other topic's event", || tables.numbers() == [1]).await;
    *lock(&tables.troubled) = None;
    until("all events", || tables.numbers() == [1, 0]).await;
}

#[tokio::test(start_paused = true)]
async fn outages_and_panics_cost_only_time() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    bus.publish(Topic::Performance, &requests(0..300)).await.unwrap();
    tables.mood.fail(true);
    start(&bus, &tables, Topic::Performance).await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert!((5..20).contains(&tables.mood.calls()), "tried {} times in a minute", tables.mood.calls());
    tables.mood.fail(false);
    until("the first events", || tables.numbers().len() == 300).await;

    bus.reading.fail(true);
    bus.publish(Topic::Performance, &requests(300..310)).await.unwrap();
    tokio::time::sleep(Duration::from_mins(1)).await;
    bus.reading.fail(false);
    until("the next events", || tables.numbers().len() == 310).await;
    bus.reading.hang();
    tokio::time::sleep(Duration::from_mins(1)).await;
    bus.reading.recover();

    tables.mood.panic_once();
    bus.publish(Topic::Performance, &requests(310..320)).await.unwrap();
    until("the last events", || tables.numbers().len() == 320).await;
    assert_eq!(tables.numbers(), (0..320).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn killed_consumers_lose_and_repeat_nothing() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    for round in 0..5 {
        let actor = start(&bus, &tables, Topic::Performance).await;
        bus.publish(Topic::Performance, &requests(round * 300..(round + 1) * 300)).await.unwrap();
        until("some events", || tables.numbers().len() > round * 300).await;
        if round % 2 == 0 { actor.kill() } else { actor.stop_and_wait(None, None).await.unwrap() }
    }
    while step(&bus, &tables).await.unwrap() > 0 {}
    assert_eq!(tables.numbers(), (0..1500).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn steps_come_no_more_often_than_wanted() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    *lock(&tables.flush) = Duration::from_secs(1);
    start(&bus, &tables, Topic::Performance).await;
    for number in 0..100 {
        bus.publish(Topic::Performance, &requests(number..number + 1)).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    until("all events", || tables.numbers().len() == 100).await;
    assert!((9..=12).contains(&tables.mood.calls()), "{} steps in 10 s", tables.mood.calls());
}

#[tokio::test(start_paused = true)]
async fn what_waits_in_plenty_waits_no_longer() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    *lock(&tables.flush) = Duration::from_secs(1);
    bus.publish(Topic::Performance, &requests(0..2560)).await.unwrap();
    let begun = tokio::time::Instant::now();
    start(&bus, &tables, Topic::Performance).await;
    until("all events", || tables.numbers().len() == 2560).await;
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn batches_grow_while_the_tables_are_slow() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    tables.mood.take(Duration::from_secs(5));
    start(&bus, &tables, Topic::Performance).await;
    for number in 0..100 {
        bus.publish(Topic::Performance, &requests(number..number + 1)).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    until("all events", || tables.numbers().len() == 100).await;
    assert!((2..=4).contains(&tables.mood.calls()), "{} steps in 10 s", tables.mood.calls());
}

#[tokio::test(start_paused = true)]
async fn an_hour_without_tables_loses_nothing() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    start(&bus, &tables, Topic::Performance).await;
    tables.mood.fail(true);
    for minute in 0..60 {
        bus.publish(Topic::Performance, &requests(minute * 20..minute * 20 + 20)).await.unwrap();
        tokio::time::sleep(Duration::from_mins(1)).await;
    }
    assert_eq!(tables.numbers().len(), 0);
    tables.mood.fail(false);
    let back = tokio::time::Instant::now();
    until("all events", || tables.numbers().len() == 1200).await;
    assert!(back.elapsed() <= Duration::from_secs(11), "{:?}", back.elapsed());
    assert_eq!(tables.numbers(), (0..1200).collect::<Vec<_>>());
    assert_eq!(tables.next_offset(Topic::Performance, 0).await.unwrap(), 1200);
}
