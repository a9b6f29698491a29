//! Stories a second with analytics on, over those with analytics off: what counting costs the telling. Both services
//! stand side by side in one process and are asked in turn, so that a busy machine is unfair to neither; the built-in
//! models tell as fast as they can, with pictures that are small, so that nothing hides the cost. Goal: 0.98. Settings
//! of the environment, such as `AI_TALE__ANALYTICS__KIND=clickhouse`, put both on other engines.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use ai_tale::app::{App, Listeners};
use ai_tale::backends::Backends;
use ai_tale::config::Config;
use ai_tale::telemetry;
use futures_util::{StreamExt, stream};
use reqwest::Client;
use serde_json::{Value, json};

const ROUNDS: usize = 15;
const STORIES: u32 = 120;
const AT_ONCE: usize = 16;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    ai_tale::backends::tls::install_provider();
    let folders = [tempfile::tempdir(), tempfile::tempdir()].map(|folder| folder.expect("a folder can be made"));
    let client = Client::new();
    let on = Teller::start(&client, folders[0].path(), "gateway,pipeline,maintenance,analytics").await;
    let off = Teller::start(&client, folders[1].path(), "gateway,pipeline,maintenance").await;
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let pair = if round % 2 == 0 {
            let with = on.stories_a_second().await;
            (with, off.stories_a_second().await)
        } else {
            let without = off.stories_a_second().await;
            (on.stories_a_second().await, without)
        };
        // the first round warms both up
        if round > 0 {
            with.push(pair.0);
            without.push(pair.1);
        }
    }
    let mut ratios: Vec<f64> = with.iter().zip(&without).map(|(with, without)| with / without).collect();
    println!("analytics on   {:>8.1} stories a second", median(&mut with));
    println!("analytics off  {:>8.1} stories a second", median(&mut without));
    println!("ratio          {:>8.3}   (median of {ROUNDS} rounds; goal 0.98)", median(&mut ratios));
}

fn median(list: &mut [f64]) -> f64 {
    list.sort_unstable_by(f64::total_cmp);
    list[list.len() / 2]
}

/// A service that tells stories to one guest.
struct Teller {
    client: Client,
    base: String,
    token: String,
    #[expect(dead_code, reason = "the service stands as long as it is kept")]
    app: App,
}

impl Teller {
    async fn start(client: &Client, folder: &Path, roles: &str) -> Self {
        let settings = [
            ("DATA_DIR", folder.to_str().expect("the folder's name is text")),
            ("ROLES", roles),
            ("HTTP__LISTEN", "127.0.0.1:0"),
            ("HTTP__ADMIN_LISTEN", "127.0.0.1:0"),
            ("LIMITS__REQUESTS_PER_ADDRESS_PER_MINUTE", "0"),
            ("LIMITS__CONNECTIONS_PER_ADDRESS", "0"),
            ("LIMITS__STREAMS_PER_USER", "0"),
            ("PLANS__GUEST__REQUESTS_PER_MINUTE", "0"),
            ("PLANS__GUEST__STORIES_PER_DAY", "0"),
            ("PLANS__GUEST__STORIES_AT_ONCE", "0"),
            ("PICTURES__WIDTH", "80"),
            ("PICTURES__HEIGHT", "60"),
            ("PICTURES__WIDTHS", "40,80"),
        ];
        let of_engines = std::env::vars().filter(|(key, _)| key.starts_with("AI_TALE__"));
        let settings = settings.map(|(key, value)| (format!("AI_TALE__{key}"), value.to_owned()));
        let config = Config::load_with(None, of_engines.chain(settings).collect()).expect("the settings are valid");
        let config = Arc::new(config);
        Backends::prepare(&config).await.expect("the engines can be prepared");
        let parts = Backends::open(&config).await.expect("the parts open");
        let listeners = Listeners::bind(&config).expect("the ports are free");
        let mut app = App::start(Arc::clone(&config), parts).await.expect("the app starts");
        let base = format!("http://{}", app.listen(listeners, telemetry::recorder()).readers.expect("it is a gateway"));
        let guest: Value = json_of(client.post(format!("{base}/v1/auth/guest"))).await;
        let token = guest["access_token"].as_str().expect("a guest has a token").to_owned();
        Self { client: client.clone(), base, token, app }
    }

    async fn stories_a_second(&self) -> f64 {
        let begin = Instant::now();
        stream::iter(0..STORIES).for_each_concurrent(AT_ONCE, |_| self.tell()).await;
        f64::from(STORIES) / begin.elapsed().as_secs_f64()
    }

    /// One story, to its end.
    async fn tell(&self) {
        let wish = json!({ "theme": "a fox who is afraid of the dark", "scenes": 3 });
        let accepted = json_of(self.client.post(self.at("/v1/stories")).bearer_auth(&self.token).json(&wish)).await;
        let id = accepted["id"].as_str().expect("an accepted story has an id");
        let events =
            self.client.get(self.at(&format!("/v1/stories/{id}/events"))).header("accept", "text/event-stream");
        let told = events.bearer_auth(&self.token).send().await.expect("the stream opens").text().await;
        assert!(told.expect("the stream ends").contains("event: story.completed"));
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

async fn json_of(request: reqwest::RequestBuilder) -> Value {
    request.send().await.expect("an answer").json().await.expect("JSON")
}
