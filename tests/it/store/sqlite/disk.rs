//! What is particular to a file on a disk: reopening, crashes, full disks, damage, and other programs' files.

use std::fs;
use std::path::Path;

use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::sqlite::{DATABASE, SqliteStore};
use ai_tale::backends::store::{Appended, Intent, Store, StoreErrorKind};
use ai_tale::domain::{CallKind, Event, StoryId, UserId};
use futures_util::future::join_all;
use rusqlite::Connection;
use tempfile::TempDir;

use super::bytes::{files, marked};
use super::{FreshStore, KEYS, open};
use crate::store::samples::{MIDNIGHT, append, book, claimant, claimed, completed_by, created, told, waiting};
use crate::store::spend::{DAY, call, work_of};

#[tokio::test]
async fn everything_survives_reopening() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path());
    let story = completed_by(&store, UserId::new()).await;
    let log = store.log.read(story, 0, 99).await.unwrap();
    let (running, _) = created(&store).await;
    claimed(&store, running).await;
    let facts = waiting(&store).await;
    drop(store);

    let store = open(folder.path());
    assert_eq!(store.log.read(story, 0, 99).await.unwrap(), log);
    assert_eq!(waiting(&store).await, facts);
    assert_eq!(store.claims.claim(running, 1, claimant()).await.unwrap().unwrap().epoch, 2);
}

#[tokio::test]
async fn what_was_answered_is_in_any_copy() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let stories: Vec<_> = join_all((0..20).map(|_| created(&store))).await;
    let copy = TempDir::new().unwrap();
    for (name, bytes) in files(fresh.folder()) {
        fs::write(copy.path().join(name), bytes).unwrap();
    }
    let copied = open(copy.path());
    for (story, _) in stories {
        assert_eq!(copied.log.read(story, 0, 9).await.unwrap().unwrap().len(), 1);
    }
}

/// A crash leaves a log whose tail may be torn anywhere: what is left is a beginning of what was written.
#[tokio::test]
async fn a_torn_file_opens_with_whole_appends() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    for head in (1..20).step_by(2) {
        told(&store, append(story, owner, 1, head, vec![Event::StoryStarted, Event::StoryStarted])).await;
    }
    let files = files(fresh.folder());
    let log_length = files.iter().find(|(name, _)| name.ends_with("-wal")).unwrap().1.len();
    let mut heads = Vec::new();
    for tenth in 5..=10 {
        let copy = TempDir::new().unwrap();
        for (name, bytes) in files.iter().filter(|(name, _)| !name.ends_with("-shm")) {
            let kept = if name.ends_with("-wal") { log_length * tenth / 10 } else { bytes.len() };
            fs::write(copy.path().join(name), &bytes[..kept]).unwrap();
        }
        let torn = open(copy.path());
        let Some(head) = torn.log.head(story).await.unwrap() else { continue };
        let log = torn.log.read(story, 0, 99).await.unwrap().unwrap();
        assert!(log.iter().map(|record| record.seq).eq(1..=head.seq));
        heads.push(head.seq);
    }
    assert!(heads.iter().all(|head| head % 2 == 1), "{heads:?}");
    assert_eq!(heads.last(), Some(&21));
}

fn small(folder: &Path, max_pages: u32) -> Store {
    SqliteStore::open(folder, Options { max_pages: Some(max_pages), ..Options::default() }).unwrap().unsealed_by(&KEYS)
}

/// Appends large scenes until the disk is full; the head that was reached.
async fn fill(store: &Store, story: StoryId, owner: UserId) -> u64 {
    for head in 1.. {
        let large = append(story, owner, 1, head, vec![marked(1, "filling", 20_000)]);
        match store.log.append(large).await {
            Ok(answer) => assert_eq!(answer, Appended::Done),
            Err(error) => {
                assert_eq!(error.kind, StoreErrorKind::Unavailable);
                return head;
            }
        }
    }
    unreachable!("a disk without end")
}

#[tokio::test]
async fn a_full_disk_refuses_whole_appends() {
    let folder = TempDir::new().unwrap();
    let store = small(folder.path(), 150);
    let doomed = completed_by(&store, UserId::new()).await;
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let facts = waiting(&store).await;
    let head = fill(&store, story, owner).await;

    assert_eq!(store.log.head(story).await.unwrap().unwrap().seq, head);
    assert_eq!(store.log.read(story, 0, 99).await.unwrap().unwrap().len() as u64, head);
    assert_eq!(waiting(&store).await, facts);
    drop(store);

    let store = small(folder.path(), 400);
    told(&store, append(story, owner, 1, head, vec![marked(1, "filling", 20_000)])).await;
    assert_eq!(store.log.head(doomed).await.unwrap().unwrap().seq, 8);
}

#[tokio::test]
async fn erasing_makes_room_on_a_full_disk() {
    let folder = TempDir::new().unwrap();
    let store = small(folder.path(), 200);
    let (large, large_owner) = created(&store).await;
    claimed(&store, large).await;
    told(&store, append(large, large_owner, 1, 1, vec![marked(1, "large", 60_000), Event::StoryCancelled])).await;
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let head = fill(&store, story, owner).await;

    store.claims.intend(large, Intent::Delete, MIDNIGHT).await.unwrap();
    store.erasure.erase(&[large]).await.unwrap();

    told(&store, append(story, owner, 1, head, vec![marked(1, "filling", 20_000)])).await;
}

