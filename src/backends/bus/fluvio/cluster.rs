//! The cluster, asked when it is needed: what is known of it is kept until a call fails, and a connection until it
//! does. Whoever calls waits and tries again, each with a back-off of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex as SyncMutex, PoisonError};
use std::time::Duration;

use fluvio::FluvioAdmin;
use fluvio::dataplane::api::Request;
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::connection::{Connection, Connector};
use super::failure::Failure;
use super::map::{BrokerId, Map};
use crate::backends::bus::options::FluvioOptions;

/// Connections to one broker that wait to be used again: as many as topics are read and written at once.
const IDLE: usize = 16;

/// A cluster, and the connections to it.
pub(super) struct Cluster {
    connector: Connector,
    /// Held while the controller is asked, so that it is asked once for all.
    map: Mutex<Option<Arc<Map>>>,
    idle: SyncMutex<HashMap<BrokerId, Vec<Connection>>>,
    limit: Duration,
}

impl Cluster {
    /// Nothing is sent yet.
    pub(super) fn new(options: &FluvioOptions) -> Self {
        let (map, idle) = (Mutex::default(), SyncMutex::default());
        Self { connector: Connector::new(options), map, idle, limit: options.request_timeout }
    }

    /// How many partitions a topic has.
    pub(super) async fn partitions(&self, topic: &str) -> Result<u32, Failure> {
        self.within(async { self.map().await?.partitions(topic) }).await
    }

    /// Asks the leader of a partition. A connection that was kept may have died meanwhile: then a new one is tried,
    /// with the same request.
    pub(super) async fn ask<R: Request>(
        &self,
        (topic, partition): (&str, u32),
        request: impl Fn() -> R,
    ) -> Result<R::Response, Failure> {
        let asked = async {
            let map = self.map().await?;
            let (id, broker) = map.leader(topic, partition)?;
            while let Some(mut kept) = self.take(id) {
                // half of the time is left for a new one, where nobody is at the other end any more
                match timeout(self.limit / 2, kept.ask(request())).await {
                    Ok(Ok(answer)) => {
                        self.keep(id, kept);
                        return Ok(answer);
                    }
                    // the others are as old, or older
                    _ => self.drop_idle(id),
                }
            }
            let mut connection = self.connector.broker(broker).await?;
            let answer = connection.ask(request()).await?;
            self.keep(id, connection);
            Ok(answer)
        };
        self.within(asked).await
    }

    /// A connection to the controller, for what only it can do.
    pub(super) async fn admin(&self) -> Result<FluvioAdmin, Failure> {
        self.connector.admin().await
    }

    /// A call in its time. After one that failed the cluster may be another than it was.
    pub(super) async fn within<T>(&self, call: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
        let outcome = timeout(self.limit, call).await.unwrap_or(Err(Failure::Slow(self.limit)));
        if outcome.as_ref().is_err_and(Failure::is_of_an_old_map) {
            self.forget();
        }
        outcome
    }

    /// What is known of the cluster is asked for anew, next time.
    pub(super) fn forget(&self) {
        // whoever holds it is asking already
        if let Ok(mut map) = self.map.try_lock() {
            *map = None;
        }
    }

    async fn map(&self) -> Result<Arc<Map>, Failure> {
        let mut map = self.map.lock().await;
        if let Some(known) = &*map {
            return Ok(Arc::clone(known));
        }
        let admin = self.connector.admin().await?;
        let asked = Arc::new(Map::ask(&admin).await?);
        *map = Some(Arc::clone(&asked));
        Ok(asked)
    }

    fn take(&self, broker: BrokerId) -> Option<Connection> {
        self.lock_idle().get_mut(&broker)?.pop()
    }

    fn keep(&self, broker: BrokerId, connection: Connection) {
        let mut idle = self.lock_idle();
        let of_broker = idle.entry(broker).or_default();
        if of_broker.len() < IDLE {
            of_broker.push(connection);
        }
    }

    fn drop_idle(&self, broker: BrokerId) {
        self.lock_idle().remove(&broker);
    }

    fn lock_idle(&self) -> std::sync::MutexGuard<'_, HashMap<BrokerId, Vec<Connection>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
