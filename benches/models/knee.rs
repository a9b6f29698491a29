//! A pool of painters at a provider that has a knee.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ai_tale::actors::request::Submission;
use ai_tale::app::App;
use ai_tale::domain::{Event, PlanLimits, StoryId, StoryWish, Tier, UserId};
use futures_util::future::join_all;

use crate::node::opened;
use crate::provider::Pace;
use crate::serving::Serving;

/// Pictures that the provider paints at once as quickly as one; twice as many are refused.
const KNEE: usize = 8;
const PACE: Pace = Pace {
    first_token: Duration::ZERO,
    token: Duration::ZERO,
    picture: Duration::from_millis(400),
    judgement: Duration::ZERO,
};
const SIZES: [&str; 6] = ["2", "4", "6", "8", "12", "16"];
/// A pool that finds its size.
const GROWING: &str = "{ min = 2, max = 24 }";
const STORIES: usize = 40;
const SCENES: u32 = 8;
const GOAL: f64 = 0.9;

/// Measures, and says what came of it.
pub fn measure() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(async {
        let mut best = 0.0_f64;
        for size in SIZES {
            let pictures = throughput(size).await;
            println!("knee         {size:>24}: {pictures:>5.2} pictures a second");
            best = best.max(pictures);
        }
        let pictures = throughput(GROWING).await;
        let share = pictures / best;
        println!(
            "knee         {GROWING:>24}: {pictures:>5.2} pictures a second, {share:.2} of the best fixed (goal: at least {GOAL})"
        );
    });
}

/// Pictures of the provider's a second, told by stories enough to keep the pool busy.
async fn throughput(size: &str) -> f64 {
    let serving = Serving::start(PACE, KNEE);
    let stories = STORIES.to_string();
    let settings = [("LIMITS__QUEUE", stories.as_str()), ("LIMITS__STORIES", &stories), ("POOLS__SCENE__SIZE", "8")];
    let file = format!("{}\n[pools.illustration]\nsize = {size}\n", serving.tables);
    let (parts, config, _folder) = opened(&file, &settings).await;
    let app = App::start(Arc::clone(&config), parts).await.expect("the app starts");
    let started = Instant::now();
    let told = join_all((0..STORIES).map(|_| told(&app))).await;
    let took = started.elapsed();
    app.stop().await;
    f64::from(told.iter().sum::<u32>()) / took.as_secs_f64()
}

/// Tells a story to its end; how many of its pictures are the provider's.
async fn told(app: &App) -> u32 {
    let story = wish(app).await;
    let feed = app.hub().feed(story);
    let mut grown = feed.subscribe();
    loop {
        let log = app.backends().store.log.read(story, 0, 1_000).await.expect("the store reads").unwrap_or_default();
        if log.last().is_some_and(|record| record.event.ends_as().is_some()) {
            let painted = log
                .iter()
                .filter(|record| matches!(&record.event, Event::IllustrationCreated(picture) if !picture.fallback));
            return u32::try_from(painted.count()).expect("a book is short");
        }
        grown.changed().await.expect("the hub lives");
    }
}

async fn wish(app: &App) -> StoryId {
    let limits = PlanLimits { requests_per_minute: 0, stories_per_day: 0, stories_at_once: 0 };
    let theme = "a fox who is afraid of the dark".to_owned();
    let wish = StoryWish { theme, scenes: Some(SCENES), ..StoryWish::default() };
    let submission = Submission { owner: UserId::new(), tier: Tier::guest(), limits, wish, idempotency_key: None };
    app.stories().submit(submission).await.expect("there is room")
}
