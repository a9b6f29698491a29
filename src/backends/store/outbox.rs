//! [`Outbox`]: facts on their way out.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{BusEvent, EventId, Timestamp};

/// Facts that were stored with what they are about and wait for the bus. Delivered at least once, in order.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// The oldest `limit` waiting facts.
    async fn pending(&self, limit: usize) -> Result<Vec<BusEvent>, StoreError>;

    /// The next `limit` facts that wait behind `after`; from the oldest on when that one waits no more.
    async fn pending_after(&self, after: EventId, limit: usize) -> Result<Vec<BusEvent>, StoreError>;

    /// These were delivered and need not be kept.
    async fn delivered(&self, events: &[EventId]) -> Result<(), StoreError>;

    /// How many wait, and since when the oldest.
    async fn backlog(&self) -> Result<(u64, Option<Timestamp>), StoreError>;
}
