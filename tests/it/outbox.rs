//! The relay: every stored fact is told and published, in order, through any outage.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod troubles;

use std::sync::Arc;
use std::time::Duration;

use ai_tale::actors::analytics::Ingestion;
use ai_tale::actors::notification::{Channel, InApp, Notification, Tell};
use ai_tale::actors::outbox::{BATCH, OutboxRelay, Relay};
use ai_tale::backends::bus::local::LocalBus;
use ai_tale::domain::{BusEvent, Topic};
use ai_tale::flow::background::{Background, Ended};
use ai_tale::flow::supervise::Address;
use ractor::{Actor, ActorRef};
use tokio::time::Instant;

use crate::kit::fakes::{FakeBus, FakeNotices, FakeOutbox, FakeTables, event, lock, until};

/// A relay between fakes.
struct Stage {
    outbox: Arc<FakeOutbox>,
    bus: Arc<FakeBus>,
    notices: Arc<FakeNotices>,
    relay: Relay,
    notification: ActorRef<Tell>,
    address: Address<Tell>,
}

impl Stage {
    async fn set() -> Self {
        let notices = Arc::new(FakeNotices::default());
        let (notification, _) = Actor::spawn(None, Notification, in_app(&notices)).await.unwrap();
        Self {
            outbox: Arc::default(),
            bus: Arc::default(),
            notices,
            relay: Relay::default(),
            address: Address::to(notification.clone()),
            notification,
        }
    }

    fn work(&self) -> OutboxRelay {
        OutboxRelay {
            outbox: self.outbox.clone(),
            database: "store",
            shard: 0,
            bus: self.bus.clone(),
            notification: self.address.clone(),
            relay: self.relay.clone(),
        }
    }

    async fn start(&self) -> ActorRef<Ended> {
        Actor::spawn(None, Background::new(), self.work()).await.unwrap().0
    }

    fn published(&self) -> Vec<BusEvent> {
        self.bus.records(Topic::Content).into_iter().map(|record| record.event).collect()
    }

    async fn until_empty(&self) {
        until("an empty outbox", || self.outbox.len() == 0).await;
    }
}

/// Readers are told in the app alone.
fn in_app(notices: &Arc<FakeNotices>) -> Vec<Arc<dyn Channel>> {
    vec![Arc::new(InApp(notices.clone()))]
}

fn completed(count: usize) -> Vec<BusEvent> {
    (0..count).map(|number| event("story.completed", number)).collect()
}

#[tokio::test(start_paused = true)]
async fn every_fact_is_published_and_told_once() {
    let stage = Stage::set().await;
    let facts = completed(3 * BATCH + 7);
    stage.outbox.store(facts.clone());
    stage.start().await;
    stage.until_empty().await;
    assert_eq!(stage.published(), facts);
    assert_eq!(stage.notices.len(), facts.len());
    assert_eq!(stage.notices.mood.calls(), facts.len());
    assert_eq!(stage.bus.publishing.calls(), 4, "one commit of the bus for each batch");
}

