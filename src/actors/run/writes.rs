//! What a run does with its pen: one append in flight, all that waits behind it written together, and the work saved
//! beside the log or alone.

use std::sync::Arc;

use ractor::ActorRef;
use tokio::sync::oneshot;
use tracing::Instrument;

use super::actor::{Phase, RunState};
use super::message::{Ending, RunMessage, stop};
use super::pen;
use crate::actors::run::progress;
use crate::backends::store::{Append, Appended};
use crate::domain::{BusEvent, Event, EventId, Record, Timestamp};

/// Records on their way into the log, and who waits for them.
pub(super) struct InFlight {
    records: Vec<Record>,
    waiters: Vec<oneshot::Sender<()>>,
}

impl RunState {
    /// Queues an event behind the append in flight.
    pub(super) fn write(&mut self, run: &ActorRef<RunMessage>, event: Event, written: Option<oneshot::Sender<()>>) {
        self.waiting.push_back((event, written));
        self.flush(run);
    }

    /// Appends all that waits, unless an append is in flight.
    pub(super) fn flush(&mut self, run: &ActorRef<RunMessage>) {
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
        let context = Arc::clone(&self.telling.context);
        let run = run.clone();
        let write = async move {
            let report = PenGuard::new(run);
            let appended = pen::append(&context, append).await;
            report.done(RunMessage::Written(appended));
        };
        self.pen_tasks.spawn(write.instrument(self.span()));
    }

    pub(super) fn bus_events(&self, records: &[Record]) -> Vec<BusEvent> {
        let node = self.telling.context.claimant.node;
        records.iter().filter_map(|record| BusEvent::of_record(record, self.owner, node)).collect()
    }

    pub(super) fn written(&mut self, run: &ActorRef<RunMessage>, appended: Appended) {
        let Some(in_flight) = self.in_flight.take() else { return };
        if appended != Appended::Done {
            tracing::info!(story.id = %self.story.id, epoch = self.epoch, ?appended, "the pen is another run's");
            return stop(run, Ending::Fenced);
        }
        for record in &in_flight.records {
            self.story.apply(record);
        }
        let context = &self.telling.context;
        context.hub.publish(self.story.id, &in_flight.records);
        context.outbox.wake();
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

    /// Saves the work alone, unless the pen is busy; then it goes with the next append, or after it.
    pub(super) fn save_work(&mut self, run: &ActorRef<RunMessage>) {
        if self.in_flight.is_some() || self.is_saving {
            self.has_unsaved_work = true;
            return;
        }
        self.is_saving = true;
        self.has_unsaved_work = false;
        let context = Arc::clone(&self.telling.context);
        let (story, epoch, work, run) = (self.story.id, self.epoch, self.work.clone(), run.clone());
        let write = async move {
            let report = PenGuard::new(run);
            let is_ours = pen::save_work(&context, story, epoch, &work).await;
            report.done(RunMessage::Saved(is_ours));
        };
        self.pen_tasks.spawn(write.instrument(self.span()));
    }

    pub(super) fn saved(&mut self, run: &ActorRef<RunMessage>, is_ours: bool) {
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

    pub(super) fn release_when_idle(&mut self, run: &ActorRef<RunMessage>) {
        let is_busy = self.lives > 0 || self.in_flight.is_some() || self.is_saving || !self.waiting.is_empty();
        if is_busy || self.phase == Phase::Ending {
            return;
        }
        self.phase = Phase::Ending;
        let claims = Arc::clone(&self.telling.context.store.claims);
        let (story, epoch, work, run) = (self.story.id, self.epoch, self.work.clone(), run.clone());
        let write = async move {
            let report = PenGuard::new(run);
            if let Err(error) = claims.release(story, epoch, &work).await {
                tracing::warn!(story.id = %story, %error, "a story could not be given up; its next claim counts a start");
            }
            report.done(RunMessage::Released);
        };
        self.pen_tasks.spawn(write.instrument(self.span()));
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
