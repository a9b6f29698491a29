//! Opens the database and hands the parts out as a [`Store`].

use std::path::Path;
use std::sync::Arc;

use crate::backends::error::StoreError;
use crate::backends::sqlite::{Database, Engine, Options};
use crate::backends::store::Store;

/// Stories and what belongs to them.
pub const DATABASE: Database = Database {
    name: "store",
    file_name: "tale.sqlite",
    application_id: i32::from_be_bytes(*b"tale"),
    migrations: &[include_str!("migrations/0001_first.sql"), include_str!("migrations/0002_sweep.sql")],
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
            log: store.clone(),
            claims: store.clone(),
            lists: store.clone(),
            erasure: store.clone(),
            idempotency: store.clone(),
            bookmarks: store.clone(),
            accounts: store.clone(),
            outbox: store.clone(),
            notices: store.clone(),
            health: store,
        })
    }
}
