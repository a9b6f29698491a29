//! A reader as a program: a guest with a token.

use futures_util::StreamExt;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::time::PATIENCE;

/// A reader with a token.
#[derive(Clone)]
pub struct Reader {
    /// `http://127.0.0.1:PORT`
    pub base: String,
    /// The access token.
    pub token: String,
    /// The refresh token.
    pub refresh_token: String,
    /// The HTTP client.
    pub client: reqwest::Client,
}

/// An event as it came over the stream.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamedEvent {
    /// `id:`
    pub id: u64,
    /// `event:`
    pub kind: String,
    /// `data:`
    pub data: Value,
}

impl Reader {
    /// Signs a guest in.
    pub async fn guest(base: &str) -> Self {
        let client = reqwest::Client::builder().timeout(PATIENCE).build().unwrap();
        let answer = client.post(format!("{base}/v1/auth/guest")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        let body: Value = answer.json().await.unwrap();
        let text = |key: &str| body[key].as_str().unwrap().to_owned();
        Self { base: base.to_owned(), token: text("access_token"), refresh_token: text("refresh_token"), client }
    }

    /// A request with the reader's token.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base)).bearer_auth(&self.token)
    }

    /// The answer to a GET.
    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// The answer to a POST of JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.request(Method::POST, path).json(body).send().await.unwrap()
    }

    /// Wishes for a story that must be accepted; returns its id.
    pub async fn wish(&self, wish: &Value) -> String {
        let answer = self.post("/v1/stories", wish).await;
        assert_eq!(answer.status(), StatusCode::ACCEPTED, "{}", answer.text().await.unwrap_or_default());
        let body: Value = answer.json().await.unwrap();
        body["id"].as_str().unwrap().to_owned()
    }

    /// Wishes for a story of so many scenes.
    pub async fn wish_for_scenes(&self, scenes: u32) -> String {
        self.wish(&json!({ "theme": "a fox who is afraid of the dark", "scenes": scenes, "seed": 7 })).await
    }

    /// The story as it stands.
    pub async fn story(&self, id: &str) -> Value {
        let answer = self.get(&format!("/v1/stories/{id}")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }

    /// Follows a story after number `after`, until its stream ends or `enough` says so.
    pub async fn follow(
        &self,
        id: &str,
        after: u64,
        mut enough: impl FnMut(&StreamedEvent) -> bool,
    ) -> Vec<StreamedEvent> {
        let answer = self
            .client
            .get(format!("{}/v1/stories/{id}/events", self.base))
            .bearer_auth(&self.token)
            .header("accept", "text/event-stream")
            .header("last-event-id", after.to_string())
            .send()
            .await
            .unwrap();
        if answer.status() == StatusCode::NO_CONTENT {
            return Vec::new();
        }
        assert_eq!(answer.status(), StatusCode::OK);
        let mut bytes = answer.bytes_stream();
        let (mut buffer, mut events) = (Vec::new(), Vec::new());
        // an error is the end of the connection, as when a server is killed
        while let Ok(Some(Ok(chunk))) = timeout(PATIENCE, bytes.next()).await {
            buffer.extend_from_slice(&chunk);
            while let Some(end) = buffer.windows(2).position(|pair| pair == b"\n\n") {
                let frame: Vec<u8> = buffer.drain(..end + 2).collect();
                let Some(event) = parse(&frame) else { continue };
                let is_enough = enough(&event);
                events.push(event);
                if is_enough {
                    return events;
                }
            }
        }
        events
    }

    /// Every event of a story, to its last one.
    pub async fn whole(&self, id: &str) -> Vec<StreamedEvent> {
        self.follow(id, 0, |_| false).await
    }
}

impl StreamedEvent {
    /// Whether it is the last of its story.
    pub fn is_last(&self) -> bool {
        ["story.completed", "story.failed", "story.cancelled"].contains(&self.kind.as_str())
    }
}

/// A frame with an id; comments and `retry:` have none.
fn parse(frame: &[u8]) -> Option<StreamedEvent> {
    let text = std::str::from_utf8(frame).unwrap();
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
    Some(StreamedEvent {
        id: field("id: ")?.parse().unwrap(),
        kind: field("event: ").unwrap().to_owned(),
        data: serde_json::from_str(field("data: ").unwrap()).unwrap(),
    })
}
