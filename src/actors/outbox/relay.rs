//! What the relay of one shard works with, and what wakes it.

use std::sync::Arc;

use tokio::sync::watch;

use crate::actors::notification::Tell;
use crate::backends::bus::Bus;
use crate::backends::store::Outbox;
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

/// The relay of one shard.
#[derive(Clone)]
pub struct OutboxRelay {
    /// Whose outbox it is, in metrics.
    pub database: &'static str,
    /// Where the facts are.
    pub outbox: Arc<dyn Outbox>,
    /// Which of its shards is emptied.
    pub shard: u32,
    pub bus: Arc<dyn Bus>,
    /// Gets every fact. The supervisor puts the new address here when it starts that actor again.
    pub notification: Address<Tell>,
    pub relay: Relay,
}
