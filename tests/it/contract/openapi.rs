//! The document that a listener serves is the truth: its calls are served and nothing else, each says its id, and a
//! wrong method is told the right ones.

use std::collections::BTreeSet;

use reqwest::{Method, Response, StatusCode};
use serde_json::Value;

use super::checks::{SILENT, fields, refused, wish};
use crate::kit::Server;

/// An address of a listener's document, with its methods.
struct Call {
    listener: String,
    path: String,
    methods: BTreeSet<String>,
}

/// What both listeners serve.
const SHARED: [&str; 3] = ["/health/live", "/health/ready", "/openapi.json"];

async fn document(listener: &str) -> Value {
    let answer = reqwest::get(format!("{listener}/openapi.json")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.unwrap()
}

async fn calls_of(listener: &str) -> Vec<Call> {
    let document = document(listener).await;
    let calls = document["paths"].as_object().unwrap().iter().map(|(path, item)| Call {
        listener: listener.to_owned(),
        path: path.clone(),
        methods: item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect(),
    });
    calls.collect()
}

async fn calls(server: &Server) -> Vec<Call> {
    let (mut all, operators) = (calls_of(&server.readers).await, calls_of(&server.operators).await);
    all.extend(operators);
    all
}

/// The methods and addresses of a document.
async fn names(listener: &str) -> Vec<String> {
    let calls = calls_of(listener).await;
    let mut names: Vec<String> =
        calls.iter().flat_map(|call| call.methods.iter().map(|method| format!("{method} {}", call.path))).collect();
    names.sort_unstable();
    names
}

impl Call {
    /// On the listener whose document has it, with the placeholders filled.
    async fn send(&self, method: &str) -> Response {
        self.send_to(&self.listener, method).await
    }

    async fn send_to(&self, base: &str, method: &str) -> Response {
        let segments = self.path.split('/').map(|segment| if segment.starts_with('{') { "x" } else { segment });
        let path = segments.collect::<Vec<_>>().join("/");
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        reqwest::Client::new().request(method, format!("{base}{path}")).send().await.unwrap()
    }
}

#[tokio::test]
async fn each_document_has_its_listeners_calls() {
    let server = Server::start().await;
    for listener in [&server.readers, &server.operators] {
        assert!(document(listener).await["openapi"].as_str().unwrap().starts_with("3.1"));
    }
    let readers = [
        "DELETE /v1/me/sessions/{id}",
        "DELETE /v1/stories/{id}",
        "GET /.well-known/jwks.json",
        "GET /health/live",
        "GET /health/ready",
        "GET /openapi.json",
        "GET /pictures/illustrations/{story}/{scene}/{file}",
        "GET /v1/me",
        "GET /v1/me/logins",
        "GET /v1/me/notifications",
        "GET /v1/me/preferences",
        "GET /v1/me/sessions",
        "GET /v1/stories",
        "GET /v1/stories/{id}",
        "GET /v1/stories/{id}/events",
        "PATCH /v1/me",
        "POST /v1/auth/guest",
        "POST /v1/auth/login",
        "POST /v1/auth/logout",
        "POST /v1/auth/password/forgot",
        "POST /v1/auth/password/reset",
        "POST /v1/auth/refresh",
        "POST /v1/auth/register",
        "POST /v1/auth/verify",
        "POST /v1/auth/verify/resend",
        "POST /v1/me/notifications/{id}/read",
        "POST /v1/me/password",
        "POST /v1/stories",
        "POST /v1/stories/{id}/cancel",
        "POST /v1/stories/{id}/progress",
        "PUT /v1/me/preferences",
    ];
    assert_eq!(names(&server.readers).await, readers);
    let operators = [
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
        "GET /openapi.json",
        "GET /v1/admin/analytics/counts",
        "GET /v1/admin/analytics/daily",
        "GET /v1/admin/pools",
        "GET /v1/admin/spend",
        "GET /v1/admin/stories/{id}/cost",
        "PATCH /v1/admin/pools/{stage}",
    ];
    assert_eq!(names(&server.operators).await, operators);
}

#[tokio::test]
async fn a_served_story_has_the_documents_fields() {
    let server = Server::start_with(&[SILENT]).await;
    let reader = server.guest().await;
    let schemas = document(&server.readers).await["components"]["schemas"].clone();
    let keys = |object: &Value| object.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let id = reader.wish(&wish()).await;
    assert_eq!(keys(&reader.story(&id).await), keys(&schemas["Story"]["properties"]));
    let list: Value = reader.get("/v1/stories").await.json().await.unwrap();
    assert_eq!(keys(&list["items"][0]), keys(&schemas["StorySummary"]["properties"]));
    let cancelled = reader.request(Method::POST, &format!("/v1/stories/{id}/cancel")).send().await.unwrap();
    assert_eq!(keys(&cancelled.json().await.unwrap()), keys(&schemas["CancelledStory"]["properties"]));
}

#[tokio::test]
async fn the_documents_calls_are_served_alone() {
    let server = Server::start().await;
    for call in calls(&server).await {
        for method in &call.methods {
            let status = call.send(method).await.status();
            let is_public_thing = call.path.starts_with("/pictures/");
            let is_served =
                status != StatusCode::METHOD_NOT_ALLOWED && (status != StatusCode::NOT_FOUND || is_public_thing);
            assert!(is_served, "{method} {}: {status}", call.path);
        }
        let mut served = call.methods.clone();
        if served.contains("GET") {
            served.insert("HEAD".to_owned());
        }
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
            if served.contains(method) {
                continue;
            }
            let answer = call.send(method).await;
            let allow = answer.headers().get("allow").unwrap_or_else(|| panic!("{method} {}", call.path)).clone();
            let allowed: BTreeSet<String> = allow.to_str().unwrap().split(", ").map(ToOwned::to_owned).collect();
            assert_eq!(allowed, served, "{}", call.path);
            refused(answer, 405, "method_not_allowed").await;
        }
    }
}

