//! Bytes that must be gone: what erasing leaves of a story in the files of the database.

use std::fs;
use std::path::Path;

use ai_tale::backends::store::sqlite::DATABASE;
use ai_tale::backends::store::{Bookmark, Creation, Intent, StoreErrorKind};
use ai_tale::domain::{Event, Scene, UserId};
use futures_util::future::join_all;
use rusqlite::Connection;

use super::FreshStore;
use crate::store::samples::{MIDNIGHT, append, book, claimed, completed_by, created, created_by, told, viewed, wished};

/// A scene with words that occur nowhere else, `size` bytes long or a little more.
pub fn marked(scene: u32, marker: &str, size: usize) -> Event {
    let text = format!("{marker} ").repeat(size / (marker.len() + 1) + 1);
    let palette = ["#000000".to_owned(), "#ffffff".to_owned()];
    Event::SceneCreated(Scene { scene, text, words: 2, palette })
}

/// Every byte of every file of a folder, by file name.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// The files that hold these bytes.
fn holding(folder: &Path, needle: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
    files(folder).into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
}

#[tokio::test]
async fn no_byte_of_an_erased_story_stays() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let owner = UserId::new();
    let story = wished(owner, "the unmistakable zebrafinch of Quixeramobim", MIDNIGHT);
    let id = story.created.story_id;
    assert!(matches!(store.creations.create(story).await.unwrap(), Creation::Created(_)));
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
async fn no_byte_stays_of_stories_grown_together() {
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
async fn a_tombstone_keeps_counts_of_the_erased() {
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

/// What makes erasing complete: a row's words lie in overflow pages only. 489 bytes of every row stay in the tree.
#[tokio::test]
async fn words_lie_outside_pages_that_are_rebuilt() {
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
async fn the_writer_waits_for_no_old_snapshot() {
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
async fn erasing_waits_for_old_snapshots_alone() {
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
