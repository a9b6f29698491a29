//! Opens the database and hands the parts out as [`Accounts`].

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;

use crate::backends::accounts::Accounts;
use crate::backends::accounts::vault::Vault;
use crate::backends::error::StoreError;
use crate::backends::health::Health;
use crate::backends::keys::KeyRing;
use crate::backends::outbox;
use crate::backends::outbox::sqlite::SqliteOutbox;
use crate::backends::sqlite::{Database, Engine, Options};

/// Readers and what belongs to them.
pub const DATABASE: Database = Database {
    name: "accounts",
    file_name: "accounts.sqlite",
    application_id: i32::from_be_bytes(*b"acct"),
    migrations: &[
        outbox::sqlite::TABLE,
        include_str!("migrations/0001_first.sql"),
        include_str!("migrations/0002_mails.sql"),
        include_str!("migrations/0003_members.sql"),
    ],
};

/// The accounts in one file of SQLite.
pub struct SqliteAccounts {
    pub(super) engine: Arc<Engine>,
    /// What readers say of themselves, and what they are told, is sealed in it.
    pub(super) vault: Vault,
}

impl SqliteAccounts {
    /// Opens (or makes) the accounts in `folder` and brings their tables up to date. Blocks for as long as that takes.
    ///
    /// Fails when the folder can't be written, or when another version of the program has made the tables.
    pub fn open(folder: &Path, options: Options) -> Result<SealedAccounts, StoreError> {
        Ok(SealedAccounts { engine: Arc::new(Engine::open(folder, DATABASE, options)?) })
    }
}

/// Open accounts whose personal data can't be read yet: the keys for that are in the store.
pub struct SealedAccounts {
    engine: Arc<Engine>,
}

impl SealedAccounts {
    /// The accounts, with personal data sealed and opened by the cluster's keys.
    #[must_use]
    pub fn unsealed_by(self, keys: &KeyRing) -> Accounts {
        let outbox = Arc::new(SqliteOutbox::new(Arc::clone(&self.engine)));
        let accounts = Arc::new(SqliteAccounts { engine: self.engine, vault: Vault::new(keys) });
        Accounts {
            users: accounts.clone(),
            sessions: accounts.clone(),
            refresh_tokens: accounts.clone(),
            members: accounts.clone(),
            sign_ins: accounts.clone(),
            attempts: accounts.clone(),
            one_time_tokens: accounts.clone(),
            preferences: accounts.clone(),
            mails: accounts.clone(),
            outbox,
            health: accounts,
        }
    }
}

#[async_trait]
impl Health for SealedAccounts {
    async fn probe(&self) -> Result<(), StoreError> {
        self.engine.probe().await
    }
}

#[async_trait]
impl Health for SqliteAccounts {
    async fn probe(&self) -> Result<(), StoreError> {
        self.engine.probe().await
    }
}
