//! An app that nobody reaches through a network, so that its time can be virtual: while it waits for nothing but a
//! clock, the clock jumps. Time also jumps while the store writes, so only waits between such writes are exact.

use std::path::Path;
use std::sync::Arc;

use ai_tale::actors::request::{Refusal, Submission};
use ai_tale::app::App;
use ai_tale::backends::Backends;
use ai_tale::domain::{Event, PlanLimits, Record, StoryId, StoryWish, Tier, UserId};
use tokio::time::timeout;

use super::server::{TINY, config};
use super::time::VIRTUAL_PATIENCE;

/// An app on a folder, with tiny pictures and parts of a test's own.
pub async fn alone(folder: &Path, settings: &[(&str, &str)], change: impl FnOnce(Backends) -> Backends) -> App {
    let settings: Vec<_> = TINY.iter().chain(settings).copied().collect();
    let config = config(folder, &settings);
    let parts = change(Backends::open(&config).await.unwrap());
    App::start(Arc::clone(&config), parts).await.unwrap()
}

/// Wishes for a story of so many scenes.
pub async fn wish(app: &App, scenes: u32) -> Result<StoryId, Refusal> {
    let limits = PlanLimits { requests_per_minute: 0, stories_per_day: 0, stories_at_once: 0 };
    let theme = "a fox who is afraid of the dark".to_owned();
    let wish = StoryWish { theme, scenes: Some(scenes), seed: Some(7), ..StoryWish::default() };
    let submission = Submission { owner: UserId::new(), tier: Tier::guest(), limits, wish, idempotency_key: None };
    timeout(VIRTUAL_PATIENCE, app.stories().submit(submission)).await.unwrap()
}

/// The log of a story, as soon as it is as a test wants it.
pub async fn log_once(app: &App, story: StoryId, enough: impl Fn(&[Record]) -> bool) -> Vec<Record> {
    let feed = app.hub().feed(story);
    let mut grown = feed.subscribe();
    let growing = async {
        loop {
            let log = app.backends().store.log.read(story, 0, 1_000).await.unwrap().unwrap_or_default();
            if enough(&log) {
                return log;
            }
            grown.changed().await.unwrap();
        }
    };
    timeout(VIRTUAL_PATIENCE, growing).await.unwrap()
}

/// The whole log of a story, once it has ended.
pub async fn whole(app: &App, story: StoryId) -> Vec<Record> {
    log_once(app, story, |log| log.last().is_some_and(|record| record.event.ends_as().is_some())).await
}

/// Starts an app, tells one story of so many scenes, and stops: the story's log.
pub async fn told(scenes: u32, settings: &[(&str, &str)], change: impl FnOnce(Backends) -> Backends) -> Vec<Record> {
    let folder = tempfile::tempdir().unwrap();
    let app = alone(folder.path(), settings, change).await;
    let story = wish(&app, scenes).await.unwrap();
    let log = whole(&app, story).await;
    app.stop().await;
    log
}

/// How a log ends: the number of its scenes, or the code of its failure.
pub fn ending(log: &[Record]) -> Result<u32, &str> {
    match &log.last().unwrap().event {
        Event::StoryCompleted { scenes, .. } => Ok(*scenes),
        Event::StoryFailed { code, .. } => Err(code),
        other => panic!("no end: {}", other.kind()),
    }
}

/// The scenes of a log that have a quiet page.
pub fn quiet(log: &[Record]) -> Vec<u32> {
    let pictures = log.iter().filter_map(|record| match &record.event {
        Event::IllustrationCreated(illustration) if illustration.fallback => Some(illustration.scene),
        _ => None,
    });
    let mut scenes: Vec<u32> = pictures.collect();
    scenes.sort_unstable();
    scenes
}
