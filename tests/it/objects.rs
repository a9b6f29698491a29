//! The objects, as every adapter must behave.
//!
//! [`conformance`] runs against `Arc<dyn Objects>`, one fresh storage for each promise; what only files can do wrong
//! comes after it.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ai_tale::backends::objects::files::FileObjects;
use ai_tale::backends::objects::{ObjectError, Objects};
use ai_tale::domain::Timestamp;
use bytes::Bytes;
use tempfile::TempDir;

type Shared = Arc<dyn Objects>;

/// Every promise of the trait, for adapters to run.
pub mod conformance {
    use super::{Bytes, ObjectError, Shared, Timestamp};

    pub async fn what_was_put_is_got_back_whole_and_in_parts(objects: Shared) {
        objects.put("illustrations/a/1/x-480.webp", Bytes::from_static(b"0123456789")).await.unwrap();
        let get = async |range| objects.get("illustrations/a/1/x-480.webp", range).await.unwrap().unwrap();
        assert_eq!(get(None).await, "0123456789");
        assert_eq!(get(Some(0..1)).await, "0");
        assert_eq!(get(Some(3..7)).await, "3456");
        assert_eq!(get(Some(8..400)).await, "89", "a range is cut at the end");
    }

    pub async fn an_object_that_is_not_there_is_none_and_its_removal_no_error(objects: Shared) {
        objects.put("a/b/c", Bytes::from_static(b"c")).await.unwrap();
        for key in ["a/b/d", "a/b", "a", "x/y/z", "a/b/c/d"] {
            assert_eq!(objects.get(key, None).await.unwrap(), None, "{key}");
            assert_eq!(objects.head(key).await.unwrap(), None, "{key}");
            objects.delete(key).await.unwrap();
        }
        assert_eq!(objects.get("a/b/c", None).await.unwrap().unwrap(), "c");
    }

    pub async fn a_head_tells_size_and_age(objects: Shared) {
        let before = Timestamp::now().as_secs();
        objects.put("a/b", Bytes::from_static(b"four")).await.unwrap();
        let meta = objects.head("a/b").await.unwrap().unwrap();
        assert_eq!((meta.key.as_str(), meta.size), ("a/b", 4));
        assert!((before - 2..=Timestamp::now().as_secs() + 2).contains(&meta.modified.as_secs()));
    }

    pub async fn a_repeated_put_changes_nothing(objects: Shared) {
        for _ in 0..3 {
            objects.put("a/b", Bytes::from_static(b"same")).await.unwrap();
        }
        assert_eq!(objects.list("", None, 100).await.unwrap().len(), 1);
        assert_eq!(objects.get("a/b", None).await.unwrap().unwrap(), "same");
    }

    pub async fn an_empty_object_is_an_object(objects: Shared) {
        objects.put("a/empty", Bytes::new()).await.unwrap();
        assert_eq!(objects.get("a/empty", None).await.unwrap().unwrap(), "");
        assert_eq!(objects.head("a/empty").await.unwrap().unwrap().size, 0);
    }

    pub async fn a_list_names_what_begins_with_the_prefix_and_no_more(objects: Shared) {
        let keys = ["a/1/x", "a/1/y.webp", "a/2/x", "ab/1", "b/1"];
        for key in keys {
            objects.put(key, Bytes::from_static(b".")).await.unwrap();
        }
        let list = async |prefix: &str| {
            objects.list(prefix, None, 100).await.unwrap().into_iter().map(|meta| meta.key).collect::<Vec<_>>()
        };
        assert_eq!(list("").await, keys);
        assert_eq!(list("a/").await, keys[..3]);
        assert_eq!(list("a/1/").await, keys[..2]);
        assert!(list("c/").await.is_empty());
        objects.delete("a/1/x").await.unwrap();
        assert_eq!(list("a/").await, keys[1..3]);
    }

