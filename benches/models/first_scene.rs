//! From the wish to the first illustrated scene.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ai_tale::app::{App, Listeners};
use ai_tale::telemetry;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::doors::{Stopwatch, TimedClaims, TimedCreations, TimedLog, TimedObjects};
use crate::node::{messages, opened};
use crate::provider::{KEY, Pace};
use crate::serving::Serving;

const ROUNDS: [(usize, usize); 2] = [(1, 10), (100, 2)];
const GOAL: f64 = 1.02;
const PACE: Pace = Pace {
    first_token: Duration::from_millis(500),
    token: Duration::from_millis(20),
    picture: Duration::from_secs(4),
    judgement: Duration::from_millis(200),
};
/// Letters of a token, as the provider cuts them.
const TOKEN: usize = 4;

/// Measures, and says what came of it.
pub fn measure() {
    let serving = Serving::start(PACE, 0);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(async {
        let own = own_times(&serving).await;
        for (stories, rounds) in ROUNDS {
            let mut ratios = Vec::new();
            for _ in 0..rounds {
                ratios.extend(told(&serving, stories, own).await);
            }
            ratios.sort_by(f64::total_cmp);
            let quantile = |share: usize| ratios[(ratios.len() - 1) * share / 100];
            println!(
                "first_scene  {stories:>4} at once: {:.4} of its bound (p50; goal: at most {GOAL}), {:.4} (p99)",
                quantile(50),
                quantile(99),
            );
        }
    });
}

/// The provider's own times on the way: to the first word, to the end of the first page, for its picture, and to judge
/// that. The plan is checked here while more words come.
async fn own_times(serving: &Serving) -> Duration {
    let call = json!({ "model": "writes", "messages": messages(1) });
    let client = reqwest::Client::new();
    let answer = json_of(client.post(format!("{}/chat/completions", serving.base)).bearer_auth(KEY).json(&call)).await;
    let text = answer["choices"][0]["message"]["content"].as_str().expect("it is a text");
    let page_ends = text.match_indices('\n').nth(1).expect("a plan and a page").0;
    let tokens = u32::try_from(page_ends.div_ceil(TOKEN)).expect("a page is short");
    PACE.first_token + PACE.token * tokens + PACE.picture + PACE.judgement
}

/// Tells so many stories at once; how long each first illustrated scene took, over its bound.
async fn told(serving: &Serving, stories: usize, own: Duration) -> Vec<f64> {
    let size = stories.max(4).to_string();
    let names =
        ["LIMITS__QUEUE", "LIMITS__STORIES", "POOLS__SCENE__SIZE", "POOLS__ILLUSTRATION__SIZE", "POOLS__STORAGE__SIZE"];
    let (mut parts, config, _folder) = opened(&serving.tables, &names.map(|name| (name, size.as_str()))).await;
    let watch = Stopwatch::default();
    parts.store.creations = Arc::new(TimedCreations { inner: parts.store.creations, watch: watch.clone() });
    parts.store.log = Arc::new(TimedLog { inner: parts.store.log, watch: watch.clone() });
    parts.store.claims = Arc::new(TimedClaims { inner: parts.store.claims, watch: watch.clone() });
    parts.objects = Arc::new(TimedObjects { inner: parts.objects, watch: watch.clone() });
    let listeners = Listeners::bind(&config).expect("the ports are free");
    let mut app = App::start(Arc::clone(&config), parts).await.expect("the app starts");
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
    let mut ratios = Vec::new();
    while let Some(told) = telling.join_next().await {
        let (story, real) = told.expect("no story panics");
        let bound = own + watch.of(story.parse().expect("an id"));
        ratios.push(real.as_secs_f64() / bound.as_secs_f64());
    }
    app.stop().await;
    ratios
}

/// Wishes for a story and follows it to its first picture: its id, and how long that took.
async fn first_illustrated_scene(client: &reqwest::Client, base: &str, token: &str) -> (String, Duration) {
    let wish = json!({ "theme": "a fox who is afraid of the dark", "scenes": 1 });
    let started = Instant::now();
    let accepted = json_of(client.post(format!("{base}/v1/stories")).bearer_auth(token).json(&wish)).await;
    let id = accepted["id"].as_str().expect("an accepted story has an id").to_owned();
    let stream = client
        .get(format!("{base}/v1/stories/{id}/events"))
        .bearer_auth(token)
        .header("accept", "text/event-stream")
        .send()
        .await
        .expect("the stream opens");
    let (mut bytes, mut text) = (stream.bytes_stream(), String::new());
    while !text.contains("event: illustration.created") {
        let chunk = bytes.next().await.expect("the stream lasts").expect("the connection lasts");
        text.push_str(&String::from_utf8_lossy(&chunk));
    }
    (id, started.elapsed())
}

async fn json_of(request: reqwest::RequestBuilder) -> Value {
    request.send().await.expect("it answers").json().await.expect("it answers with JSON")
}
