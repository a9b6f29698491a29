//! [`Clock`] on the engine: a table of one row.

use async_trait::async_trait;

use super::store::SqliteStore;
use crate::backends::sqlite::rows;
use crate::backends::store::{Clock, StoreError};
use crate::domain::Timestamp;

#[async_trait]
impl Clock for SqliteStore {
    async fn last_seen(&self) -> Result<Option<Timestamp>, StoreError> {
        const SQL: &str = "SELECT seen_at FROM clock";
        self.engine.read(|connection| rows::one(connection, SQL, [], |row| rows::moment(row, 0))).await
    }

    async fn saw(&self, now: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO clock (one, seen_at) VALUES (1, ?1)
            ON CONFLICT (one) DO UPDATE SET seen_at = excluded.seen_at";
        self.engine.write(move |connection| rows::run(connection, SQL, [now.as_millis()]).map(drop)).await
    }
}
