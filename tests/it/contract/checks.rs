//! What the contract's tests share: what every refusal must look like, bytes sent raw, and waiting for what comes
//! later.

use std::sync::LazyLock;
use std::time::Duration;

use ai_tale::accounts::{Scope, TokenOptions, Tokens};
use ai_tale::domain::Timestamp;
use ai_tale::http::contract::openapi;
use ai_tale::http::routes::{self, OPERATORS, READERS};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::kit::{PATIENCE, Reader, Server};

/// How often [`eventually`] looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// A storyteller that says nothing while a test runs: its stories are started and stay so.
pub const SILENT: (&str, &str) = ("MODELS__BUILTIN__FIRST_TOKEN_MS", "600000");

/// A wish that nobody refuses.
pub fn wish() -> Value {
    json!({ "theme": "a fox who is afraid of the dark", "scenes": 2, "seed": 7 })
}

/// The document of a refusal, once everything that the contract promises of it holds.
pub async fn refused(answer: Response, status: u16, code: &str) -> Value {
    let (found, headers) = (answer.status().as_u16(), answer.headers().clone());
    let path = answer.url().path().to_owned();
    let text = answer.text().await.unwrap();
    assert_eq!(found, status, "{text}");
    assert_eq!(headers["content-type"], "application/problem+json", "{text}");
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["code"], code, "{text}");
    assert_eq!(document["status"], status);
    assert_eq!(document["request_id"], headers["x-request-id"].to_str().unwrap());
    for key in ["type", "title", "detail"] {
        assert!(document[key].as_str().is_some_and(|text| !text.is_empty()), "{key} of {text}");
    }
    assert!(is_documented(&path, status, code), "the OpenAPI document has no {code} at {path}");
    document
}

static READERS_DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(openapi::readers()).unwrap());
static OPERATORS_DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(openapi::operators()).unwrap());

/// Whether some call of an address may be refused so, by the document. What any address may answer is not told of each.
fn is_documented(path: &str, status: u16, code: &str) -> bool {
    if ["bad_host", "not_found", "method_not_allowed", "internal"].contains(&code) {
        return true;
    }
    let of_readers = routes::find(READERS, path).map(|route| (route, &READERS_DOCUMENT));
    let found = of_readers.or_else(|| routes::find(OPERATORS, path).map(|route| (route, &OPERATORS_DOCUMENT)));
    let Some((route, document)) = found.filter(|(route, _)| route.is_call) else { return true };
    let pointer = format!("/responses/{status}/content/application~1problem+json/examples/{code}");
    let calls = document["paths"][route.path].as_object().unwrap();
    calls.values().any(|call| call.pointer(&pointer).is_some())
}

/// The names and codes of the fields that a refusal names.
pub fn fields(document: &Value) -> Vec<(String, String)> {
    let errors = document["errors"].as_array().cloned().unwrap_or_default();
    let text = |error: &Value, key: &str| error[key].as_str().unwrap().to_owned();
    errors.iter().map(|error| (text(error, "field"), text(error, "code"))).collect()
}

