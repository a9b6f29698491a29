//! [`StoryRun`]: the actor that alone writes one story's log. Its handlers await nothing; the writing, each scene's
//! life and the one append in flight are tasks in its state, which report to it by message.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use tokio::task::{AbortHandle, JoinSet};

use super::pen;
use super::telling::{Failure, Stop, Telling};
use super::{resume, scene_life, writing};
use crate::actors::progress;
use crate::actors::workshop::SharedWorkshop;
use crate::backends::store::{Append, Appended, Claimed};
use crate::domain::{BusEvent, Event, EventId, Record, Story, Timestamp, UserId, Work};

/// How often a task of a run may be lost to a panic before the story fails.
const LOSSES: u32 = 3;

/// Why a story was claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To tell it.
    Tell,
    /// To end it, because its reader wishes so.
    Cancel,
    /// To end it, because it has killed its runs too often.
    Fail,
}

/// What a run begins with.
pub struct RunArguments {
    /// The node's parts.
    pub workshop: SharedWorkshop,
    /// The story, claimed.
    pub claimed: Claimed,
    /// Why.
    pub purpose: Purpose,
    /// Called once, when the log has grown for the first time in this run.
    pub on_growth: Option<OnGrowth>,
}

/// What is called when a run has made progress.
pub type OnGrowth = Box<dyn FnOnce() + Send + Sync>;

/// How a run ended; the stop reason that its supervisor sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The log has its last event.
    Ended,
    /// The story was given up for others to claim.
    Released,
    /// Another run owns the story, or its log is not as this run thought.
    Fenced,
}

impl Ending {
    /// The stop reason.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Released => "released",
            Self::Fenced => "fenced",
        }
    }

    /// The ending with this stop reason.
    #[must_use]
    pub fn parse(reason: &str) -> Option<Self> {
        [Self::Ended, Self::Released, Self::Fenced].into_iter().find(|ending| ending.as_str() == reason)
    }
}

/// A part of a run's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// Reading the storyteller's text.
    Writing,
    /// One scene, from its words to its picture.
    Scene(u32),
}

/// What a run is told.
pub enum RunMessage {
    /// A task has an event to log; told once it is durable.
    Write {
        /// What happened.
        event: Event,
        /// Dropped when the run loses its pen.
        written: oneshot::Sender<()>,
    },
    /// The append in flight has ended.
    Written(Appended),
    /// The work was saved alone; `false`: another run owns the story.
    Saved(bool),
    /// A scene's picture was tried so often.
    Tried {
        /// Which.
        scene: u32,
        /// How often.
        attempts: u32,
    },
    /// A scene's words came and have their place in the window.
    SceneWritten {
        /// Which.
        scene: u32,
        /// Held until its picture is logged.
        permit: OwnedSemaphorePermit,
    },
    /// The storyteller has said its last word: there are so many scenes.
    WordsEnded(u32),
    /// A task ended well, or stopped.
    Done(Task, Result<(), Stop>),
    /// A task was dropped or panicked.
    Lost(Task),
    /// The reader is at a scene.
    ReaderAt(u32),
    /// The reader does not want it any more.
    Cancel,
    /// Begin nothing new, let running pictures finish, then give the story up.
    Drain,
    /// Give the story up now.
    GiveUp,
    /// The story was given up.
    Released,
    /// A write panicked: what became of it is known to the log alone.
    PenBroken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Telling,
    Draining,
    Ending,
}

/// The run of one story.
pub struct StoryRun;

/// What a run knows.
pub struct RunState {
    telling: Arc<Telling>,
    story: Story,
    owner: UserId,
    epoch: u64,
    work: Work,
    purpose: Purpose,
    on_growth: Option<OnGrowth>,
    phase: Phase,
    words_total: Option<u32>,
    waiting: VecDeque<(Event, Option<oneshot::Sender<()>>)>,
    in_flight: Option<InFlight>,
    is_saving: bool,
    has_unsaved_work: bool,
    tasks: JoinSet<()>,
    pen_tasks: JoinSet<()>,
    writing: Option<AbortHandle>,
    lives: usize,
    losses: HashMap<Task, u32>,
}