#[tokio::test]
async fn each_listener_serves_its_own_calls_alone() {
    let server = Server::start().await;
    for call in calls(&server).await {
        let method = call.methods.first().unwrap();
        let other = if call.listener == server.operators { &server.readers } else { &server.operators };
        let answer = call.send_to(other, method).await;
        if SHARED.contains(&call.path.as_str()) {
            assert_eq!(answer.status(), StatusCode::OK);
        } else {
            refused(answer, 404, "not_found").await;
        }
    }
}

#[tokio::test]
async fn every_answer_names_its_request() {
    let server = Server::start().await;
    let client = reqwest::Client::new();
    let ask = async |base: &str, path: &str, id: Option<&str>| -> String {
        let request = client.get(format!("{base}{path}"));
        let request = id.map_or(request.try_clone().unwrap(), |id| request.header("x-request-id", id));
        let answer = request.send().await.unwrap();
        answer.headers()["x-request-id"].to_str().unwrap().to_owned()
    };
    let mut seen = BTreeSet::new();
    for call in calls(&server).await {
        for base in [&server.readers, &server.operators] {
            let path = call.path.replace(['{', '}'], "");
            assert_eq!(ask(base, &path, Some("a-Request_7")).await, "a-Request_7");
            let made = ask(base, &path, None).await;
            assert_eq!(made.parse::<uuid::Uuid>().unwrap().get_version_num(), 7);
            assert!(seen.insert(made), "each has its own");
        }
    }
    let longest = "a".repeat(64);
    assert_eq!(ask(&server.readers, "/", Some(&longest)).await, longest);
    for bad in ["a b", "a/b", "", "<script>", &"a".repeat(65)] {
        assert_ne!(ask(&server.readers, "/", Some(bad)).await, bad);
    }
}

#[tokio::test]
async fn an_unknown_address_is_not_found() {
    let server = Server::start().await;
    for path in
        ["/v1", "/v1/nothing", "/v2/stories", "/v1/stories/x/y", "/.env", "/assets/../Cargo.toml", "/V1/stories"]
    {
        refused(reqwest::get(format!("{}{path}", server.readers)).await.unwrap(), 404, "not_found").await;
    }
}

#[tokio::test]
async fn pages_come_with_a_strict_policy() {
    let server = Server::start().await;
    let desks = ["/account", "/sign-in", "/sign-up", "/forgot", "/reset", "/verify"];
    for path in ["/", "/stories/0190c8a0-0000-7000-8000-000000000000", "/docs/"].into_iter().chain(desks) {
        let answer = reqwest::get(format!("{}{path}", server.readers)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let headers = answer.headers();
        assert!(headers["content-type"].to_str().unwrap().starts_with("text/html"));
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("http"), "{policy}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
    }
}

#[tokio::test]
async fn an_error_without_a_field_names_none() {
    let server = Server::start().await;
    let answer = reqwest::get(format!("{}/v1/me", server.readers)).await.unwrap();
    assert_eq!(fields(&refused(answer, 401, "unauthorized").await), Vec::<(String, String)>::new());
}
