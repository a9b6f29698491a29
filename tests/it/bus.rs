//! The bus, as every adapter must behave.
//!
//! [`conformance`] runs against `Arc<dyn Bus>`, one fresh bus for each promise; reopening is tested with files.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::future::Future;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;

use ai_tale::backends::bus::local::LocalBus;
use ai_tale::backends::bus::{Bus, BusRecord};
use ai_tale::domain::{BusEvent, EventId, NodeId, Timestamp, Topic};
use serde_json::json;
use tempfile::TempDir;

type Shared = Arc<dyn Bus>;

/// An event of a kind, told apart by a number.
fn event(kind: &str, number: u64) -> BusEvent {
    BusEvent {
        event_id: EventId::new(),
        kind: kind.to_owned(),
        at: Timestamp::from_millis(1_790_000_000_000),
        user_id: None,
        story_id: None,
        node: NodeId::new(),
        data: json!({ "number": number }),
    }
}

fn numbers(records: &[BusRecord]) -> Vec<u64> {
    records.iter().map(|record| record.event.data["number"].as_u64().unwrap()).collect()
}

fn offsets(records: &[BusRecord]) -> Vec<u64> {
    records.iter().map(|record| record.offset).collect()
}

/// Every promise of the trait, for adapters to run.
pub mod conformance {
    use super::{Arc, Shared, Topic, event, numbers, offsets};

    pub async fn events_are_read_as_they_were_published_each_from_its_topic(bus: Shared) {
        let events = [
            event("story.created", 0),
            event("api.request", 1),
            event("story.viewed", 2),
            event("error.api", 3),
            event("story.completed", 4),
            event("model.inference", 5),
        ];
        bus.publish(&events).await.unwrap();
        let expected = [
            (Topic::Content, [0, 4].as_slice()),
            (Topic::Users, &[2]),
            (Topic::Performance, &[1, 5]),
            (Topic::Errors, &[3]),
        ];
        for (topic, wanted) in expected {
            let records = bus.read(topic, 0, 10).await.unwrap();
            assert_eq!(numbers(&records), wanted, "{topic:?}");
            assert_eq!(offsets(&records), (0..wanted.len() as u64).collect::<Vec<_>>());
            for record in records {
                let number = usize::try_from(record.event.data["number"].as_u64().unwrap()).unwrap();
                assert_eq!(record.event, events[number]);
            }
        }
    }

    pub async fn a_read_begins_at_its_offset_and_keeps_its_limit(bus: Shared) {
        let events: Vec<_> = (0..10).map(|number| event("api.request", number)).collect();
        bus.publish(&events).await.unwrap();
        assert_eq!(numbers(&bus.read(Topic::Performance, 4, 3).await.unwrap()), [4, 5, 6]);
        assert_eq!(numbers(&bus.read(Topic::Performance, 8, 100).await.unwrap()), [8, 9]);
        assert!(bus.read(Topic::Performance, 10, 100).await.unwrap().is_empty());
        assert!(bus.read(Topic::Performance, u64::MAX, 100).await.unwrap().is_empty());
        assert!(bus.read(Topic::Performance, 0, 0).await.unwrap().is_empty());
    }

    pub async fn parallel_publishers_get_consecutive_offsets_and_keep_their_own_order(bus: Shared) {
        let mut publishers = tokio::task::JoinSet::new();
        for publisher in 0..8 {
            let bus = Arc::clone(&bus);
            publishers.spawn(async move {
                for round in 0..10 {
                    let first = publisher * 1000 + round * 2;
                    bus.publish(&[event("api.request", first), event("api.request", first + 1)]).await.unwrap();
                }
            });
        }
        while let Some(done) = publishers.join_next().await {
            done.unwrap();
        }
        let records = bus.read(Topic::Performance, 0, 1000).await.unwrap();
        assert_eq!(offsets(&records), (0..160).collect::<Vec<_>>());
        for publisher in 0..8 {
            let of_one: Vec<_> = numbers(&records).into_iter().filter(|number| number / 1000 == publisher).collect();
            assert_eq!(of_one, (0..20).map(|number| publisher * 1000 + number).collect::<Vec<_>>());
        }
    }

    pub async fn offsets_go_on_after_everything_was_trimmed(bus: Shared) {
        let events: Vec<_> = (0..6).map(|number| event("error.api", number)).collect();
        bus.publish(&events).await.unwrap();
        bus.publish(&[event("api.request", 0)]).await.unwrap();
        bus.trim(Topic::Errors, 4).await.unwrap();
        assert_eq!(offsets(&bus.read(Topic::Errors, 0, 10).await.unwrap()), [4, 5]);
        bus.trim(Topic::Errors, 2).await.unwrap();
        bus.trim(Topic::Errors, 100).await.unwrap();
        assert!(bus.read(Topic::Errors, 0, 10).await.unwrap().is_empty());
        bus.publish(&[event("error.api", 6)]).await.unwrap();
        assert_eq!(offsets(&bus.read(Topic::Errors, 0, 10).await.unwrap()), [6]);
        assert_eq!(bus.read(Topic::Performance, 0, 10).await.unwrap().len(), 1, "another topic is left alone");
    }