struct InFlight {
    records: Vec<Record>,
    waiters: Vec<oneshot::Sender<()>>,
}

impl Actor for StoryRun {
    type Msg = RunMessage;
    type State = RunState;
    type Arguments = RunArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<RunMessage>,
        arguments: RunArguments,
    ) -> Result<RunState, ActorProcessingErr> {
        let RunArguments { workshop, claimed, purpose, on_growth } = arguments;
        let story = Story::fold(&claimed.log).ok_or("a log must begin with story.created")?;
        workshop.hub.run_started(story.id);
        let telling = resume::telling(&story, &claimed, workshop, myself);
        Ok(RunState {
            telling: Arc::new(telling),
            story,
            owner: claimed.owner,
            epoch: claimed.epoch,
            work: claimed.work,
            purpose,
            on_growth,
            phase: Phase::Telling,
            words_total: None,
            waiting: VecDeque::new(),
            in_flight: None,
            is_saving: false,
            has_unsaved_work: false,
            tasks: JoinSet::new(),
            pen_tasks: JoinSet::new(),
            writing: None,
            lives: 0,
            losses: HashMap::new(),
        })
    }

    async fn post_start(&self, myself: ActorRef<RunMessage>, state: &mut RunState) -> Result<(), ActorProcessingErr> {
        state.begin(&myself);
        Ok(())
    }

    async fn handle(
        &self,
        myself: ActorRef<RunMessage>,
        message: RunMessage,
        state: &mut RunState,
    ) -> Result<(), ActorProcessingErr> {
        while state.tasks.try_join_next().is_some() {}
        while state.pen_tasks.try_join_next().is_some() {}
        if matches!(message, RunMessage::PenBroken) {
            // the next run reads the log, and a start is counted against the story
            return Err("a write to the log panicked".into());
        }
        state.take(&myself, message);
        Ok(())
    }

    async fn post_stop(&self, _myself: ActorRef<RunMessage>, state: &mut RunState) -> Result<(), ActorProcessingErr> {
        state.tasks.shutdown().await;
        state.pen_tasks.shutdown().await;
        state.telling.workshop.hub.run_ended(state.story.id);
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _myself: ActorRef<RunMessage>,
        _event: SupervisionEvent,
        _state: &mut RunState,
    ) -> Result<(), ActorProcessingErr> {
        Ok(())
    }
}

impl RunState {
    fn begin(&mut self, run: &ActorRef<RunMessage>) {
        if self.story.status.has_ended() {
            return stop(run, Ending::Ended);
        }
        match self.purpose {
            Purpose::Cancel => self.end(run, Event::StoryCancelled),
            Purpose::Fail => self.fail(
                run,
                &Failure {
                    code: "poisoned",
                    detail: "this story stopped its pipeline again and again",
                    retryable: false,
                },
            ),
            // a start that counts is durable before the story can kill its run again
            Purpose::Tell if self.work.starts > 0 => self.save_work(run),
            Purpose::Tell => self.tell(run),
        }
    }

    fn tell(&mut self, run: &ActorRef<RunMessage>) {
        if !self.story.started {
            self.write(run, Event::StoryStarted, None);
        }
        let missing = resume::unpainted(&self.story);
        for scene in missing {
            self.spawn_life(run, scene, None);
        }
        if resume::words_have_ended(&self.story, &self.work) {
            self.words_ended(run, u32::try_from(self.story.scenes.len()).unwrap_or(u32::MAX));
        } else {
            self.spawn_writing(run);
        }
        self.tasks.spawn(Arc::clone(&self.telling).watch_for_readers());
    }

