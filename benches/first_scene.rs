//! Time to the first illustrated scene, over what the models, checks and post-processing themselves took.
//!
//! Models, checks and post-processing are drawn timers; gates are as large as the stories; store, log, hub and HTTP are
//! real. For each story the bound is `F + (k1 + d)/T + m + L1 + q + c`: the drawn first-token time, the tokens to the
//! end of the first scene, the check of its words, the painter, the post-processing until the picture's file is stored,
//! and the commits on that path (accept, claim, words, picture). Puts and commits are measured at the doors of objects
//! and store, in the same run. The commit of the outline overlaps with the text that streams on, so it is left out. The
//! `clock` has the client in it as well. `cargo bench --bench first_scene -- 1000` measures that row alone; settings of
//! the environment, such as `AI_TALE__OBJECTS__KIND=s3`, put it on another engine, whose own puts and commits are then
//! in the bound.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "statistics of small counts"
)]

#[path = "first_scene/clock.rs"]
mod clock;
#[path = "first_scene/doors.rs"]
mod doors;
#[path = "first_scene/rehearsal.rs"]
mod rehearsal;

use std::sync::Arc;

use ai_tale::app::{App, Listeners};
use ai_tale::backends::Backends;
use ai_tale::config::Config;
use clock::{tell_at_once, watched};
use rehearsal::Rehearsal;

const ROUNDS: [(usize, usize); 3] = [(1, 30), (100, 3), (1000, 1)];

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    println!(
        "{:>8} {:>8} {:>11} {:>11} {:>10} {:>10}",
        "stories", "samples", "bound p50", "real p50", "ratio p50", "ratio p99"
    );
    let chosen: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    for (stories, rounds) in ROUNDS.into_iter().filter(|(stories, _)| chosen.is_empty() || chosen.contains(stories)) {
        let mut samples = Vec::new();
        for round in 0..rounds {
            samples.extend(measure(stories, round as u64).await);
        }
        let mut ratios: Vec<f64> = samples.iter().map(|(bound, real)| real / bound).collect();
        let mut bounds: Vec<f64> = samples.iter().map(|(bound, _)| *bound).collect();
        let mut reals: Vec<f64> = samples.iter().map(|(_, real)| *real).collect();
        println!(
            "{stories:>8} {:>8} {:>10.3}s {:>10.3}s {:>10.4} {:>10.4}",
            samples.len(),
            quantile(&mut bounds, 0.5),
            quantile(&mut reals, 0.5),
            quantile(&mut ratios, 0.5),
            quantile(&mut ratios, 0.99),
        );
    }
    println!("goal as a first step: ratio p50 at most 1.01, p99 at most 1.03");
}

/// Tells `stories` at once; returns each one's bound and real time, in seconds.
async fn measure(stories: usize, round: u64) -> Vec<(f64, f64)> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let size = stories.to_string();
    // a new store is no other one's storage's
    let buckets = format!("b{}-{stories}-{round}-", std::process::id());
    let settings = [
        ("DATA_DIR", folder.path().to_str().expect("the folder's name is text")),
        ("HTTP__LISTEN", "127.0.0.1:0"),
        ("HTTP__ADMIN_LISTEN", "127.0.0.1:0"),
        ("LIMITS__QUEUE", &size),
        ("LIMITS__STORIES", &size),
        ("LIMITS__CONNECTIONS_PER_ADDRESS", "0"),
        ("LIMITS__GUESTS_PER_ADDRESS_PER_HOUR", "0"),
        ("LIMITS__STREAMS_PER_USER", "0"),
        ("POOLS__SCENE__SIZE", &size),
        ("POOLS__ILLUSTRATION__SIZE", &size),
        ("POOLS__STORAGE__SIZE", &size),
        ("PLANS__GUEST__REQUESTS_PER_MINUTE", "0"),
        ("PLANS__GUEST__STORIES_PER_DAY", "0"),
        ("PLANS__GUEST__STORIES_AT_ONCE", "0"),
        ("ROLES", "gateway,pipeline"),
        ("OBJECTS__S3__BUCKET_PREFIX", &buckets),
    ];
    let of_engines = std::env::vars().filter(|(key, _)| key.starts_with("AI_TALE__"));
    let settings = settings.map(|(key, value)| (format!("AI_TALE__{key}"), value.to_owned()));
    let variables = of_engines.chain(settings).collect();
    let config = Arc::new(Config::load_with(None, variables).expect("the settings are valid"));
    Backends::prepare(&config).await.expect("the engines can be prepared");
    let mut parts = Backends::open(&config).await.expect("the parts open");
    let rehearsal = Rehearsal::new(round);
    parts.models = rehearsal.models();
    let watch = watched(&mut parts);
    let listeners = Listeners::bind(&config).expect("the ports are free");
    let mut app = App::start_with(Arc::clone(&config), parts, Rehearsal::finish()).await.expect("the app starts");
    let told = tell_at_once(&mut app, listeners, stories).await;
    let samples = told.iter().map(|told| {
        let bound = rehearsal.drawn(seed_in(&told.events)) + watch.of(told.story);
        (bound.as_secs_f64(), told.took.as_secs_f64())
    });
    let samples = samples.collect();
    app.stop().await;
    samples
}

/// The story's seed, as its first event has it.
fn seed_in(events: &str) -> u64 {
    let seed = events.split("\"seed\":").nth(1).expect("the first event has the seed");
    let digits: String = seed.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("the seed is a number")
}

fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * share).round() as usize]
}
