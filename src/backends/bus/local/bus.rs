//! The trait over one file: each call is one short transaction on a blocking thread.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use rusqlite::Connection;
use tokio::sync::Notify;

use super::tables::{self, Partition};
use crate::backends::bus::{Bus, BusError, BusRecord, partition};
use crate::backends::sqlite::{Failure, Soundness};
use crate::backends::{blocking, folder};
use crate::domain::{BusEvent, Topic};

/// A consumer looks again after so long, whatever it was told.
const FALLBACK: Duration = Duration::from_secs(2);

/// A new file's topics have so many partitions: in one file, read by one process, a second would only cost reads.
const PARTITIONS: NonZeroU32 = NonZeroU32::MIN;

/// In a data directory.
pub const FILE_NAME: &str = "bus.sqlite";

/// Topics in a file of a folder that this process alone uses.
pub struct LocalBus {
    /// Held for one transaction at a time.
    connection: Arc<Mutex<Connection>>,
    topics: HashMap<Topic, OpenTopic>,
    soundness: Soundness,
}

/// What is known of a topic while its file is open.
struct OpenTopic {
    partitions: NonZeroU32,
    published: Notify,
}

impl LocalBus {
    /// Opens the file, and makes folder and file where they are missing.
    pub fn open(folder: &Path) -> Result<Self, BusError> {
        Self::open_with(folder, PARTITIONS)
    }

    /// The same, where a topic that the file does not have yet gets so many partitions. Those that it has keep theirs.
    pub fn open_with(folder: &Path, partitions: NonZeroU32) -> Result<Self, BusError> {
        folder::make(folder).map_err(unavailable)?;
        let path = folder.join(FILE_NAME);
        folder::make_private_file(&path).map_err(unavailable)?;
        let mut connection = Connection::open(path).map_err(unavailable)?;
        let counts = tables::make(&mut connection, partitions).map_err(unavailable)?;
        let open = |(topic, partitions)| (topic, OpenTopic { partitions, published: Notify::new() });
        let topics = counts.into_iter().map(open).collect();
        Ok(Self { connection: Arc::new(Mutex::new(connection)), topics, soundness: Soundness::of("bus") })
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, BusError> {
        let connection = Arc::clone(&self.connection);
        let done = blocking::run(move || {
            // A panic in a transaction rolled it back, so the connection is fine.
            work(&mut connection.lock().unwrap_or_else(PoisonError::into_inner))
        });
        let outcome = done.await.map_err(unavailable)?.map_err(Failure::from);
        outcome.inspect_err(|failure| self.soundness.note(failure)).map_err(unavailable)
    }

    fn topic(&self, topic: Topic) -> &OpenTopic {
        &self.topics[&topic]
    }

    fn place(&self, topic: Topic, event: &BusEvent) -> Partition {
        Partition { topic, partition: partition::of_key(&event.key(), self.topic(topic).partitions) }
    }
}

#[async_trait]
impl Bus for LocalBus {
    async fn partitions(&self, topic: Topic) -> Result<u32, BusError> {
        Ok(self.topic(topic).partitions.get())
    }

    async fn publish(&self, topic: Topic, events: &[BusEvent]) -> Result<(), BusError> {
        debug_assert!(events.iter().all(|event| event.topic() == topic), "an event of another topic");
        let encoded: Vec<(Partition, String)> = events
            .iter()
            .map(|event| Ok((self.place(topic, event), serde_json::to_string(event)?)))
            .collect::<Result<_, serde_json::Error>>()
            .map_err(unavailable)?;
        self.blocking(move |connection| tables::append(connection, &encoded)).await?;
        // those who wait now, and one who is about to
        self.topic(topic).published.notify_waiters();
        self.topic(topic).published.notify_one();
        Ok(())
    }

    async fn read(&self, topic: Topic, partition: u32, offset: u64, limit: usize) -> Result<Vec<BusRecord>, BusError> {
        let place = Partition { topic, partition };
        let rows = self.blocking(move |connection| tables::read(connection, place, offset, limit)).await?;
        let record = |(offset, event): (u64, String)| {
            let event = serde_json::from_str(&event).map_err(unavailable)?;
            Ok(BusRecord { offset, event })
        };
        rows.into_iter().map(record).collect()
    }

    async fn changed(&self, topic: Topic) {
        let _timed_out = tokio::time::timeout(FALLBACK, self.topic(topic).published.notified()).await;
    }

    async fn acknowledge(
        &self,
        consumer: &str,
        topic: Topic,
        partition: u32,
        next_offset: u64,
    ) -> Result<(), BusError> {
        let (consumer, place) = (consumer.to_owned(), Partition { topic, partition });
        self.blocking(move |connection| tables::acknowledge(connection, &consumer, place, next_offset)).await
    }

    async fn begin(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        let place = Partition { topic, partition };
        self.blocking(move |connection| tables::begin(connection, place)).await
    }

    async fn end(&self, topic: Topic, partition: u32) -> Result<u64, BusError> {
        let place = Partition { topic, partition };
        self.blocking(move |connection| tables::end(connection, place)).await
    }

    async fn probe(&self) -> Result<(), BusError> {
        self.soundness.confirm().map_err(unavailable)?;
        self.blocking(|connection| tables::beat(connection)).await
    }
}

fn unavailable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> BusError {
    BusError(error.into())
}