    fn take(&mut self, run: &ActorRef<RunMessage>, message: RunMessage) {
        match message {
            RunMessage::Write { event, written } => {
                if self.phase != Phase::Ending {
                    self.write(run, event, Some(written));
                }
            }
            RunMessage::Written(appended) => self.written(run, appended),
            RunMessage::Saved(is_ours) => self.saved(run, is_ours),
            RunMessage::Tried { scene, attempts } => {
                self.work.attempts.insert(scene, attempts);
                self.save_work(run);
            }
            RunMessage::SceneWritten { scene, permit } => {
                if self.phase == Phase::Telling {
                    self.spawn_life(run, scene, Some(permit));
                }
            }
            RunMessage::WordsEnded(total) => self.words_ended(run, total),
            RunMessage::Done(task, result) => self.done(run, task, result),
            RunMessage::Lost(task) => self.lost(run, task),
            RunMessage::ReaderAt(scene) => self.telling.reader_at(scene),
            RunMessage::Cancel => self.end(run, Event::StoryCancelled),
            RunMessage::Drain => self.drain(run),
            RunMessage::GiveUp => self.give_up(run),
            RunMessage::Released => stop(run, Ending::Released),
            // the handler has taken it
            RunMessage::PenBroken => {}
        }
    }

    /// Queues an event behind the append in flight.
    fn write(&mut self, run: &ActorRef<RunMessage>, event: Event, written: Option<oneshot::Sender<()>>) {
        self.waiting.push_back((event, written));
        self.flush(run);
    }

    /// Appends all that waits, unless an append is in flight.
    fn flush(&mut self, run: &ActorRef<RunMessage>) {
        if self.in_flight.is_some() || self.is_saving || self.waiting.is_empty() {
            return;
        }
        let mut in_flight = InFlight { records: Vec::new(), waiters: Vec::new() };
        let at = Timestamp::now();
        for (seq, (event, written)) in (self.story.last_event + 1..).zip(self.waiting.drain(..)) {
            let record =
                Record { story_id: self.story.id, seq, at, event_id: EventId::new(), epoch: self.epoch, event };
            in_flight.records.push(record);
            in_flight.waiters.extend(written);
        }
        self.work.starts = 0;
        self.has_unsaved_work = false;
        let append = Append {
            story_id: self.story.id,
            epoch: self.epoch,
            bus: self.bus_events(&in_flight.records),
            records: in_flight.records.clone(),
            work: Some(self.work.clone()),
        };
        self.in_flight = Some(in_flight);
        let stories = Arc::clone(&self.telling.workshop.store.stories);
        let run = run.clone();
        self.pen_tasks.spawn(async move {
            let report = PenGuard::new(run);
            let appended = pen::append(&*stories, append).await;
            report.done(RunMessage::Written(appended));
        });
    }

    fn bus_events(&self, records: &[Record]) -> Vec<BusEvent> {
        let node = self.telling.workshop.node;
        records.iter().filter_map(|record| BusEvent::of_record(record, self.owner, node)).collect()
    }

    fn written(&mut self, run: &ActorRef<RunMessage>, appended: Appended) {
        let Some(in_flight) = self.in_flight.take() else { return };
        if appended != Appended::Done {
            tracing::info!(story.id = %self.story.id, epoch = self.epoch, ?appended, "the pen is another run's");
            return stop(run, Ending::Fenced);
        }
        for record in &in_flight.records {
            self.story.apply(record);
        }
        let workshop = &self.telling.workshop;
        workshop.hub.publish(self.story.id, &in_flight.records);
        workshop.outbox.wake();
        progress::report(&self.story, &in_flight.records);
        if let Some(on_growth) = self.on_growth.take() {
            on_growth();
        }
        for waiter in in_flight.waiters {
            // an error says that the task has ended
            let _ = waiter.send(());
        }
        if self.story.status.has_ended() {
            return stop(run, Ending::Ended);
        }
        self.note_short_book();
        self.go_on(run);
    }

    /// After anything that may have been the last thing missing.
    fn go_on(&mut self, run: &ActorRef<RunMessage>) {
        if self.phase != Phase::Ending && self.is_complete() {
            let scenes = u32::try_from(self.story.scenes.len()).unwrap_or(u32::MAX);
            let took = Timestamp::now().since(self.story.created_at);
            let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            return self.end(run, Event::StoryCompleted { scenes, duration_ms });
        }
        self.flush(run);
        if self.has_unsaved_work {
            self.save_work(run);
        }
        if self.phase == Phase::Draining {
            self.release_when_idle(run);
        }
    }

