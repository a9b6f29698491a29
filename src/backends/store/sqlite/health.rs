//! [`Health`] on the engine.

use async_trait::async_trait;

use super::store::SqliteStore;
use crate::backends::store::{Health, StoreError};

#[async_trait]
impl Health for SqliteStore {
    async fn probe(&self) -> Result<(), StoreError> {
        self.engine.probe().await
    }
}
