//! A client: asks a running service for a story and follows it to its end, through a connection that is lost on purpose
//! after every third event. `Last-Event-ID` is all that it takes to go on: nothing is missed, nothing comes twice.
//!
//! ```sh
//! cargo run -- serve
//! cargo run --example follow_story -- http://127.0.0.1:8080 "a fox who is afraid of the dark"
//! ```

use std::time::Duration;

use ai_tale::backends::tls;
use anyhow::{Context, bail, ensure};
use futures_util::StreamExt;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

/// Events that one connection gets before it is dropped.
const LOST_AFTER: usize = 3;
/// Between two connections; the service suggests one of its own by `retry:`.
const PAUSE: Duration = Duration::from_millis(200);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // what this workspace's HTTP client encrypts by; others choose their own
    tls::install_provider();
    let mut arguments = std::env::args().skip(1);
    let base = arguments.next().unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
    let theme = arguments.next().unwrap_or_else(|| "a fox who is afraid of the dark".to_owned());

    let reader = Reader::guest(&base).await?;
    let story = reader.wish(&theme).await?;
    let mut last = 0;
    loop {
        match reader.follow(&story, last).await? {
            Followed::Lost(seen) => {
                println!("      -- connection lost after event {seen}");
                last = seen;
                tokio::time::sleep(PAUSE).await;
            }
            Followed::Ended => return Ok(()),
        }
    }
}

/// How one connection ended.
enum Followed {
    /// It broke off, after the event of this number.
    Lost(u64),
    /// The story has ended, and everything of it was seen.
    Ended,
}

/// Somebody with a token.
struct Reader {
    client: Client,
    base: String,
    token: String,
}

impl Reader {
    async fn guest(base: &str) -> anyhow::Result<Self> {
        let client = Client::new();
        let answer = client.post(format!("{base}/v1/auth/guest")).send().await.context("is the service running?")?;
        let body: Value = answer.error_for_status()?.json().await?;
        let token = body["access_token"].as_str().context("no token in the answer")?.to_owned();
        Ok(Self { client, base: base.to_owned(), token })
    }

    /// The idempotency key makes the call safe to repeat: the same key and wish are the same story.
    async fn wish(&self, theme: &str) -> anyhow::Result<String> {
        let request = self
            .client
            .post(format!("{}/v1/stories", self.base))
            .bearer_auth(&self.token)
            .header("idempotency-key", format!("follow-story-{}", std::process::id()))
            .json(&json!({ "theme": theme, "scenes": 4 }));
        let answer = request.send().await?;
        if answer.status() != StatusCode::ACCEPTED {
            bail!("the wish was refused: {}", answer.text().await?);
        }
        let body: Value = answer.json().await?;
        Ok(body["id"].as_str().context("no id in the answer")?.to_owned())
    }

    /// One connection: the events after `last`, until it is lost or the story ends.
    async fn follow(&self, story: &str, last: u64) -> anyhow::Result<Followed> {
        let answer = self
            .client
            .get(format!("{}/v1/stories/{story}/events", self.base))
            .bearer_auth(&self.token)
            .header("accept", "text/event-stream")
            .header("last-event-id", last.to_string())
            .send()
            .await?
            .error_for_status()?;
        // nothing is left, and nothing more will come
        if answer.status() == StatusCode::NO_CONTENT {
            return Ok(Followed::Ended);
        }
        let (mut bytes, mut buffer, mut seen, mut count) = (answer.bytes_stream(), Vec::new(), last, 0);
        while let Some(Ok(chunk)) = bytes.next().await {
            buffer.extend_from_slice(&chunk);
            while let Some(end) = buffer.windows(2).position(|pair| pair == b"\n\n") {
                let frame: Vec<u8> = buffer.drain(..end + 2).collect();
                let Some(event) = Event::parse(&frame)? else { continue };
                ensure!(event.id == seen + 1, "event {} came after event {seen}", event.id);
                seen = event.id;
                println!("{seen:>4}  {}", event.kind);
                if event.is_last() {
                    return Ok(Followed::Ended);
                }
                count += 1;
                if count == LOST_AFTER {
                    return Ok(Followed::Lost(seen));
                }
            }
        }
        Ok(Followed::Lost(seen))
    }
}

/// One event of the stream; its `data:` is left to clients that show something.
struct Event {
    id: u64,
    kind: String,
}

impl Event {
    /// `None` for what is no event: heartbeats are comments, and `retry:` comes alone.
    fn parse(frame: &[u8]) -> anyhow::Result<Option<Self>> {
        let text = std::str::from_utf8(frame)?;
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
        let (Some(id), Some(kind)) = (field("id: "), field("event: ")) else { return Ok(None) };
        Ok(Some(Self { id: id.parse()?, kind: kind.to_owned() }))
    }

    fn is_last(&self) -> bool {
        matches!(self.kind.as_str(), "story.completed" | "story.failed" | "story.cancelled")
    }
}
