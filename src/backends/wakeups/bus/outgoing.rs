//! This node's hints on their way to the bus.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::mpsc::Receiver;
use uuid::Uuid;

use super::letter::Letter;
use crate::backends::bus::Carrier;
use crate::backends::wakeups::Wakeup;
use crate::flow::backoff::Backoff;

/// Hints that wait for the bus, in about 40 KiB: newer ones are dropped.
pub(super) const CAPACITY: usize = 1024;

/// Hints that go together.
const BATCH: usize = 256;

/// Waits while the bus is away.
const WAIT: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(10));

/// Sends what comes until nobody can send any more.
pub(super) async fn send_all(
    carrier: Arc<dyn Carrier>,
    node: Uuid,
    mut waiting: Receiver<Wakeup>,
    some_dropped: Arc<AtomicBool>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let letters = batch.drain(..).map(|wakeup| Letter { from: node, wakeup: Some(wakeup) });
        let loss = some_dropped.swap(false, Ordering::Relaxed).then_some(Letter { from: node, wakeup: None });
        let all = letters.chain(loss).map(|letter| letter.bytes()).collect();
        if let Err(error) = carrier.send(all).await {
            tracing::debug!(%error, "wake-ups are lost");
            tell_of_loss(&*carrier, node, &mut waiting).await;
        }
    }
}

/// Tells the others, once that can be done, that they missed some. What waits by then is late: that stands for it too.
async fn tell_of_loss(carrier: &dyn Carrier, node: Uuid, waiting: &mut Receiver<Wakeup>) {
    let (mut backoff, loss) = (Backoff::new(WAIT.0, WAIT.1), Letter { from: node, wakeup: None });
    loop {
        backoff.wait().await;
        while waiting.try_recv().is_ok() {}
        if carrier.send(vec![loss.bytes()]).await.is_ok() {
            return;
        }
    }
}
