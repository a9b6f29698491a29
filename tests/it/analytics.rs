//! Analytics: each event of the bus is in the tables once, whatever the bus and the store do meanwhile.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::Arc;
use std::time::Duration;

use ai_tale::actors::analytics::{GAP_READS, Ingestion, TRIM_STEP, drain_once};
use ai_tale::backends::analytics::Analytics as _;
use ai_tale::backends::bus::Bus;
use ai_tale::domain::{BusEvent, Timestamp, Topic};
use ai_tale::flow::background::{Background, Ended};
use ractor::{Actor, ActorRef};

use crate::kit::fakes::{FakeBus, FakeTables, event, lock, until};

fn requests(numbers: std::ops::Range<usize>) -> Vec<BusEvent> {
    numbers.map(|number| event("api.request", number)).collect()
}

async fn start(bus: &Arc<FakeBus>, tables: &Arc<FakeTables>) -> ActorRef<Ended> {
    let analytics = Ingestion { bus: bus.clone(), tables: tables.clone() };
    Actor::spawn(None, Background::new(), analytics).await.unwrap().0
}

#[tokio::test(start_paused = true)]
async fn events_of_every_topic_are_counted_once_however_often_they_come() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    let events: Vec<_> = ["story.created", "story.viewed", "api.request", "error.api", "story.created"]
        .iter()
        .enumerate()
        .map(|(number, kind)| event(kind, number))
        .collect();
    for _ in 0..3 {
        bus.publish(&events).await.unwrap();
    }
    assert_eq!(drain_once(&bus, &tables).await.unwrap(), 15);
    assert_eq!(drain_once(&bus, &tables).await.unwrap(), 0);
    let counts = tables.counts(Timestamp::default(), Timestamp::now()).await.unwrap();
    let expected = [("api.request", 1), ("error.api", 1), ("story.created", 2), ("story.viewed", 1)];
    assert_eq!(counts, expected.map(|(kind, count)| (kind.to_owned(), count)));
}

#[tokio::test(start_paused = true)]
async fn a_record_that_a_read_skips_is_read_again() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    bus.publish(&requests(0..10)).await.unwrap();
    // Once within the batch, then at its beginning for as long as a gap is doubted.
    *lock(&bus.skipped) = Some((Topic::Performance, 4, GAP_READS as usize));
    while drain_once(&bus, &tables).await.unwrap() > 0 {}
    assert_eq!(tables.numbers(), (0..10).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn records_that_the_bus_has_lost_are_given_up_after_so_many_reads() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    bus.publish(&requests(0..10)).await.unwrap();
    bus.trim(Topic::Performance, 6).await.unwrap();
    assert_eq!(drain_once(&bus, &tables).await.unwrap(), 4);
    assert_eq!(tables.numbers(), [6, 7, 8, 9]);
    assert_eq!(bus.reading.calls(), 3 + 1 + GAP_READS as usize, "once for each other topic");
}

#[tokio::test(start_paused = true)]
async fn after_the_bus_was_lost_its_successor_is_read_from_the_beginning() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    let facts = requests(0..300);
    bus.publish(&facts).await.unwrap();
    while drain_once(&bus, &tables).await.unwrap() > 0 {}

    bus.lose();
    assert_eq!(drain_once(&bus, &tables).await.unwrap(), 0);
    assert_eq!(tables.next_offset(Topic::Performance, 0).await.unwrap(), 0);
    // the outbox publishes again what it does not know to be delivered
    bus.publish(&facts[298..]).await.unwrap();
    bus.publish(&requests(300..310)).await.unwrap();
    assert_eq!(drain_once(&bus, &tables).await.unwrap(), 12);
    assert_eq!(tables.numbers(), (0..310).collect::<Vec<_>>());
    assert_eq!(tables.next_offset(Topic::Performance, 0).await.unwrap(), 12);
}

#[tokio::test(start_paused = true)]
async fn a_topic_that_was_put_back_to_an_older_day_is_read_again() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    bus.publish(&requests(0..300)).await.unwrap();
    while drain_once(&bus, &tables).await.unwrap() > 0 {}
    bus.lose();
    bus.publish(&requests(300..310)).await.unwrap();
    assert_eq!(drain_once(&bus, &tables).await.unwrap(), 10);
    assert_eq!(tables.numbers(), (0..310).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn whatever_is_published_meanwhile_nothing_is_read_again() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    start(&bus, &tables).await;
    for number in 0..200 {
        bus.publish(&requests(number..number + 1)).await.unwrap();
        tokio::task::yield_now().await;
    }
    until("all events", || tables.numbers().len() == 200).await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert_eq!(tables.deliveries(), 200);
}

#[tokio::test(start_paused = true)]
async fn the_bus_is_trimmed_one_step_behind() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    let steps = usize::try_from(TRIM_STEP).unwrap();
    bus.publish(&requests(0..3 * steps + 10)).await.unwrap();
    while drain_once(&bus, &tables).await.unwrap() > 0 {}
    assert_eq!(bus.records(Topic::Performance).first().unwrap().offset, 2 * TRIM_STEP);
    assert_eq!(lock(&tables.rows).len(), 3 * steps + 10);
}

#[tokio::test(start_paused = true)]
async fn a_topic_that_cannot_go_on_keeps_no_other_waiting() {
    let (bus, tables) = (FakeBus::default(), FakeTables::default());
    bus.publish(&[event("story.created", 0), event("error.api", 1)]).await.unwrap();
    tables.mood.panic_once();
    let failed = std::panic::AssertUnwindSafe(drain_once(&bus, &tables));
    assert!(futures_util::FutureExt::catch_unwind(failed).await.is_err());
    tables.mood.fail(true);
    assert!(drain_once(&bus, &tables).await.is_err());
    assert_eq!(tables.mood.calls(), 3, "both topics were tried");
    tables.mood.fail(false);
    assert_eq!(drain_once(&bus, &tables).await.unwrap(), 2);
}

#[tokio::test(start_paused = true)]
async fn outages_of_bus_and_store_and_a_panic_cost_nothing_but_time() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    bus.publish(&requests(0..300)).await.unwrap();
    tables.mood.fail(true);
    start(&bus, &tables).await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert!((5..20).contains(&tables.mood.calls()), "tried {} times in a minute", tables.mood.calls());
    tables.mood.fail(false);
    until("the first events", || tables.numbers().len() == 300).await;

    bus.reading.fail(true);
    bus.publish(&requests(300..310)).await.unwrap();
    tokio::time::sleep(Duration::from_mins(1)).await;
    bus.reading.fail(false);
    until("the next events", || tables.numbers().len() == 310).await;

    tables.mood.panic_once();
    bus.publish(&requests(310..320)).await.unwrap();
    until("the last events", || tables.numbers().len() == 320).await;
    assert_eq!(tables.numbers(), (0..320).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_killed_actor_and_its_successor_lose_and_repeat_nothing() {
    let (bus, tables) = (Arc::new(FakeBus::default()), Arc::new(FakeTables::default()));
    for round in 0..5 {
        let actor = start(&bus, &tables).await;
        bus.publish(&requests(round * 300..(round + 1) * 300)).await.unwrap();
        until("some events", || tables.numbers().len() > round * 300).await;
        if round % 2 == 0 { actor.kill() } else { actor.stop_and_wait(None, None).await.unwrap() }
    }
    while drain_once(&*bus, &*tables).await.unwrap() > 0 {}
    assert_eq!(tables.numbers(), (0..1500).collect::<Vec<_>>());
}
