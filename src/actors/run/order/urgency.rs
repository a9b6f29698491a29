//! How urgently a story's pictures are needed: its schedule, and what its readers do.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::schedule::Schedule;
use crate::actors::run::context::SharedContext;
use crate::actors::stage::PageKey;
use crate::backends::store::Claimed;
use crate::domain::{Event, Story, StoryId, Timestamp};
use crate::flow::gate::Need;

/// How often it is looked whether anybody reads a story, in the time after which nobody does.
const LOOKS: u32 = 20;

/// The urgency of one story's pictures.
pub struct Urgency {
    story: StoryId,
    context: SharedContext,
    schedule: Mutex<Schedule>,
    last_progress: Mutex<Instant>,
}

impl Urgency {
    /// The urgency of a story that is about to be told, or told on.
    pub fn new(story: &Story, claimed: &Claimed, context: SharedContext) -> Self {
        let mut schedule = Schedule::new(context.options.policy, story.request.age_group, context.ranks_from);
        for told in &story.scenes {
            schedule.scene_ready(told.words.words, logged_ago(claimed, told.words.scene));
            if told.illustration.is_some() {
                schedule.painted(told.words.scene);
            }
        }
        let last_progress = Mutex::new(Instant::now());
        Self { story: story.id, context, schedule: Mutex::new(schedule), last_progress }
    }

    /// A scene's words are logged now.
    pub fn scene_ready(&self, words: u32) {
        self.schedule().scene_ready(words, Duration::ZERO);
    }

    /// A scene's picture is logged.
    pub fn painted(&self, scene: u32) {
        self.schedule().painted(scene);
    }

    /// How urgently a scene's picture is needed.
    pub fn need(&self, scene: u32) -> Need<PageKey> {
        Need { key: PageKey { story: self.story, scene }, rank: self.schedule().waiting_rank(scene) }
    }

    /// The reader is at a scene: pictures that wait are needed sooner, or later.
    pub fn reader_at(&self, scene: u32) {
        *lock(&self.last_progress) = Instant::now();
        self.schedule().reader_at(scene);
        self.rerank();
    }

    /// Moves the waiting pictures back once nobody has streamed the story or reported progress for a while, and to
    /// where they were when somebody streams it again.
    pub async fn watch_for_readers(&self) {
        let options = self.context.options;
        if options.unread_after.is_zero() {
            return;
        }
        let mut is_unread = false;
        let mut last_followed = Instant::now();
        loop {
            tokio::time::sleep(options.unread_after / LOOKS).await;
            let is_followed = self.context.hub.is_followed(self.story);
            if is_followed {
                last_followed = Instant::now();
            }
            let last_read = last_followed.max(*lock(&self.last_progress));
            if is_unread && is_followed {
                self.schedule().somebody_reads();
            } else if !is_unread && last_read.elapsed() >= options.unread_after {
                self.schedule().nobody_reads(options.unread_delay);
            } else {
                continue;
            }
            is_unread = !is_unread;
            self.rerank();
        }
    }

    fn rerank(&self) {
        // the gate first, then the schedule, as where a need is asked for
        let rank_of = |page: PageKey| (page.story == self.story).then(|| self.schedule().waiting_rank(page.scene));
        self.context.illustration.pool().gate().rerank(rank_of);
    }

    fn schedule(&self) -> MutexGuard<'_, Schedule> {
        lock(&self.schedule)
    }
}

/// How long ago a scene's words were logged.
fn logged_ago(claimed: &Claimed, scene: u32) -> Duration {
    let is_it = |event: &Event| matches!(event, Event::SceneCreated(words) if words.scene == scene);
    let logged = claimed.log.iter().find(|record| is_it(&record.event)).expect("a folded scene has its event");
    Timestamp::now().since(logged.at)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
