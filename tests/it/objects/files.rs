//! The promises on files, and what only files can do wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ai_tale::backends::objects::ObjectError;
use ai_tale::backends::objects::files::FileObjects;
use ai_tale::domain::MediaType;
use bytes::Bytes;
use futures_util::StreamExt;
use proptest::test_runner::{TestCaseError, TestRunner};
use tempfile::TempDir;

use super::{Fresh, Shared, conformance, get, key, model, names, pictures, put, streamed};

use crate::kit::cases;

fn open(folder: &Path) -> Shared {
    Arc::new(FileObjects::open(folder).unwrap())
}

/// Files in a folder of their own.
async fn fresh() -> Fresh {
    let folder = TempDir::new().unwrap();
    Fresh { objects: open(folder.path()), folder: Some(folder) }
}

#[tokio::test]
async fn files_give_back_what_was_put() {
    conformance::reading(fresh).await;
}

#[tokio::test]
async fn files_take_bodies_as_they_come() {
    conformance::bodies(fresh).await;
}

#[tokio::test]
async fn files_are_listed_and_removed() {
    conformance::lists(fresh).await;
}

#[tokio::test]
async fn files_know_whose_they_are() {
    conformance::owners(fresh).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_survive_folders_that_come_and_go() {
    conformance::company(fresh).await;
}

#[test]
fn files_answer_as_their_model() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(cases(file!(), 64));
    let outcome = runner.run(&model::steps(), |steps| {
        runtime.block_on(async {
            let storage = fresh().await;
            model::answers_as_its_model(storage.objects, steps).await;
        });
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
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

/// What is in a fresh folder, and these paths in the bucket of pictures.
fn with(below: &[&str]) -> Vec<PathBuf> {
    let below = below.iter().map(|below| Path::new("illustrations").join(below));
    [PathBuf::from(".tmp"), PathBuf::from("illustrations")].into_iter().chain(below).collect()
}

#[tokio::test]
async fn a_crash_s_drafts_go_when_opened() {
    let folder = TempDir::new().unwrap();
    put(&open(folder.path()), "a/b", b"whole").await;
    fs::write(folder.path().join(".tmp/.tmpLeft"), b"hal").unwrap();
    let objects = open(folder.path());
    assert_eq!(every_path(folder.path()), with(&["a", "a/b"]));
    assert_eq!(get(&objects, "a/b").await.unwrap(), "whole");
}

#[tokio::test]
async fn a_file_cut_short_is_written_again() {
    let folder = TempDir::new().unwrap();
    let objects = open(folder.path());
    put(&objects, "a/b", b"whole").await;
    fs::write(folder.path().join("illustrations/a/b"), b"who").unwrap();
    put(&objects, "a/b", b"whole").await;
    assert_eq!(get(&objects, "a/b").await.unwrap(), "whole");
    fs::write(folder.path().join("illustrations/a/b"), b"who").unwrap();
    objects.put(&key("a/b"), MediaType::Binary, streamed(5, &[b"wh", b"ole"])).await.unwrap();
    assert_eq!(get(&objects, "a/b").await.unwrap(), "whole");
}

#[tokio::test]
async fn a_file_of_another_content_is_written_again() {
    let folder = TempDir::new().unwrap();
    let objects = open(folder.path());
    put(&objects, "a/b", b"whole").await;
    fs::write(folder.path().join("illustrations/a/b"), b"rotte").unwrap();
    put(&objects, "a/b", b"whole").await;
    assert_eq!(get(&objects, "a/b").await.unwrap(), "whole");
    fs::write(folder.path().join("illustrations/a/b"), b"rotte").unwrap();
    objects.put(&key("a/b"), MediaType::Binary, streamed(5, &[b"wh", b"ole"])).await.unwrap();
    assert_eq!(get(&objects, "a/b").await.unwrap(), "whole");
}

#[tokio::test]
async fn the_last_object_takes_its_folder_along() {
    let folder = TempDir::new().unwrap();
    let objects = open(folder.path());
    for below in ["a/b/c/1", "a/b/c/2", "a/d"] {
        put(&objects, below, b".").await;
    }
    objects.delete_many(&[key("a/b/c/1")]).await.unwrap();
    assert_eq!(every_path(folder.path()), with(&["a", "a/b", "a/b/c", "a/b/c/2", "a/d"]));
    objects.delete_many(&[key("a/b/c/2")]).await.unwrap();
    assert_eq!(every_path(folder.path()), with(&["a", "a/d"]));
    objects.delete_many(&[key("a/d")]).await.unwrap();
    assert_eq!(every_path(folder.path()), [".tmp"].map(PathBuf::from));
}

#[tokio::test]
async fn a_slow_reader_holds_one_piece() {
    let folder = TempDir::new().unwrap();
    let objects = open(folder.path());
    objects.put(&key("a/b"), MediaType::Binary, Bytes::from(vec![1; 150_000]).into()).await.unwrap();
    let (_, mut pieces) = objects.open(&key("a/b"), None).await.unwrap().unwrap();
    assert_eq!(pieces.next().await.unwrap().unwrap().len(), 65_536);
    assert_eq!(pieces.next().await.unwrap().unwrap().len(), 65_536);
    // nothing more was read, and no file is held open
    objects.delete_many(&[key("a/b")]).await.unwrap();
    assert!(pieces.next().await.unwrap().is_err(), "a stream that can't go on does not just end");
    assert!(pieces.next().await.is_none());
}

#[tokio::test]
async fn without_its_folder_everything_is_unavailable() {
    let parent = TempDir::new().unwrap();
    let (folder, aside) = (parent.path().join("objects"), parent.path().join("aside"));
    let objects = open(&folder);
    put(&objects, "a/b", b"kept").await;

    // A plain file in its place, because permissions mean nothing to a test that runs as root.
    fs::rename(&folder, &aside).unwrap();
    fs::write(&folder, b"").unwrap();
    let unavailable = |error| matches!(error, ObjectError::Unavailable(_));
    let new = async || objects.put(&key("a/c"), MediaType::Binary, Bytes::from_static(b"new").into()).await;
    assert!(new().await.is_err_and(unavailable));
    assert!(objects.open(&key("a/b"), None).await.err().is_some_and(unavailable));
    assert!(objects.head(&key("a/b")).await.is_err_and(unavailable));
    assert!(objects.list(&pictures(), None, 100).await.is_err_and(unavailable));
    assert!(objects.probe().await.is_err_and(unavailable));
    let undeleted = objects.delete_many(&[key("a/b"), key("a/z")]).await.unwrap_err();
    assert_eq!(undeleted.left, [key("a/b"), key("a/z")]);

    fs::remove_file(&folder).unwrap();
    fs::rename(&aside, &folder).unwrap();
    objects.probe().await.unwrap();
    new().await.unwrap();
    assert_eq!(get(&objects, "a/b").await.unwrap(), "kept");
    assert_eq!(every_path(&folder), with(&["a", "a/b", "a/c"]));
}

#[tokio::test]
async fn a_put_that_fails_leaves_no_draft() {
    let folder = TempDir::new().unwrap();
    let objects = open(folder.path());
    // A file where a folder must be: the bytes are written, the name can't be given.
    fs::create_dir(folder.path().join("illustrations")).unwrap();
    fs::write(folder.path().join("illustrations/a"), b"in the way").unwrap();
    let refused = objects.put(&key("a/b"), MediaType::Binary, Bytes::from_static(b"new").into()).await;
    assert!(matches!(refused, Err(ObjectError::Unavailable(_))));
    assert_eq!(every_path(folder.path()), with(&["a"]));
}

#[tokio::test]
async fn what_is_no_object_is_not_listed() {
    let folder = TempDir::new().unwrap();
    let objects = open(folder.path());
    put(&objects, "a/b", b".").await;
    fs::write(folder.path().join("illustrations/a/.DS_Store"), b"").unwrap();
    fs::write(folder.path().join("illustrations/a/Copy of b"), b"").unwrap();
    assert_eq!(names(&objects).await, ["a/b"]);
}
