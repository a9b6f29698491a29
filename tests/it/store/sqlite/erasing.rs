//! Stories at rest: sealed while they live, and gone with their keys.

use std::fs;
use std::path::Path;
use std::time::Duration;

use ai_tale::backends::store::sqlite::DATABASE;
use ai_tale::backends::store::{Appended, Bookmark, Creation, Intent, Store, StoreErrorKind};
use ai_tale::domain::{Event, StoryId, UserId};
use futures_util::future::join_all;
use rusqlite::Connection;
use tempfile::TempDir;
use tokio::task::JoinSet;

use super::bytes::{files, holding, marked, wrapped_key};
use super::{FreshStore, open};
use crate::store::samples::{
    MIDNIGHT, append, book, claimant, claimed, completed_by, created, created_by, told, viewed, wished, work,
};

const NOWHERE: [String; 0] = [];

/// A story of words that occur nowhere else, short and long, in every place that holds any.
async fn zebrafinch(store: &Store, owner: UserId) -> StoryId {
    let story = wished(owner, "the unmistakable zebrafinch of Quixeramobim", MIDNIGHT);
    let id = story.created.story_id;
    assert!(matches!(store.creations.create(story).await.unwrap(), Creation::Created(_)));
    claimed(store, id).await;
    let words = [marked(1, "zebrafinch-inline", 300), marked(2, "zebrafinch-spilt", 30_000)];
    let mut words = append(id, owner, 1, 1, words.into());
    words.work = Some(work(1));
    told(store, words).await;
    told(store, append(id, owner, 1, 3, vec![Event::StoryCancelled])).await;
    let place = Bookmark { reader: owner, story_id: id, scene: 1, at: MIDNIGHT };
    store.bookmarks.keep(place, viewed(owner, id, MIDNIGHT)).await.unwrap();
    id
}

async fn erase(store: &Store, story: StoryId) {
    store.claims.intend(story, Intent::Delete, MIDNIGHT).await.unwrap();
    store.erasure.erase(&[story]).await.unwrap();
}

#[tokio::test]
async fn no_living_story_lies_in_the_clear() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let story = zebrafinch(&store, UserId::new()).await;
    for words in ["zebrafinch", "Quixeramobim", "\"theme\"", "\"max_attempts\"", "\"attempts\""] {
        assert_eq!(holding(fresh.folder(), words.as_bytes()), NOWHERE, "{words}");
    }
    assert_eq!(store.log.read(story, 0, 9).await.unwrap().unwrap().len(), 4);
    assert_ne!(holding(fresh.folder(), &wrapped_key(fresh.folder(), story)), NOWHERE, "what is searched for is found");
}

#[tokio::test]
async fn no_byte_of_an_erased_story_stays() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let story = zebrafinch(&store, UserId::new()).await;
    let key = wrapped_key(fresh.folder(), story);
    erase(&store, story).await;
    assert_eq!(holding(fresh.folder(), b"zebrafinch"), NOWHERE);
    assert_eq!(holding(fresh.folder(), &key), NOWHERE);
    // its nonce and its tag alone would say that it was there
    assert_eq!(holding(fresh.folder(), &key[1..17]), NOWHERE);
    assert_eq!(holding(fresh.folder(), &key[key.len() - 16..]), NOWHERE);
}

/// What a backup is without the keys, which it keeps apart: the folder as it was, copied while the story lived.
#[tokio::test]
async fn a_copy_without_keys_tells_nothing() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let owner = UserId::new();
    let story = zebrafinch(&store, owner).await;
    let copy = TempDir::new().unwrap();
    for (name, bytes) in files(fresh.folder()) {
        fs::write(copy.path().join(name), bytes).unwrap();
    }
    erase(&store, story).await;
    let connection = Connection::open(copy.path().join(DATABASE.file_name)).unwrap();
    connection
        .execute_batch("PRAGMA secure_delete = ON; DELETE FROM story_keys; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    drop(connection);

    assert_eq!(holding(copy.path(), b"zebrafinch"), NOWHERE);
    assert_eq!(holding(copy.path(), b"Quixeramobim"), NOWHERE);
    let restored = open(copy.path());
    assert_eq!(restored.log.read(story, 0, 9).await.unwrap_err().kind, StoreErrorKind::Corrupt);
    assert_eq!(restored.lists.list(owner, None, None, 9).await.unwrap(), []);
}