    pub async fn a_list_goes_on_after_any_key_in_the_order_of_the_keys(objects: Shared) {
        // a dash comes before a slash, and a slash before a letter
        let keys = ["a-b/1", "a/1/x", "a/1/y", "a/1-/x", "a/2", "aa", "b/1"];
        let mut ordered = keys;
        ordered.sort_unstable();
        for key in keys {
            objects.put(key, Bytes::from_static(b".")).await.unwrap();
        }
        let list = async |prefix: &str, after: Option<&str>, limit| {
            let page = objects.list(prefix, after, limit).await.unwrap();
            page.into_iter().map(|meta| meta.key).collect::<Vec<_>>()
        };
        for at in 0..ordered.len() {
            let next: Vec<_> = ordered[at + 1..].iter().take(2).copied().collect();
            assert_eq!(list("", Some(ordered[at]), 2).await, next);
        }
        assert_eq!(list("", None, 3).await, ordered[..3]);
        assert_eq!(list("a/", Some("a/1/x"), 9).await, ["a/1/y", "a/2"]);
        assert_eq!(list("a/", Some("a/1/\u{7f}"), 9).await, ["a/2"]);
        assert_eq!(list("", Some("zzz"), 9).await, [""; 0]);
    }

    pub async fn a_deleted_object_can_be_put_again(objects: Shared) {
        for _ in 0..3 {
            objects.put("a/b/c", Bytes::from_static(b"c")).await.unwrap();
            objects.delete("a/b/c").await.unwrap();
            assert!(objects.list("", None, 100).await.unwrap().is_empty());
        }
    }

    pub async fn puts_and_deletes_side_by_side_lose_no_object(objects: Shared) {
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..64 {
            let objects = objects.clone();
            tasks.spawn(async move {
                let (stays, goes) = (format!("a/{}/{number}", number % 4), format!("a/{}/{number}-not", number % 4));
                for _ in 0..8 {
                    objects.put(&goes, Bytes::from_static(b"-")).await.unwrap();
                    objects.delete(&goes).await.unwrap();
                }
                objects.put(&stays, Bytes::from_static(b"+")).await.unwrap();
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        assert_eq!(objects.list("a/", None, 100).await.unwrap().len(), 64);
    }

    pub async fn keys_that_could_climb_are_refused(objects: Shared) {
        let long = "a".repeat(513);
        let keys = [
            "", "/", "/a", "a/", "a//b", "..", "../a", "a/../b", "a/./b", ".hidden", "a/.b", "a..b", "A", "a b",
            "a\\b", "a\0b", "a%2fb", "é", &long,
        ];
        for key in keys {
            let refused = |error| matches!(error, ObjectError::BadKey);
            assert!(objects.put(key, Bytes::new()).await.is_err_and(refused), "{key:?}");
            assert!(objects.get(key, None).await.is_err_and(refused), "{key:?}");
            assert!(objects.head(key).await.is_err_and(refused), "{key:?}");
            assert!(objects.delete(key).await.is_err_and(refused), "{key:?}");
            assert!(key.is_empty() || key == "a/" || objects.list(key, None, 100).await.is_err_and(refused), "{key:?}");
        }
    }

    pub async fn a_probe_leaves_nothing(objects: Shared) {
        objects.probe().await.unwrap();
        assert!(objects.list("", None, 100).await.unwrap().is_empty());
    }
}

/// Runs a promise against files in a fresh folder.
async fn on_files<F: Future<Output = ()>>(promise: impl FnOnce(Shared) -> F) {
    let folder = TempDir::new().unwrap();
    promise(Arc::new(FileObjects::open(folder.path()).unwrap())).await;
}

#[tokio::test]
async fn files_give_back_what_was_put() {
    on_files(conformance::what_was_put_is_got_back_whole_and_in_parts).await;
    on_files(conformance::an_object_that_is_not_there_is_none_and_its_removal_no_error).await;
    on_files(conformance::a_head_tells_size_and_age).await;
    on_files(conformance::a_repeated_put_changes_nothing).await;
    on_files(conformance::an_empty_object_is_an_object).await;
}

#[tokio::test]
async fn files_list_and_delete() {
    on_files(conformance::a_list_names_what_begins_with_the_prefix_and_no_more).await;
    on_files(conformance::a_list_goes_on_after_any_key_in_the_order_of_the_keys).await;
    on_files(conformance::a_deleted_object_can_be_put_again).await;
    on_files(conformance::a_probe_leaves_nothing).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_lose_no_object_while_folders_come_and_go() {
    on_files(conformance::puts_and_deletes_side_by_side_lose_no_object).await;
}

#[tokio::test]
async fn files_refuse_keys_that_could_climb() {
    on_files(conformance::keys_that_could_climb_are_refused).await;
}

fn every_path(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path.clone());
            }
            paths.push(path.strip_prefix(folder).unwrap().to_owned());
        }
    }
    paths.sort();
    paths
}

