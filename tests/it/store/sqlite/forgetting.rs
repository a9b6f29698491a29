//! Forgetting much: in steps, between which others write.

use std::future::Future;
use std::pin::pin;

use ai_tale::backends::store::StoreError;
use ai_tale::backends::store::sqlite::DATABASE;
use futures_util::future::{Either, select};
use rusqlite::Connection;

use super::FreshStore;
use crate::store::samples::{MIDNIGHT, created};

/// Rows that take five commands.
const ROWS: u32 = 8_500;
/// So many numbers, each also as 16 bytes.
const NUMBERS: &str = "WITH RECURSIVE numbers (number) AS (VALUES (1) UNION ALL
    SELECT number + 1 FROM numbers WHERE number < ?), rows (number, id) AS
    (SELECT number, cast(printf('%016d', number) AS BLOB) FROM numbers)";

fn connection(fresh: &FreshStore) -> Connection {
    Connection::open(fresh.folder().join(DATABASE.file_name)).unwrap()
}

fn insert(fresh: &FreshStore, rows: &str) {
    assert_eq!(
        connection(fresh).execute(&format!("{NUMBERS} INSERT INTO {rows} FROM rows"), [ROWS]).unwrap(),
        ROWS as usize
    );
}

fn count(fresh: &FreshStore, table: &str) -> u32 {
    connection(fresh).query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

/// Creates stories one after the other while all rows of these tables are forgotten: some see each of them half gone.
async fn lets_others_write(
    fresh: &FreshStore,
    tables: &[&str],
    forgetting: impl Future<Output = Result<(), StoreError>>,
) {
    let store = fresh.store();
    let mut forgetting = pin!(forgetting);
    let mut counts = vec![Vec::new(); tables.len()];
    while let Either::Right(_) = select(forgetting.as_mut(), pin!(created(&store))).await {
        tables.iter().zip(&mut counts).for_each(|(table, counts)| counts.push(count(fresh, table)));
    }
    for (table, counts) in tables.iter().zip(counts) {
        assert!(counts.iter().any(|count| (1..ROWS).contains(count)), "{table} went at once: {counts:?}");
        assert_eq!(count(fresh, table), 0, "{table}");
    }
}

#[tokio::test]
async fn others_write_while_old_analytics_are_forgotten() {
    const TABLES: [&str; 4] = ["content_events", "user_events", "performance_metrics", "error_events"];
    let fresh = FreshStore::new();
    for table in TABLES {
        insert(&fresh, &format!("{table} SELECT id, 'api.request', number % 2, NULL, NULL, id, '{{}}'"));
    }
    lets_others_write(&fresh, &TABLES, fresh.store().analytics.forget(MIDNIGHT)).await;
}

#[tokio::test]
async fn others_write_while_ended_sessions_are_forgotten() {
    let fresh = FreshStore::new();
    insert(&fresh, "refresh_tokens SELECT id, id, number, NULL");
    insert(&fresh, "sessions SELECT id, id, 0, number, 0");
    lets_others_write(&fresh, &["refresh_tokens", "sessions"], fresh.store().accounts.forget(MIDNIGHT)).await;
}

#[tokio::test]
async fn others_write_while_old_tombstones_and_keys_are_forgotten() {
    const TABLES: [&str; 3] = ["tombstone_counts", "stories WHERE deleted_at IS NOT NULL", "idempotency_keys"];
    let fresh = FreshStore::new();
    let grave = "(story_id, owner, day, epoch, head, status, ended, deleted_at, erasing)";
    insert(&fresh, &format!("stories {grave} SELECT id, id, 0, 2, 9, 'completed', 1, number, 2"));
    insert(&fresh, "tombstone_counts SELECT id, 0, 'story.created', 1");
    insert(&fresh, "idempotency_keys SELECT id, id, id, id, number");
    let store = fresh.store();
    let forgetting = async {
        store.erasure.forget(MIDNIGHT).await?;
        store.idempotency.forget(MIDNIGHT).await
    };
    lets_others_write(&fresh, &TABLES, forgetting).await;
}
