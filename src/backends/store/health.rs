//! [`Health`]: whether the store answers at all.

use async_trait::async_trait;

use super::StoreError;

/// The readiness of an engine.
#[async_trait]
pub trait Health: Send + Sync {
    /// Writes and reads nothing of note: whether the store answers and can write, for readiness.
    async fn probe(&self) -> Result<(), StoreError>;
}
