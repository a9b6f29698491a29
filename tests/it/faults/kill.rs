//! `kill -9` of the built binary: every accepted story ends, and a reader who comes back misses nothing.

use std::fs;
use std::path::{Path, PathBuf};

use futures_util::future::join_all;
use serde_json::json;

use crate::kit::{Process, Reader, StreamedEvent};
use crate::kit::{TINY, assert_complete, until, without_addresses};

/// Slow enough that a kill finds the story at different places.
const PACE: [(&str, &str); 2] = [("MODELS__BUILTIN__TOKENS_PER_SECOND", "2000"), ("MODELS__BUILTIN__PICTURE_MS", "30")];

fn paced() -> Vec<(&'static str, &'static str)> {
    TINY.into_iter().chain(PACE).collect()
}

#[tokio::test]
async fn a_kill_after_every_event_costs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::serve(folder.path(), &paced()).await;
    let mut reader = Reader::guest(&process.readers).await;
    let id = reader.wish_for_scenes(3).await;
    let mut seen: Vec<StreamedEvent> = Vec::new();
    loop {
        let cursor = seen.last().map_or(0, |event| event.id);
        seen.extend(reader.follow(&id, cursor, |_| true).await);
        if seen.last().unwrap().is_last() {
            break;
        }
        process.kill().await;
        process = Process::serve(folder.path(), &paced()).await;
        reader.base.clone_from(&process.readers);
    }
    assert_complete(&seen, 3);
    assert_eq!(without_addresses(&reader.whole(&id).await), without_addresses(&seen));
    assert!(process.terminate().await.success());
}

#[tokio::test]
async fn stories_that_die_together_all_end() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve(folder.path(), &paced()).await;
    let reader = Reader::guest(&process.readers).await;
    let mut ids = Vec::new();
    for seed in 0..6 {
        ids.push(reader.wish(&json!({ "theme": "a snail who wants to fly", "scenes": 2, "seed": seed })).await);
    }
    // all are followed; the first one that has a picture brings the process down
    let killed = tokio_util::sync::CancellationToken::new();
    let following = ids.iter().map(|id| {
        let (reader, killed) = (reader.clone(), killed.clone());
        async move { reader.follow(id, 0, |event| killed.is_cancelled() || is_picture(event, &killed)).await }
    });
    let (firsts, ()) = tokio::join!(join_all(following), async {
        killed.cancelled().await;
        process.kill().await;
    });
    let process = Process::serve(folder.path(), &paced()).await;
    let reader = Reader { base: process.readers.clone(), ..reader };
    for (id, mut events) in ids.iter().zip(firsts) {
        let cursor = events.last().map_or(0, |event| event.id);
        events.extend(reader.follow(id, cursor, |_| false).await);
        assert_complete(&events, 2);
    }
    assert!(process.terminate().await.success());
}

fn is_picture(event: &StreamedEvent, killed: &tokio_util::sync::CancellationToken) -> bool {
    let is_picture = event.kind == "illustration.created";
    if is_picture {
        killed.cancel();
    }
    is_picture
}

#[tokio::test]
async fn a_lost_node_id_strands_no_story() {
    let folder = tempfile::tempdir().unwrap();
    let silent: Vec<_> = TINY.into_iter().chain([("MODELS__BUILTIN__FIRST_TOKEN_MS", "600000")]).collect();
    let process = Process::serve(folder.path(), &silent).await;
    let reader = Reader::guest(&process.readers).await;
    let id = reader.wish_for_scenes(1).await;
    reader.follow(&id, 0, |event| event.kind == "story.started").await;
    process.kill().await;
    fs::remove_file(folder.path().join("node")).unwrap();
    let process = Process::serve(folder.path(), &TINY).await;
    let reader = Reader { base: process.readers.clone(), ..reader };
    assert_complete(&reader.whole(&id).await, 1);
    assert!(process.terminate().await.success());
}

#[tokio::test]
async fn unnamed_pictures_are_swept_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let settings: Vec<_> = TINY.into_iter().chain([("OBJECTS__GRACE", "0s")]).collect();
    let process = Process::serve(folder.path(), &settings).await;
    let reader = Reader::guest(&process.readers).await;
    let id = reader.wish_for_scenes(2).await;
    assert_complete(&reader.whole(&id).await, 2);
    process.kill().await;
    let objects = folder.path().join("objects/illustrations");
    let mut stays = files_under(&objects);
    assert!(!stays.is_empty());
    let other = "01999999-0000-7000-8000-000000000000";
    for story in [id.as_str(), other] {
        let place = objects.join(story).join("1");
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("0123456789abcdef-80.webp"), b"left over").unwrap();
    }
    // in its first day a store takes no story for nobody's
    stays.push(objects.join(other).join("1/0123456789abcdef-80.webp"));
    stays.sort();
    let process = Process::serve(folder.path(), &settings).await;
    until("of the story only what its log names is left", async || files_under(&objects) == stays).await;
    assert!(process.terminate().await.success());
}

/// Every file, in order.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
