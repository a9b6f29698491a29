//! Cancel and delete at every moment: the story ends once, and a deleted one leaves no byte of its words.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::fs;
use std::path::Path;

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::kit::{Process, Reader};
use crate::kit::{TINY, assert_complete, assert_sound, until};

/// Occurs in no other file.
const THEME: &str = "a wombat called Quillfeather who collects buttons";
const MARK: &str = "Quillfeather";

fn settings(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    TINY.into_iter().chain(more.iter().copied()).collect()
}

async fn wish(reader: &Reader) -> String {
    reader.wish(&json!({ "theme": THEME, "scenes": 3, "seed": 5 })).await
}

async fn cancel(reader: &Reader, id: &str) -> StatusCode {
    reader.request(Method::POST, &format!("/v1/stories/{id}/cancel")).send().await.unwrap().status()
}

async fn delete(reader: &Reader, id: &str) -> StatusCode {
    reader.request(Method::DELETE, &format!("/v1/stories/{id}")).send().await.unwrap().status()
}

/// Events after which somebody changes their mind; `story.started` may be too late for some, which is the point.
const MOMENTS: [&str; 5] =
    ["story.created", "story.started", "story.outlined", "scene.created", "illustration.created"];
/// One picture after the other, so that a story with one has others to come.
const PACE: [(&str, &str); 3] = [
    ("MODELS__BUILTIN__TOKENS_PER_SECOND", "1000"),
    ("MODELS__BUILTIN__PICTURE_MS", "500"),
    ("POOLS__ILLUSTRATION__SIZE", "1"),
];

#[tokio::test]
async fn a_story_cancelled_anywhere_ends_once() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve(folder.path(), &settings(&PACE)).await;
    let reader = Reader::guest(&process.readers).await;
    for moment in MOMENTS {
        let id = wish(&reader).await;
        reader.follow(&id, 0, |event| event.kind == moment).await;
        let (first, second) = tokio::join!(cancel(&reader, &id), cancel(&reader, &id));
        for status in [first, second] {
            assert!([StatusCode::ACCEPTED, StatusCode::CONFLICT].contains(&status), "{moment}: {status}");
        }
        let events = reader.whole(&id).await;
        assert_sound(&events);
        assert_eq!(events.last().unwrap().kind, "story.cancelled", "{moment}");
        assert_eq!(cancel(&reader, &id).await, StatusCode::CONFLICT);
    }
    assert!(process.terminate().await.success());
}

#[tokio::test]
async fn a_queued_story_is_cancelled_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let slow = [("LIMITS__STORIES", "1"), ("MODELS__BUILTIN__PICTURE_MS", "60000"), ("HTTP__SHUTDOWN_GRACE", "1s")];
    let process = Process::serve(folder.path(), &settings(&slow)).await;
    let reader = Reader::guest(&process.readers).await;
    let running = wish(&reader).await;
    reader.follow(&running, 0, |event| event.kind == "scene.created").await;
    let queued = wish(&reader).await;
    assert_eq!(cancel(&reader, &queued).await, StatusCode::ACCEPTED);
    let events = reader.whole(&queued).await;
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["story.created", "story.cancelled"]);
    assert!(process.terminate().await.success());
}

#[tokio::test]
async fn a_story_deleted_anywhere_leaves_no_word() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::serve(folder.path(), &settings(&PACE)).await;
    let mut reader = Reader::guest(&process.readers).await;
    let kept = reader.wish_for_scenes(1).await;
    assert_complete(&reader.whole(&kept).await, 1);
    for (moment, is_killed) in MOMENTS.into_iter().chain(["story.completed"]).flat_map(|at| [(at, false), (at, true)]) {
        let id = wish(&reader).await;
        reader.follow(&id, 0, |event| event.kind == moment).await;
        assert_eq!(delete(&reader, &id).await, StatusCode::NO_CONTENT);
        if is_killed {
            process.kill().await;
            process = Process::serve(folder.path(), &settings(&PACE)).await;
            reader.base.clone_from(&process.readers);
        }
        for path in [format!("/v1/stories/{id}"), format!("/v1/stories/{id}/events")] {
            assert_eq!(reader.get(&path).await.status(), StatusCode::NOT_FOUND, "{moment} {path}");
        }
        assert!([StatusCode::NO_CONTENT, StatusCode::NOT_FOUND].contains(&delete(&reader, &id).await));
        let pictures = folder.path().join("objects/illustrations").join(&id);
        until("its words and pictures are gone", async || !holds(folder.path(), MARK) && !has_files(&pictures)).await;
    }
    assert_eq!(reader.story(&kept).await["status"], "completed");
    assert!(process.terminate().await.success());
    assert!(!holds(folder.path(), MARK));
}

fn has_files(folder: &Path) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        path.is_file() || has_files(&path)
    })
}

/// Whether any file under a folder holds these bytes.
fn holds(folder: &Path, words: &str) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, words);
        }
        let bytes = fs::read(&path).unwrap_or_default();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}