    fn is_complete(&self) -> bool {
        let painted = self.story.scenes.iter().all(|told| told.illustration.is_some());
        let is_idle = self.waiting.is_empty() && self.in_flight.is_none();
        is_idle && painted && self.words_total.is_some_and(|total| total as usize == self.story.scenes.len())
    }

    /// Stops all tasks and logs the last event.
    fn end(&mut self, run: &ActorRef<RunMessage>, last: Event) {
        if self.phase == Phase::Ending {
            return;
        }
        self.phase = Phase::Ending;
        self.tasks.abort_all();
        self.waiting.clear();
        self.write(run, last, None);
    }

    fn fail(&mut self, run: &ActorRef<RunMessage>, failure: &Failure) {
        tracing::warn!(story.id = %self.story.id, code = failure.code, "a story failed");
        let event = Event::StoryFailed {
            code: failure.code.to_owned(),
            detail: failure.detail.to_owned(),
            retryable: failure.retryable,
        };
        self.end(run, event);
    }

    fn words_ended(&mut self, run: &ActorRef<RunMessage>, total: u32) {
        self.words_total = Some(total);
        self.note_short_book();
        self.go_on(run);
    }

    /// A book shorter than its plan is known to the next run by its work; not before its last words are logged, or a
    /// crash between would lose them.
    fn note_short_book(&mut self) {
        let logged = self.story.scenes.len();
        let is_short = self.story.outline.as_ref().is_some_and(|outline| logged < outline.scenes as usize);
        let is_written = self.words_total.is_some_and(|total| total as usize == logged);
        if is_short && is_written && !self.work.words_ended {
            self.work.words_ended = true;
            self.has_unsaved_work = true;
        }
    }

    /// Saves the work alone, unless the pen is busy; then it goes with the next append, or after it.
    fn save_work(&mut self, run: &ActorRef<RunMessage>) {
        if self.in_flight.is_some() || self.is_saving {
            self.has_unsaved_work = true;
            return;
        }
        self.is_saving = true;
        self.has_unsaved_work = false;
        let stories = Arc::clone(&self.telling.workshop.store.stories);
        let (story, epoch, work, run) = (self.story.id, self.epoch, self.work.clone(), run.clone());
        self.pen_tasks.spawn(async move {
            let report = PenGuard::new(run);
            let is_ours = pen::save_work(&*stories, story, epoch, &work).await;
            report.done(RunMessage::Saved(is_ours));
        });
    }

    fn saved(&mut self, run: &ActorRef<RunMessage>, is_ours: bool) {
        self.is_saving = false;
        if !is_ours {
            return stop(run, Ending::Fenced);
        }
        let has_begun = self.writing.is_some() || self.lives > 0 || self.words_total.is_some();
        if self.phase == Phase::Telling && !has_begun {
            return self.tell(run);
        }
        self.go_on(run);
    }

    fn done(&mut self, run: &ActorRef<RunMessage>, task: Task, result: Result<(), Stop>) {
        if matches!(task, Task::Scene(_)) {
            self.lives = self.lives.saturating_sub(1);
        }
        match result {
            Err(Stop::Failed(failure)) => self.fail(run, &failure),
            Ok(()) | Err(Stop::PenLost | Stop::Draining) => self.go_on(run),
        }
    }

    /// A panic costs at most a retry of its scene.
    fn lost(&mut self, run: &ActorRef<RunMessage>, task: Task) {
        if matches!(task, Task::Scene(_)) {
            self.lives = self.lives.saturating_sub(1);
        }
        if self.phase != Phase::Telling {
            return self.go_on(run);
        }
        let losses = self.losses.entry(task).or_default();
        *losses += 1;
        tracing::warn!(story.id = %self.story.id, ?task, losses = *losses, "a task was lost");
        if *losses > LOSSES {
            let failure = Failure {
                code: "internal",
                detail: "this story stopped its pipeline again and again",
                retryable: true,
            };
            return self.fail(run, &failure);
        }
        match task {
            Task::Writing => self.spawn_writing(run),
            Task::Scene(scene) => self.spawn_life(run, scene, None),
        }
    }

