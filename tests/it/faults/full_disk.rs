//! A disk that is full for a while under a process that goes on: nothing accepted is lost, and everything works again
//! once there is room.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::fs::{self, File};
use std::io::Write;

use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::kit::shelf::change;
use crate::kit::{Process, Reader, Server};
use crate::kit::{TINY, assert_complete, quiet_pages, skip, until, without_addresses};

/// Slow enough that the disk is full before the stories are told.
const PACE: [(&str, &str); 2] = [("MODELS__BUILTIN__TOKENS_PER_SECOND", "200"), ("MODELS__BUILTIN__PICTURE_MS", "300")];
const MEGABYTES: u32 = 16;
const STORIES: u64 = 3;
const SCENES: u64 = 4;

/// Takes what room there is.
fn fill(ballast: &mut File) {
    for size in [1 << 20, 1 << 12] {
        while ballast.write_all(&vec![0; size]).is_ok() {}
    }
}

async fn health(process: &Process) -> (StatusCode, Value) {
    let answer = reqwest::get(format!("{}/health/ready", process.operators)).await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

/// How many writes the store has refused.
async fn refused_writes(process: &Process) -> u64 {
    let metrics = reqwest::get(format!("{}/metrics", process.operators)).await.unwrap().text().await.unwrap();
    let line = metrics
        .lines()
        .find_map(|line| line.strip_prefix(r#"tale_store_errors_total{database="store",kind="unavailable"} "#));
    line.map_or(0, |count| count.parse().unwrap())
}

/// What answers a wish now: its status, its kind, its code.
async fn wish(reader: &Reader) -> (StatusCode, String, Value) {
    let answer = reader.post("/v1/stories", &json!({ "theme": "a hen who dives", "scenes": 2 })).await;
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    (answer.status(), kind, answer.json::<Value>().await.unwrap()["code"].clone())
}

#[tokio::test]
async fn a_full_disk_costs_no_accepted_word() {
    let folder = tempfile::tempdir().unwrap();
    let settings: Vec<_> = TINY.into_iter().chain(PACE).collect();
    let Some(process) = Process::serve_on_a_small_disk(folder.path(), MEGABYTES, &settings).await else {
        return skip("this system lets nobody mount a small disk (unshare -rm)");
    };
    let disk = process.sees(folder.path());
    let reader = Reader::guest(&process.readers).await;
    let mut ids = Vec::new();
    for seed in 0..STORIES {
        ids.push(reader.wish(&json!({ "theme": "a mole who digs up", "scenes": SCENES, "seed": seed })).await);
    }
    reader.follow(&ids[0], 0, |event| event.kind == "illustration.created").await;

    let following: Vec<_> = ids
        .iter()
        .map(|id| {
            let (reader, id) = (reader.clone(), id.clone());
            tokio::spawn(async move { reader.whole(&id).await })
        })
        .collect();
    let mut ballast = File::create(disk.join("ballast")).unwrap();
    until("every part that writes says that it can't", async || {
        fill(&mut ballast);
        let (status, body) = health(&process).await;
        let says = |part: &str| body["parts"][part] == "unavailable";
        status == StatusCode::SERVICE_UNAVAILABLE && says("store") && says("objects") && says("bus")
    })
    .await;
    assert_eq!(fs::read_dir(disk.join("objects/.tmp")).unwrap().count(), 0, "a probe that failed leaves nothing");
    let expected = (StatusCode::SERVICE_UNAVAILABLE, "application/problem+json".to_owned(), json!("unavailable"));
    assert_eq!(wish(&reader).await, expected);
    // the stories try again and again, and what there is of them can be read
    until("writes were tried again", async || refused_writes(&process).await >= 10).await;
    for id in &ids {
        assert_ne!(reader.story(id).await["status"], "completed");
    }

    drop(ballast);
    fs::remove_file(disk.join("ballast")).unwrap();
    for (id, events) in ids.iter().zip(join_all(following).await) {
        let events = events.unwrap();
        assert_complete(&events, SCENES);
        assert!(quiet_pages(&events).is_empty());
        assert_eq!(without_addresses(&reader.whole(id).await), without_addresses(&events));
    }
    until("every part works again", async || health(&process).await.0 == StatusCode::OK).await;
    assert_eq!(wish(&reader).await.0, StatusCode::ACCEPTED);
    assert!(process.terminate().await.success());
}

/// How many stories have failed since the process started.
async fn failed(process: &Process) -> u64 {
    let metrics = reqwest::get(format!("{}/metrics", process.operators)).await.unwrap().text().await.unwrap();
    let line = metrics.lines().find_map(|line| line.strip_prefix(r#"tale_stories_ended_total{outcome="failed"} "#));
    line.map_or(0, |count| count.parse().unwrap())
}

async fn delete(reader: &Reader, id: &str) {
    let deleted = reader.request(reqwest::Method::DELETE, &format!("/v1/stories/{id}")).send().await.unwrap();
    assert!(deleted.status().is_success(), "{}", deleted.status());
    assert_eq!(reader.get(&format!("/v1/stories/{id}")).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_full_disk_lets_stories_be_deleted() {
    let folder = tempfile::tempdir().unwrap();
    // a story whose key is away: it can only be ended from outside its log
    let server = Server::start_on(folder.path(), &[("MODELS__BUILTIN__FIRST_TOKEN_MS", "600000")], |parts| parts).await;
    let mut reader = server.guest().await;
    let closed = reader.wish_for_scenes(2).await;
    reader.follow(&closed, 0, |event| event.kind == "story.started").await;
    server.stop().await;
    let away = "UPDATE story_keys SET key_id = zeroblob(?2) WHERE story_id = ?1";
    change(folder.path(), away, closed.parse().unwrap(), 16);

    let settings: Vec<_> = TINY.into_iter().chain(PACE).collect();
    let Some(process) = Process::serve_twice_on_a_small_disk(folder.path(), MEGABYTES, &settings).await else {
        return skip("this system lets nobody mount a small disk (unshare -rm)");
    };
    let disk = process.sees(folder.path());
    reader.base.clone_from(&process.readers);
    let told = reader.wish_for_scenes(2).await;
    reader.whole(&told).await;
    let kept = reader.wish_for_scenes(2).await;
    reader.whole(&kept).await;
    let waiting = reader.wish(&json!({ "theme": "a mole who digs up", "scenes": 30 })).await;
    reader.follow(&waiting, 0, |event| event.kind == "story.started").await;

    let mut ballast = File::create(disk.join("ballast")).unwrap();
    until("the store says that it can't write", async || {
        fill(&mut ballast);
        health(&process).await.1["parts"]["store"] == "unavailable"
    })
    .await;
    let failed_before = failed(&process).await;
    delete(&reader, &closed).await;
    until("it ends from the reserve", async || {
        fill(&mut ballast);
        failed(&process).await == failed_before + 1
    })
    .await;
    for id in [&told, &waiting] {
        delete(&reader, id).await;
    }
    // the ballast stays: what is freed is freed by the deletions alone
    until("their pictures are gone", async || {
        [&told, &waiting].iter().all(|id| !disk.join("objects/illustrations").join(id).exists())
    })
    .await;
    until("the store can write again", async || health(&process).await.1["parts"]["store"] == "ok").await;

    // stopped, its disk filled to the last byte, and started again
    let process = process.served_again().await;
    reader.base.clone_from(&process.readers);
    delete(&reader, &kept).await;
    until("its pictures are gone too", async || !disk.join("objects/illustrations").join(&kept).exists()).await;
    assert!(process.terminate().await.success());
}
