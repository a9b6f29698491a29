//! Small stand-ins for the outside, in memory, which fail on demand.

mod bus;
mod mail;

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::backends::bus::BusError;
use ai_tale::backends::health::Health;
use ai_tale::backends::store::{Backlog, Notice, Notices, Outbox, OutboxPosition, PendingFact, StoreError};
use ai_tale::domain::{BusEvent, EventId, NodeId, Rollup, RollupKey, RollupSums, StoryId, Timestamp, Topic, UserId};
use async_trait::async_trait;
use serde_json::json;

pub use bus::FakeBus;
pub use mail::{FakeMailer, FakeMails};

/// An event of a kind about somebody's story, told apart by a number.
pub fn event(kind: &str, number: usize) -> BusEvent {
    BusEvent {
        event_id: EventId::new(),
        kind: kind.to_owned(),
        at: Timestamp::from_millis(1_790_000_000_000),
        user_id: Some(UserId::new()),
        story_id: Some(StoryId::new()),
        node: NodeId::new(),
        data: json!({ "number": number }),
    }
}

/// Waits in virtual time until something holds; an hour of it is too long.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..360_000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never came: {what}");
}

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap()
}

/// What a fake does when it is called.
#[derive(Default)]
pub struct Mood {
    fails: AtomicBool,
    hangs: AtomicBool,
    panics: AtomicBool,
    calls: AtomicUsize,
    takes: Mutex<Duration>,
}

impl Mood {
    pub fn fail(&self, whether: bool) {
        self.fails.store(whether, Ordering::SeqCst);
    }

    pub fn take(&self, time: Duration) {
        *lock(&self.takes) = time;
    }

    pub fn hang(&self) {
        self.hangs.store(true, Ordering::SeqCst);
    }

    /// It neither fails nor hangs from the next call on.
    pub fn recover(&self) {
        self.fail(false);
        self.hangs.store(false, Ordering::SeqCst);
    }

    pub fn panic_once(&self) {
        self.panics.store(true, Ordering::SeqCst);
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    async fn call(&self) -> Result<(), &'static str> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        if self.hangs.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
        let takes = *lock(&self.takes);
        if !takes.is_zero() {
            tokio::time::sleep(takes).await;
        }
        assert!(!self.panics.swap(false, Ordering::SeqCst), "told to panic");
        if self.fails.load(Ordering::SeqCst) { Err("told to fail") } else { Ok(()) }
    }

    async fn store(&self) -> Result<(), StoreError> {
        self.call().await.map_err(StoreError::unavailable)
    }

    async fn bus(&self) -> Result<(), BusError> {
        self.call().await.map_err(|error| BusError(error.into()))
    }
}

/// Analytics tables in memory.
#[derive(Default)]
pub struct FakeTables {
    pub mood: Mood,
    /// How seldom steps should come.
    pub flush: Mutex<Duration>,
    /// What happens to one topic's events alone.
    pub troubled: Mutex<Option<Topic>>,
    next: Mutex<HashMap<(Topic, u32), u64>>,
    delivered: AtomicUsize,
    /// Each event once, in the order of its first delivery.
    pub rows: Mutex<Vec<BusEvent>>,
}

impl FakeTables {
    pub fn numbers(&self) -> Vec<u64> {
        lock(&self.rows).iter().map(|event| event.data["number"].as_u64().unwrap()).collect()
    }