    fn drain(&mut self, run: &ActorRef<RunMessage>) {
        if self.phase != Phase::Telling {
            return;
        }
        self.phase = Phase::Draining;
        self.telling.draining.cancel();
        if let Some(writing) = &self.writing {
            writing.abort();
        }
        self.release_when_idle(run);
    }

    fn give_up(&mut self, run: &ActorRef<RunMessage>) {
        if self.phase == Phase::Ending {
            return;
        }
        self.drain(run);
        self.tasks.abort_all();
        self.lives = 0;
        self.release_when_idle(run);
    }

    fn release_when_idle(&mut self, run: &ActorRef<RunMessage>) {
        let is_busy = self.lives > 0 || self.in_flight.is_some() || self.is_saving || !self.waiting.is_empty();
        if is_busy || self.phase == Phase::Ending {
            return;
        }
        self.phase = Phase::Ending;
        let stories = Arc::clone(&self.telling.workshop.store.stories);
        let (story, epoch, work, run) = (self.story.id, self.epoch, self.work.clone(), run.clone());
        self.pen_tasks.spawn(async move {
            let report = PenGuard::new(run);
            if let Err(error) = stories.release(story, epoch, &work).await {
                tracing::warn!(story.id = %story, %error, "a story could not be given up; its next claim counts a start");
            }
            report.done(RunMessage::Released);
        });
    }

    fn spawn_writing(&mut self, run: &ActorRef<RunMessage>) {
        let telling = Arc::clone(&self.telling);
        let report = run.clone();
        let guard = LostGuard::new(run, Task::Writing);
        self.writing = Some(self.tasks.spawn(async move {
            let result = match writing::write(telling).await {
                Ok(total) => {
                    let _ = report.cast(RunMessage::WordsEnded(total));
                    Ok(())
                }
                Err(stop) => Err(stop),
            };
            guard.done(result);
        }));
    }

    /// Lives a scene from where it is: its words may be logged already.
    fn spawn_life(&mut self, run: &ActorRef<RunMessage>, scene: u32, permit: Option<OwnedSemaphorePermit>) {
        let telling = Arc::clone(&self.telling);
        let is_logged = self.story.scenes.len() >= scene as usize;
        let attempts = self.work.attempts.get(&scene).copied().unwrap_or(0);
        let guard = LostGuard::new(run, Task::Scene(scene));
        self.lives += 1;
        self.tasks.spawn(async move {
            let permit = match permit {
                None if is_logged => Arc::clone(&telling.window).acquire_owned().await.ok(),
                // a lost scene goes on without one: those behind it may hold them all and wait for its words
                given => given,
            };
            let result = if is_logged {
                scene_life::relive(telling, scene, attempts, permit).await
            } else {
                scene_life::live(telling, scene, permit).await
            };
            guard.done(result);
        });
    }
}

fn stop(run: &ActorRef<RunMessage>, ending: Ending) {
    run.stop(Some(ending.as_str().to_owned()));
}

/// Tells the run when a task is dropped or panics before it could say how it ended.
struct LostGuard {
    run: ActorRef<RunMessage>,
    task: Option<Task>,
}

impl LostGuard {
    fn new(run: &ActorRef<RunMessage>, task: Task) -> Self {
        Self { run: run.clone(), task: Some(task) }
    }

    fn done(mut self, result: Result<(), Stop>) {
        if let Some(task) = self.task.take() {
            // an error says that the run has ended
            let _ = self.run.cast(RunMessage::Done(task, result));
        }
    }
}

impl Drop for LostGuard {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            // an error says that the run has ended
            let _ = self.run.cast(RunMessage::Lost(task));
        }
    }
}

/// Tells the run when a write panics, so that it does not wait for ever for an answer.
struct PenGuard {
    run: ActorRef<RunMessage>,
    answer: Option<RunMessage>,
}

impl PenGuard {
    fn new(run: ActorRef<RunMessage>) -> Self {
        Self { run, answer: Some(RunMessage::PenBroken) }
    }

    fn done(mut self, answer: RunMessage) {
        self.answer = Some(answer);
    }
}

impl Drop for PenGuard {
    fn drop(&mut self) {
        if let Some(answer) = self.answer.take() {
            // an error says that the run has ended
            let _ = self.run.cast(answer);
        }
    }
}
