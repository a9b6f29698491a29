//! [`Health`]: whether what is kept somewhere can be reached at all.

use async_trait::async_trait;

use super::error::StoreError;

/// The readiness of an engine.
#[async_trait]
pub trait Health: Send + Sync {
    /// Writes and reads nothing of note: whether the engine answers and can write.
    async fn probe(&self) -> Result<(), StoreError>;
}
