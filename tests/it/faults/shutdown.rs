//! Ending in order: streams are told to come back, stories go on at the next start, and a folder has one owner.

use std::process::Stdio;
use std::time::Duration;

use futures_util::StreamExt;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::kit::{PATIENCE, TINY, assert_complete, until};
use crate::kit::{Process, Reader};

/// Pictures take longer than the grace, so a story is always in the middle.
const SLOW: [(&str, &str); 2] = [("MODELS__BUILTIN__PICTURE_MS", "3000"), ("HTTP__SHUTDOWN_GRACE", "5s")];

fn settings(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    TINY.into_iter().chain(more.iter().copied()).collect()
}

#[tokio::test]
async fn after_a_termination_the_next_process_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve(folder.path(), &settings(&SLOW)).await;
    let reader = Reader::guest(&process.readers).await;
    let id = reader.wish_for_scenes(2).await;
    reader.follow(&id, 0, |event| event.kind == "scene.created").await;
    let path = format!("/v1/stories/{id}/events");
    let stream =
        reader.request(reqwest::Method::GET, &path).header("accept", "text/event-stream").send().await.unwrap();
    let (status, text) = tokio::join!(process.terminate(), async {
        let chunks: Vec<_> = stream.bytes_stream().collect().await;
        chunks.into_iter().flat_map(std::result::Result::unwrap_or_default).collect::<Vec<u8>>()
    });
    assert_eq!(status.code(), Some(0));
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("\nretry: ") || text.starts_with("retry: "), "{text}");

    let process = Process::serve(folder.path(), &TINY).await;
    let reader = Reader { base: process.readers.clone(), ..reader };
    assert_complete(&reader.whole(&id).await, 2);
    assert!(process.terminate().await.success());
}

#[tokio::test]
async fn a_repainted_picture_is_counted_with_its_cause() {
    let endless = [("MODELS__BUILTIN__PICTURE_MS", "600000"), ("HTTP__SHUTDOWN_GRACE", "200ms")];
    for (is_killed, cause) in [(true, "after_crash"), (false, "after_release")] {
        let folder = tempfile::tempdir().unwrap();
        let process = Process::serve(folder.path(), &settings(&endless)).await;
        let reader = Reader::guest(&process.readers).await;
        let id = reader.wish_for_scenes(1).await;
        reader.follow(&id, 0, |event| event.kind == "scene.created").await;
        if is_killed {
            process.kill().await;
        } else {
            assert!(process.terminate().await.success());
        }
        let process = Process::serve(folder.path(), &TINY).await;
        let reader = Reader { base: process.readers.clone(), ..reader };
        assert_complete(&reader.whole(&id).await, 1);
        let metrics = reqwest::get(format!("{}/metrics", process.operators)).await.unwrap().text().await.unwrap();
        let pictures: Vec<_> = metrics
            .lines()
            .filter(|line| line.starts_with("tale_model_calls_total{") && line.contains("kind=\"picture\""))
            .collect();
        let expected = format!("cause=\"{cause}\"}} 1");
        assert!(pictures.len() == 1 && pictures[0].ends_with(&expected), "{cause}: {pictures:?}");
        assert!(process.terminate().await.success());
    }
}

#[tokio::test]
async fn a_draining_process_takes_no_more_wishes() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve(folder.path(), &settings(&SLOW)).await;
    let reader = Reader::guest(&process.readers).await;
    let id = reader.wish_for_scenes(1).await;
    reader.follow(&id, 0, |event| event.kind == "scene.created").await;
    let refused = async {
        until("the process drains", async || {
            let wish = json!({ "theme": "a duck who counts stars", "scenes": 1 });
            let answer = reader.post("/v1/stories", &wish).await;
            let is_refused = answer.status() == StatusCode::SERVICE_UNAVAILABLE;
            if is_refused {
                assert!(answer.headers().contains_key("retry-after"));
                assert_eq!(answer.json::<Value>().await.unwrap()["code"], "draining");
            }
            is_refused
        })
        .await;
    };
    let (status, ()) = tokio::join!(process.terminate(), refused);
    assert_eq!(status.code(), Some(0));
}

#[tokio::test]
async fn a_folder_s_second_process_exits_with_1() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve(folder.path(), &TINY).await;
    let second = Process::command(folder.path(), &TINY).arg("serve").stderr(Stdio::piped()).output();
    let second = timeout(PATIENCE, second).await.unwrap().unwrap();
    assert_eq!(second.status.code(), Some(1));
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(said.contains("in use by another process"), "{said}");
    // the first one is well
    let reader = Reader::guest(&process.readers).await;
    assert_complete(&reader.whole(&reader.wish_for_scenes(1).await).await, 1);
    assert!(process.terminate().await.success());
}

#[tokio::test]
async fn serving_a_wrong_setting_exits_with_2() {
    let wrong = [
        ("LIMITS__QUEUE", "0", "limits.queue"),
        ("LIMITS__QUEUE", "many", "limits.queue"),
        ("POOLS__ILLUSTRATION__SIZE", "2000", "pools.illustration.size"),
        ("LIMITS__QUEUES", "3", "queues"),
    ];
    for (key, value, named) in wrong {
        let folder = tempfile::tempdir().unwrap();
        let output = Process::command(folder.path(), &[(key, value)]).arg("serve").stderr(Stdio::piped()).output();
        let output = timeout(Duration::from_secs(30), output).await.unwrap().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(named), "{key}={value}: {said}");
    }
}
