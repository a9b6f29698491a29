//! From the meters' channel to the bus: measurements are published in batches, and dropped while the bus is away.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

use super::meter::count_dropped;
use crate::backends::bus::Bus;
use crate::domain::{BusEvent, Topic};

/// Measurements of one commit of the bus.
const BATCH: usize = 256;

/// How long a batch waits for company, so that a lone request does not cost a commit of its own.
const LINGER: Duration = Duration::from_millis(200);

/// Publishes measurements in batches until every meter is gone, or until `stop` is cancelled and those that wait are
/// published. While the bus is unavailable they are dropped and counted.
pub async fn publish(mut receiver: Receiver<BusEvent>, bus: Arc<dyn Bus>, stop: CancellationToken) {
    let mut batch = Vec::with_capacity(BATCH);
    while !matches!(stop.run_until_cancelled(receiver.recv_many(&mut batch, BATCH)).await, None | Some(0)) {
        if batch.len() < BATCH {
            stop.run_until_cancelled(tokio::time::sleep(LINGER)).await;
            fill(&mut batch, &mut receiver);
        }
        send(&bus, &mut batch).await;
    }
    receiver.close();
    while receiver.recv_many(&mut batch, BATCH).await > 0 {
        send(&bus, &mut batch).await;
    }
}

fn fill(batch: &mut Vec<BusEvent>, receiver: &mut Receiver<BusEvent>) {
    while batch.len() < BATCH
        && let Ok(event) = receiver.try_recv()
    {
        batch.push(event);
    }
}

async fn send(bus: &Arc<dyn Bus>, batch: &mut Vec<BusEvent>) {
    let by_topic = BusEvent::by_topic(batch.drain(..));
    join_all(by_topic.iter().map(|(topic, events)| send_topic(&**bus, *topic, events))).await;
}

/// What one topic does not take keeps nothing from another.
async fn send_topic(bus: &dyn Bus, topic: Topic, events: &[BusEvent]) {
    if let Err(error) = bus.publish(topic, events).await {
        tracing::debug!(topic = topic.as_str(), %error, dropped = events.len(), "measurements dropped");
        for event in events {
            count_dropped(&event.kind);
        }
    }
}
