//! The limit before anybody is known: who is counted where, and that nobody at a shared address is kept out by another.

use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::json;

use super::checks::{post, raw, refused, throttled};
use crate::kit::{Reader, Server};

const PER_MINUTE: u32 = 30;
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async fn server() -> Server {
    Server::start_with(&[("LIMITS__REQUESTS_PER_ADDRESS_PER_MINUTE", "30")]).await
}

async fn get(server: &Server, path: &str, change: impl FnOnce(RequestBuilder) -> RequestBuilder) -> Response {
    change(reqwest::Client::new().get(format!("{}{path}", server.readers))).send().await.unwrap()
}

/// Asks until the limit refuses, as it must soon.
async fn exhaust(mut ask: impl AsyncFnMut() -> Response, policy: &str) {
    for _ in 0..2 * PER_MINUTE {
        let answer = ask().await;
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            return throttled(answer, "rate_limited", policy, PER_MINUTE).await;
        }
    }
    panic!("nothing limits this");
}

async fn exhaust_address(server: &Server) {
    exhaust(async || get(server, "/nowhere", |request| request).await, "requests_per_address").await;
}

#[tokio::test]
async fn an_address_s_strangers_are_limited_together() {
    let server = server().await;
    let reader = server.guest().await;
    exhaust_address(&server).await;
    for path in ["/", "/v1/me", "/openapi.json", "/pictures/illustrations/x", "/assets/none.js"] {
        throttled(get(&server, path, |call| call).await, "rate_limited", "requests_per_address", PER_MINUTE).await;
    }
    let garbage = get(&server, "/v1/me", |call| call.bearer_auth("garbage")).await;
    throttled(garbage, "rate_limited", "requests_per_address", PER_MINUTE).await;
    let guest = post(&server, "/v1/auth/guest", &json!({})).await;
    throttled(guest, "rate_limited", "requests_per_address", PER_MINUTE).await;
    for _ in 0..2 * PER_MINUTE {
        assert_eq!(reader.get("/v1/me").await.status(), StatusCode::OK, "a plan has limits of its own");
    }
    assert_eq!(reader.get("/openapi.json").await.status(), StatusCode::OK, "and was not counted twice");
}

#[tokio::test]
async fn a_session_is_counted_where_no_plan_is() {
    let server = server().await;
    let (busy, other) = (server.guest().await, server.guest().await);
    for path in ["/openapi.json", "/docs/swagger-ui-bundle.js", "/nowhere", "/v1/nothing"] {
        exhaust(async || busy.get(path).await, "requests_per_session").await;
    }
    assert_eq!(busy.get("/v1/me").await.status(), StatusCode::OK);
    assert_eq!(other.get("/openapi.json").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_session_that_ended_makes_a_stranger() {
    let server = server().await;
    let reader = server.guest().await;
    let left = reader.request(reqwest::Method::POST, "/v1/auth/logout").send().await.unwrap();
    assert_eq!(left.status(), StatusCode::NO_CONTENT);
    exhaust(async || reader.get("/v1/me").await, "requests_per_address").await;
}

#[tokio::test]
async fn a_picture_counts_for_its_story() {
    let server = server().await;
    let reader = server.guest().await;
    let picture = async || {
        let told = reader.whole(&reader.wish_for_scenes(1).await).await;
        let picture = told.iter().find(|event| event.kind == "illustration.created").unwrap();
        picture.data["illustration"]["sources"][0]["url"].as_str().unwrap().to_owned()
    };
    let (busy, other) = (picture().await, picture().await);
    exhaust_address(&server).await;
    assert_eq!(get(&server, &busy, |call| call).await.status(), StatusCode::OK);
    exhaust(async || get(&server, &busy, |call| call).await, "requests_per_story").await;
    assert_eq!(get(&server, &other, |call| call).await.status(), StatusCode::OK);
    assert_eq!(reader.get(&busy).await.status(), StatusCode::OK, "its reader is known");
    let unread = reqwest::Client::new().post(format!("{}{other}", server.readers)).send().await.unwrap();
    throttled(unread, "rate_limited", "requests_per_address", PER_MINUTE).await;
}

#[tokio::test]
async fn a_neighbour_s_flood_keeps_no_reader_out() {
    let server = server().await;
    let (by_body, by_cookie) = (server.guest().await, server.guest().await);
    exhaust_address(&server).await;
    let garbage = json!({ "refresh_token": "garbage" });
    exhaust(async || post(&server, "/v1/auth/refresh", &garbage).await, "requests_per_address").await;
    let renewed = post(&server, "/v1/auth/refresh", &json!({ "refresh_token": by_body.refresh_token })).await;
    assert_eq!(renewed.status(), StatusCode::OK);
    let cookie = |reader: &Reader| format!("tale_refresh={}", reader.refresh_token);
    assert_eq!(get(&server, "/", |call| call.header("cookie", cookie(&by_cookie))).await.status(), StatusCode::OK);
    let call = |path: &str| {
        let call = reqwest::Client::new().post(format!("{}{path}", server.readers));
        call.header("cookie", cookie(&by_cookie)).header("sec-fetch-site", "same-origin")
    };
    let renewed = call("/v1/auth/refresh").send().await.unwrap();
    assert_eq!(renewed.status(), StatusCode::OK);
    assert_eq!(call("/v1/auth/logout").send().await.unwrap().status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_request_without_its_host_is_counted() {
    let server = server().await;
    let reader = server.guest().await;
    let request = format!("GET /v1/me HTTP/1.1\r\nauthorization: Bearer {}\r\nconnection: close\r\n\r\n", reader.token);
    let mut answers = Vec::new();
    for _ in 0..2 * PER_MINUTE {
        answers.push(raw(&server.readers, request.as_bytes()).await);
    }
    assert!(answers[0].starts_with("HTTP/1.1 400 "), "{}", answers[0]);
    assert!(answers.iter().any(|answer| answer.starts_with("HTTP/1.1 429 ")));
}

#[tokio::test]
async fn a_browser_that_must_wait_gets_a_page() {
    let server = server().await;
    exhaust_address(&server).await;
    let browser = |call: RequestBuilder| call.header("accept", BROWSER);
    for path in ["/", "/stories/0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e", "/nowhere"] {
        let answer = get(&server, path, browser).await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
        assert_eq!(answer.headers()["vary"], "accept");
        assert!(answer.headers().contains_key("retry-after") && !answer.headers().contains_key("etag"));
        assert!(answer.text().await.unwrap().contains("/assets/lost.css"));
    }
    refused(get(&server, "/v1/me", browser).await, 429, "rate_limited").await;
    for _ in 0..2 * PER_MINUTE {
        assert_eq!(get(&server, "/assets/lost.css", |call| call).await.status(), StatusCode::OK);
    }
}
