//! Brings the tables up to date: numbered files, applied in order, each in one transaction with its number.

use rusqlite::{Connection, TransactionBehavior};

use super::failure::Fallible;
use crate::backends::store::StoreError;

/// File *n* takes a database from version *n* - 1 to *n* (`PRAGMA user_version`).
const MIGRATIONS: [&str; 2] = [include_str!("migrations/0001_first.sql"), include_str!("migrations/0002_sweep.sql")];

/// The database was written by a newer version of the program.
#[derive(Debug, thiserror::Error)]
#[error("its schema is version {found}, and this program knows no version after {known}; run a newer ai-tale")]
struct Newer {
    found: usize,
    known: usize,
}

/// Applies what is missing. Refuses a schema from the future.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let found = version(connection)?;
    if found > MIGRATIONS.len() {
        return Err(StoreError::corrupt(Newer { found, known: MIGRATIONS.len() }));
    }
    for next in found..MIGRATIONS.len() {
        apply(connection, next)?;
    }
    Ok(())
}

/// Applies one file, unless another process has done so by now.
fn apply(connection: &mut Connection, index: usize) -> Fallible<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if version(&transaction)? == index {
        transaction.execute_batch(MIGRATIONS[index])?;
        transaction.execute_batch(&format!("PRAGMA user_version = {}", index + 1))?;
    }
    Ok(transaction.commit()?)
}

fn version(connection: &Connection) -> Fallible<usize> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))? as usize)
}
