//! The clock of first illustrated scenes: it runs from the POST's sending to `illustration.created` on the stream, so
//! the client is in it as well. Every reader is connected before the first of them wishes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ai_tale::app::{App, Listeners};
use ai_tale::backends::Backends;
use ai_tale::domain::StoryId;
use ai_tale::telemetry;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::doors::{Stopwatch, TimedClaims, TimedCreations, TimedLog, TimedObjects};

/// A story whose first picture is there.
pub struct Told {
    pub story: StoryId,
    pub took: Duration,
    /// Its stream up to then.
    pub events: String,
}

/// Measures what the commits and the files of these parts take, by story.
pub fn watched(parts: &mut Backends) -> Stopwatch {
    let watch = Stopwatch::default();
    let store = &mut parts.store;
    store.creations = Arc::new(TimedCreations { inner: Arc::clone(&store.creations), watch: watch.clone() });
    store.log = Arc::new(TimedLog { inner: Arc::clone(&store.log), watch: watch.clone() });
    store.claims = Arc::new(TimedClaims { inner: Arc::clone(&store.claims), watch: watch.clone() });
    parts.objects = Arc::new(TimedObjects { inner: Arc::clone(&parts.objects), watch: watch.clone() });
    watch
}

/// Tells so many stories at once, to a guest of this app.
pub async fn tell_at_once(app: &mut App, listeners: Listeners, stories: usize) -> Vec<Told> {
    let readers = app.listen(listeners, telemetry::recorder()).readers.expect("it is a gateway");
    let base = format!("http://{readers}");
    let guest: Value = json_of(reqwest::Client::new().post(format!("{base}/v1/auth/guest"))).await;
    let token = guest["access_token"].as_str().expect("a guest has a token").to_owned();
    let all_connected = Arc::new(Barrier::new(stories));
    let mut telling = JoinSet::new();
    for _ in 0..stories {
        let (base, token, all_connected) = (base.clone(), token.clone(), Arc::clone(&all_connected));
        telling.spawn(async move {
            let client = reqwest::Client::new();
            json_of(client.get(format!("{base}/v1/me")).bearer_auth(&token)).await;
            all_connected.wait().await;
            first_illustrated_scene(&client, &base, &token).await
        });
    }
    let mut told = Vec::new();
    while let Some(one) = telling.join_next().await {
        told.push(one.expect("no story panics"));
    }
    told
}

/// Wishes for a story and follows it to its first picture.
async fn first_illustrated_scene(client: &reqwest::Client, base: &str, token: &str) -> Told {
    let wish = json!({ "theme": "a fox who is afraid of the dark", "scenes": 1 });
    let started = Instant::now();
    let accepted = json_of(client.post(format!("{base}/v1/stories")).bearer_auth(token).json(&wish)).await;
    let id = accepted["id"].as_str().expect("an accepted story has an id");
    let stream = client
        .get(format!("{base}/v1/stories/{id}/events"))
        .bearer_auth(token)
        .header("accept", "text/event-stream")
        .send()
        .await
        .expect("the stream opens");
    let (mut bytes, mut events) = (stream.bytes_stream(), String::new());
    while !events.contains("event: illustration.created") {
        let chunk = bytes.next().await.expect("the stream lasts").expect("the connection lasts");
        events.push_str(&String::from_utf8_lossy(&chunk));
    }
    Told { story: id.parse().expect("an id"), took: started.elapsed(), events }
}

/// The JSON of an answer.
pub async fn json_of(request: reqwest::RequestBuilder) -> Value {
    request.send().await.expect("it answers").json().await.expect("it answers with JSON")
}
