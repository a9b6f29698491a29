//! Outages, panics and kills between the outbox and those who get its facts.

use std::time::Duration;

use ai_tale::actors::analytics::{Memory, ingest_once};
use ai_tale::actors::notification::Notification;
use ai_tale::actors::outbox::BATCH;
use ai_tale::domain::Topic;
use ractor::Actor;
use tokio::time::Instant;

use super::{Stage, completed, in_app};
use crate::kit::fakes::{FakeTables, event, lock, until};

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
    while ingest_once(&*stage.bus, &tables, Topic::Content, &mut Memory::default()).await.unwrap() > 0 {}
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
    assert_eq!(ingest_once(&*stage.bus, &tables, Topic::Content, &mut Memory::default()).await.unwrap(), 6);
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
    let (again, _) = Actor::spawn(None, Notification, in_app(&stage.notices)).await.unwrap();
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
