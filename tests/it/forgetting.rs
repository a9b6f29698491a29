//! Forgetting much in an embedded database: in steps, between which others write.

#![expect(clippy::unwrap_used, reason = "in a test, an error is a failure")]

use std::fmt::Debug;
use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;

use futures_util::future::{Either, select};
use rusqlite::Connection;

/// Rows that take five commands.
const ROWS: u32 = 8_500;
/// So many numbers, each also as 16 bytes.
const NUMBERS: &str = "WITH RECURSIVE numbers (number) AS (VALUES (1) UNION ALL
    SELECT number + 1 FROM numbers WHERE number < ?), rows (number, id) AS
    (SELECT number, cast(printf('%016d', number) AS BLOB) FROM numbers)";

/// The rows of a database, seen from beside it.
pub struct Rows {
    file: PathBuf,
}

impl Rows {
    pub fn of(file: PathBuf) -> Self {
        Self { file }
    }

    /// Inserts [`ROWS`] rows: `table (columns) SELECT` of `number` and `id`.
    pub fn insert(&self, rows: &str) {
        let inserted = self.connection().execute(&format!("{NUMBERS} INSERT INTO {rows} FROM rows"), [ROWS]).unwrap();
        assert_eq!(inserted, ROWS as usize);
    }

    /// Rows of a table.
    pub fn count(&self, table: &str) -> u32 {
        self.connection().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    fn connection(&self) -> Connection {
        Connection::open(&self.file).unwrap()
    }
}

/// Writes again and again while all rows of these tables are forgotten: some writes see each table half gone.
pub async fn lets_others_write<E: Debug>(
    rows: &Rows,
    tables: &[&str],
    forgetting: impl Future<Output = Result<(), E>>,
    write: impl AsyncFn(),
) {
    let mut forgetting = pin!(forgetting);
    let mut counts = vec![Vec::new(); tables.len()];
    loop {
        match select(forgetting.as_mut(), pin!(write())).await {
            Either::Left((forgotten, _)) => break forgotten.unwrap(),
            Either::Right(_) => {
                tables.iter().zip(&mut counts).for_each(|(table, counts)| counts.push(rows.count(table)));
            }
        }
    }
    for (table, counts) in tables.iter().zip(counts) {
        assert!(counts.iter().any(|count| (1..ROWS).contains(count)), "{table} went at once: {counts:?}");
        assert_eq!(rows.count(table), 0, "{table}");
    }
}
