//! Quotas and overload: exact counts however many ask at once, and when to come again.

use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::checks::{SILENT, eventually, refused, says_when_to_come_back, started, stories_of, throttled, wish};
use crate::kit::{Reader, Server};

/// Wishes sent all at once; how many were accepted, when all others were refused for `code`.
async fn accepted(reader: &Reader, wishes: usize, code: &str, policy: &str, quota: u32) -> usize {
    let wish = wish();
    let answers = join_all((0..wishes).map(|_| reader.post("/v1/stories", &wish))).await;
    let mut accepted = 0;
    for answer in answers {
        if answer.status() == StatusCode::ACCEPTED {
            accepted += 1;
        } else {
            throttled(answer, code, policy, quota).await;
        }
    }
    accepted
}

async fn with_key(reader: &Reader, key: &str) -> reqwest::Response {
    reader.request(Method::POST, "/v1/stories").header("idempotency-key", key).json(&wish()).send().await.unwrap()
}

#[tokio::test]
async fn parallel_wishes_cannot_overshoot_a_day() {
    let server = Server::start_with(&[("PLANS__GUEST__STORIES_PER_DAY", "5")]).await;
    let (reader, other) = (server.guest().await, server.guest().await);
    assert_eq!(with_key(&reader, "first").await.status(), StatusCode::ACCEPTED);
    assert_eq!(accepted(&reader, 30, "daily_limit", "stories_per_day", 5).await, 4);
    assert_eq!(stories_of(&reader).await, 5);
    assert_eq!(with_key(&reader, "first").await.status(), StatusCode::ACCEPTED, "a repeat is never refused");
    throttled(with_key(&reader, "second").await, "daily_limit", "stories_per_day", 5).await;
    assert_eq!(other.post("/v1/stories", &wish()).await.status(), StatusCode::ACCEPTED);
}

#[tokio::test]
async fn parallel_wishes_cannot_overshoot_stories_at_once() {
    let server = Server::start_with(&[SILENT, ("PLANS__GUEST__STORIES_AT_ONCE", "2")]).await;
    let reader = server.guest().await;
    assert_eq!(accepted(&reader, 20, "stories_at_once", "stories_at_once", 2).await, 2);
    let list: Value = reader.get("/v1/stories").await.json().await.unwrap();
    let id = list["items"][0]["id"].as_str().unwrap();
    throttled(with_key(&reader, "later").await, "stories_at_once", "stories_at_once", 2).await;
    assert_eq!(reader.request(Method::POST, &format!("/v1/stories/{id}/cancel")).send().await.unwrap().status(), 202);
    reader.whole(id).await;
    assert_eq!(with_key(&reader, "later").await.status(), StatusCode::ACCEPTED);
    assert_eq!(accepted(&reader, 3, "stories_at_once", "stories_at_once", 2).await, 0);
}

#[tokio::test]
async fn too_many_requests_hear_when_to_come() {
    let server = Server::start_with(&[("PLANS__GUEST__REQUESTS_PER_MINUTE", "3")]).await;
    let (reader, other) = (server.guest().await, server.guest().await);
    for _ in 0..3 {
        assert_eq!(reader.get("/v1/me").await.status(), StatusCode::OK);
    }
    throttled(reader.get("/v1/me").await, "rate_limited", "requests", 3).await;
    throttled(reader.post("/v1/stories", &wish()).await, "rate_limited", "requests", 3).await;
    assert_eq!(other.get("/v1/me").await.status(), StatusCode::OK);
    assert_eq!(stories_of(&other).await, 0);
}

