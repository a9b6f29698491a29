//! A look into a database that another process may be serving.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::database::Database;
use super::failure::Fallible;
use super::{connection, migrations};
use crate::backends::error::StoreError;

/// Runs one query without changing anything, not even the tables. `None`: there is no such database, or its tables are
/// not there yet. Fails where they are of another version.
pub(crate) fn peek<T>(
    folder: &Path,
    database: &Database,
    query: impl FnOnce(&Connection) -> Fallible<T>,
) -> Result<Option<T>, StoreError> {
    let path = folder.join(database.file_name);
    if !path.exists() {
        return Ok(None);
    }
    let connection = connection::read_only(&path)?;
    if !migrations::are_made(&connection, database)? {
        return Ok(None);
    }
    Ok(Some(query(&connection)?))
}

/// Whether a table in a file has rows. `false` as well where the file has no such table, is empty, or is not there;
/// what can't be read may have some.
pub(crate) fn has_rows(file: &Path, table: &str) -> bool {
    // looking into an empty file would remove the log beside it
    fs::metadata(file).is_ok_and(|file| file.len() > 0) && has_one(file, table).unwrap_or(true)
}

fn has_one(file: &Path, table: &str) -> Fallible<bool> {
    let connection = connection::read_only(file)?;
    if !connection.table_exists(None, table)? {
        return Ok(false);
    }
    Ok(connection.query_row(&format!("SELECT EXISTS (SELECT 1 FROM {table})"), [], |row| row.get(0))?)
}