/// Pages are split and merged all the time while stories come and go: none may keep a copy of a key that moved away.
#[tokio::test]
async fn no_key_stays_after_many_stories_went() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let owner = UserId::new();
    let mut stories = Vec::new();
    for round in 0..6 {
        let made = join_all((0..30).map(|_| created_by(&store, owner))).await;
        join_all(made.iter().map(async |story| {
            claimed(&store, *story).await;
            told(&store, append(*story, owner, 1, 1, vec![marked(1, "words", 700), Event::StoryCancelled])).await;
        }))
        .await;
        stories.extend(made.into_iter().map(|story| (story, wrapped_key(fresh.folder(), story))));
        let gone: Vec<_> = (round..stories.len()).step_by(3).map(|place| stories[place].0).collect();
        for story in &gone {
            store.claims.intend(*story, Intent::Delete, MIDNIGHT).await.unwrap();
        }
        store.erasure.erase(&gone).await.unwrap();
        let erased: Vec<_> = stories.extract_if(.., |(story, _)| gone.contains(story)).collect();
        for (_, key) in erased {
            assert_eq!(holding(fresh.folder(), &key), NOWHERE, "round {round}");
        }
    }
    assert!(stories.len() > 30);
    for (_, key) in stories {
        assert_eq!(holding(fresh.folder(), &key), [DATABASE.file_name]);
    }
}

/// What makes erasing complete: wrapped keys lie in overflow pages only. 489 bytes of every row stay in the tree.
#[tokio::test]
async fn wrapped_keys_lie_outside_rebuilt_pages() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let owner = UserId::new();
    join_all((0..50).map(|_| created_by(&store, owner))).await;

    let connection = Connection::open(fresh.folder().join(DATABASE.file_name)).unwrap();
    let sql = "SELECT sum(ncell), sum(payload) FROM dbstat WHERE name = 'story_keys' AND pagetype <> 'overflow'";
    let (rows, bytes) =
        connection.query_row(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))).unwrap();
    assert_eq!((rows, bytes), (50, 50 * 489));
    let sql = "SELECT count(*) FROM dbstat WHERE name = 'story_keys' AND pagetype = 'overflow'";
    assert_eq!(connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 50, "one page for each");
}

/// Changes what is stored of a story.
fn change(folder: &Path, sql: &str, story: StoryId) {
    let connection = Connection::open(folder.join(DATABASE.file_name)).unwrap();
    assert!(connection.execute(sql, [story.as_bytes()]).unwrap() > 0);
}

#[tokio::test]
async fn an_unopenable_story_costs_only_itself() {
    let fresh = FreshStore::new();
    let owner = UserId::new();
    let damages = [
        "UPDATE story_events SET payload = zeroblob(40) WHERE story_id = ?1",
        "UPDATE story_events SET payload = x'01' WHERE story_id = ?1",
        "UPDATE story_events SET seq = seq + 1 WHERE story_id = ?1",
        "UPDATE story_keys SET wrapped = zeroblob(61) WHERE story_id = ?1",
        "DELETE FROM story_keys WHERE story_id = ?1",
    ];
    let mut kept = Vec::new();
    for damage in damages {
        kept.push(created_by(&fresh.store(), owner).await);
        let damaged = created_by(&fresh.store(), owner).await;
        change(fresh.folder(), damage, damaged);
        // opened anew, so that no key is remembered
        let store = open(fresh.folder());
        let claim = store.claims.claim(damaged, 0, claimant()).await.unwrap_err();
        assert_eq!(claim.kind, StoreErrorKind::Corrupt, "{damage}");
        let read = store.log.read(damaged, 0, 9).await.unwrap_err();
        assert_eq!(read.kind, StoreErrorKind::Corrupt, "{damage}");
    }
    let listed = open(fresh.folder()).lists.list(owner, None, None, 5).await.unwrap();
    let listed: Vec<_> = listed.into_iter().rev().map(|summary| summary.story_id).collect();
    assert_eq!(listed, kept, "a whole page of those that can be read");
}

