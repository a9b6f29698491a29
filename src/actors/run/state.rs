//! What a run knows and decides: every message changes it here, and nothing here waits.

use std::sync::Arc;

use ractor::ActorRef;
use tokio::sync::oneshot;

use super::course::Course;
use super::log::fenced_log::FencedLog;
use super::log::writer::LogWriter;
use super::message::{Ending, OnGrowth, Purpose, RunMessage, RunTask, stop};
use super::stop::{Failure, Stop, Unwritable};
use super::tasks::{Birth, RunTasks};
use super::telling::Telling;
use crate::backends::store::Appended;
use crate::domain::{CallOutcome, Cause, CriticismNote, Event, Timestamp};

/// What a run knows.
pub struct RunState {
    pub(super) run: ActorRef<RunMessage>,
    /// What it shares with its tasks.
    pub(super) telling: Arc<Telling>,
    pub(super) log: FencedLog,
    /// What is on its way into it.
    pub(super) writer: LogWriter,
    /// What is being done.
    pub(super) tasks: RunTasks,
    pub(super) phase: Phase,
    /// It was begun to end the story, not to tell it.
    pub(super) is_to_end: bool,
    /// How many scenes there are, once the storyteller has said its last word.
    pub(super) total: Option<u32>,
    /// What is done for better pictures.
    pub(super) course: Course,
    pub(super) on_growth: Option<OnGrowth>,
}

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

impl RunState {
    /// Does what the story was claimed for.
    pub(super) fn begin(&mut self, purpose: Purpose, again: Cause) {
        if self.log.story.status.has_ended() {
            return stop(&self.run, Ending::Ended);
        }
        match purpose {
            Purpose::Cancel => self.end(Event::StoryCancelled),
            Purpose::Fail => self.fail(Failure::Poisoned),
            Purpose::Tell => self.begin_telling(again),
        }
    }

    /// Goes on with everything that is missing.
    fn begin_telling(&mut self, again: Cause) {
        self.log.work.route = self.telling.models.route.clone();
        if !self.log.story.started {
            self.write(Event::StoryStarted);
        }
        for scene in self.log.unpainted() {
            self.live(scene, again);
        }
        if self.log.words_have_ended() {
            self.words_ended(self.log.scenes());
        } else {
            self.tasks.write(again);
        }
        self.tasks.watch_for_readers();
        self.criticise();
    }

    pub(super) fn take(&mut self, message: RunMessage) {
        match message {
            RunMessage::Write { event, written } => {
                if self.phase != Phase::Ending {
                    self.note_calls();
                    self.writer.write(&mut self.log, event, Some(written));
                }
            }
            RunMessage::Appended(appended) => self.appended(appended),
            RunMessage::Saved(is_ours) => match self.writer.saved(is_ours) {
                Ok(()) => self.go_on(),
                Err(ending) => stop(&self.run, ending),
            },
            RunMessage::Record(recorded) => {
                if self.phase != Phase::Ending {
                    self.writer.record(recorded);
                    self.flush();
                }
            }
            RunMessage::Planned(planned) => self.log.work.planned = planned,
            RunMessage::Attempted { scene, attempts } => {
                self.log.work.attempts.insert(scene, attempts);
                self.writer.work_changed();
                self.flush();
            }
            RunMessage::Noted { note, noted } => self.noted(note, noted),
            RunMessage::GraceOver => {
                self.end_criticism();
                self.go_on();
            }
            RunMessage::SceneWritten { scene, permit } => {
                if self.phase == Phase::Telling {
                    self.tasks.live(scene, Birth::Words(Some(permit)), Cause::First);
                }
            }
            RunMessage::WordsEnded(total) => self.words_ended(total),
            RunMessage::Done(task, result) => self.done(task, result),
            RunMessage::Lost(task) => self.lost(task),
            RunMessage::ReaderAt(scene) => self.telling.urgency.reader_at(scene),
            RunMessage::Cancel => self.end(Event::StoryCancelled),
            RunMessage::Drain => self.drain(),
            RunMessage::GiveUp => self.give_up(),
            RunMessage::Released => stop(&self.run, Ending::Released),
            // no run after this one could do more: the story is ended from outside its log
            RunMessage::PenBroken if self.is_to_end => stop(&self.run, Ending::Damaged),
            // the next run reads the log, and a start is counted against the story
            RunMessage::PenBroken => panic!("a write to the log panicked"),
        }
    }

    fn appended(&mut self, appended: Result<Appended, Unwritable>) {
        if let Err(ending) = self.writer.appended(&mut self.log, appended) {
            return stop(&self.run, ending);
        }
        if let Some(on_growth) = self.on_growth.take() {
            on_growth();
        }
        if self.log.story.status.has_ended() {
            return stop(&self.run, Ending::Ended);
        }
        self.note_short_book();
        self.go_on();
    }

