//! [`Outbox`]: facts that were stored with what they are about and wait to be told to others.
//!
//! A store keeps its facts in one or more shards. In a shard they have positions, and a relay goes through each shard
//! by itself. There is more than one outbox: each kind of data whose facts leave it has its own. [`sqlite`] is the
//! table of those in an embedded database.

pub mod sqlite;

use async_trait::async_trait;

use super::error::StoreError;
use crate::domain::{BusEvent, Timestamp};

/// A fact's place in its shard: later facts have greater ones, and none is given twice. It has room for a time-ordered
/// id, for an engine that does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutboxPosition(pub u128);

/// A fact that was not delivered yet.
#[derive(Clone, Debug, PartialEq)]
pub struct PendingFact {
    /// Where it stands in its shard.
    pub position: OutboxPosition,
    pub fact: BusEvent,
}

/// What waits in an outbox, in all its shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    pub facts: u64,
    /// When the oldest of them happened; `None` while the outbox is empty.
    pub oldest: Option<Timestamp>,
}

/// Facts on their way out, delivered at least once, those about one thing in their order.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// How many shards there are, numbered from 0. Everything about one story is in one shard.
    fn shards(&self) -> u32;

    /// The first `limit` facts of a shard behind `after` (`None`: from the beginning), in their order. An engine that
    /// repairs its outbox from the log may put a fact before a position that was read already: whoever comes to the end
    /// goes on at the beginning.
    async fn pending(
        &self,
        shard: u32,
        after: Option<OutboxPosition>,
        limit: usize,
    ) -> Result<Vec<PendingFact>, StoreError>;

    /// These facts of a shard were delivered and need not be kept. A repeat changes nothing.
    async fn delivered(&self, shard: u32, positions: &[OutboxPosition]) -> Result<(), StoreError>;

    /// How much waits, for the operator: it may cost a look at every fact.
    async fn backlog(&self) -> Result<Backlog, StoreError>;
}
