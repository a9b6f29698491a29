//! What is particular to a file on a disk: reopening, crashes, full disks, and bytes that must be gone.

use std::fs;
use std::path::Path;

use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::sqlite::{DATABASE, SqliteStore};
use ai_tale::backends::store::{Appended, Bookmark, Creation, Intent, Store, StoreErrorKind};
use ai_tale::domain::{Event, NodeId, Scene, StoryId, UserId};
use futures_util::future::join_all;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{FreshStore, open};
use crate::store::samples::{
    MIDNIGHT, append, book, claimed, completed_by, created, created_by, told, viewed, waiting, wished,
};

/// A scene with words that occur nowhere else, `size` bytes long or a little more.
fn marked(scene: u32, marker: &str, size: usize) -> Event {
    let text = format!("{marker} ").repeat(size / (marker.len() + 1) + 1);
    let palette = ["#000000".to_owned(), "#ffffff".to_owned()];
    Event::SceneCreated(Scene { scene, text, words: 2, palette })
}

/// Every byte of every file of a folder, by file name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// The files that hold these bytes.
fn holding(folder: &Path, needle: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
    files(folder).into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
}

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
    assert_eq!(store.claims.claim(running, 1, NodeId::new()).await.unwrap().unwrap().epoch, 2);
}

#[tokio::test]
async fn what_was_answered_is_in_a_copy_taken_without_closing() {
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
    SqliteStore::open(folder, Options { max_pages: Some(max_pages), ..Options::default() }).unwrap()
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
async fn a_full_disk_refuses_whole_appends_and_writing_goes_on_once_there_is_room() {
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
async fn the_same_store_writes_again_after_erasing_made_room() {
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
async fn one_command_too_large_for_the_disk_costs_its_neighbours_nothing() {
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
async fn a_story_that_can_t_be_read_is_left_as_it_was_and_costs_its_neighbours_nothing() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let (damaged, _) = created(&store).await;
    let tales: Vec<_> = join_all((0..20).map(|_| created(&store))).await;
    join_all(tales.iter().map(|(story, _)| claimed(&store, *story))).await;
    let connection = Connection::open(fresh.folder().join(DATABASE.file_name)).unwrap();
    let damage = "UPDATE story_events SET payload = 'once upon a time' WHERE story_id = ?";
    connection.execute(damage, [damaged.as_bytes()]).unwrap();
    let before = commits(fresh.folder());

    // while somebody else writes, all of these gather behind the first of them
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    let claim = store.claims.claim(damaged, 0, NodeId::new());
    let appends = join_all(tales.iter().map(|(story, owner)| told(&store, append(*story, *owner, 1, 1, book()))));
    let release = async { connection.execute_batch("COMMIT").unwrap() };
    let (claim, appended, ()) = tokio::join!(claim, appends, release);

    assert_eq!(claim.unwrap_err().kind, StoreErrorKind::Corrupt);
    assert_eq!(appended.len(), 20);
    assert!(commits(fresh.folder()) - before <= 2, "{} transactions", commits(fresh.folder()) - before);
    assert_eq!(store.log.head(damaged).await.unwrap().unwrap().epoch, 0);
}

#[tokio::test]
async fn a_folder_that_is_away_is_unavailable_and_nothing_is_lost_when_it_is_back() {
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
async fn no_byte_of_an_erased_story_stays_in_a_file() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let owner = UserId::new();
    let story = wished(owner, "the unmistakable zebrafinch of Quixeramobim", MIDNIGHT);
    let id = story.created.story_id;
    assert_eq!(store.log.begin(story).await.unwrap(), Creation::Created);
    claimed(&store, id).await;
    let words = [marked(1, "zebrafinch-inline", 300), marked(2, "zebrafinch-spilt", 30_000)];
    told(&store, append(id, owner, 1, 1, words.into())).await;
    told(&store, append(id, owner, 1, 3, vec![Event::StoryCancelled])).await;
    let place = Bookmark { reader: owner, story_id: id, scene: 1, at: MIDNIGHT };
    store.bookmarks.keep(place, viewed(owner, id, MIDNIGHT)).await.unwrap();
    assert_ne!(holding(fresh.folder(), "zebrafinch"), Vec::<String>::new());

    store.claims.intend(id, Intent::Delete, MIDNIGHT).await.unwrap();
    store.erasure.erase(&[id]).await.unwrap();

    assert_eq!(holding(fresh.folder(), "zebrafinch"), Vec::<String>::new());
}

/// Pages are split and merged all the time while stories grow side by side: none may keep a copy of what moved away.
#[tokio::test]
async fn no_byte_stays_after_many_stories_grew_side_by_side() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let owner = UserId::new();
    let mut stories = Vec::new();
    for number in 0..60 {
        let story = created_by(&store, owner).await;
        claimed(&store, story).await;
        stories.push((format!("{}-words", ["keep", "gone"][number % 2]), story));
    }
    for head in 1..12_u64 {
        join_all(stories.iter().enumerate().map(async |(number, (marker, story))| {
            let size = (number * 131 + usize::try_from(head).unwrap() * 277) % [1_900, 9_000][number % 5 / 4];
            let scene = marked(u32::try_from(head).unwrap(), marker, size);
            told(&store, append(*story, owner, 1, head, vec![scene])).await;
        }))
        .await;
    }
    for (_, story) in stories.iter().filter(|(marker, _)| marker == "gone-words") {
        told(&store, append(*story, owner, 1, 12, vec![Event::StoryCancelled])).await;
        store.claims.intend(*story, Intent::Delete, MIDNIGHT).await.unwrap();
    }
    let erased: Vec<_> = store.erasure.to_erase(None, 99).await.unwrap().iter().map(|grave| grave.story_id).collect();
    assert_eq!(erased.len(), 30);
    store.erasure.erase(&erased).await.unwrap();

    assert_eq!(holding(fresh.folder(), "gone-words"), Vec::<String>::new());
    assert_eq!(holding(fresh.folder(), "keep-words"), [DATABASE.file_name]);
}

#[tokio::test]
async fn a_tombstone_keeps_the_counts_of_what_was_erased() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let owner = UserId::new();
    let story = created_by(&store, owner).await;
    claimed(&store, story).await;
    told(&store, append(story, owner, 1, 1, book())).await;
    let place = Bookmark { reader: owner, story_id: story, scene: 1, at: MIDNIGHT };
    store.bookmarks.keep(place, viewed(owner, story, MIDNIGHT)).await.unwrap();
    store.claims.intend(story, Intent::Delete, MIDNIGHT).await.unwrap();
    store.erasure.erase(&[story]).await.unwrap();

    let connection = Connection::open(fresh.folder().join(DATABASE.file_name)).unwrap();
    let mut counts =
        connection.prepare("SELECT type, count FROM tombstone_counts WHERE day = 20781 ORDER BY type").unwrap();
    let counts: Vec<(String, u64)> = counts
        .query_map([], |row| Ok((row.get(0)?, u64::from(row.get::<_, u32>(1)?))))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let expected = [
        ("illustration.created", 2),
        ("scene.created", 2),
        ("story.completed", 1),
        ("story.created", 1),
        ("story.outlined", 1),
        ("story.started", 1),
        ("story.viewed", 1),
    ];
    assert_eq!(counts, expected.map(|(kind, count)| (kind.to_owned(), count)));
}

#[tokio::test]
async fn a_read_sees_every_write_that_was_answered_before() {
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

/// What makes erasing complete: a row's words lie in overflow pages only. 489 bytes of every row stay in the tree.
#[tokio::test]
async fn words_of_any_length_lie_outside_the_pages_that_are_rebuilt() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let scenes = (0..12_500).step_by(9).map(|size| marked(1, "x", size)).collect();
    told(&store, append(story, owner, 1, 1, scenes)).await;
    completed_by(&store, owner).await;

    let connection = Connection::open(fresh.folder().join(DATABASE.file_name)).unwrap();
    let sql = "SELECT sum(ncell), sum(payload) FROM dbstat WHERE name = 'story_events' AND pagetype <> 'overflow'";
    let (rows, bytes) =
        connection.query_row(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))).unwrap();
    assert_eq!(rows, 1 + 1_389 + 8);
    assert_eq!(bytes, rows * 489);
}

