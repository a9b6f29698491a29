//! From the wish to the first illustrated scene.

use std::sync::Arc;
use std::time::Duration;

use ai_tale::app::{App, Listeners};
use serde_json::json;

use crate::clock::{Told, json_of, tell_at_once, watched};
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
    let watch = watched(&mut parts);
    let listeners = Listeners::bind(&config).expect("the ports are free");
    let mut app = App::start(Arc::clone(&config), parts).await.expect("the app starts");
    let told = tell_at_once(&mut app, listeners, stories).await;
    let over_bound = |told: &Told| told.took.as_secs_f64() / (own + watch.of(told.story)).as_secs_f64();
    let ratios = told.iter().map(over_bound).collect();
    app.stop().await;
    ratios
}
