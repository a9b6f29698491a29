//! Opens the file, starts the writer, and hands the parts out as a [`Store`].

use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, params};

use super::failure::Fallible;
use super::readers::Readers;
use super::writer::Writer;
use super::{connection, rows, schema};
use crate::backends::folder;
use crate::backends::store::{Store, StoreError};
use crate::domain::Timestamp;

/// The database's name in its folder; `-wal` and `-shm` files are beside it.
pub const FILE_NAME: &str = "tale.sqlite";

/// Rows that one command of [`SqliteStore::delete_in_steps`] deletes at most: some milliseconds of the only writer.
const STEP: usize = 2_000;

/// How the engine is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// Reads at once. Three keep two cores busy, and each costs at most half a megabyte of cache.
    pub readers: usize,
    /// The largest size that the file may grow to, in pages of 4 KiB; `None`: as large as the disk allows.
    pub max_pages: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 3, max_pages: None }
    }
}

/// The embedded store.
pub struct SqliteStore {
    /// Where every write goes.
    writer: Writer,
    /// Where every read goes.
    readers: Readers,
}

impl SqliteStore {
    /// Opens (or makes) the store in `folder` and brings its tables up to date. Blocks for as long as that takes.
    /// The writer's thread ends after the last answer once every handle of the store is dropped.
    ///
    /// Fails when the folder can't be written, or when a newer version of the program has changed the tables.
    pub fn open(folder: &Path, options: Options) -> Result<Store, StoreError> {
        folder::make(folder).map_err(StoreError::unavailable)?;
        let path = folder.join(FILE_NAME);
        let mut connection = connection::create(&path, options.max_pages)?;
        schema::migrate(&mut connection)?;
        let readers = Readers::new(path.clone(), options.readers);
        let writer = Writer::start(path, options, connection)?;
        let engine = Arc::new(Self { writer, readers });
        Ok(Store {
            log: engine.clone(),
            claims: engine.clone(),
            lists: engine.clone(),
            erasure: engine.clone(),
            idempotency: engine.clone(),
            bookmarks: engine.clone(),
            accounts: engine.clone(),
            outbox: engine.clone(),
            notices: engine.clone(),
            analytics: engine.clone(),
            health: engine,
        })
    }

    /// Runs a command on the writer and answers once it is durable. The command may run more than once, so it
    /// changes nothing but the database; it decides whether to write before it writes.
    pub(super) async fn write<T, F>(&self, command: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&Connection) -> Fallible<T> + Send + 'static,
    {
        self.writer.write(command).await
    }

    /// Runs a query on a snapshot that holds every write answered before this call.
    pub(super) async fn read<T, F>(&self, query: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Fallible<T> + Send + 'static,
    {
        self.readers.read(query).await
    }

    /// Runs a statement that deletes at most `?2` rows older than `?1` until it finds no more, so that appends find their
    /// way between.
    pub(super) async fn delete_in_steps(&self, sql: &str, before: Timestamp) -> Result<(), StoreError> {
        loop {
            let sql = sql.to_owned();
            let step = move |connection: &Connection| {
                rows::run(connection, &sql, params![before.as_millis(), rows::limit(STEP)])
            };
            if self.write(step).await? < STEP {
                return Ok(());
            }
        }
    }

    /// Moves everything committed into the database file and empties the log beside it.
    pub(super) async fn truncate(&self) -> Result<(), StoreError> {
        self.writer.truncate().await
    }
}
