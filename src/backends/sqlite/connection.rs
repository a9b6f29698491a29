//! How a connection is opened: durable before it answers, small in memory, and nothing of what is deleted stays.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::failure::Fallible;

/// How long a statement waits for another process's lock. Ours never wait for each other.
const BUSY: Duration = Duration::from_secs(5);
/// Statements kept prepared on a connection: more than any connection uses.
const STATEMENTS: usize = 64;

/// `page_size`: the padding of stories' keys reckons with it. `FULL`: a commit is on the disk before it returns.
/// `secure_delete`: deleted content is overwritten with zeros. `temp_store`: nothing spills into files that erasing
/// does not know. Caches are in KiB; the log beside the file is cut back to 16 MiB when it grew under a long read.
const WRITER: &str =
    "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY; PRAGMA cache_size = -1024; PRAGMA journal_size_limit = 16777216;
    PRAGMA trusted_schema = OFF;";
const READER: &str = "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -512;
    PRAGMA trusted_schema = OFF;";

/// The writer's connection at start: makes the file when there is none.
pub(super) fn create(path: &Path, max_pages: Option<u32>) -> Fallible<Connection> {
    writer(path, max_pages, OpenFlags::SQLITE_OPEN_CREATE)
}

/// The writer's connection after one that broke: a file that is gone is not replaced by an empty one.
pub(super) fn reopen(path: &Path, max_pages: Option<u32>) -> Fallible<Connection> {
    writer(path, max_pages, OpenFlags::empty())
}

fn writer(path: &Path, max_pages: Option<u32>, more: OpenFlags) -> Fallible<Connection> {
    let connection = open(path, more)?;
    connection.execute_batch(WRITER)?;
    if let Some(pages) = max_pages {
        connection.execute_batch(&format!("PRAGMA max_page_count = {pages}"))?;
    }
    Ok(connection)
}

/// A connection that can't write.
pub(super) fn reader(path: &Path) -> Fallible<Connection> {
    let connection = open(path, OpenFlags::empty())?;
    connection.execute_batch(READER)?;
    Ok(connection)
}

/// A connection beside another process's, which may be writing: it changes nothing, not even the tables.
pub(super) fn read_only(path: &Path) -> Fallible<Connection> {
    open_with(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

fn open(path: &Path, more: OpenFlags) -> Fallible<Connection> {
    open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE | more)
}

fn open_with(path: &Path, flags: OpenFlags) -> Fallible<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | flags;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// One try to move everything committed into the database file and to empty the log beside it; `false` while
/// somebody still reads an older snapshot. Does not wait for them: whoever waits to write would wait too.
pub(super) fn truncate(connection: &Connection) -> Fallible<bool> {
    connection.busy_timeout(Duration::ZERO)?;
    let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    connection.busy_timeout(BUSY)?;
    Ok(busy? == 0)
}
