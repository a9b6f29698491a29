//! The promises on the local bus, with one partition a topic and with three, and what a file can do wrong.

use std::fs::File;
use std::future::Future;
use std::io::{BufRead, BufReader};
use std::num::NonZeroU32;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use ai_tale::backends::bus::Bus;
use ai_tale::backends::bus::local::{FILE_NAME, KEPT, LocalBus};
use ai_tale::domain::{StoryId, Topic};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use rusqlite::Connection;
use tempfile::TempDir;

use super::{Shared, about, conformance, event, model, numbers, offsets};

fn open(folder: &Path, partitions: u32) -> LocalBus {
    LocalBus::open_with(folder, NonZeroU32::new(partitions).unwrap()).unwrap()
}

/// Runs a promise against buses in fresh folders.
async fn on_local<F: Future<Output = ()>>(promise: impl Fn(Shared) -> F) {
    for partitions in [1, 3] {
        let folder = TempDir::new().unwrap();
        promise(Arc::new(open(folder.path(), partitions))).await;
    }
}

#[tokio::test]
async fn the_local_bus_gives_back_what_was_published() {
    on_local(conformance::each_topic_gives_back_its_own).await;
    on_local(conformance::an_event_comes_back_as_it_was).await;
    on_local(conformance::a_read_begins_and_ends_as_asked).await;
    on_local(conformance::a_story_stays_in_one_partition_in_order).await;
    on_local(conformance::a_repeated_event_is_delivered_again).await;
    on_local(conformance::nothing_published_is_no_error).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_local_bus_numbers_without_gaps() {
    on_local(conformance::parallel_publishers_leave_no_gap).await;
    on_local(conformance::offsets_go_on_after_an_acknowledgement).await;
    on_local(conformance::a_partition_s_end_is_its_next_offset).await;
}

#[tokio::test]
async fn the_local_bus_keeps_what_a_consumer_lacks() {
    on_local(conformance::what_a_known_consumer_lacks_stays).await;
}

#[test]
fn the_local_bus_answers_as_its_model() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(32) });
    let outcome = runner.run(&model::steps(), |steps| {
        runtime.block_on(on_local(|bus| model::answers_as_its_model(bus, steps.clone())));
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[tokio::test]
async fn what_all_consumers_have_is_forgotten() {
    let folder = TempDir::new().unwrap();
    let bus = LocalBus::open(folder.path()).unwrap();
    let events: Vec<_> = (0..3 * KEPT).map(|number| event("api.request", number)).collect();
    bus.publish(Topic::Performance, &events).await.unwrap();
    let left = async || {
        let first = bus.read(Topic::Performance, 0, 0, 10_000).await.unwrap().first().unwrap().offset;
        assert_eq!(bus.begin(Topic::Performance, 0).await.unwrap(), first);
        first
    };
    bus.acknowledge("analytics", Topic::Performance, 0, 2 * KEPT).await.unwrap();
    assert_eq!(left().await, KEPT, "the last ones stay to be looked at");
    bus.acknowledge("audit", Topic::Performance, 0, KEPT + 5).await.unwrap();
    bus.acknowledge("analytics", Topic::Performance, 0, 3 * KEPT).await.unwrap();
    assert_eq!(left().await, KEPT);
    bus.acknowledge("audit", Topic::Performance, 0, 3 * KEPT).await.unwrap();
    assert_eq!(left().await, 2 * KEPT);
}

#[tokio::test]
async fn a_reopened_bus_goes_on_counting() {
    let folder = TempDir::new().unwrap();
    for round in 0..3 {
        let bus = LocalBus::open(&folder.path().join("bus")).unwrap();
        let pair = [event("api.request", round * 2), event("api.request", round * 2 + 1)];
        bus.publish(Topic::Performance, &pair).await.unwrap();
    }
    let bus = LocalBus::open(&folder.path().join("bus")).unwrap();
    let records = bus.read(Topic::Performance, 0, 0, 10).await.unwrap();
    assert_eq!(offsets(&records), [0, 1, 2, 3, 4, 5]);
    assert_eq!(numbers(&records), [0, 1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_topic_keeps_its_partitions_and_their_keys() {
    let folder = TempDir::new().unwrap();
    let stories: Vec<_> = (0..20).map(|_| StoryId::new()).collect();
    let mut homes = Vec::new();
    for partitions in [3, 1, 8] {
        let bus = open(folder.path(), partitions);
        assert_eq!(bus.partitions(Topic::Content).await.unwrap(), 3);
        let events: Vec<_> = stories.iter().map(|story| about(*story, "story.created", 0)).collect();
        bus.publish(Topic::Content, &events).await.unwrap();
        let mut now = Vec::new();
        for story in &stories {
            now.push(super::partition_of(&bus, Topic::Content, *story).await);
        }
        homes.push(now);
    }
    assert_eq!(homes[0], homes[1]);
    assert_eq!(homes[1], homes[2]);
    let lengths = super::whole(&open(folder.path(), 3), Topic::Content).await;
    assert_eq!(lengths.iter().map(Vec::len).sum::<usize>(), 60);
}

/// Where the process of [`process_that_publishes`] keeps its bus.
const FOLDER: &str = "AI_TALE_TEST_BUS_FOLDER";

#[tokio::test]
async fn what_was_published_survives_a_kill() {
    let folder = TempDir::new().unwrap();
    let mut acknowledged = 0;
    for _ in 0..3 {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["bus::local::process_that_publishes", "--exact", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        acknowledged += lines.filter(|line| line == "published").take(25).count();
        process.kill().unwrap();
        process.wait().unwrap();

        let bus = LocalBus::open(folder.path()).unwrap();
        let records = bus.read(Topic::Content, 0, 0, 10_000).await.unwrap();
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
        bus.publish(Topic::Content, &[event("story.created", 0), event("story.created", 1)]).await.unwrap();
        println!("published");
    }
}

#[tokio::test]
async fn an_unusable_folder_is_an_error() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("file"), b"").unwrap();
    assert!(LocalBus::open(&folder.path().join("file")).is_err());
}

#[tokio::test(start_paused = true)]
async fn a_consumer_wakes_when_published_or_soon() {
    let folder = TempDir::new().unwrap();
    let bus = Arc::new(LocalBus::open(folder.path()).unwrap());
    let started = tokio::time::Instant::now();
    bus.changed(Topic::Performance).await;
    assert_eq!(started.elapsed().as_secs(), 2, "nothing was published");

    let started = tokio::time::Instant::now();
    bus.publish(Topic::Performance, &[event("api.request", 0)]).await.unwrap();
    bus.changed(Topic::Performance).await;
    assert_eq!(started.elapsed().as_secs(), 0, "published before it waited");

    let waiting = [(); 2].map(|()| {
        let bus = Arc::clone(&bus);
        tokio::spawn(async move { bus.changed(Topic::Performance).await })
    });
    tokio::task::yield_now().await;
    bus.publish(Topic::Performance, &[event("api.request", 1)]).await.unwrap();
    for waiter in waiting {
        waiter.await.unwrap();
    }
    assert_eq!(started.elapsed().as_secs(), 0, "published while they waited");
    bus.changed(Topic::Errors).await;
    assert_eq!(started.elapsed().as_secs(), 2, "another topic's consumer was not woken");
}

/// Overwrites the page where the records begin.
fn ruin_records(folder: &Path) {
    let path = folder.join(FILE_NAME);
    let connection = Connection::open(&path).unwrap();
    let page: u32 = connection
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'records'", [], |row| row.get(0))
        .unwrap();
    drop(connection);
    File::options().write(true).open(path).unwrap().write_all_at(&[0xFF; 4096], u64::from(page - 1) * 4096).unwrap();
}

#[tokio::test]
async fn a_malformed_file_is_told_to_readiness() {
    let folder = TempDir::new().unwrap();
    let bus = LocalBus::open(folder.path()).unwrap();
    bus.publish(Topic::Content, &[event("story.created", 0)]).await.unwrap();
    drop(bus);
    ruin_records(folder.path());

    let bus = LocalBus::open(folder.path()).unwrap();
    bus.probe().await.unwrap();
    bus.publish(Topic::Content, &[event("story.created", 1)]).await.unwrap_err();
    bus.probe().await.unwrap_err();
}
