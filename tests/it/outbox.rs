//! The relay: every stored fact is told and published, in order, through any outage.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::Arc;
use std::time::Duration;

use ai_tale::actors::analytics::{Ingestion, ingest_once};
use ai_tale::actors::notification::{Notification, Tell};
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
        let (notification, _) = Actor::spawn(None, Notification, notices.clone() as _).await.unwrap();
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
async fn readers_are_told_while_the_bus_is_away() {
    let stage = Stage::set().await;
    stage.bus.publishing.fail(true);
    let mut facts = completed(2 * BATCH + 50);
    stage.outbox.store(facts.clone());
    stage.start().await;
    until("the notices behind the first batch", || stage.notices.len() == facts.len()).await;
    let later = completed(10);
    stage.outbox.store(later.clone());
    facts.extend(later);
    stage.relay.wake();
    until("the notices of an outage", || stage.notices.len() == facts.len()).await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert_eq!(stage.outbox.len(), facts.len());
    assert_eq!(stage.notices.mood.calls(), facts.len(), "each told once");
    let tries = stage.bus.publishing.calls();
    assert!((10..30).contains(&tries), "the bus was tried {tries} times in a minute");

    stage.bus.publishing.fail(false);
    stage.until_empty().await;
    assert_eq!(stage.published(), facts);
    assert_eq!(stage.notices.mood.calls(), facts.len());
    let tables = FakeTables::default();
    while ingest_once(&*stage.bus, &tables, Topic::Content).await.unwrap() > 0 {}
    assert_eq!(*lock(&tables.rows), facts);
}

#[tokio::test(start_paused = true)]
async fn a_bus_that_hangs_keeps_no_notice_waiting() {
    let stage = Stage::set().await;
    stage.bus.publishing.hang();
    stage.outbox.store(completed(3));
    stage.start().await;
    until("a hanging bus", || stage.bus.publishing.calls() == 1).await;
    stage.outbox.store(completed(2));
    stage.relay.wake();
    let started = Instant::now();
    until("notices", || stage.notices.len() == 5).await;
    assert!(started.elapsed() <= Duration::from_millis(20));
    assert_eq!(stage.bus.publishing.calls(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_slow_notice_delays_no_commit() {
    let stage = Stage::set().await;
    stage.bus.publishing.take(Duration::from_secs(3));
    stage.notices.mood.take(Duration::from_secs(9));
    stage.outbox.store(vec![event("story.created", 0)]);
    stage.start().await;
    until("the bus commits", || stage.bus.publishing.calls() == 1).await;
    let begun = Instant::now();
    stage.outbox.store(completed(1));
    stage.relay.wake();
    until("the fact is on the bus", || stage.published().len() == 1).await;
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    stage.until_empty().await;
    assert_eq!((stage.published().len(), stage.notices.len()), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn facts_during_a_commit_are_in_the_next() {
    let stage = Stage::set().await;
    stage.bus.publishing.take(Duration::from_millis(300));
    stage.outbox.store(completed(1));
    stage.start().await;
    until("a bus at work", || stage.bus.publishing.calls() == 1).await;
    stage.outbox.store(completed(1));
    stage.relay.wake();
    let started = Instant::now();
    stage.until_empty().await;
    assert!(started.elapsed() <= Duration::from_millis(300 + 50 + 300 + 20), "took {:?}", started.elapsed());
    assert_eq!((stage.bus.publishing.calls(), stage.notices.mood.calls()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn an_untold_fact_stays_and_is_published_once() {
    let stage = Stage::set().await;
    stage.notices.mood.fail(true);
    let facts = completed(3);
    stage.outbox.store(facts.clone());
    stage.start().await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert_eq!((stage.outbox.len(), stage.published().len()), (3, 3));
    stage.notices.mood.fail(false);
    stage.until_empty().await;
    assert_eq!(stage.published(), facts);
    assert_eq!(stage.notices.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_is_away_is_waited_for() {
    let stage = Stage::set().await;
    stage.outbox.mood.fail(true);
    stage.outbox.store(completed(3));
    stage.start().await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    let tries = stage.outbox.mood.calls();
    assert!((10..30).contains(&tries), "the store was tried {tries} times in a minute");
    stage.outbox.mood.fail(false);
    stage.until_empty().await;
    assert_eq!((stage.published().len(), stage.notices.len()), (3, 3));
}

#[tokio::test(start_paused = true)]
async fn what_could_not_be_forgotten_is_not_repeated() {
    let stage = Stage::set().await;
    stage.outbox.forgetting.fail(true);
    stage.outbox.store(completed(3));
    stage.start().await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    stage.outbox.forgetting.fail(false);
    stage.until_empty().await;
    assert_eq!((stage.published().len(), stage.notices.mood.calls()), (3, 3));
}

#[tokio::test(start_paused = true)]
async fn a_dead_relay_s_repeats_are_counted_once() {
    let stage = Stage::set().await;
    stage.outbox.forgetting.fail(true);
    let facts = completed(3);
    stage.outbox.store(facts.clone());
    let first = stage.start().await;
    until("facts on the bus", || stage.published().len() == 3).await;
    first.kill();
    stage.outbox.forgetting.fail(false);
    stage.start().await;
    stage.until_empty().await;
    assert_eq!(stage.published(), [facts.clone(), facts.clone()].concat());
    assert_eq!(stage.notices.len(), 3);
    let tables = FakeTables::default();
    assert_eq!(ingest_once(&*stage.bus, &tables, Topic::Content).await.unwrap(), 6);
    assert_eq!(*lock(&tables.rows), facts);
}

#[tokio::test(start_paused = true)]
async fn a_relay_that_panics_goes_on() {
    let stage = Stage::set().await;
    stage.bus.publishing.panic_once();
    let facts = completed(3);
    stage.outbox.store(facts.clone());
    stage.start().await;
    stage.until_empty().await;
    assert_eq!(stage.published(), facts);
    assert_eq!(stage.notices.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_restarted_notification_actor_is_found() {
    let stage = Stage::set().await;
    stage.notification.kill();
    stage.outbox.store(completed(3));
    stage.start().await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!((stage.outbox.len(), stage.notices.len()), (3, 0));
    let (again, _) = Actor::spawn(None, Notification, stage.notices.clone() as _).await.unwrap();
    stage.address.set(again);
    stage.until_empty().await;
    assert_eq!((stage.published().len(), stage.notices.len()), (3, 3));
}

#[tokio::test(start_paused = true)]
async fn a_stopped_relay_does_nothing_more() {
    let stage = Stage::set().await;
    let relay = stage.start().await;
    relay.stop_and_wait(None, None).await.unwrap();
    stage.outbox.store(completed(1));
    stage.relay.wake();
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert_eq!((stage.outbox.len(), stage.notices.len()), (1, 0));
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