/// A refusal that says when to come again, and of which limit it speaks.
pub async fn throttled(answer: Response, code: &str, policy: &str, quota: u32) {
    let headers = answer.headers().clone();
    refused(answer, 429, code).await;
    let seconds: u64 = headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(seconds >= 1);
    assert_eq!(headers["ratelimit"], format!(r#""{policy}";r=0;t={seconds}"#).as_str());
    let stated = headers["ratelimit-policy"].to_str().unwrap();
    assert!(stated.starts_with(&format!(r#""{policy}";q={quota}"#)), "{stated}");
}

/// How many stories the reader has.
pub async fn stories_of(reader: &Reader) -> usize {
    items(reader, "/v1/stories?limit=100").await.len()
}

/// The things of a list's first page.
pub async fn items(reader: &Reader, path: &str) -> Vec<Value> {
    let page: Value = reader.get(path).await.json().await.unwrap();
    page["items"].as_array().unwrap().clone()
}

/// What `look` finds, as soon as it finds something.
pub async fn eventually<Found>(mut look: impl AsyncFnMut() -> Option<Found>) -> Found {
    let found = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            sleep(LOOK_AGAIN).await;
        }
    };
    timeout(PATIENCE, found).await.expect("what was waited for never came")
}

/// Waits until a story is being told.
pub async fn started(reader: &Reader, id: &str) {
    let events = reader.follow(id, 0, |event| event.kind == "story.started").await;
    assert_eq!(events.last().unwrap().kind, "story.started");
}

/// Sends bytes as they are, and reads until the other side closes.
pub async fn raw(base: &str, bytes: &[u8]) -> String {
    let mut stream = connect(base).await;
    // the other side may close before it has read everything
    let _ = stream.write_all(bytes).await;
    until_closed(&mut stream).await
}

/// A connection to a listener.
pub async fn connect(base: &str) -> TcpStream {
    TcpStream::connect(base.strip_prefix("http://").unwrap()).await.unwrap()
}

/// Whether a connection is answered.
pub async fn is_served(stream: &mut TcpStream) -> bool {
    let request = b"GET /health/live HTTP/1.1\r\nhost: here\r\n\r\n";
    if stream.write_all(request).await.is_err() {
        return false;
    }
    let (mut answer, mut chunk) = (Vec::new(), [0; 1024]);
    // the body is an object
    while !answer.ends_with(b"}") {
        match timeout(PATIENCE, stream.read(&mut chunk)).await.unwrap() {
            Ok(read @ 1..) => answer.extend_from_slice(&chunk[..read]),
            _ => return false,
        }
    }
    answer.starts_with(b"HTTP/1.1 200 ")
}

/// Whether a stream's text ends with the line that says when to come back.
pub fn says_when_to_come_back(stream: &str) -> bool {
    let last = stream.strip_suffix("\n\n").and_then(|text| text.rsplit("\n\n").next());
    last.and_then(|line| line.strip_prefix("retry: ")?.parse().ok())
        .is_some_and(|ms: u32| (1_000..=4_000).contains(&ms))
}

/// Everything that comes until the connection is closed.
pub async fn until_closed(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    // a reset is a way of closing too
    while let Ok(read @ 1..) = timeout(PATIENCE, stream.read(&mut chunk)).await.expect("the connection stays open") {
        bytes.extend_from_slice(&chunk[..read]);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The answer to a POST of JSON from nobody in particular.
pub async fn post(server: &Server, path: &str, body: &Value) -> Response {
    reqwest::Client::new().post(format!("{}{path}", server.readers)).json(body).send().await.unwrap()
}

/// The session that an answer with this status holds.
pub async fn session(answer: Response, status: u16) -> Value {
    assert_eq!(answer.status(), status);
    answer.json().await.unwrap()
}

/// The service's own signing key.
pub fn tokens(server: &Server) -> Tokens {
    Tokens::new(&server.app.backends().keys, TokenOptions::of(&server.config.auth))
}

/// An operator with these scopes.
pub fn operator(server: &Server, scopes: &[Scope]) -> Operator {
    let token = tokens(server).issue_operator("a test", scopes, Duration::from_mins(5), Timestamp::now()).unwrap();
    Operator { base: server.operators.clone(), token, client: reqwest::Client::new() }
}

/// A client of the operators' listener.
pub struct Operator {
    base: String,
    token: String,
    client: reqwest::Client,
}

impl Operator {
    /// The answer to a GET.
    pub async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.base)).bearer_auth(&self.token).send().await.unwrap()
    }

    /// The answer to a request with a body.
    pub async fn send(&self, method: Method, path: &str, body: &Value) -> Response {
        let request = self.client.request(method, format!("{}{path}", self.base)).bearer_auth(&self.token);
        request.json(body).send().await.unwrap()
    }

    /// How many events of a type there are in the analytics tables.
    pub async fn count(&self, kind: &str) -> u64 {
        let counts: Value = self.get("/v1/admin/analytics/counts").await.json().await.unwrap();
        counts[kind].as_u64().unwrap_or(0)
    }
}
