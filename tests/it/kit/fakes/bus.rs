//! A bus in memory.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use ai_tale::backends::bus::{Bus, BusError, BusRecord};
use ai_tale::domain::{BusEvent, Topic};
use async_trait::async_trait;
use tokio::sync::Notify;

use super::{Mood, lock};

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
        for topic in Topic::ALL {
            let of_topic: Vec<_> = events.iter().filter(|event| event.topic() == topic).cloned().collect();
            if !of_topic.is_empty() {
                self.publish(topic, &of_topic).await?;
            }
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

    async fn begin(&self, topic: Topic, _: u32) -> Result<u64, BusError> {
        let end = self.records(topic).len() as u64;
        Ok(lock(&self.forgotten).get(&topic).copied().unwrap_or_default().min(end))
    }

    async fn end(&self, topic: Topic, _: u32) -> Result<u64, BusError> {
        Ok(self.records(topic).len() as u64)
    }

    async fn probe(&self) -> Result<(), BusError> {
        Ok(())
    }
}