/// In virtual time the pauses between the tries cost nothing, so what takes time here is what the writer waits.
#[tokio::test(start_paused = true)]
async fn the_writer_waits_for_nobody_who_reads_an_old_snapshot() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let story = completed_by(&store, UserId::new()).await;
    store.claims.intend(story, Intent::Delete, MIDNIGHT).await.unwrap();
    let reader = Connection::open(fresh.folder().join(DATABASE.file_name)).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM story_events").unwrap();
    let started = std::time::Instant::now();
    let refused = store.erasure.erase(&[story]).await.unwrap_err();
    assert_eq!(refused.kind, StoreErrorKind::Unavailable);
    assert!(started.elapsed().as_secs() < 5, "{:?} for a hundred tries", started.elapsed());
    reader.execute_batch("COMMIT").unwrap();
    store.erasure.erase(&[story]).await.unwrap();
    assert_eq!(store.erasure.to_erase(None, 9).await.unwrap(), []);
}

#[tokio::test]
async fn erasing_waits_for_whoever_reads_an_old_snapshot_and_nobody_waits_for_erasing() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let story = completed_by(&store, UserId::new()).await;
    store.claims.intend(story, Intent::Delete, MIDNIGHT).await.unwrap();
    let reader = Connection::open(fresh.folder().join(DATABASE.file_name)).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM story_events").unwrap();

    let others = async {
        created(&store).await;
        created(&store).await;
        assert_eq!(store.erasure.to_erase(None, 9).await.unwrap().len(), 1);
        reader.execute_batch("COMMIT").unwrap();
    };
    let (erased, ()) = futures_util::future::join(store.erasure.erase(&[story]), others).await;

    erased.unwrap();
    assert_eq!(store.erasure.to_erase(None, 9).await.unwrap(), []);
    assert_eq!(holding(fresh.folder(), "Boo!"), Vec::<String>::new());
}
