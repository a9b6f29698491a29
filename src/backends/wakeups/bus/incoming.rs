//! Other nodes' hints. Old ones are not heard: reading begins at the topic's end, at the start and after an outage, and
//! whoever listened meanwhile is told that it missed some.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::broadcast;
use tokio::time::sleep;
use uuid::Uuid;

use super::letter::Letter;
use crate::backends::bus::{BusError, Carrier};
use crate::backends::wakeups::Heard;
use crate::flow::backoff::Backoff;

/// Between two looks: a reader on another node sees an event within a second.
const POLL: Duration = Duration::from_millis(100);

/// Letters of one look.
const BATCH: usize = 1024;

/// Waits while the bus is away.
const WAIT: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(10));

/// Tells whoever listens, for ever.
pub(super) async fn hear_all(carrier: Arc<dyn Carrier>, node: Uuid, heard: broadcast::Sender<Heard>) {
    let mut backoff = Backoff::new(WAIT.0, WAIT.1);
    loop {
        let Err(error) = follow(&*carrier, node, &heard, &mut backoff).await;
        tracing::debug!(%error, "wake-ups of other nodes are not heard");
        backoff.wait().await;
    }
}

/// Follows the topic from its end.
async fn follow(
    carrier: &dyn Carrier,
    node: Uuid,
    heard: &broadcast::Sender<Heard>,
    backoff: &mut Backoff,
) -> Result<Infallible, BusError> {
    let mut next = carrier.end().await?;
    tell(heard, Heard::Missed);
    loop {
        let letters = carrier.receive(next, BATCH).await?;
        backoff.reset();
        let is_behind = letters.len() == BATCH;
        for letter in letters {
            if letter.offset < next {
                continue;
            }
            if letter.offset > next {
                tell(heard, Heard::Missed);
            }
            if let Some(what) = Letter::heard(&letter.bytes, node) {
                tell(heard, what);
            }
            next = letter.offset + 1;
        }
        if !is_behind {
            sleep(POLL).await;
        }
    }
}

fn tell(heard: &broadcast::Sender<Heard>, what: Heard) {
    // an error says that nobody listens
    let _ = heard.send(what);
}
