//! Opens a database, starts its writer, and runs commands and queries on it.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, params};

use super::database::Database;
use super::failure::{Failure, Fallible};
use super::options::Options;
use super::readers::Readers;
use super::soundness::Soundness;
use super::writer::Writer;
use super::{connection, migrations, rows};
use crate::backends::error::StoreError;
use crate::backends::folder;
use crate::domain::Timestamp;
use crate::metrics::{STORE_ERRORS, label};

/// Rows that one command of [`Engine::delete_in_steps`] deletes at most: some milliseconds of the only writer.
const STEP: usize = 2_000;

/// How often emptying the log is tried while another process, or a very long query, holds it, and the pause between.
const TRUNCATE_TRIES: u32 = 100;
const TRUNCATE_PAUSE: Duration = Duration::from_millis(50);

/// An open database. Dropping it waits for the last write; the writer closes the file last, and with it the log.
pub struct Engine {
    /// Where every read goes.
    readers: Readers,
    /// Where every write goes.
    writer: Writer,
    soundness: Soundness,
    database: Database,
}

impl Engine {
    /// Opens (or makes) the database in `folder` and brings its tables up to date. Blocks for as long as that takes.
    ///
    /// Fails when the folder can't be written, or when another version of the program has made or changed the tables.
    pub fn open(folder: &Path, database: Database, options: Options) -> Result<Self, StoreError> {
        folder::make(folder).map_err(StoreError::unavailable)?;
        let path = folder.join(database.file_name);
        folder::make_private_file(&path).map_err(StoreError::unavailable)?;
        let mut connection = connection::create(&path, options.max_pages).map_err(opening)?;
        migrations::run(&mut connection, &database)?;
        let soundness = Soundness::of(database.name);
        let readers = Readers::new(path.clone(), options.readers, soundness.clone());
        let writer = Writer::start(path, database, options, connection, soundness.clone())?;
        Ok(Self { readers, writer, soundness, database })
    }

    /// Runs a command on the writer and answers once it is durable. The command may run more than once, so it
    /// changes nothing but the database; it decides whether to write before it writes.
    pub(crate) async fn write<T, F>(&self, command: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&Connection) -> Fallible<T> + Send + 'static,
    {
        let outcome = self.writer.write(command, false).await;
        outcome.inspect_err(|error| self.count(error))
    }

    /// The same for a command that leads to more room: on a full disk it gets some of the reserve.
    pub(crate) async fn write_to_make_room<T, F>(&self, command: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&Connection) -> Fallible<T> + Send + 'static,
    {
        let outcome = self.writer.write(command, true).await;
        outcome.inspect_err(|error| self.count(error))
    }

    /// Runs a query on a snapshot that holds every write answered before this call.
    pub(crate) async fn read<T, F>(&self, query: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Fallible<T> + Send + 'static,
    {
        let outcome = self.readers.read(query).await;
        outcome.inspect_err(|error| self.count(error))
    }

    /// Runs a statement that deletes at most `?2` rows older than `?1` until it finds no more, so that other commands
    /// find their way between.
    pub(crate) async fn delete_in_steps(&self, sql: &str, before: Timestamp) -> Result<(), StoreError> {
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

    /// Whether the database answers and can be written, and nobody has seen it malformed: writes its tables' version
    /// once more, a page through the log.
    pub(crate) async fn probe(&self) -> Result<(), StoreError> {
        self.soundness.confirm()?;
        self.write(migrations::confirm).await
    }

    /// Moves everything committed into the database file and empties the log beside it. Queries pause for it: among
    /// many readers there may be no moment at which none of them holds the log.
    pub(crate) async fn truncate(&self) -> Result<(), StoreError> {
        for _ in 0..TRUNCATE_TRIES {
            let paused = self.readers.pause().await;
            let is_empty = self.writer.truncate().await.inspect_err(|error| self.count(error))?;
            drop(paused);
            if is_empty {
                return Ok(());
            }
            tokio::time::sleep(TRUNCATE_PAUSE).await;
        }
        Err(StoreError::unavailable("somebody has been reading an old snapshot for long"))
    }

    fn count(&self, error: &StoreError) {
        let kind = error.kind.as_str();
        ::metrics::counter!(STORE_ERRORS, label::DATABASE => self.database.name, label::KIND => kind).increment(1);
    }
}

/// A file that is malformed to its first page is not waited for: whoever starts the program has to do something.
fn opening(failure: Failure) -> StoreError {
    if failure.is_of_the_file() { StoreError::corrupt(failure) } else { failure.into() }
}