    /// How many came, repeats too.
    pub fn deliveries(&self) -> usize {
        self.delivered.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Analytics for FakeTables {
    fn batch_size(&self) -> usize {
        256
    }

    fn flush_interval(&self) -> Duration {
        *lock(&self.flush)
    }

    async fn next_offset(&self, topic: Topic, partition: u32) -> Result<u64, StoreError> {
        Ok(lock(&self.next).get(&(topic, partition)).copied().unwrap_or_default())
    }

    async fn ingest(&self, batch: Batch) -> Result<(), StoreError> {
        self.mood.store().await?;
        if *lock(&self.troubled) == Some(batch.topic) {
            return Err(StoreError::unavailable("told to fail for this topic"));
        }
        self.delivered.fetch_add(batch.events.len(), Ordering::SeqCst);
        let mut rows = lock(&self.rows);
        for event in &batch.events {
            if rows.iter().all(|row| row.event_id != event.event_id) {
                rows.push(event.clone());
            }
        }
        lock(&self.next).insert((batch.topic, batch.partition), batch.next_offset());
        Ok(())
    }

    async fn counts(&self, _: Timestamp, _: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
        let mut counts = BTreeMap::<String, u64>::new();
        for row in lock(&self.rows).iter() {
            *counts.entry(row.kind.clone()).or_default() += row.count();
        }
        Ok(counts.into_iter().collect())
    }

    async fn daily(
        &self,
        days: RangeInclusive<i64>,
        kind: Option<&str>,
        after: Option<RollupKey>,
        limit: usize,
    ) -> Result<Vec<Rollup>, StoreError> {
        let mut sums = BTreeMap::<RollupKey, RollupSums>::new();
        for added in lock(&self.rows).iter().map(Rollup::of_event) {
            *sums.entry(added.key).or_default() += &added.sums;
        }
        let asked = |key: &RollupKey| days.contains(&key.day) && kind.is_none_or(|kind| key.kind == kind);
        let found = sums.into_iter().filter(|(key, _)| asked(key) && after.as_ref().is_none_or(|after| key > after));
        Ok(found.map(|(key, sums)| Rollup { key, sums }).take(limit).collect())
    }

    async fn forget(&self, _: Timestamp, _: Timestamp) -> Result<(), StoreError> {
        Ok(())
    }
}

#[async_trait]
impl Health for FakeTables {
    async fn probe(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// An outbox in memory.
#[derive(Default)]
pub struct FakeOutbox {
    pub mood: Mood,
    pub forgetting: Mood,
    next: Mutex<u128>,
    facts: Mutex<Vec<PendingFact>>,
}

impl FakeOutbox {
    pub fn store(&self, facts: impl IntoIterator<Item = BusEvent>) {
        let mut next = lock(&self.next);
        for fact in facts {
            *next += 1;
            lock(&self.facts).push(PendingFact { position: OutboxPosition(*next), fact });
        }
    }

    /// A fact appears before all others, as where an outbox is repaired from the log.
    pub fn repair(&self, fact: BusEvent) {
        lock(&self.facts).insert(0, PendingFact { position: OutboxPosition(0), fact });
    }

    pub fn len(&self) -> usize {
        lock(&self.facts).len()
    }
}

#[async_trait]
impl Outbox for FakeOutbox {
    fn shards(&self) -> u32 {
        1
    }

    async fn pending(
        &self,
        _shard: u32,
        after: Option<OutboxPosition>,
        limit: usize,
    ) -> Result<Vec<PendingFact>, StoreError> {
        if after.is_none() {
            self.mood.store().await?;
        }
        let facts = lock(&self.facts);
        Ok(facts.iter().filter(|pending| Some(pending.position) > after).take(limit).cloned().collect())
    }

    async fn delivered(&self, _shard: u32, positions: &[OutboxPosition]) -> Result<(), StoreError> {
        self.forgetting.store().await?;
        lock(&self.facts).retain(|pending| !positions.contains(&pending.position));
        Ok(())
    }

    async fn backlog(&self) -> Result<Backlog, StoreError> {
        let facts = lock(&self.facts);
        Ok(Backlog { facts: facts.len() as u64, oldest: facts.first().map(|pending| pending.fact.at) })
    }
}

/// Notices in memory.
#[derive(Default)]
pub struct FakeNotices {
    pub mood: Mood,
    pub stored: Mutex<BTreeMap<EventId, Notice>>,
}

impl FakeNotices {
    pub fn len(&self) -> usize {
        lock(&self.stored).len()
    }
}

#[async_trait]
impl Notices for FakeNotices {
    async fn put(&self, notice: Notice) -> Result<(), StoreError> {
        self.mood.store().await?;
        lock(&self.stored).entry(notice.id).or_insert(notice);
        Ok(())
    }

    async fn list(&self, user: UserId, _: Option<EventId>, limit: usize) -> Result<Vec<Notice>, StoreError> {
        Ok(lock(&self.stored).values().rev().filter(|notice| notice.user == user).take(limit).cloned().collect())
    }

    async fn mark_read(&self, _: UserId, _: EventId) -> Result<bool, StoreError> {
        Ok(false)
    }
}
