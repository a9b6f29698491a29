//! [`Clock`]: the time as the cluster last knew it, so that a clock that is wrong is noticed after a restart too.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::Timestamp;

/// What is remembered of the time.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The last time that was believed; `None` before the first.
    async fn last_seen(&self) -> Result<Option<Timestamp>, StoreError>;

    /// This time is believed, be it earlier than the last or later.
    async fn saw(&self, now: Timestamp) -> Result<(), StoreError>;
}
