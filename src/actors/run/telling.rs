//! What the tasks of one run share.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ractor::ActorRef;
use tokio::sync::{Semaphore, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::message::RunMessage;
use super::pen::{Pen, PenLost};
use crate::actors::run::context::SharedContext;
use crate::actors::run::schedule::Schedule;
use crate::actors::scene::SceneWords;
use crate::actors::stage::PageKey;
use crate::domain::{Outline, StoryId, StoryRequest};
use crate::flow::gate::Need;

/// How often it is looked whether anybody reads a story, in the time after which nobody does.
const LOOKS: u32 = 20;

/// A story that is being told. Cheap to share.
pub struct Telling {
    /// Which.
    pub story: StoryId,
    /// What was wished.
    pub request: Arc<StoryRequest>,
    /// The node's parts.
    pub context: SharedContext,
    /// The only way into the log.
    pub pen: Pen,
    /// The run, for reports.
    pub run: ActorRef<RunMessage>,
    /// A permit for each scene that is written and not yet painted.
    pub window: Arc<Semaphore>,
    /// Set when the node wants to stop: nothing new is begun.
    pub draining: CancellationToken,
    outline: Mutex<Option<Arc<Outline>>>,
    texts: Mutex<Vec<String>>,
    schedule: Mutex<Schedule>,
    turn: watch::Sender<u32>,
    last_progress: Mutex<Instant>,
}

/// Why a task ends before its work is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The run has lost its pen; whatever is missing is another run's.
    PenLost,
    /// The node is draining; the next run goes on.
    Draining,
    /// The story can't be told.
    Failed(Failure),
}

/// Why a story can't be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Stable, lower snake case.
    pub code: &'static str,
    /// For people.
    pub detail: &'static str,
    /// Whether the same wish may succeed later.
    pub retryable: bool,
}

impl From<PenLost> for Stop {
    fn from(_: PenLost) -> Self {
        Self::PenLost
    }
}

impl Telling {
    /// A telling that begins, or goes on after `texts`.
    pub fn new(story: StoryId, request: StoryRequest, context: SharedContext, run: ActorRef<RunMessage>) -> Self {
        let schedule = Schedule::new(context.options.policy, request.age_group, context.epoch);
        Self {
            story,
            request: Arc::new(request),
            pen: Pen::new(run.clone()),
            run,
            window: Arc::new(Semaphore::new(context.options.window)),
            draining: CancellationToken::new(),
            outline: Mutex::new(None),
            texts: Mutex::new(Vec::new()),
            schedule: Mutex::new(schedule),
            turn: watch::Sender::new(1),
            last_progress: Mutex::new(Instant::now()),
            context,
        }
    }

    /// The plan is logged.
    pub fn set_outline(&self, outline: Outline) {
        *lock(&self.outline) = Some(Arc::new(outline));
    }

    /// The plan, once logged.
    pub fn outline(&self) -> Option<Arc<Outline>> {
        lock(&self.outline).clone()
    }

    /// The words of the scenes so far, logged or on their way.
    pub fn texts(&self) -> Vec<String> {
        lock(&self.texts).clone()
    }

    /// The next scene's words came; returns its number.
    pub fn push_text(&self, text: String) -> u32 {
        let mut texts = lock(&self.texts);
        texts.push(text);
        u32::try_from(texts.len()).unwrap_or(u32::MAX)
    }

    /// A scene's words were written anew.
    pub fn replace_text(&self, scene: u32, text: String) {
        if let Some(place) = lock(&self.texts).get_mut(scene as usize - 1) {
            *place = text;
        }
    }

    /// A scene's words, with all that its picture follows from. `None` before the plan is known.
    pub fn scene_words(&self, scene: u32) -> Option<SceneWords> {
        let mut texts = self.texts();
        texts.truncate(scene as usize);
        let outline = self.outline()?;
        let picture_size = self.context.options.picture_size;
        Some(SceneWords { request: Arc::clone(&self.request), outline, texts, picture_size })
    }

    /// Waits until every scene before this one is logged.
    pub async fn my_turn(&self, scene: u32) {
        // an error is impossible: the sender lives in self
        let _ = self.turn.subscribe().wait_for(|next| *next == scene).await;
    }

    /// A scene's words are logged, `ago` before now: the next one's turn.
    pub fn logged(&self, scene: u32, words: u32, ago: Duration) {
        lock(&self.schedule).scene_ready(words, ago);
        self.turn.send_replace(scene + 1);
    }

    /// A scene's picture is logged.
    pub fn painted(&self, scene: u32) {
        lock(&self.schedule).painted(scene);
    }

    /// How urgently a scene's picture is needed.
    pub fn picture_need(&self, scene: u32) -> Need<PageKey> {
        Need { key: self.page(scene), rank: lock(&self.schedule).rank(scene) }
    }

    /// A page of this story.
    pub fn page(&self, scene: u32) -> PageKey {
        PageKey { story: self.story, scene }
    }

    /// The reader is at a scene: pictures that wait are needed sooner, or later.
    pub fn reader_at(&self, scene: u32) {
        *lock(&self.last_progress) = Instant::now();
        lock(&self.schedule).reader_at(scene);
        self.rerank();
    }

    /// Moves the waiting pictures back once nobody has streamed the story or reported progress for a while, and to where
    /// they were when somebody streams it again.
    pub async fn watch_for_readers(self: Arc<Self>) {
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
                lock(&self.schedule).somebody_reads();
            } else if !is_unread && last_read.elapsed() >= options.unread_after {
                lock(&self.schedule).nobody_reads(options.unread_delay);
            } else {
                continue;
            }
            is_unread = !is_unread;
            self.rerank();
        }
    }

    fn rerank(&self) {
        // the gate first, then the schedule, as where a need is asked for
        let rank_of = |page: PageKey| (page.story == self.story).then(|| lock(&self.schedule).rank(page.scene));
        self.context.illustration.gate().rerank(rank_of);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
