//! A cluster's keys: made at the first start, the same at every other, and refused under a wrong root.

use std::sync::Arc;
use std::time::Duration;

use ai_tale::backends::keys::{ClusterKey, KeyId, KeyKind, KeyRing, KeyState, Keys, KeysError, RootFile};
use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::sqlite::{DATABASE, SqliteStore};
use ai_tale::domain::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

/// A store that has begun, under its root.
struct Begun {
    keys: Arc<dyn Keys>,
    root: RootFile,
    ring: KeyRing,
    folder: TempDir,
}

impl Begun {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let keys = SqliteStore::open(folder.path(), Options::default()).unwrap().keys;
        let root = RootFile::open_or_make(folder.path()).unwrap();
        let ring = KeyRing::open_or_make(keys.as_ref(), &root, NOW).await.unwrap();
        Self { keys, root, ring, folder }
    }

    async fn open(&self) -> Result<KeyRing, KeysError> {
        KeyRing::open(self.keys.load().await.unwrap(), &self.root).await
    }

    fn change(&self, sql: &str) {
        Connection::open(self.folder.path().join(DATABASE.file_name)).unwrap().execute_batch(sql).unwrap();
    }
}

/// Ids and keys of a ring, in order.
fn content(ring: &KeyRing) -> Vec<(KeyId, [u8; 32])> {
    KeyKind::ALL.iter().flat_map(|kind| ring.all(*kind)).map(|key| (key.id, *key.secret.bytes())).collect()
}

#[tokio::test]
async fn every_start_gets_the_keys_of_the_first() {
    let begun = Begun::new().await;
    let keys = content(&begun.ring);
    assert_eq!(keys.len(), KeyKind::ALL.len());
    let later = NOW.plus(Duration::from_hours(1));
    let again = KeyRing::open_or_make(begun.keys.as_ref(), &begun.root, later).await.unwrap();
    assert_eq!(content(&again), keys);
    assert_eq!(again.cluster(), begun.ring.cluster(), "a cluster keeps its name and its first moment");
    let mut different: Vec<_> = keys.into_iter().map(|(_, key)| key).collect();
    different.dedup();
    assert_eq!(different.len(), KeyKind::ALL.len(), "each kind has a key of its own");
}

#[tokio::test]
async fn nodes_starting_together_share_their_keys() {
    let folder = TempDir::new().unwrap();
    let keys = SqliteStore::open(folder.path(), Options::default()).unwrap().keys;
    let root = RootFile::open_or_make(folder.path()).unwrap();
    let start = || KeyRing::open_or_make(keys.as_ref(), &root, NOW);
    let (one, other) = tokio::join!(start(), start());
    assert_eq!(content(&one.unwrap()), content(&other.unwrap()));
}

#[tokio::test]
async fn keys_lie_in_the_store_wrapped() {
    let begun = Begun::new().await;
    let files = std::fs::read_dir(begun.folder.path()).unwrap().map(|entry| entry.unwrap().path());
    for file in files.filter(|file| file.is_file()) {
        let bytes = std::fs::read(&file).unwrap();
        for (_, key) in content(&begun.ring) {
            assert!(!bytes.windows(32).any(|window| window == key), "{}", file.display());
        }
    }
}

#[tokio::test]
async fn a_store_not_begun_has_no_keys() {
    let folder = TempDir::new().unwrap();
    let root = RootFile::open_or_make(folder.path()).unwrap();
    assert!(SqliteStore::stored_keys(folder.path()).unwrap().is_none());
    drop(SqliteStore::open(folder.path(), Options::default()).unwrap());
    let stored = SqliteStore::stored_keys(folder.path()).unwrap();
    assert!(matches!(KeyRing::open(stored, &root).await, Err(KeysError::NotBegun)));
}

#[tokio::test]
async fn another_root_is_refused_before_anything_is_opened() {
    let begun = Begun::new().await;
    let elsewhere = TempDir::new().unwrap();
    let wrong = RootFile::open_or_make(elsewhere.path()).unwrap();
    let refused = KeyRing::open_or_make(begun.keys.as_ref(), &wrong, NOW).await.unwrap_err();
    assert!(matches!(refused, KeysError::WrongRoot(_)), "{refused}");
    assert!(refused.to_string().contains(elsewhere.path().to_str().unwrap()), "{refused}");
    assert_eq!(content(&begun.open().await.unwrap()), content(&begun.ring), "nothing was written");
}

#[tokio::test]
async fn a_damaged_key_is_named() {
    let begun = Begun::new().await;
    begun.change("UPDATE keys SET wrapped = zeroblob(61) WHERE kind = 'pictures'");
    let refused = begun.open().await.unwrap_err();
    assert!(matches!(refused, KeysError::Damaged { kind: KeyKind::Pictures, .. }), "{refused}");
}

#[tokio::test]
async fn a_key_opens_in_its_row_alone() {
    let begun = Begun::new().await;
    begun.change("UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE kind = 'tokens') WHERE kind = 'stories'");
    let refused = begun.open().await.unwrap_err();
    assert!(matches!(refused, KeysError::Damaged { kind: KeyKind::Stories, .. }), "{refused}");
}

#[tokio::test]
async fn keys_of_kinds_unknown_here_are_left_alone() {
    let begun = Begun::new().await;
    begun.change("INSERT INTO keys VALUES (zeroblob(16), 'dreams', 'current', 1, x'02')");
    assert_eq!(content(&begun.open().await.unwrap()), content(&begun.ring));
}

#[tokio::test]
async fn a_kind_without_a_current_key_is_refused() {
    let begun = Begun::new().await;
    begun.change("DELETE FROM keys WHERE kind = 'hashes'");
    assert!(matches!(begun.open().await, Err(KeysError::NoCurrent(KeyKind::Hashes))));
}

#[tokio::test]
async fn after_a_rotation_both_keys_are_found() {
    let begun = Begun::new().await;
    let old = begun.ring.current(KeyKind::Stories).id;
    let next = ClusterKey::generate(KeyKind::Stories, KeyState::Next, NOW);
    assert!(begun.keys.add(next.wrapped(&begun.root).await.unwrap()).await.unwrap());
    let known = begun.open().await.unwrap();
    assert_eq!((known.current(KeyKind::Stories).id, known.all(KeyKind::Stories).count()), (old, 2));

    assert!(begun.keys.promote(next.id, NOW).await.unwrap());
    let rotated = begun.open().await.unwrap();
    assert_eq!(rotated.current(KeyKind::Stories).secret.bytes(), next.secret.bytes());
    assert_eq!(rotated.find(KeyKind::Stories, old).unwrap().state, KeyState::Retiring);
    assert!(rotated.find(KeyKind::Tokens, old).is_none(), "a key is found for its own kind");
    assert_eq!(rotated.all(KeyKind::Stories).map(|key| key.id).collect::<Vec<_>>(), [next.id, old]);
}
