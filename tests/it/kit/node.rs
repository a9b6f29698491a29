//! A node that nobody reaches through a network, so that its time can be virtual: while it waits for nothing but a
//! clock, the clock jumps. Time also jumps while the store writes, so only waits between such writes are exact.

use std::time::Duration;

use ai_tale::actors::request::{Refusal, Submission};
use ai_tale::app::App;
use ai_tale::domain::{Event, PlanLimits, Record, StoryId, StoryStatus, StoryWish, Tier, UserId};
use tempfile::TempDir;
use tokio::time::timeout;

use super::outcome::Told;
use super::time::VIRTUAL_PATIENCE;

/// A node that runs. Dropping it is a crash.
pub struct Node {
    pub app: App,
    /// Where it has one of its own.
    _folder: Option<TempDir>,
}

impl Node {
    /// With the folder that goes with it.
    pub const fn new(app: App, folder: Option<TempDir>) -> Self {
        Self { app, _folder: folder }
    }

    /// Somebody new wishes for a story of so many scenes.
    pub async fn wish(&self, scenes: u32) -> Result<StoryId, Refusal> {
        let theme = "a fox who is afraid of the dark".to_owned();
        self.wish_for(StoryWish { theme, scenes: Some(scenes), seed: Some(7), ..StoryWish::default() }).await
    }

    /// Somebody new has this wish.
    pub async fn wish_for(&self, wish: StoryWish) -> Result<StoryId, Refusal> {
        let limits = PlanLimits { requests_per_minute: 0, stories_per_day: 0, stories_at_once: 0 };
        let submission = Submission { owner: UserId::new(), tier: Tier::guest(), limits, wish, idempotency_key: None };
        timeout(VIRTUAL_PATIENCE, self.app.stories().submit(submission)).await.unwrap()
    }

    /// A wish that is accepted.
    pub async fn begin(&self, scenes: u32) -> StoryId {
        self.wish(scenes).await.unwrap()
    }

    /// The log of a story, as soon as such an event is in it.
    pub async fn log_with(&self, story: StoryId, is_awaited: impl Fn(&Event) -> bool) -> Vec<Record> {
        let feed = self.app.hub().feed(story);
        let mut grown = feed.subscribe();
        let growing = async {
            loop {
                let log = self.app.backends().store.log.read(story, 0, 1_000).await.unwrap().unwrap_or_default();
                if log.iter().any(|record| is_awaited(&record.event)) {
                    return log;
                }
                grown.changed().await.unwrap();
            }
        };
        timeout(VIRTUAL_PATIENCE, growing).await.unwrap()
    }

    /// The whole log of a story, once it has ended.
    pub async fn whole(&self, story: StoryId) -> Vec<Record> {
        self.log_with(story, |event| event.ends_as().is_some()).await
    }

    /// What came of a story, once it has ended.
    pub async fn told(&self, story: StoryId) -> Told {
        Told::new(vec![self.whole(story).await])
    }

    /// Where a story is, by its row.
    pub async fn status(&self, story: StoryId) -> StoryStatus {
        self.app.backends().store.log.head(story).await.unwrap().unwrap().status
    }

    pub async fn owner(&self, story: StoryId) -> UserId {
        self.app.backends().store.log.head(story).await.unwrap().unwrap().owner
    }

    /// Its owner does not want it any more.
    pub async fn cancel(&self, story: StoryId) {
        self.app.stories().cancel(self.owner(story).await, story).await.unwrap();
    }

    /// Waits until no story needs a run any more.
    pub async fn until_nothing_is_open(&self) {
        let closing = async {
            while !self.app.backends().store.claims.open(None, 1).await.unwrap().is_empty() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        };
        timeout(VIRTUAL_PATIENCE, closing).await.unwrap();
    }

    pub async fn stop(self) {
        self.app.stop().await;
    }
}