    pub async fn a_topic_ends_where_its_next_record_will_be(bus: Shared) {
        assert_eq!(bus.end(Topic::Errors).await.unwrap(), 0);
        for number in 0..3 {
            bus.publish(&[event("error.api", number), event("api.request", number)]).await.unwrap();
            assert_eq!(bus.end(Topic::Errors).await.unwrap(), number + 1);
        }
        bus.trim(Topic::Errors, 3).await.unwrap();
        assert_eq!(bus.end(Topic::Errors).await.unwrap(), 3);
        assert_eq!(bus.end(Topic::Users).await.unwrap(), 0);
    }

    pub async fn a_repeated_event_is_delivered_again(bus: Shared) {
        let twice = event("story.created", 7);
        bus.publish(std::slice::from_ref(&twice)).await.unwrap();
        bus.publish(&[twice.clone(), twice.clone()]).await.unwrap();
        let records = bus.read(Topic::Content, 0, 10).await.unwrap();
        assert_eq!(offsets(&records), [0, 1, 2]);
        assert!(records.iter().all(|record| record.event == twice));
    }

    pub async fn nothing_published_is_no_error(bus: Shared) {
        bus.publish(&[]).await.unwrap();
        bus.probe().await.unwrap();
        for topic in Topic::ALL {
            assert!(bus.read(topic, 0, 10).await.unwrap().is_empty());
        }
    }
}

/// Runs a promise against a local bus in a fresh folder.
async fn on_local<F: Future<Output = ()>>(promise: impl FnOnce(Shared) -> F) {
    let folder = TempDir::new().unwrap();
    promise(Arc::new(LocalBus::open(folder.path()).unwrap())).await;
}

#[tokio::test]
async fn the_local_bus_gives_back_what_was_published() {
    on_local(conformance::events_are_read_as_they_were_published_each_from_its_topic).await;
    on_local(conformance::a_read_begins_at_its_offset_and_keeps_its_limit).await;
    on_local(conformance::a_repeated_event_is_delivered_again).await;
    on_local(conformance::nothing_published_is_no_error).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_local_bus_numbers_without_gaps() {
    on_local(conformance::parallel_publishers_get_consecutive_offsets_and_keep_their_own_order).await;
    on_local(conformance::offsets_go_on_after_everything_was_trimmed).await;
    on_local(conformance::a_topic_ends_where_its_next_record_will_be).await;
}

#[tokio::test]
async fn a_reopened_bus_has_everything_and_goes_on_counting() {
    let folder = TempDir::new().unwrap();
    for round in 0..3 {
        let bus = LocalBus::open(&folder.path().join("bus")).unwrap();
        bus.publish(&[event("api.request", round * 2), event("api.request", round * 2 + 1)]).await.unwrap();
        bus.trim(Topic::Performance, round).await.unwrap();
    }
    let bus = LocalBus::open(&folder.path().join("bus")).unwrap();
    let records = bus.read(Topic::Performance, 0, 10).await.unwrap();
    assert_eq!(offsets(&records), [2, 3, 4, 5]);
    assert_eq!(numbers(&records), [2, 3, 4, 5]);
}

/// Where the process of [`process_that_publishes`] keeps its bus.
const FOLDER: &str = "AI_TALE_TEST_BUS_FOLDER";

#[tokio::test]
async fn what_was_published_before_a_kill_is_there_after_it() {
    let folder = TempDir::new().unwrap();
    let mut acknowledged = 0;
    for _ in 0..3 {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["bus::process_that_publishes", "--exact", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        acknowledged += lines.filter(|line| line == "published").take(25).count();
        process.kill().unwrap();
        process.wait().unwrap();

        let bus = LocalBus::open(folder.path()).unwrap();
        let records = bus.read(Topic::Content, 0, 10_000).await.unwrap();
        assert!(records.len() >= 2 * acknowledged, "{} of {acknowledged} pairs", records.len());
        assert_eq!(records.len() % 2, 0, "a publication is there whole or not at all");
        assert_eq!(offsets(&records), (0..records.len() as u64).collect::<Vec<_>>());
    }
    assert_eq!(acknowledged, 75);
}

#[tokio::test]
#[ignore = "a process of its own, started and killed by another test"]
async fn process_that_publishes() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let bus = LocalBus::open(folder.as_ref()).unwrap();
    loop {
        bus.publish(&[event("story.created", 0), event("story.created", 1)]).await.unwrap();
        println!("published");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_an_error() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("file"), b"").unwrap();
    assert!(LocalBus::open(&folder.path().join("file")).is_err());
}

#[tokio::test(start_paused = true)]
async fn a_waiting_consumer_wakes_when_something_is_published_or_after_two_seconds() {
    let folder = TempDir::new().unwrap();
    let bus = Arc::new(LocalBus::open(folder.path()).unwrap());
    let started = tokio::time::Instant::now();
    bus.changed().await;
    assert_eq!(started.elapsed().as_secs(), 2, "nothing was published");

    let started = tokio::time::Instant::now();
    bus.publish(&[event("api.request", 0)]).await.unwrap();
    bus.changed().await;
    assert_eq!(started.elapsed().as_secs(), 0, "published before it waited");

    let waiting = [(); 2].map(|()| {
        let bus = Arc::clone(&bus);
        tokio::spawn(async move { bus.changed().await })
    });
    tokio::task::yield_now().await;
    bus.publish(&[event("api.request", 1)]).await.unwrap();
    for waiter in waiting {
        waiter.await.unwrap();
    }
    assert_eq!(started.elapsed().as_secs(), 0, "published while they waited");
}
