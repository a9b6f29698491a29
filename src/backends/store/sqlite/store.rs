//! Opens the database and hands the parts out as a [`Store`].

use std::path::Path;
use std::sync::Arc;

use super::keys;
use crate::backends::error::StoreError;
use crate::backends::keys::StoredKeys;
use crate::backends::sqlite::{self, Database, Engine, Options};
use crate::backends::store::Store;

/// Stories and what belongs to them.
pub const DATABASE: Database = Database {
    name: "store",
    file_name: "tale.sqlite",
    application_id: i32::from_be_bytes(*b"tale"),
    migrations: &[
        include_str!("migrations/0001_first.sql"),
        include_str!("migrations/0002_sweep.sql"),
        include_str!("migrations/0003_keys.sql"),
    ],
};

/// The embedded store.
pub struct SqliteStore {
    pub(super) engine: Engine,
}

impl SqliteStore {
    /// Opens (or makes) the store in `folder` and brings its tables up to date. Blocks for as long as that takes.
    /// The writer's thread ends after the last answer once every handle of the store is dropped.
    ///
    /// Fails when the folder can't be written, or when another version of the program has made the tables.
    pub fn open(folder: &Path, options: Options) -> Result<Store, StoreError> {
        let store = Arc::new(Self { engine: Engine::open(folder, DATABASE, options)? });
        Ok(Store {
            creations: store.clone(),
            log: store.clone(),
            claims: store.clone(),
            lists: store.clone(),
            erasure: store.clone(),
            quotas: store.clone(),
            idempotency: store.clone(),
            bookmarks: store.clone(),
            accounts: store.clone(),
            outbox: store.clone(),
            nodes: store.clone(),
            jobs: store.clone(),
            notices: store.clone(),
            keys: store.clone(),
            health: store,
        })
    }
    /// The cluster's keys in a folder that another process may be serving: reads, and makes nothing. `None`: there is no
    /// store, or it has not begun.
    pub fn stored_keys(folder: &Path) -> Result<Option<StoredKeys>, StoreError> {
        Ok(sqlite::peek(folder, &DATABASE, keys::load)?.flatten())
    }
}
