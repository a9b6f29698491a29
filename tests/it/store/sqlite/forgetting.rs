//! Forgetting much: in steps, between which others write.

use ai_tale::backends::store::sqlite::DATABASE;

use super::FreshStore;
use crate::forgetting::{Rows, lets_others_write};
use crate::store::samples::{MIDNIGHT, created};

fn rows(fresh: &FreshStore) -> Rows {
    Rows::of(fresh.folder().join(DATABASE.file_name))
}

#[tokio::test]
async fn others_write_while_tombstones_are_forgotten() {
    const TABLES: [&str; 3] = ["tombstone_counts", "stories WHERE deleted_at IS NOT NULL", "idempotency_keys"];
    let fresh = FreshStore::new();
    let (rows, store) = (rows(&fresh), fresh.store());
    let grave = "(story_id, owner, day, epoch, head, status, ended, deleted_at, erasing)";
    rows.insert(&format!("stories {grave} SELECT id, id, 0, 2, 9, 'completed', 1, number, 2"));
    rows.insert("tombstone_counts SELECT id, 0, 'story.created', 1");
    rows.insert("idempotency_keys SELECT id, id, id, id, number, NULL");
    let forgetting = async {
        store.erasure.forget(MIDNIGHT).await?;
        store.idempotency.forget(MIDNIGHT).await
    };
    let write = async || {
        created(&store).await;
    };
    lets_others_write(&rows, &TABLES, forgetting, write).await;
}
