//! A look into a database that another process may be serving.

use std::path::Path;

use rusqlite::Connection;

use super::database::Database;
use super::failure::Fallible;
use super::{connection, migrations};
use crate::backends::error::StoreError;

/// Runs one query without changing anything, not even the tables. `None`: there is no such database, or its tables are
/// not all there yet.
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
    if !migrations::is_done(&connection, database)? {
        return Ok(None);
    }
    Ok(Some(query(&connection)?))
}
