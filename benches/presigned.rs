//! Pictures a second at presigned addresses of S3, over those that the service shows itself from the same S3. A server
//! that speaks S3 is named by `AI_TALE_TEST_S3` (its credentials as AWS has them); both ways are asked by the same
//! client, in turn, so that a busy machine is unfair to neither. There is no goal: it shows what presigning spares the
//! service, which then does nothing at all.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ai_tale::app::{App, Listeners};
use ai_tale::backends::Backends;
use ai_tale::config::Config;
use ai_tale::telemetry;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

const ROUNDS: usize = 11;
const PICTURES: usize = 400;
const AT_ONCE: usize = 16;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let Ok(server) = std::env::var("AI_TALE_TEST_S3") else {
        println!("no server that speaks S3: AI_TALE_TEST_S3 names one");
        return;
    };
    ai_tale::backends::tls::install_provider();
    let folders = [tempfile::tempdir(), tempfile::tempdir()].map(|folder| folder.expect("a folder can be made"));
    let client = reqwest::Client::new();
    let (own, _service) = addresses(&client, &server, folders[0].path(), "false").await;
    let (presigned, _other) = addresses(&client, &server, folders[1].path(), "true").await;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(seconds(&client, &own).await);
        theirs.push(seconds(&client, &presigned).await);
    }
    let mut ratios: Vec<f64> = ours.iter().zip(&theirs).map(|(ours, theirs)| ours / theirs).collect();
    for list in [&mut ours, &mut theirs, &mut ratios] {
        list.sort_unstable_by(f64::total_cmp);
    }
    let count = u32::try_from(PICTURES).map_or(0.0, f64::from);
    println!("through the service  {:>8.0} pictures a second", count / ours[ROUNDS / 2]);
    println!("presigned            {:>8.0} pictures a second", count / theirs[ROUNDS / 2]);
    println!("ratio                {:>8.3}   (median of {ROUNDS} rounds)", ratios[ROUNDS / 2]);
}

/// Tells a story on S3; the addresses of its pictures, and the service, which stands as long as that is kept.
async fn addresses(client: &reqwest::Client, server: &str, folder: &Path, presign: &str) -> (Vec<String>, App) {
    let prefix = format!("b{}-{presign}-", std::process::id());
    let settings = [
        ("DATA_DIR", folder.to_str().expect("the folder's name is text")),
        ("HTTP__LISTEN", "127.0.0.1:0"),
        ("HTTP__ADMIN_LISTEN", "127.0.0.1:0"),
        ("LIMITS__REQUESTS_PER_ADDRESS_PER_MINUTE", "0"),
        ("LIMITS__CONNECTIONS_PER_ADDRESS", "0"),
        ("PLANS__GUEST__REQUESTS_PER_MINUTE", "0"),
        ("OBJECTS__KIND", "s3"),
        ("OBJECTS__S3__ENDPOINT", server),
        ("OBJECTS__S3__PATH_STYLE", "true"),
        ("OBJECTS__S3__BUCKET_PREFIX", &prefix),
        ("OBJECTS__S3__PRESIGN", presign),
    ];
    let variables = settings.map(|(key, value)| (format!("AI_TALE__{key}"), value.to_owned())).to_vec();
    let config = Arc::new(Config::load_with(None, variables).expect("the settings are valid"));
    Backends::prepare(&config).await.expect("the buckets can be made");
    let parts = Backends::open(&config).await.expect("the parts open");
    let listeners = Listeners::bind(&config).expect("the ports are free");
    let mut app = App::start(Arc::clone(&config), parts).await.expect("the app starts");
    let base = format!("http://{}", app.listen(listeners, telemetry::recorder()).readers.expect("it is a gateway"));
    let guest: Value = json_of(client.post(format!("{base}/v1/auth/guest"))).await;
    let token = guest["access_token"].as_str().expect("a guest has a token");
    let wish = json!({ "theme": "a fox who is afraid of the dark", "scenes": 4 });
    let accepted = json_of(client.post(format!("{base}/v1/stories")).bearer_auth(token).json(&wish)).await;
    let id = accepted["id"].as_str().expect("an accepted story has an id");
    let events = client.get(format!("{base}/v1/stories/{id}/events")).header("accept", "text/event-stream");
    let told = events.bearer_auth(token).send().await.expect("the stream opens").text().await;
    assert!(told.expect("the stream ends").contains("event: story.completed"));
    let story = json_of(client.get(format!("{base}/v1/stories/{id}")).bearer_auth(token)).await;
    let scenes = story["scenes"].as_array().into_iter().flatten();
    let sources = scenes.flat_map(|scene| scene["illustration"]["sources"].as_array().into_iter().flatten());
    let urls = sources.filter_map(|source| source["url"].as_str());
    let absolute = |url: &str| if url.starts_with('/') { format!("{base}{url}") } else { url.to_owned() };
    (urls.map(absolute).collect(), app)
}

/// How long so many pictures take.
async fn seconds(client: &reqwest::Client, addresses: &[String]) -> f64 {
    let begin = Instant::now();
    stream::iter(addresses.iter().cycle().take(PICTURES))
        .for_each_concurrent(AT_ONCE, |address| async move {
            let answer = client.get(address).timeout(Duration::from_mins(1)).send().await.expect("an answer");
            let bytes = answer.error_for_status().expect("a picture").bytes().await;
            assert!(!bytes.expect("all of it").is_empty());
        })
        .await;
    begin.elapsed().as_secs_f64()
}

async fn json_of(request: reqwest::RequestBuilder) -> Value {
    request.send().await.expect("an answer").json().await.expect("JSON")
}
