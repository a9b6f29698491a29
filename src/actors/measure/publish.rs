//! The measure stage: from the meters to the bus. One for each topic that is measured, so that a topic that hangs keeps
//! no other's measurements waiting; what the bus does not take is dropped and counted.
//!
//! Capacity: [`super::meter::CAPACITY`] measurements wait for a topic; one batch of it is on its way at a time, as each
//! is a commit of the bus, which shares the disk with the stories.

use std::future::pending;
use std::iter;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::meter::{Measurements, count_dropped};
use crate::backends::bus::Bus;
use crate::domain::{BusEvent, Topic};
use crate::flow::background::BackgroundTask;

/// Measurements of one commit of the bus.
const BATCH: usize = 256;
/// How long a batch waits for company, so that a lone call does not cost a commit of its own.
const LINGER: Duration = Duration::from_millis(200);
/// How often it is told what was counted.
pub const TOLD_EVERY: Duration = Duration::from_mins(1);
/// A bus that takes longer for a batch counts as away.
const PUBLISH_LIMIT: Duration = Duration::from_secs(10);
/// What the last batches may take once the node stops: part of its grace.
const DRAIN_LIMIT: Duration = Duration::from_secs(2);

/// Publishes one topic's measurements.
#[derive(Clone)]
pub struct Publisher {
    topic: Topic,
    bus: Arc<dyn Bus>,
    /// Locked for the whole life of the task: the next one, after a panic, goes on with what waits.
    measurements: Arc<Mutex<Measurements>>,
}

impl Publisher {
    /// Publishes what was measured for a topic to this bus.
    #[must_use]
    pub fn new(measurements: Measurements, bus: Arc<dyn Bus>) -> Self {
        Self { topic: measurements.topic, bus, measurements: Arc::new(Mutex::new(measurements)) }
    }
}

impl BackgroundTask for Publisher {
    const NAME: &'static str = "measure";

    /// Publishes in batches; after the stop those that wait, within [`DRAIN_LIMIT`].
    async fn run(self, stop: CancellationToken) {
        let mut measurements = self.measurements.lock().await;
        let mut batch = Vec::with_capacity(BATCH);
        // a batch that the stop finds on its way is sent again: what it holds is known by its ids
        stop.run_until_cancelled(self.publish(&mut measurements, &mut batch)).await;
        measurements.waiting.close();
        if timeout(DRAIN_LIMIT, self.drain(&mut measurements, &mut batch)).await.is_err() {
            tracing::warn!(topic = self.topic.as_str(), "the bus took too long for the last measurements");
            batch.extend(iter::from_fn(|| measurements.waiting.try_recv().ok()));
            batch.iter().for_each(count_dropped);
        }
    }
}

impl Publisher {
    async fn publish(&self, measurements: &mut Measurements, batch: &mut Vec<BusEvent>) {
        let mut minute = interval_at(Instant::now() + TOLD_EVERY, TOLD_EVERY);
        minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = minute.tick() => batch.extend(measurements.told()),
                received = measurements.waiting.recv_many(batch, BATCH) => {
                    if received == 0 {
                        // every meter is gone: the node is about to stop
                        return pending().await;
                    }
                    sleep(LINGER).await;
                    fill(batch, &mut measurements.waiting);
                }
            }
            self.send(batch).await;
        }
    }

    /// What was counted, and what waits in a channel that takes no more.
    async fn drain(&self, measurements: &mut Measurements, batch: &mut Vec<BusEvent>) {
        batch.extend(measurements.told());
        loop {
            self.send(batch).await;
            if measurements.waiting.recv_many(batch, BATCH).await == 0 {
                return;
            }
        }
    }

    async fn send(&self, batch: &mut Vec<BusEvent>) {
        if batch.is_empty() {
            return;
        }
        let error = match timeout(PUBLISH_LIMIT, self.bus.publish(self.topic, batch)).await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some("the bus does not answer".to_owned()),
        };
        if let Some(error) = error {
            tracing::debug!(topic = self.topic.as_str(), error, dropped = batch.len(), "measurements dropped");
            batch.iter().for_each(count_dropped);
        }
        batch.clear();
    }
}

/// Up to a whole batch of what waits already.
fn fill(batch: &mut Vec<BusEvent>, waiting: &mut Receiver<BusEvent>) {
    let room = BATCH.saturating_sub(batch.len());
    batch.extend(iter::from_fn(|| waiting.try_recv().ok()).take(room));
}