#[tokio::test]
async fn a_full_queue_uses_up_no_key() {
    let server = Server::start_with(&[SILENT, ("LIMITS__QUEUE", "1"), ("LIMITS__STORIES", "1")]).await;
    let reader = server.guest().await;
    let running = reader.wish(&wish()).await;
    started(&reader, &running).await;
    let wish_again = async || {
        let answer = reader.post("/v1/stories", &wish()).await;
        (answer.status() == StatusCode::ACCEPTED).then_some(answer)
    };
    eventually(wish_again).await;
    let answer = with_key(&reader, "later").await;
    assert!(answer.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    refused(answer, 503, "queue_full").await;
    assert_eq!(stories_of(&reader).await, 2);
    let cancelled = reader.request(Method::POST, &format!("/v1/stories/{running}/cancel")).send().await.unwrap();
    assert_eq!(cancelled.status(), StatusCode::ACCEPTED);
    eventually(async || (with_key(&reader, "later").await.status() == StatusCode::ACCEPTED).then_some(())).await;
    assert_eq!(with_key(&reader, "later").await.status(), StatusCode::ACCEPTED);
    assert_eq!(stories_of(&reader).await, 3);
}

#[tokio::test]
async fn too_many_wishes_are_refused_or_told() {
    let server = Server::start_with(&[("LIMITS__QUEUE", "4"), ("LIMITS__STORIES", "2")]).await;
    let reader = server.guest().await;
    let wish = wish();
    let answers = join_all((0..60).map(|_| reader.post("/v1/stories", &wish))).await;
    let mut ids = Vec::new();
    for answer in answers {
        if answer.status() == StatusCode::ACCEPTED {
            let body: Value = answer.json().await.unwrap();
            ids.push(body["id"].as_str().unwrap().to_owned());
        } else {
            refused(answer, 503, "queue_full").await;
        }
    }
    assert_eq!(stories_of(&reader).await, ids.len());
    for id in ids {
        assert_eq!(reader.whole(&id).await.last().unwrap().kind, "story.completed");
    }
}

#[tokio::test]
async fn one_reader_has_only_so_many_streams() {
    let server = Server::start_with(&[SILENT, ("LIMITS__STREAMS_PER_USER", "3")]).await;
    let (reader, other) = (server.guest().await, server.guest().await);
    let id = reader.wish(&wish()).await;
    let stream = async |reader: &Reader, id: &str| {
        let request = reader.request(Method::GET, &format!("/v1/stories/{id}/events"));
        request.header("accept", "text/event-stream").send().await.unwrap()
    };
    let answers = join_all((0..40).map(|_| stream(&reader, &id))).await;
    let (open, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status() == StatusCode::OK);
    assert_eq!((open.len(), refused.len()), (3, 37));
    for answer in refused {
        throttled(answer, "too_many_streams", "streams", 3).await;
    }
    let theirs = other.wish(&wish()).await;
    assert_eq!(stream(&other, &theirs).await.status(), StatusCode::OK, "each reader has their own");
    assert_eq!(reader.get(&format!("/v1/stories/{id}/events")).await.status(), StatusCode::OK, "a page is no stream");
    drop(open);
    eventually(async || (stream(&reader, &id).await.status() == StatusCode::OK).then_some(())).await;
}

#[tokio::test]
async fn a_leaving_node_takes_no_more_stories() {
    let server = Server::start_with(&[("MODELS__BUILTIN__PICTURE_MS", "600000")]).await;
    let (reader, base) = (server.guest().await, server.readers.clone());
    let body: Value = with_key(&reader, "first").await.json().await.unwrap();
    let id = body["id"].as_str().unwrap();
    reader.follow(id, 0, |event| event.kind == "scene.created").await;
    let stream = reader.request(Method::GET, &format!("/v1/stories/{id}/events")).header("accept", "text/event-stream");
    let stream = stream.send().await.unwrap();
    let meanwhile = async {
        let draining = async || {
            let answer = reqwest::get(format!("{base}/health/ready")).await.unwrap();
            (answer.status() == StatusCode::SERVICE_UNAVAILABLE).then_some(answer)
        };
        let body: Value = eventually(draining).await.json().await.unwrap();
        assert_eq!((&body["status"], &body["parts"]["pipeline"]), (&json!("draining"), &json!("draining")));
        let answer = reader.post("/v1/stories", &wish()).await;
        assert!(answer.headers().contains_key("retry-after"));
        refused(answer, 503, "draining").await;
        let again: Value = with_key(&reader, "first").await.json().await.unwrap();
        assert_eq!(again["id"], id, "a repeat is never refused");
    };
    tokio::join!(server.stop(), meanwhile);
    assert!(says_when_to_come_back(&stream.text().await.unwrap()));
}
