//! The relay of one shard as a task that is kept alive.

use tokio_util::sync::CancellationToken;

use super::relay::OutboxRelay;
use super::shard::Shard;
use crate::flow::background::BackgroundTask;

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
