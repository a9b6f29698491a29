//! When mails are looked at: every second, and while nobody takes any, with back-off.

use std::time::Duration;

use futures_util::future::join_all;
use metrics::gauge;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::delivery::Delivery;
use super::sender::MailSender;
use crate::backends::error::StoreError;
use crate::flow::background::BackgroundTask;
use crate::flow::backoff::Backoff;
use crate::metrics::{MAILS_AGE_SECONDS, MAILS_WAITING};

/// How often the queue is looked at: whoever waits for a mail looks at their own less often.
const POLL: Duration = Duration::from_secs(1);
/// Mails that are read at once, and of these on their way at once.
const PAGE: usize = 32;
const AT_ONCE: usize = 4;
/// Waits while the server takes nothing from us, and while the store is away.
const OUTAGE: (Duration, Duration) = (Duration::from_secs(2), Duration::from_mins(5));
const STORE_WAIT: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

impl BackgroundTask for MailSender {
    const NAME: &'static str = "mail";

    /// A mail that is on its way when the node stops is waited for: broken off, it might come twice.
    async fn run(self, stop: CancellationToken) {
        let mut outage = Backoff::new(OUTAGE.0, OUTAGE.1);
        let mut store_backoff = Backoff::new(STORE_WAIT.0, STORE_WAIT.1);
        while !stop.is_cancelled() {
            let wait = match self.pass(&stop).await {
                Ok(true) => {
                    outage.reset();
                    store_backoff.reset();
                    POLL
                }
                Ok(false) => {
                    let wait = outage.next_wait();
                    tracing::warn!(?wait, "nobody takes mails; they wait");
                    wait
                }
                Err(error) => {
                    let wait = store_backoff.next_wait();
                    tracing::warn!(%error, ?wait, "mails wait for the store");
                    wait
                }
            };
            stop.run_until_cancelled(sleep(wait)).await;
        }
    }
}

impl MailSender {
    /// Sends what is due, a few at a time, until nothing is left. `false`: nobody takes mails now.
    async fn pass(&self, stop: &CancellationToken) -> Result<bool, StoreError> {
        loop {
            self.set_gauges().await?;
            let due = self.queue.due(self.clock.now(), PAGE).await?;
            let is_last = due.len() < PAGE;
            for few in due.chunks(AT_ONCE) {
                let deliveries = join_all(few.iter().cloned().map(|due| self.deliver(due))).await;
                if stop.is_cancelled() {
                    return Ok(true);
                }
                let deliveries = deliveries.into_iter().collect::<Result<Vec<Delivery>, StoreError>>()?;
                if deliveries.contains(&Delivery::Away) {
                    return Ok(false);
                }
            }
            if is_last {
                return Ok(true);
            }
        }
    }

    async fn set_gauges(&self) -> Result<(), StoreError> {
        let backlog = self.queue.backlog().await?;
        let age = backlog.oldest.map_or(Duration::ZERO, |at| self.clock.now().since(at));
        #[expect(clippy::cast_precision_loss, reason = "a gauge; exact to 2^53 mails")]
        gauge!(MAILS_WAITING).set(backlog.mails as f64);
        gauge!(MAILS_AGE_SECONDS).set(age.as_secs_f64());
        Ok(())
    }
}
