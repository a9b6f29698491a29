//! Opens the database and hands the parts out as a [`Store`].

use std::path::Path;
use std::sync::Arc;

use super::keys::{self, SqliteKeys};
use crate::backends::error::StoreError;
use crate::backends::keys::{KeyRing, Keys, StoredKeys};
use crate::backends::outbox;
use crate::backends::outbox::sqlite::SqliteOutbox;
use crate::backends::sqlite::{self, Database, Engine, Options};
use crate::backends::store::{Store, Vault};

/// Stories and what belongs to them.
pub const DATABASE: Database = Database {
    name: "store",
    file_name: "tale.sqlite",
    application_id: i32::from_be_bytes(*b"tale"),
    migrations: &[
        outbox::sqlite::TABLE,
        include_str!("migrations/0001_first.sql"),
        include_str!("migrations/0002_spend.sql"),
    ],
};

/// The store in one file of SQLite.
pub struct SqliteStore {
    pub(super) engine: Arc<Engine>,
    pub(super) vault: Arc<Vault>,
}

impl SqliteStore {
    /// Opens (or makes) the store in `folder` and brings its tables up to date. Blocks for as long as that takes.
    /// The writer's thread ends after the last answer once every handle of the store is dropped.
    ///
    /// Fails when the folder can't be written, or when another version of the program has made the tables.
    pub fn open(folder: &Path, options: Options) -> Result<SealedStore, StoreError> {
        let engine = Arc::new(Engine::open(folder, DATABASE, options)?);
        Ok(SealedStore { keys: Arc::new(SqliteKeys { engine: engine.clone() }), engine })
    }

    /// Gives a share of the room that a store in `folder` keeps for deletions back to the disk, while nobody has it
    /// open. `false`: there is nothing left.
    #[must_use]
    pub fn give_reserve(folder: &Path) -> bool {
        sqlite::give_reserve(&folder.join(DATABASE.file_name))
    }

    /// The cluster's keys in a folder that another process may be serving: reads, and makes nothing. `None`: there is
    /// no store, or it has not begun.
    pub fn stored_keys(folder: &Path) -> Result<Option<StoredKeys>, StoreError> {
        Ok(sqlite::peek(folder, &DATABASE, keys::load)?.flatten())
    }
}

/// An open store whose stories can't be read yet: the keys for that are in it, wrapped.
pub struct SealedStore {
    pub keys: Arc<dyn Keys>,
    engine: Arc<Engine>,
}

impl SealedStore {
    /// The store, with stories sealed and opened by the cluster's keys.
    #[must_use]
    pub fn unsealed_by(self, keys: &KeyRing) -> Store {
        let outbox = Arc::new(SqliteOutbox::new(Arc::clone(&self.engine)));
        let store = Arc::new(SqliteStore { engine: self.engine, vault: Arc::new(Vault::new(keys)) });
        Store {
            cluster: keys.cluster(),
            creations: store.clone(),
            log: store.clone(),
            claims: store.clone(),
            clock: store.clone(),
            lists: store.clone(),
            erasure: store.clone(),
            quotas: store.clone(),
            spend: store.clone(),
            idempotency: store.clone(),
            bookmarks: store.clone(),
            outbox,
            nodes: store.clone(),
            jobs: store.clone(),
            notices: store.clone(),
            keys: self.keys,
            health: store,
        }
    }
}
