//! Many events at full speed through a real cluster, while its consumer is killed again and again, and its brokers too.
//!
//! It needs `AI_TALE_TEST_FLUVIO`, and `AI_TALE_TEST_FLUVIO_KILL`: a command that kills every broker with a signal that
//! can't be caught and starts them again on their data. `AI_TALE_TEST_FLUVIO_EVENTS` says how many events (4,000 where
//! it is not set); 100,000 of them take some minutes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ai_tale::actors::analytics::Ingestion;
use ai_tale::backends::analytics::Analytics;
use ai_tale::backends::analytics::sqlite::SqliteAnalytics;
use ai_tale::backends::bus::fluvio::FluvioBus;
use ai_tale::backends::bus::{Bus, BusError, BusRecord};
use ai_tale::backends::sqlite::Options;
use ai_tale::domain::{BusEvent, StoryId, Timestamp, Topic};
use ai_tale::flow::background::Background;
use async_trait::async_trait;
use ractor::Actor;
use tempfile::TempDir;
use tokio::process::Command;
use tokio::time::{Instant, sleep};

use super::about;
use super::fluvio::{cluster, opened, options, removed};
use crate::kit::skip_even_so;

const TOPIC: Topic = Topic::Content;
const PARTITIONS: u32 = 4;
const CONSUMERS_KILLED: u64 = 10;
const BROKERS_KILLED: u64 = 2;
/// As the outbox's relay sends them.
const PAGE: usize = 256;
/// However long brokers take to come back.
const PATIENCE: Duration = Duration::from_mins(20);

/// What was seen on the way.
#[derive(Debug, Default)]
struct Seen {
    reads: AtomicU64,
    failed_reads: AtomicU64,
    /// Reads that began behind the offset that was asked for, or had a hole in them.
    gaps: AtomicU64,
    refused_pages: AtomicU64,
}

/// A bus that is watched while it is read.
struct Watched {
    inner: FluvioBus,
    seen: Arc<Seen>,
}

#[async_trait]
impl Bus for Watched {
    async fn partitions(&self, topic: Topic) -> Result<u32, BusError> {
        self.inner.partitions(topic).await
    }

    async fn publish(&self, topic: Topic, events: &[BusEvent]) -> Result<(), BusError> {
        self.inner.publish(topic, events).await
    }

    async fn read(&self, topic: Topic, partition: u32, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError> {
        self.seen.reads.fetch_add(1, Ordering::SeqCst);
        let read = self.inner.read(topic, partition, offset, limit).await;
        match &read {
            Ok(records) if records.iter().zip(offset..).any(|(record, wanted)| record.offset != wanted) => {
                self.seen.gaps.fetch_add(1, Ordering::SeqCst);
            }
            Ok(_) => {}
            Err(_) => {
                self.seen.failed_reads.fetch_add(1, Ordering::SeqCst);
            }
        }
        read
    }

    async fn changed(&self, topic: Topic) {
        self.inner.changed(topic).await;
    }

    async fn acknowledge(&self, who: &str, topic: Topic, partition: u32, next_offset: u64) -> Result<(), BusError> {
        self.inner.acknowledge(who, topic, partition, next_offset).await
    }

    async fn begin(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        self.inner.begin(topic, partition).await
    }

    async fn end(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        self.inner.end(topic, partition).await
    }

    async fn probe(&self) -> Result<(), BusError> {
        self.inner.probe().await
    }
}

/// Publishes page by page, each again until the cluster has it.
async fn publish_all(bus: FluvioBus, events: Vec<BusEvent>, published: Arc<AtomicU64>, seen: Arc<Seen>) {
    for page in events.chunks(PAGE) {
        while bus.publish(TOPIC, page).await.is_err() {
            seen.refused_pages.fetch_add(1, Ordering::SeqCst);
            sleep(Duration::from_millis(100)).await;
        }
        published.fetch_add(page.len() as u64, Ordering::SeqCst);
    }
}

async fn counted(tables: &SqliteAnalytics) -> u64 {
    let counts = tables.counts(Timestamp::default(), Timestamp::from_millis(i64::MAX / 2)).await.unwrap();
    counts.into_iter().map(|(_, count)| count).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_lost_when_everybody_dies() {
    let Some(cluster) = cluster() else { return };
    let Some(kill) = std::env::var("AI_TALE_TEST_FLUVIO_KILL").ok().filter(|command| !command.is_empty()) else {
        skip_even_so("no command that kills the brokers (AI_TALE_TEST_FLUVIO_KILL)");
        return;
    };
    let many: u64 = std::env::var("AI_TALE_TEST_FLUVIO_EVENTS").map_or(4_000, |many| many.parse().unwrap());
    let (options, folder) = (options(&cluster, PARTITIONS), TempDir::new().unwrap());
    let (seen, published) = (Arc::new(Seen::default()), Arc::new(AtomicU64::new(0)));
    let stories: Vec<_> = (0..500).map(|_| StoryId::new()).collect();
    let events = (0..many)
        .map(|number| about(stories[usize::try_from(number).unwrap() % stories.len()], "illustration.created", number));
    let publisher = opened(&options).await;
    let began = Instant::now();
    let publishing = tokio::spawn(publish_all(publisher, events.collect(), published.clone(), seen.clone()));
    let watched = Arc::new(Watched { inner: FluvioBus::open(options.clone()), seen: seen.clone() });
    let tables = Arc::new(SqliteAnalytics::open(folder.path(), Options::default()).unwrap());
    let ingestion = Ingestion { topic: TOPIC, bus: watched.clone(), tables: tables.clone() };
    let (mut killed, mut brokers_killed) = (0, 0);
    let (mut consumer, _) = Actor::spawn(None, Background::new(), ingestion.clone()).await.unwrap();
    loop {
        assert!(began.elapsed() < PATIENCE, "{} of {many} are counted: {seen:?}", counted(&tables).await);
        let so_far = counted(&tables).await;
        if so_far == many && publishing.is_finished() {
            break;
        }
        if killed < CONSUMERS_KILLED && so_far >= (killed + 1) * many / (CONSUMERS_KILLED + 2) {
            consumer.kill();
            (consumer, _) = Actor::spawn(None, Background::new(), ingestion.clone()).await.unwrap();
            killed += 1;
        }
        let sent = published.load(Ordering::SeqCst);
        if brokers_killed < BROKERS_KILLED && sent >= (brokers_killed + 1) * many / (BROKERS_KILLED + 1) {
            let done = Command::new("sh").args(["-c", &kill]).status().await.unwrap();
            assert!(done.success(), "{kill}");
            brokers_killed += 1;
        }
        sleep(Duration::from_millis(20)).await;
    }
    publishing.await.unwrap();
    let mut on_the_bus = 0;
    for partition in 0..PARTITIONS {
        on_the_bus += watched.inner.end(TOPIC, partition).await.unwrap();
    }
    println!(
        "{many} events in {:?}: {on_the_bus} records on the bus, {} counted; consumers killed {killed} times, brokers \
         {brokers_killed}; {seen:?}",
        began.elapsed(),
        counted(&tables).await,
    );
    assert_eq!((killed, brokers_killed), (CONSUMERS_KILLED, BROKERS_KILLED));
    assert!(on_the_bus >= many);
    consumer.stop_and_wait(None, None).await.unwrap();
    removed(&options).await;
}
