//! What readers of a damaged story are told: how it ended, what of it can still be read, and that they need not ask
//! again.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ai_tale::domain::StoryId;
use futures_util::FutureExt;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::checks::{eventually, refused};
use crate::kit::shelf::change;
use crate::kit::{Reader, Server, TINY, players};

/// A story of two scenes told in a folder, of whose log an event is lost or changed then.
async fn told(folder: &Path, sql: &str, seq: u32) -> (Server, Reader, String) {
    let server = Server::start_on(folder, &TINY, |parts| parts).await;
    let mut reader = server.guest().await;
    let story = reader.wish_for_scenes(2).await;
    assert_eq!(reader.whole(&story).await.len(), 8);
    server.stop().await;
    change(folder, sql, story.parse::<StoryId>().unwrap(), seq);
    let server = Server::start_on(folder, &TINY, |parts| parts).await;
    reader.base.clone_from(&server.readers);
    (server, reader, story)
}

const LOSE: &str = "DELETE FROM story_events WHERE story_id = ?1 AND seq = ?2";
const ROT: &str = "UPDATE story_events SET payload = zeroblob(40) WHERE story_id = ?1 AND seq = ?2";

async fn events(reader: &Reader, story: &str, accept: &str) -> reqwest::Response {
    let events = reader.request(Method::GET, &format!("/v1/stories/{story}/events"));
    events.header("accept", accept).send().await.unwrap()
}

#[tokio::test]
async fn an_unreadable_story_says_so_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let (server, reader, story) = told(folder.path(), ROT, 4).await;
    let path = format!("/v1/stories/{story}");
    refused(reader.get(&path).await, 410, "story_damaged").await;
    refused(events(&reader, &story, "application/json").await, 410, "story_damaged").await;
    let streamed = timeout(Duration::from_secs(20), reader.whole(&story)).await.expect("the stream ends");
    assert_eq!(streamed.len(), 3, "what comes before the damage is shown");
    let on = reader.request(Method::GET, &format!("{path}/events?after=3")).header("accept", "text/event-stream");
    refused(on.send().await.unwrap(), 410, "story_damaged").await;
    assert_eq!(reader.request(Method::DELETE, &path).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    refused(reader.get(&path).await, 404, "not_found").await;
    server.stop().await;
}

#[tokio::test]
async fn a_story_with_a_gap_shows_its_beginning() {
    // the last event; the words of the first page
    for (seq, scenes) in [(8, 2), (4, 0)] {
        let folder = tempfile::tempdir().unwrap();
        let (server, reader, story) = told(folder.path(), LOSE, seq).await;
        let shown = reader.story(&story).await;
        assert_eq!((&shown["status"], &shown["failure"]["code"]), (&json!("failed"), &json!("damaged")));
        assert_eq!(shown["scenes"].as_array().unwrap().len(), scenes);
        assert_eq!(shown["last_event"], 8);

        let streamed = timeout(Duration::from_secs(20), reader.whole(&story)).await.expect("the stream ends");
        assert_eq!(streamed.len() as u64, u64::from(seq) - 1);
        let page: Value = events(&reader, &story, "application/json").await.json().await.unwrap();
        assert_eq!(page["items"].as_array().unwrap().len(), streamed.len());
        let again = reader.follow(&story, u64::from(seq) - 1, |_| true);
        assert_eq!(timeout(Duration::from_secs(20), again).await.unwrap(), [], "and nothing comes after it");
        server.stop().await;
    }
}

#[tokio::test]
async fn a_stream_ends_with_a_damaged_story() {
    let folder = tempfile::tempdir().unwrap();
    let gate = Arc::new(Notify::new());
    let opened = Arc::clone(&gate);
    let server = Server::start_on(folder.path(), &TINY, move |mut parts| {
        parts.models.painters = vec![players::painter(move |spec| {
            let opened = Arc::clone(&opened);
            async move {
                opened.notified().await;
                players::paint(spec).await
            }
            .boxed()
        })];
        parts
    })
    .await;
    let reader = server.guest().await;
    let story = reader.wish_for_scenes(1).await;
    reader.follow(&story, 0, |event| event.kind == "scene.created").await;
    let following = {
        let (reader, story) = (reader.clone(), story.clone());
        tokio::spawn(async move { reader.whole(&story).await })
    };
    eventually(async || server.app.hub().is_followed(story.parse().unwrap()).then_some(())).await;
    change(folder.path(), "UPDATE stories SET written = ?2 WHERE story_id = ?1", story.parse().unwrap(), -1);
    gate.notify_one();
    let streamed = timeout(Duration::from_secs(20), following).await.expect("the stream ends").unwrap();
    assert_eq!(streamed.last().unwrap().kind, "scene.created");
    let shown = reader.story(&story).await;
    assert_eq!((&shown["status"], &shown["failure"]["code"]), (&json!("failed"), &json!("damaged")));
    assert_eq!(shown["last_event"], 4);
    server.stop().await;
}