    fn noted(&mut self, note: CriticismNote, noted: Option<oneshot::Sender<()>>) {
        if self.phase == Phase::Ending {
            return;
        }
        self.log.work.criticism.note(note);
        match noted {
            Some(noted) => self.writer.record(noted),
            None => self.writer.work_changed(),
        }
        self.flush();
    }

    /// After anything that may have been the last thing missing.
    fn go_on(&mut self) {
        self.criticise();
        if self.phase != Phase::Ending && self.is_complete() {
            let took = Timestamp::now().since(self.log.story.created_at);
            let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            return self.end(Event::StoryCompleted { scenes: self.log.scenes(), duration_ms });
        }
        self.flush();
        if self.phase == Phase::Draining {
            self.release_when_idle();
        }
    }

    fn is_complete(&self) -> bool {
        self.writer.is_idle() && self.is_illustrated() && !self.is_being_criticised()
    }

    /// Whether every scene that there will be has a picture.
    pub(super) fn is_illustrated(&self) -> bool {
        self.log.unpainted().is_empty() && self.total == Some(self.log.scenes())
    }

    /// Stops all tasks and logs the last event.
    fn end(&mut self, last: Event) {
        if self.phase == Phase::Ending {
            return;
        }
        self.phase = Phase::Ending;
        self.tasks.abort();
        self.writer.forget_waiting();
        self.write(last);
    }

    fn fail(&mut self, failure: Failure) {
        let (code, retryable) = (failure.code(), failure.is_retryable());
        tracing::warn!(code, "a story failed");
        self.end(Event::StoryFailed { code: code.to_owned(), detail: failure.to_string(), retryable });
    }

    fn words_ended(&mut self, total: u32) {
        self.total = Some(total);
        self.note_short_book();
        self.go_on();
    }

    /// A book shorter than its plan is known to the next run by its work; not before its last words are logged, or a
    /// crash between would lose them.
    fn note_short_book(&mut self) {
        let is_short = self.total.is_some_and(|total| self.log.is_short_book(total));
        if is_short && !self.log.work.words_ended {
            self.log.work.words_ended = true;
            self.writer.work_changed();
        }
    }

    fn done(&mut self, task: RunTask, result: Result<(), Stop>) {
        self.tasks.ended(task);
        // whatever comes of a better picture, the story goes on
        if self.course.ended(task) {
            return self.go_on();
        }
        match result {
            Err(Stop::Failed(failure)) => self.fail(failure),
            Ok(()) | Err(Stop::PenLost | Stop::Draining) => self.go_on(),
        }
    }

    /// A panic costs at most a retry of its scene.
    fn lost(&mut self, task: RunTask) {
        self.tasks.ended(task);
        if self.course.ended(task) || self.phase != Phase::Telling {
            return self.go_on();
        }
        if !self.tasks.may_retry(task) {
            return self.fail(Failure::Internal);
        }
        match task {
            RunTask::Writing => self.tasks.write(Cause::Retry),
            RunTask::Scene(scene) => self.live(scene, Cause::Retry),
            RunTask::Critique(_) | RunTask::BookCritique => {}
        }
    }

    /// Lives a scene from where the log says it is.
    fn live(&mut self, scene: u32, cause: Cause) {
        let is_logged = scene <= self.log.scenes();
        let attempts = || self.log.work.attempts.get(&scene).cloned().unwrap_or_default();
        let birth = if is_logged { Birth::Picture(attempts()) } else { Birth::Words(None) };
        self.tasks.live(scene, birth, cause);
    }

    fn drain(&mut self) {
        if self.phase != Phase::Telling {
            return;
        }
        self.phase = Phase::Draining;
        self.telling.draining.cancel();
        self.tasks.stop_writing();
        self.end_criticism();
        // a book that only waits for better pictures is complete as it is
        self.go_on();
    }

    /// What is aborted tells that it is lost; after the last of it the story is given up.
    fn give_up(&mut self) {
        if self.phase == Phase::Ending {
            return;
        }
        self.drain();
        self.tasks.abort();
    }

    fn release_when_idle(&mut self) {
        if self.phase != Phase::Ending && self.writer.is_idle() && !self.tasks.is_living() {
            self.phase = Phase::Ending;
            self.note_calls();
            self.writer.release(&self.log);
        }
    }

    fn write(&mut self, event: Event) {
        self.note_calls();
        self.writer.write(&mut self.log, event, None);
    }

    fn flush(&mut self) {
        self.note_calls();
        self.writer.flush(&mut self.log);
    }

    /// Every call by now goes along with whatever is saved next. Nobody hears of those that are on their way when the
    /// run ends.
    fn note_calls(&mut self) {
        self.log.work.calls = self.telling.models.calls.log();
        if self.phase == Phase::Ending {
            self.log.work.calls.end_all(CallOutcome::Dropped);
        }
    }
}
