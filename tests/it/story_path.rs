//! The whole path of a story: from a wish over HTTP to the last event of its stream, and the pictures.

use reqwest::StatusCode;
use serde_json::json;

use crate::kit::Server;

#[tokio::test]
async fn a_story_is_told_with_fetchable_pictures() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish(&json!({ "theme": "a mouse who wants to see the sea", "scenes": 4 })).await;
    let events = reader.whole(&id).await;
    let numbers: Vec<u64> = events.iter().map(|event| event.id).collect();
    assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds[..3], ["story.created", "story.started", "story.outlined"]);
    assert_eq!(kinds.iter().filter(|kind| **kind == "scene.created").count(), 4);
    assert_eq!(kinds.iter().filter(|kind| **kind == "illustration.created").count(), 4);
    assert_eq!(kinds.last(), Some(&"story.completed"));
    let story = reader.story(&id).await;
    assert_eq!(story["status"], "completed");
    for scene in story["scenes"].as_array().unwrap() {
        for source in scene["illustration"]["sources"].as_array().unwrap() {
            let url = format!("{}{}", server.readers, source["url"].as_str().unwrap());
            let answer = reqwest::get(url).await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(answer.headers()["content-type"], source["type"].as_str().unwrap());
        }
    }
    server.stop().await;
}
