//! What an engine is opened on: a file and how its tables are made. Each kind of data describes its own.

/// One kind of data, in a file of its own.
#[derive(Clone, Copy, Debug)]
pub struct Database {
    /// In metrics and log lines.
    pub name: &'static str,
    /// In the data directory; `-wal` and `-shm` files are beside it.
    pub file_name: &'static str,
    /// What marks the file as one of these (`PRAGMA application_id`), so that no file is taken for another.
    pub application_id: i32,
    /// Script *n* takes the tables from version *n* - 1 to *n* (`PRAGMA user_version`), in one transaction.
    pub migrations: &'static [&'static str],
}