#[tokio::test]
async fn no_event_stands_in_for_another() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    told(&store, append(story, owner, 1, 1, vec![marked(1, "one", 10), marked(2, "other", 10)])).await;
    let swap = "UPDATE story_events SET payload = (SELECT payload FROM story_events WHERE story_id = ?1 AND seq = 2)
        WHERE story_id = ?1 AND seq = 3";
    change(fresh.folder(), swap, story);
    assert_eq!(store.log.read(story, 0, 9).await.unwrap_err().kind, StoreErrorKind::Corrupt);
}

#[tokio::test]
async fn a_newer_version_s_row_is_left_alone() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let (story, owner) = created(&store).await;
    change(fresh.folder(), "UPDATE story_events SET payload = x'FF0123' WHERE story_id = ?1", story);
    assert_eq!(store.claims.claim(story, 0, claimant()).await.unwrap_err().kind, StoreErrorKind::Newer);
    assert_eq!(store.log.read(story, 0, 9).await.unwrap_err().kind, StoreErrorKind::Newer);
    assert_eq!(store.lists.list(owner, None, None, 9).await.unwrap(), []);
    assert_eq!(store.log.head(story).await.unwrap().unwrap().epoch, 0, "nobody took it");
}

#[tokio::test]
async fn a_missing_cluster_key_is_an_outage() {
    let fresh = FreshStore::new();
    let (story, owner) = created(&fresh.store()).await;
    let other = created_by(&fresh.store(), owner).await;
    change(fresh.folder(), "UPDATE story_keys SET key_id = zeroblob(16) WHERE story_id = ?1", story);
    let store = open(fresh.folder());
    let refused = store.log.append(append(story, owner, 1, 1, vec![Event::StoryStarted])).await.unwrap_err();
    assert_eq!(refused.kind, StoreErrorKind::KeyAway);
    assert_eq!(store.log.read(story, 0, 9).await.unwrap_err().kind, StoreErrorKind::KeyAway);
    assert_eq!(store.claims.claim(story, 0, claimant()).await.unwrap_err().kind, StoreErrorKind::KeyAway);
    let listed = store.lists.list(owner, None, None, 9).await.unwrap();
    assert_eq!(listed.into_iter().map(|summary| summary.story_id).collect::<Vec<_>>(), [other], "it costs its own row");
}

#[tokio::test]
async fn an_erased_story_s_writer_is_fenced_off() {
    let fresh = FreshStore::new();
    let (store, owner) = (fresh.store(), UserId::new());
    let story = zebrafinch(&store, owner).await;
    erase(&store, story).await;
    // one store remembers the key, the other never knew it
    for store in [store, open(fresh.folder())] {
        let late = append(story, owner, 1, 4, vec![marked(3, "late", 10)]);
        assert_eq!(store.log.append(late).await.unwrap(), Appended::Fenced(2));
        assert!(!store.log.save_work(story, 1, &work(1)).await.unwrap());
        assert!(!store.claims.release(story, 1, &work(1)).await.unwrap());
    }
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
    let key = wrapped_key(fresh.folder(), story);
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
    assert_eq!(holding(fresh.folder(), &key), NOWHERE);
}

/// Readers hold snapshots of every age, one overlapping the other, while others write.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn busy_readers_keep_no_story_from_erasing() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let (large, owner) = created(&store).await;
    claimed(&store, large).await;
    told(&store, append(large, owner, 1, 1, vec![marked(1, "read again and again", 200_000)])).await;
    let mut busy = JoinSet::new();
    for _ in 0..6 {
        let store = store.clone();
        busy.spawn(async move {
            loop {
                store.log.read(large, 0, 9).await.unwrap();
            }
        });
    }
    let writing = store.clone();
    busy.spawn(async move {
        loop {
            created(&writing).await;
        }
    });
    let story = zebrafinch(&store, UserId::new()).await;
    tokio::time::timeout(Duration::from_secs(40), erase(&store, story)).await.unwrap();
    busy.shutdown().await;
    assert_eq!(holding(fresh.folder(), b"zebrafinch"), NOWHERE);
}
