//! [`Health`] on the engine: one row that is written.

use async_trait::async_trait;

use super::store::SqliteStore;
use crate::backends::sqlite::rows;
use crate::backends::store::{Health, StoreError};

#[async_trait]
impl Health for SqliteStore {
    async fn probe(&self) -> Result<(), StoreError> {
        const BEAT: &str = "UPDATE heartbeat SET beats = beats + 1 WHERE id = 1";
        self.engine.write(|connection| rows::run(connection, BEAT, []).map(drop)).await
    }
}