#[tokio::test(start_paused = true)]
async fn readers_are_told_of_ended_stories_alone() {
    let stage = Stage::set().await;
    let kinds = ["story.created", "illustration.created", "story.completed", "story.failed", "story.cancelled"];
    let mut facts: Vec<_> = kinds.iter().enumerate().map(|(number, kind)| event(kind, number)).collect();
    facts.push(BusEvent { user_id: None, ..event("story.failed", 5) });
    stage.outbox.store(facts.clone());
    stage.start().await;
    stage.until_empty().await;
    assert_eq!(stage.published(), facts);
    let notices: Vec<_> = lock(&stage.notices.stored).values().cloned().collect();
    assert_eq!(notices.len(), 2);
    for (notice, fact) in notices.iter().zip(&facts[2..4]) {
        assert_eq!(
            (notice.id, Some(notice.user), &notice.kind, notice.story_id, notice.at, notice.read),
            (fact.event_id, fact.user_id, &fact.kind, fact.story_id, fact.at, false)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_woken_relay_acts_sooner_than_others() {
    let stage = Stage::set().await;
    stage.start().await;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let started = Instant::now();
    stage.outbox.store(completed(1));
    stage.relay.wake();
    stage.until_empty().await;
    assert!(started.elapsed() <= Duration::from_millis(60), "woken after {:?}", started.elapsed());
    stage.outbox.store(completed(1));
    stage.until_empty().await;
    assert!(started.elapsed() <= Duration::from_millis(1100), "found after {:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn facts_that_come_together_are_one_commit() {
    let stage = Stage::set().await;
    stage.start().await;
    until("a relay that waits", || stage.outbox.mood.calls() == 1).await;
    for fact in completed(20) {
        stage.outbox.store([fact]);
        stage.relay.wake();
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    stage.until_empty().await;
    assert_eq!((stage.published().len(), stage.bus.publishing.calls()), (20, 1));
}

#[tokio::test(start_paused = true)]
async fn the_tables_hold_what_the_outbox_held() {
    let folder = tempfile::TempDir::new().unwrap();
    let stage = Stage::set().await;
    let mut facts = completed(BATCH + 1);
    let tables = Arc::new(FakeTables::default());
    stage.outbox.store(facts.clone());
    for _ in 0..2 {
        let bus = Arc::new(LocalBus::open(folder.path()).unwrap());
        let relay = OutboxRelay { bus: bus.clone(), ..stage.work() };
        let (relay, _) = Actor::spawn(None, Background::new(), relay).await.unwrap();
        let analytics = Ingestion { topic: Topic::Content, bus, tables: tables.clone() };
        let (analytics, _) = Actor::spawn(None, Background::new(), analytics).await.unwrap();
        until("all facts in the tables", || lock(&tables.rows).len() == facts.len()).await;
        stage.until_empty().await;
        relay.stop_and_wait(None, None).await.unwrap();
        analytics.stop_and_wait(None, None).await.unwrap();

        let more = completed(5);
        stage.outbox.store(more.clone());
        facts.extend(more);
    }
    assert_eq!(*lock(&tables.rows), facts[..BATCH + 6]);
}

#[tokio::test(start_paused = true)]
async fn a_topic_in_trouble_keeps_no_other_waiting() {
    for hangs in [false, true] {
        let stage = Stage { bus: Arc::new(FakeBus::with(Topic::Content)), ..Stage::set().await };
        let content = &stage.bus.topics[&Topic::Content];
        if hangs {
            content.hang();
        } else {
            content.fail(true);
        }
        // more than a page of the topic that is away before the other's facts
        let facts = completed(BATCH + 50);
        stage.outbox.store(facts.clone());
        let viewed: Vec<_> = (0..10).map(|number| event("story.viewed", number)).collect();
        stage.outbox.store(viewed.clone());
        stage.start().await;
        let started = Instant::now();
        until("the other topic", || stage.bus.records(Topic::Users).len() == 10).await;
        until("only the troubled are left", || stage.outbox.len() == facts.len()).await;
        assert!(started.elapsed() < Duration::from_secs(1), "it took {:?}", started.elapsed());
        assert_eq!(stage.notices.len(), facts.len());

        content.recover();
        stage.until_empty().await;
        let published = stage.published();
        assert!(published.ends_with(&facts), "in their order");
        assert_eq!(stage.bus.records(Topic::Users).len(), 10);
    }
}

#[tokio::test(start_paused = true)]
async fn a_wake_reaches_the_relay_of_every_outbox() {
    let stage = Stage::set().await;
    let accounts = Arc::new(FakeOutbox::default());
    let relay = OutboxRelay { database: "accounts", outbox: accounts.clone(), ..stage.work() };
    stage.start().await;
    Actor::spawn(None, Background::new(), relay).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let started = Instant::now();
    stage.outbox.store(completed(1));
    accounts.store([event("user.login", 0)]);
    stage.relay.wake();
    until("both are empty", || stage.outbox.len() + accounts.len() == 0).await;
    assert!(started.elapsed() <= Duration::from_millis(60), "{:?}", started.elapsed());
    assert_eq!(stage.published().len(), 1);
    assert_eq!(stage.bus.records(Topic::Users).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_fact_put_before_the_end_is_found() {
    let stage = Stage::set().await;
    stage.outbox.store(completed(3));
    stage.start().await;
    stage.until_empty().await;
    stage.outbox.repair(completed(1).remove(0));
    stage.until_empty().await;
    assert_eq!((stage.published().len(), stage.notices.len()), (4, 4));
}
