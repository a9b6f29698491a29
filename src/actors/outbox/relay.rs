//! The relay of one shard as a stage, and what wakes it.

use std::sync::Arc;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::shard::Shard;
use crate::actors::notification::Tell;
use crate::backends::bus::Bus;
use crate::backends::store::Outbox;
use crate::flow::background::BackgroundTask;
use crate::flow::supervise::Address;

/// Wakes every relay after facts were stored. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Relay(watch::Sender<()>);

impl Relay {
    /// There may be facts.
    pub fn wake(&self) {
        self.0.send_replace(());
    }

    pub(super) fn wakes(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }
}

/// The stage's work on one shard.
#[derive(Clone)]
pub struct OutboxRelay {
    /// Whose outbox it is, in metrics.
    pub database: &'static str,
    /// Where the facts are.
    pub outbox: Arc<dyn Outbox>,
    /// Which of its shards is emptied.
    pub shard: u32,
    /// Gets every fact.
    pub bus: Arc<dyn Bus>,
    /// Gets every fact. The supervisor puts the new address here when it starts that actor again.
    pub notification: Address<Tell>,
    /// Wakes the relay.
    pub relay: Relay,
}

impl BackgroundTask for OutboxRelay {
    const NAME: &'static str = "outbox";

    /// Relays facts as they come. Errors are waited out.
    async fn run(self, stop: CancellationToken) {
        let mut shard = Shard::new(self);
        let endless = async {
            loop {
                shard.go_on().await;
            }
        };
        stop.run_until_cancelled(endless).await;
    }
}
