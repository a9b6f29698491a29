//! Opens the database and hands the parts out as [`Accounts`].

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;

use crate::backends::accounts::Accounts;
use crate::backends::error::StoreError;
use crate::backends::health::Health;
use crate::backends::outbox;
use crate::backends::outbox::sqlite::SqliteOutbox;
use crate::backends::sqlite::{Database, Engine, Options};

/// Readers and what belongs to them.
pub const DATABASE: Database = Database {
    name: "accounts",
    file_name: "accounts.sqlite",
    application_id: i32::from_be_bytes(*b"acct"),
    migrations: &[outbox::sqlite::TABLE, include_str!("migrations/0001_first.sql")],
};

/// The accounts in one file of SQLite.
pub struct SqliteAccounts {
    pub(super) engine: Arc<Engine>,
}

impl SqliteAccounts {
    /// Opens (or makes) the accounts in `folder` and brings their tables up to date. Blocks for as long as that takes.
    ///
    /// Fails when the folder can't be written, or when another version of the program has made the tables.
    pub fn open(folder: &Path, options: Options) -> Result<Accounts, StoreError> {
        let engine = Arc::new(Engine::open(folder, DATABASE, options)?);
        let outbox = Arc::new(SqliteOutbox::new(Arc::clone(&engine)));
        let accounts = Arc::new(Self { engine });
        Ok(Accounts {
            users: accounts.clone(),
            sessions: accounts.clone(),
            refresh_tokens: accounts.clone(),
            outbox,
            health: accounts,
        })
    }
}

#[async_trait]
impl Health for SqliteAccounts {
    async fn probe(&self) -> Result<(), StoreError> {
        self.engine.probe().await
    }
}
