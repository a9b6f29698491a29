//! The trait over a cluster's topics. The cluster is asked only when it is needed, so that a node starts and tells its
//! stories without it.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::join_all;
use tokio::sync::{Notify, OnceCell};

use super::failure::Failure;
use super::hints::FluvioHints;
use super::log::Log;
use super::names::Names;
use super::produced::Pair;
use super::topics;
use crate::backends::bus::options::FluvioOptions;
use crate::backends::bus::{Bus, BusError, BusRecord, Carried, partition};
use crate::domain::{BusEvent, Topic};

/// A consumer looks for what other nodes published after so long.
const FALLBACK: Duration = Duration::from_secs(1);

/// The bus on a cluster.
pub struct FluvioBus {
    log: Arc<Log>,
    names: Names,
    topics: HashMap<Topic, OpenTopic>,
}

/// What is known of a topic once it was asked for.
#[derive(Default)]
struct OpenTopic {
    partitions: OnceCell<NonZeroU32>,
    /// Told when this node has published to it.
    published: Notify,
}

impl FluvioBus {
    /// Nothing is sent yet.
    #[must_use]
    pub fn open(options: FluvioOptions) -> Self {
        let names = Names::new(&options.topic_prefix);
        let topics = Topic::ALL.into_iter().map(|topic| (topic, OpenTopic::default())).collect();
        Self { log: Arc::new(Log::new(options)), names, topics }
    }

    /// Makes the topics that are missing, and waits until they have leaders. Those that are there are left as they are.
    pub async fn prepare(&self) -> Result<(), BusError> {
        Ok(topics::make(&self.log, &self.names).await?)
    }

    /// Whether every topic is there, with as many partitions as the configuration says.
    pub async fn check(&self) -> Result<(), BusError> {
        Ok(topics::check(&self.log, &self.names).await?)
    }

    /// The topics that are missing, by name. An error: it could not be found out.
    pub async fn missing(&self) -> Result<Vec<String>, BusError> {
        Ok(topics::missing(&self.log, &self.names).await?)
    }

    /// The topic of hints between nodes.
    #[must_use]
    pub fn hints(&self) -> FluvioHints {
        FluvioHints { log: Arc::clone(&self.log), topic: self.names.wakeups() }
    }

    /// Kept once it is known: a key's partition must not move.
    async fn count(&self, topic: Topic) -> Result<NonZeroU32, Failure> {
        let name = self.names.of(topic);
        let asked = self.topics[&topic].partitions.get_or_try_init(async || {
            let found = self.log.cluster.partitions(&name).await?;
            NonZeroU32::new(found).ok_or(Failure::NoTopic(name.clone()))
        });
        asked.await.copied()
    }
}

#[async_trait]
impl Bus for FluvioBus {
    async fn partitions(&self, topic: Topic) -> Result<u32, BusError> {
        Ok(self.count(topic).await?.get())
    }

    async fn publish(&self, topic: Topic, events: &[BusEvent]) -> Result<(), BusError> {
        debug_assert!(events.iter().all(|event| event.topic() == topic), "an event of another topic");
        if events.is_empty() {
            return Ok(());
        }
        let (name, count) = (self.names.of(topic), self.count(topic).await?);
        let mut by_partition = HashMap::<u32, Vec<Pair>>::new();
        for event in events {
            let key = event.key();
            let value = serde_json::to_vec(event).map_err(BusError::because)?;
            by_partition.entry(partition::of_key(&key, count)).or_default().push((key, value));
        }
        let appends = by_partition.into_iter().map(|(partition, pairs)| self.log.append(&name, partition, pairs));
        // all are waited for, so that a repeat doubles as little as possible
        let outcomes = join_all(appends).await;
        self.topics[&topic].published.notify_waiters();
        self.topics[&topic].published.notify_one();
        Ok(outcomes.into_iter().collect::<Result<(), Failure>>()?)
    }

    async fn read(&self, topic: Topic, partition: u32, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError> {
        let (name, mut from) = (self.names.of(topic), offset);
        loop {
            let carried = self.log.read(&name, partition, from, limit).await?;
            let records: Vec<_> = carried.iter().filter_map(|carried| record(topic, partition, carried)).collect();
            match carried.last() {
                // none of them is an event: no reason to stand still
                Some(last) if records.is_empty() => from = last.offset + 1,
                _ => return Ok(records),
            }
        }
    }

    async fn changed(&self, topic: Topic) {
        let _timed_out = tokio::time::timeout(FALLBACK, self.topics[&topic].published.notified()).await;
    }

    /// The cluster keeps records for a time that was set when the topic was made.
    async fn acknowledge(&self, _: &str, _: Topic, _: u32, _: u64) -> Result<(), BusError> {
        Ok(())
    }

    async fn begin(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        Ok(self.log.offsets(&self.names.of(topic), partition).await?.start)
    }

    async fn end(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        Ok(self.log.offsets(&self.names.of(topic), partition).await?.end)
    }

    async fn probe(&self) -> Result<(), BusError> {
        for topic in Topic::ALL {
            for partition in 0..self.count(topic).await?.get() {
                self.log.offsets(&self.names.of(topic), partition).await?;
            }
        }
        Ok(())
    }
}

/// A record that is no event of ours is left out: who reads without gaps passes it in time, with a warning.
fn record(topic: Topic, partition: u32, Carried { offset, bytes }: &Carried) -> Option<BusRecord> {
    match serde_json::from_slice(bytes) {
        Ok(event) => Some(BusRecord { offset: *offset, event }),
        Err(error) => {
            tracing::debug!(topic = topic.as_str(), partition, offset, %error, "a record is no event");
            None
        }
    }
}