#[tokio::test]
async fn what_a_crash_left_half_written_is_removed_at_the_next_open() {
    let folder = TempDir::new().unwrap();
    FileObjects::open(folder.path()).unwrap().put("a/b", Bytes::from_static(b"whole")).await.unwrap();
    fs::write(folder.path().join(".tmp/0190-left"), b"hal").unwrap();
    let objects = FileObjects::open(folder.path()).unwrap();
    assert_eq!(every_path(folder.path()), [".tmp", "a", "a/b"].map(PathBuf::from));
    assert_eq!(objects.get("a/b", None).await.unwrap().unwrap(), "whole");
}

#[tokio::test]
async fn a_file_cut_short_by_somebody_is_written_again() {
    let folder = TempDir::new().unwrap();
    let objects = FileObjects::open(folder.path()).unwrap();
    objects.put("a/b", Bytes::from_static(b"whole")).await.unwrap();
    fs::write(folder.path().join("a/b"), b"who").unwrap();
    objects.put("a/b", Bytes::from_static(b"whole")).await.unwrap();
    assert_eq!(objects.get("a/b", None).await.unwrap().unwrap(), "whole");
}

#[tokio::test]
async fn the_last_object_of_a_folder_takes_the_folder_with_it() {
    let folder = TempDir::new().unwrap();
    let objects = FileObjects::open(folder.path()).unwrap();
    for key in ["a/b/c/1", "a/b/c/2", "a/d"] {
        objects.put(key, Bytes::from_static(b".")).await.unwrap();
    }
    objects.delete("a/b/c/1").await.unwrap();
    assert_eq!(every_path(folder.path()), [".tmp", "a", "a/b", "a/b/c", "a/b/c/2", "a/d"].map(PathBuf::from));
    objects.delete("a/b/c/2").await.unwrap();
    assert_eq!(every_path(folder.path()), [".tmp", "a", "a/d"].map(PathBuf::from));
    objects.delete("a/d").await.unwrap();
    assert_eq!(every_path(folder.path()), [".tmp"].map(PathBuf::from));
}

#[tokio::test]
async fn while_the_folder_is_gone_everything_is_unavailable_and_then_fine_again() {
    let parent = TempDir::new().unwrap();
    let (folder, aside) = (parent.path().join("objects"), parent.path().join("aside"));
    let objects = FileObjects::open(&folder).unwrap();
    objects.put("a/b", Bytes::from_static(b"kept")).await.unwrap();

    // A plain file in its place, because permissions mean nothing to a test that runs as root.
    fs::rename(&folder, &aside).unwrap();
    fs::write(&folder, b"").unwrap();
    let unavailable = |error| matches!(error, ObjectError::Unavailable(_));
    assert!(objects.put("a/c", Bytes::from_static(b"new")).await.is_err_and(unavailable));
    assert!(objects.get("a/b", None).await.is_err_and(unavailable));
    assert!(objects.head("a/b").await.is_err_and(unavailable));
    assert!(objects.delete("a/b").await.is_err_and(unavailable));
    assert!(objects.list("", None, 100).await.is_err_and(unavailable));
    assert!(objects.probe().await.is_err_and(unavailable));

    fs::remove_file(&folder).unwrap();
    fs::rename(&aside, &folder).unwrap();
    objects.probe().await.unwrap();
    objects.put("a/c", Bytes::from_static(b"new")).await.unwrap();
    assert_eq!(objects.get("a/b", None).await.unwrap().unwrap(), "kept");
    assert_eq!(every_path(&folder), [".tmp", "a", "a/b", "a/c"].map(PathBuf::from));
}

#[tokio::test]
async fn a_put_that_fails_is_unavailable_and_leaves_nothing_half_written() {
    let folder = TempDir::new().unwrap();
    let objects = FileObjects::open(folder.path()).unwrap();
    // A file where a folder must be: the bytes are written, the name can't be given.
    fs::write(folder.path().join("a"), b"in the way").unwrap();
    let refused = objects.put("a/b", Bytes::from_static(b"new")).await;
    assert!(matches!(refused, Err(ObjectError::Unavailable(_))));
    assert_eq!(every_path(folder.path()), [".tmp", "a"].map(PathBuf::from));
}
