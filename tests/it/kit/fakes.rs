//! Small stand-ins for the outside, in memory, which fail on demand.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::backends::bus::{Bus, BusError, BusRecord};
use ai_tale::backends::health::Health;
use ai_tale::backends::store::{Backlog, Notice, Notices, Outbox, PendingFact, Position, StoreError};
use ai_tale::domain::{BusEvent, EventId, NodeId, StoryId, Timestamp, Topic, UserId};
use async_trait::async_trait;
use serde_json::json;
use tokio::sync::Notify;

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

/// A bus in memory, of one partition a topic.
#[derive(Default)]
pub struct FakeBus {
    pub publishing: Mood,
    pub reading: Mood,
    /// What one topic is made to do, beside what all are.
    pub topics: HashMap<Topic, Mood>,
    records: Mutex<HashMap<Topic, Vec<BusRecord>>>,
    /// Up to where each consumer is beyond a topic's records.
    pub acknowledged: Mutex<HashMap<Topic, u64>>,
    /// Records of a topic before this offset are gone.
    pub forgotten: Mutex<HashMap<Topic, u64>>,
    /// A topic's offset that reads leave out, and how often still.
    pub skipped: Mutex<Option<(Topic, u64, usize)>>,
    changed: Notify,
}

impl FakeBus {
    /// One that is told apart by this topic.
    pub fn with(topic: Topic) -> Self {
        Self { topics: HashMap::from([(topic, Mood::default())]), ..Self::default() }
    }

    pub fn records(&self, topic: Topic) -> Vec<BusRecord> {
        lock(&self.records).get(&topic).cloned().unwrap_or_default()
    }

    /// Its file is gone, and a new one is there.
    pub fn lose(&self) {
        lock(&self.records).clear();
    }

    /// Publishes each event to its topic.
    pub async fn publish_all(&self, events: &[BusEvent]) -> Result<(), BusError> {
        for (topic, events) in BusEvent::by_topic(events.iter().cloned()) {
            self.publish(topic, &events).await?;
        }
        Ok(())
    }

    fn skips(&self, topic: Topic, records: &mut Vec<BusRecord>) {
        let mut skipped = lock(&self.skipped);
        if let Some((of, offset, times)) = skipped.as_mut()
            && *of == topic
            && *times > 0
            && records.iter().any(|record| record.offset == *offset)
        {
            *times -= 1;
            records.retain(|record| record.offset != *offset);
        }
    }
}

#[async_trait]
impl Bus for FakeBus {
    async fn partitions(&self, _: Topic) -> Result<u32, BusError> {
        Ok(1)
    }

    async fn publish(&self, topic: Topic, events: &[BusEvent]) -> Result<(), BusError> {
        self.publishing.bus().await?;
        if let Some(mood) = self.topics.get(&topic) {
            mood.bus().await?;
        }
        let mut topics = lock(&self.records);
        let records = topics.entry(topic).or_default();
        for event in events {
            assert_eq!(event.topic(), topic);
            records.push(BusRecord { offset: records.len() as u64, event: event.clone() });
        }
        self.changed.notify_waiters();
        self.changed.notify_one();
        Ok(())
    }

    async fn read(&self, topic: Topic, _: u32, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError> {
        self.reading.bus().await?;
        let from = offset.max(lock(&self.forgotten).get(&topic).copied().unwrap_or_default());
        let mut records = self.records(topic);
        records.retain(|record| record.offset >= from);
        self.skips(topic, &mut records);
        records.truncate(limit);
        Ok(records)
    }

    async fn changed(&self, _: Topic) {
        let _timed_out = tokio::time::timeout(Duration::from_secs(2), self.changed.notified()).await;
    }

    async fn acknowledge(&self, _: &str, topic: Topic, _: u32, next_offset: u64) -> Result<(), BusError> {
        lock(&self.acknowledged).insert(topic, next_offset);
        Ok(())
    }

    async fn end(&self, topic: Topic, _: u32) -> Result<u64, BusError> {
        Ok(self.records(topic).len() as u64)
    }

    async fn probe(&self) -> Result<(), BusError> {
        Ok(())
    }
}

/// Analytics tables in memory.
#[derive(Default)]
pub struct FakeTables {
    pub mood: Mood,
    /// What happens to one topic's events alone.
    pub troubled: Mutex<Option<Topic>>,
    next: Mutex<HashMap<Topic, u64>>,
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
    async fn next_offset(&self, topic: Topic, _: u32) -> Result<u64, StoreError> {
        Ok(lock(&self.next).get(&topic).copied().unwrap_or_default())
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
        lock(&self.next).insert(batch.topic, batch.next_offset());
        Ok(())
    }

    async fn counts(&self, _: Timestamp, _: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
        let mut counts = BTreeMap::<String, u64>::new();
        for row in lock(&self.rows).iter() {
            *counts.entry(row.kind.clone()).or_default() += 1;
        }
        Ok(counts.into_iter().collect())
    }

    async fn forget(&self, _: Timestamp) -> Result<(), StoreError> {
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
            lock(&self.facts).push(PendingFact { position: Position(*next), fact });
        }
    }

    /// A fact appears before all others, as where an outbox is repaired from the log.
    pub fn repair(&self, fact: BusEvent) {
        lock(&self.facts).insert(0, PendingFact { position: Position(0), fact });
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
        after: Option<Position>,
        limit: usize,
    ) -> Result<Vec<PendingFact>, StoreError> {
        if after.is_none() {
            self.mood.store().await?;
        }
        let facts = lock(&self.facts);
        Ok(facts.iter().filter(|pending| Some(pending.position) > after).take(limit).cloned().collect())
    }

    async fn delivered(&self, _shard: u32, positions: &[Position]) -> Result<(), StoreError> {
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
