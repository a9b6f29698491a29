//! [`StoryRun`]: the actor that alone writes one story's log. Its handlers await nothing; the writing, each scene's
//! life and the one append in flight are tasks in its state, which report to it by message.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};
use tokio::sync::oneshot;
use tokio::task::{AbortHandle, JoinSet};
use tracing::Instrument;

use super::message::{Ending, OnGrowth, Purpose, RunArguments, RunMessage, Task, stop};
use super::resume;
use super::telling::{Failure, Stop, Telling};
use super::writes::InFlight;
use crate::actors::measure::model_call::Cause;
use crate::domain::{Event, Record, Story, Timestamp, UserId, Work};

/// How often a task of a run may be lost to a panic before the story fails.
const LOSSES: u32 = 3;

/// Where a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// It tells the story.
    Telling,
    /// It begins nothing new, and then gives the story up.
    Draining,
    /// Its last event is on the way, or its giving up.
    Ending,
}

/// The run of one story.
pub struct StoryRun;

/// What a run knows.
pub struct RunState {
    pub(super) telling: Arc<Telling>,
    pub(super) story: Story,
    /// The log as it was claimed, until readers have it.
    told_before: Vec<Record>,
    pub(super) owner: UserId,
    pub(super) epoch: u64,
    pub(super) work: Work,
    pub(super) purpose: Purpose,
    pub(super) again: Cause,
    pub(super) on_growth: Option<OnGrowth>,
    pub(super) phase: Phase,
    pub(super) words_total: Option<u32>,
    pub(super) waiting: VecDeque<(Event, Option<oneshot::Sender<()>>)>,
    pub(super) in_flight: Option<InFlight>,
    pub(super) is_saving: bool,
    pub(super) has_unsaved_work: bool,
    pub(super) tasks: JoinSet<()>,
    pub(super) pen_tasks: JoinSet<()>,
    pub(super) writing: Option<AbortHandle>,
    pub(super) lives: usize,
    pub(super) losses: HashMap<Task, u32>,
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
        let RunArguments { context, claimed, purpose, again, on_growth } = arguments;
        let story = Story::fold(&claimed.log).ok_or("a log must begin with story.created")?;
        context.hub.run_started(story.id);
        let telling = resume::telling(&story, &claimed, context, myself);
        Ok(RunState {
            telling: Arc::new(telling),
            story,
            told_before: claimed.log,
            owner: claimed.owner,
            epoch: claimed.epoch,
            work: claimed.work,
            purpose,
            again,
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

    /// On the run's own time: the supervisor waits for what comes before.
    async fn post_start(&self, myself: ActorRef<RunMessage>, state: &mut RunState) -> Result<(), ActorProcessingErr> {
        let told_before = std::mem::take(&mut state.told_before);
        state.telling.context.hub.publish(state.story.id, &told_before);
        state.span().in_scope(|| state.begin(&myself));
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
        state.span().in_scope(|| state.take(&myself, message));
        Ok(())
    }

    async fn post_stop(&self, _myself: ActorRef<RunMessage>, state: &mut RunState) -> Result<(), ActorProcessingErr> {
        state.tasks.shutdown().await;
        state.pen_tasks.shutdown().await;
        state.telling.context.hub.run_ended(state.story.id);
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

    pub(super) fn tell(&mut self, run: &ActorRef<RunMessage>) {
        if !self.story.started {
            self.write(run, Event::StoryStarted, None);
        }
        let missing = resume::unpainted(&self.story);
        for scene in missing {
            self.spawn_life(run, scene, None, self.again);
        }
        if resume::words_have_ended(&self.story, &self.work) {
            self.words_ended(run, u32::try_from(self.story.scenes.len()).unwrap_or(u32::MAX));
        } else {
            self.spawn_writing(run, self.again);
        }
        self.tasks.spawn(Arc::clone(&self.telling).watch_for_readers().instrument(self.span()));
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
                    self.spawn_life(run, scene, Some(permit), Cause::First);
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

    /// After anything that may have been the last thing missing.
    pub(super) fn go_on(&mut self, run: &ActorRef<RunMessage>) {
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
    pub(super) fn note_short_book(&mut self) {
        let logged = self.story.scenes.len();
        let is_short = self.story.outline.as_ref().is_some_and(|outline| logged < outline.scenes as usize);
        let is_written = self.words_total.is_some_and(|total| total as usize == logged);
        if is_short && is_written && !self.work.words_ended {
            self.work.words_ended = true;
            self.has_unsaved_work = true;
        }
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
            Task::Writing => self.spawn_writing(run, Cause::Retry),
            Task::Scene(scene) => self.spawn_life(run, scene, None, Cause::Retry),
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
}
