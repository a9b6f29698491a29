//! Brings the tables up to date: numbered scripts, applied in order, each in one transaction with its number.

use rusqlite::{Connection, TransactionBehavior};

use super::database::Database;
use super::failure::Fallible;
use super::rows;
use crate::backends::error::StoreError;

/// Tables that are not this program's to change.
#[derive(Debug, thiserror::Error)]
enum Foreign {
    #[error("its schema is version {found}, and this program knows no version after {known}; run a newer ai-tale")]
    Newer { found: usize, known: usize },
    #[error(
        "its schema is version {found}, and this program needs version {known}; start the service with this program, or \
        run its `migrate`"
    )]
    Older { found: usize, known: usize },
    #[error("its tables are of another shape, of an older ai-tale perhaps; begin with an empty data directory")]
    OtherShape,
}

/// Applies what is missing. Refuses a schema from the future, and tables that are not those of the database.
pub(super) fn run(connection: &mut Connection, database: &Database) -> Result<(), StoreError> {
    for index in found(connection, database)?..database.migrations.len() {
        apply(connection, database, index)?;
    }
    Ok(())
}

/// Whether the tables are made, without making any. Refuses as [`run`] does, and also those of an older version.
pub(super) fn are_made(connection: &Connection, database: &Database) -> Result<bool, StoreError> {
    match (found(connection, database)?, database.migrations.len()) {
        (0, _) => Ok(false),
        (found, known) if found < known => Err(StoreError::corrupt(Foreign::Older { found, known })),
        _ => Ok(true),
    }
}

/// Which version the tables are.
fn found(connection: &Connection, database: &Database) -> Result<usize, StoreError> {
    let (found, known) = (version(connection)?, database.migrations.len());
    if found > 0 && application_id(connection)? != database.application_id {
        return Err(StoreError::corrupt(Foreign::OtherShape));
    }
    if found > known {
        return Err(StoreError::corrupt(Foreign::Newer { found, known }));
    }
    Ok(found)
}

/// Writes the version that is there.
pub(super) fn confirm(connection: &Connection) -> Fallible<()> {
    Ok(connection.pragma_update(None, "user_version", rows::limit(version(connection)?))?)
}

/// Applies one script, unless another process has done so by now.
fn apply(connection: &mut Connection, database: &Database, index: usize) -> Fallible<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if version(&transaction)? == index {
        transaction.execute_batch(database.migrations[index])?;
        transaction.pragma_update(None, "application_id", database.application_id)?;
        transaction.pragma_update(None, "user_version", rows::limit(index + 1))?;
    }
    Ok(transaction.commit()?)
}

fn version(connection: &Connection) -> Fallible<usize> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))? as usize)
}

fn application_id(connection: &Connection) -> Fallible<i32> {
    Ok(connection.query_row("PRAGMA application_id", [], |row| row.get(0))?)
}
