//! [`Channel`]: a way to tell readers.

use async_trait::async_trait;

use crate::backends::store::StoreError;
use crate::domain::BusEvent;

/// A way to tell readers.
#[async_trait]
pub trait Channel: Send + Sync {
    /// Tells a fact, if it is one of those that are told this way: when this returns, that is durable. A repeat tells
    /// nothing twice.
    async fn tell(&self, event: &BusEvent) -> Result<(), StoreError>;
}
