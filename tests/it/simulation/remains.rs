//! What lies in the folder when all lives have ended.

#![expect(clippy::unwrap_used, reason = "a test's helper that fails has failed the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use ai_tale::domain::StoryId;
use rusqlite::Connection;

use super::chaos::Sold;
use crate::kit::shelf::shelf;

/// What may know of a deleted story: its tombstone, what is counted of it, and the hash that its wish is known by.
const TOMBSTONES: [&str; 3] = ["stories", "tombstone_counts", "idempotency_keys"];

/// So many stories were deleted, and each is gone whole: its key, its rows, its notices, its pictures.
pub fn assert_gone(folder: &Path, deleted: usize) {
    let database = shelf(folder);
    let gone: Vec<[u8; 16]> =
        rows(&database, "SELECT story_id FROM stories WHERE deleted_at IS NOT NULL", |row| row.get(0));
    assert_eq!(gone.len(), deleted, "a tombstone for each deleted story");
    let tables = "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c \
        WHERE t.type = 'table' AND c.name = 'story_id'";
    let mut tables: Vec<String> = rows(&database, tables, |row| row.get(0));
    tables.retain(|table| !TOMBSTONES.contains(&table.as_str()));
    assert!(tables.contains(&"story_keys".to_owned()) && tables.contains(&"story_events".to_owned()), "{tables:?}");
    for story in gone {
        for table in &tables {
            let sql = format!("SELECT count(*) FROM {table} WHERE story_id = ?1");
            let left: u32 = database.query_row(&sql, [story], |row| row.get(0)).unwrap();
            assert_eq!(left, 0, "rows of a deleted story in {table}");
        }
        let story = StoryId::from_bytes(story);
        let pictures = folder.join("objects/illustrations").join(story.to_string());
        assert!(!has_files(&pictures), "pictures of a deleted story are left");
    }
}

fn has_files(folder: &Path) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        path.is_file() || has_files(&path)
    })
}

/// Analytics have counted what the store has, or had: each fact once.
pub fn assert_counted_once(folder: &Path) {
    const FACTS: &str = "'story.created', 'illustration.created', 'story.completed', 'story.failed', 'story.cancelled'";
    let stored = format!(
        "SELECT type, sum(count) FROM (SELECT type, 1 AS count FROM story_events \
        UNION ALL SELECT type, count FROM tombstone_counts) WHERE type IN ({FACTS}) GROUP BY type"
    );
    let counted = format!("SELECT type, sum(count) FROM content_events WHERE type IN ({FACTS}) GROUP BY type");
    let tables = Connection::open(folder.join("analytics.sqlite")).unwrap();
    assert_eq!(counts(&tables, &counted), counts(&shelf(folder), &stored), "what is counted, and what happened");
}

/// The sums of what was spent cover all that the painter elsewhere will bill, whatever became of its stories.
pub fn assert_nothing_unpaid(folder: &Path, sold: &Sold) {
    const SQL: &str = "SELECT sum(calls), sum(cost_micros) FROM spend WHERE model = 'elsewhere'";
    let spent: Vec<(i64, i64)> = rows(&shelf(folder), SQL, |row| Ok((row.get(0)?, row.get(1)?)));
    let spent = (u64::try_from(spent[0].0).unwrap(), u64::try_from(spent[0].1).unwrap());
    let billed = (sold.pictures.load(Ordering::SeqCst), sold.micros.load(Ordering::SeqCst));
    assert!(billed.0 > 0 && spent.0 >= billed.0 && spent.1 >= billed.1, "spent {spent:?}, billed {billed:?}");
}

fn counts(database: &Connection, sql: &str) -> BTreeMap<String, u64> {
    rows(database, sql, |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.try_into().unwrap()))).into_iter().collect()
}

fn rows<T>(database: &Connection, sql: &str, read: impl Fn(&rusqlite::Row) -> rusqlite::Result<T>) -> Vec<T> {
    let mut statement = database.prepare(sql).unwrap();
    statement.query_map([], |row| read(row)).unwrap().map(Result::unwrap).collect()
}