#[tokio::test]
async fn a_command_too_large_costs_no_other() {
    let folder = TempDir::new().unwrap();
    let store = small(folder.path(), 200);
    let tales: Vec<_> = join_all((0..20).map(|_| created(&store))).await;
    join_all(tales.iter().map(|(story, _)| claimed(&store, *story))).await;
    let answers = join_all(tales.iter().enumerate().map(|(place, (story, owner))| {
        let size = if place == 10 { 5_000_000 } else { 10 };
        store.log.append(append(*story, *owner, 1, 1, vec![marked(1, "neighbour", size)]))
    }))
    .await;
    for (place, answer) in answers.iter().enumerate() {
        assert_eq!(answer.is_ok(), place != 10, "{answer:?}");
    }
    for (place, (story, _)) in tales.iter().enumerate() {
        assert_eq!(store.log.head(*story).await.unwrap().unwrap().seq, if place == 10 { 1 } else { 2 });
    }
}

/// Transactions in the log beside the database: its last frame of each says how large the file is after it.
fn commits(folder: &Path) -> usize {
    const HEADER: usize = 32;
    const FRAME: usize = 24 + 4096;
    let log = fs::read(folder.join(format!("{}-wal", DATABASE.file_name))).unwrap();
    log[HEADER..].chunks_exact(FRAME).filter(|frame| frame[4..8] != [0; 4]).count()
}

#[tokio::test]
async fn a_damaged_story_costs_no_other() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let (damaged, _) = created(&store).await;
    let tales: Vec<_> = join_all((0..20).map(|_| created(&store))).await;
    join_all(tales.iter().map(|(story, _)| claimed(&store, *story))).await;
    let connection = Connection::open(fresh.folder().join(DATABASE.file_name)).unwrap();
    let damage = "UPDATE story_events SET payload = zeroblob(40) WHERE story_id = ?";
    connection.execute(damage, [damaged.as_bytes()]).unwrap();
    let before = commits(fresh.folder());

    // while somebody else writes, all of these gather behind the first of them
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    let claim = store.claims.claim(damaged, 0, claimant());
    let appends = join_all(tales.iter().map(|(story, owner)| told(&store, append(*story, *owner, 1, 1, book()))));
    let release = async { connection.execute_batch("COMMIT").unwrap() };
    let (claim, appended, ()) = tokio::join!(claim, appends, release);

    assert_eq!(claim.unwrap_err().kind, StoreErrorKind::Corrupt);
    assert_eq!(appended.len(), 20);
    assert!(commits(fresh.folder()) - before <= 2, "{} transactions", commits(fresh.folder()) - before);
    assert_eq!(store.log.head(damaged).await.unwrap().unwrap().epoch, 0);
}

#[tokio::test]
async fn a_folder_that_is_away_loses_nothing() {
    let parent = TempDir::new().unwrap();
    let (here, away) = (parent.path().join("here"), parent.path().join("away"));
    let store = open(&here);
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    fs::rename(&here, &away).unwrap();

    let started = append(story, owner, 1, 1, vec![Event::StoryStarted]);
    let refused = store.log.append(started.clone()).await.unwrap_err();
    assert_eq!(refused.kind, StoreErrorKind::Unavailable);
    assert_eq!(store.health.probe().await.unwrap_err().kind, StoreErrorKind::Unavailable);
    assert_eq!(store.log.head(story).await.unwrap_err().kind, StoreErrorKind::Unavailable);

    fs::rename(&away, &here).unwrap();
    told(&store, started).await;
    assert_eq!(store.log.read(story, 0, 9).await.unwrap().unwrap().len(), 2);
}

#[tokio::test]
async fn tables_of_an_older_shape_are_refused() {
    let folder = TempDir::new().unwrap();
    let connection = Connection::open(folder.path().join(DATABASE.file_name)).unwrap();
    connection.execute_batch("CREATE TABLE stories (story_id BLOB); PRAGMA user_version = 2").unwrap();
    drop(connection);
    let refused = SqliteStore::open(folder.path(), Options::default()).err().unwrap();
    assert!(refused.to_string().contains("begin with an empty data directory"), "{refused}");
}

#[tokio::test]
async fn a_store_without_sums_is_brought_up() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path());
    let (story, _) = created(&store).await;
    claimed(&store, story).await;
    drop(store);
    let connection = Connection::open(folder.path().join(DATABASE.file_name)).unwrap();
    connection.execute_batch("DROP TABLE spend; DROP TABLE spend_shares; PRAGMA user_version = 2").unwrap();
    drop(connection);

    let store = open(folder.path());
    let paid = work_of(&[call(DAY, CallKind::Words, "writer", 300)]);
    assert!(store.log.save_work(story, 1, &paid).await.unwrap());
    assert_eq!(store.spend.sums(DAY, DAY).await.unwrap(), paid.calls.lines());
}

#[tokio::test]
async fn a_schema_from_the_future_is_refused() {
    let folder = TempDir::new().unwrap();
    drop(open(folder.path()));
    let connection = Connection::open(folder.path().join(DATABASE.file_name)).unwrap();
    connection.execute_batch("PRAGMA user_version = 1000").unwrap();
    drop(connection);
    let refused = SqliteStore::open(folder.path(), Options::default()).err().unwrap();
    assert!(refused.to_string().contains("schema is version 1000"), "{refused}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_corrupt() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(DATABASE.file_name), "once upon a time ".repeat(99)).unwrap();
    let refused = SqliteStore::open(folder.path(), Options::default()).err().unwrap();
    assert_eq!(refused.kind, StoreErrorKind::Corrupt);
}

#[tokio::test]
async fn a_read_sees_every_answered_write() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    join_all((0..50).map(async |_| {
        let (story, owner) = created(&store).await;
        assert_eq!(store.log.head(story).await.unwrap().unwrap().seq, 1);
        claimed(&store, story).await;
        assert_eq!(store.log.head(story).await.unwrap().unwrap().epoch, 1);
        told(&store, append(story, owner, 1, 1, book())).await;
        assert_eq!(store.log.read(story, 0, 99).await.unwrap().unwrap().len(), 8);
    }))
    .await;
}
