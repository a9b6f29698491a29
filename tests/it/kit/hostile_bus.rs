//! A bus that does on purpose what a real one may: it hides records and shows them later, repeats and reorders them,
//! fails before and after it had its effect, hangs, and is away.

use std::collections::HashMap;
use std::future::pending;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::backends::bus::{Bus, BusError, BusRecord};
use ai_tale::domain::{BusEvent, Topic};
use async_trait::async_trait;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use tokio::time::Instant;

use super::fakes::lock;

/// How long a record is hidden at most: less than anybody's patience.
const HIDDEN: Duration = Duration::from_secs(45);

/// A bus with moods, by a seed.
pub struct HostileBus {
    inner: Arc<dyn Bus>,
    random: Mutex<StdRng>,
    is_away: AtomicBool,
    /// Until when a record is not shown.
    hidden: Mutex<HashMap<(Topic, u32, u64), Instant>>,
}

impl HostileBus {
    pub fn over(inner: Arc<dyn Bus>, seed: u64) -> Self {
        let random = Mutex::new(StdRng::seed_from_u64(seed));
        Self { inner, random, is_away: AtomicBool::new(false), hidden: Mutex::default() }
    }

    /// Every call fails, or none for that reason.
    pub fn set_away(&self, is_away: bool) {
        self.is_away.store(is_away, Ordering::SeqCst);
    }

    /// True once in so many times.
    fn happens(&self, once_in: u32) -> bool {
        lock(&self.random).random_ratio(1, once_in)
    }

    fn below(&self, end: usize) -> usize {
        lock(&self.random).random_range(0..end)
    }

    async fn mood(&self, hangs_once_in: u32) -> Result<(), BusError> {
        if self.is_away.load(Ordering::SeqCst) || self.happens(15) {
            return Err(BusError("told to fail".into()));
        }
        if self.happens(hangs_once_in) {
            pending::<()>().await;
        }
        Ok(())
    }

    /// As a consumer gets them: out of order, twice, and without those that are hidden.
    fn disturb(&self, (topic, partition): (Topic, u32), records: &mut Vec<BusRecord>) {
        if !records.is_empty() && self.happens(3) {
            let place = (topic, partition, records[self.below(records.len())].offset);
            let time = HIDDEN.mul_f64(lock(&self.random).random());
            lock(&self.hidden).entry(place).or_insert_with(|| Instant::now() + time);
        }
        if !records.is_empty() && self.happens(3) {
            let again = records[self.below(records.len())].clone();
            records.insert(self.below(records.len()), again);
        }
        if self.happens(3) {
            records.shuffle(&mut *lock(&self.random));
        }
        let hidden = lock(&self.hidden);
        let is_shown = |offset| hidden.get(&(topic, partition, offset)).is_none_or(|until| *until <= Instant::now());
        records.retain(|record| is_shown(record.offset));
    }
}

#[async_trait]
impl Bus for HostileBus {
    async fn partitions(&self, topic: Topic) -> Result<u32, BusError> {
        self.mood(200).await?;
        self.inner.partitions(topic).await
    }

    async fn publish(&self, topic: Topic, events: &[BusEvent]) -> Result<(), BusError> {
        self.mood(50).await?;
        let half = &events[..self.below(events.len() + 1)];
        if self.happens(10) {
            self.inner.publish(topic, half).await?;
            return Err(BusError("told to fail half way".into()));
        }
        self.inner.publish(topic, events).await?;
        if self.happens(10) { Err(BusError("told to lose its answer".into())) } else { Ok(()) }
    }

    async fn read(&self, topic: Topic, partition: u32, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError> {
        self.mood(100).await?;
        // some that were not asked for: a consumer that begins anew within a batch
        let from = offset.saturating_sub(self.below(3) as u64);
        let mut records = self.inner.read(topic, partition, from, limit).await?;
        self.disturb((topic, partition), &mut records);
        Ok(records)
    }

    async fn changed(&self, topic: Topic) {
        self.inner.changed(topic).await;
    }

    async fn acknowledge(&self, who: &str, topic: Topic, partition: u32, next_offset: u64) -> Result<(), BusError> {
        self.mood(200).await?;
        self.inner.acknowledge(who, topic, partition, next_offset).await
    }

    async fn begin(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        self.mood(200).await?;
        self.inner.begin(topic, partition).await
    }

    async fn end(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        self.mood(200).await?;
        self.inner.end(topic, partition).await
    }

    async fn probe(&self) -> Result<(), BusError> {
        self.mood(200).await?;
        self.inner.probe().await
    }
}
