//! What a run does with its pen: one append in flight, all that waits behind it written together, and the work saved
//! beside the log or alone.

use std::collections::VecDeque;
use std::sync::Arc;

use ractor::ActorRef;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tracing::Instrument;

use super::durable;
use super::fenced_log::FencedLog;
use super::progress;
use crate::actors::run::message::{Ending, RunMessage};
use crate::actors::run::stop::Unwritable;
use crate::actors::run::telling::Telling;
use crate::backends::store::Appended;
use crate::domain::{Event, Record};

/// The only writer of a story's log.
pub struct LogWriter {
    telling: Arc<Telling>,
    run: ActorRef<RunMessage>,
    pen: PenState,
    waiting: VecDeque<(Event, Option<oneshot::Sender<()>>)>,
    has_unsaved_work: bool,
    /// Who waits until the calls of now are saved.
    unrecorded: Vec<oneshot::Sender<()>>,
    tasks: JoinSet<()>,
}

/// What the pen does now.
enum PenState {
    Free,
    /// Records are on their way into the log.
    Appending {
        records: Vec<Record>,
        /// Who waits for them, and for the work that is saved with them.
        waiters: Vec<oneshot::Sender<()>>,
    },
    /// The work is being saved alone; whoever waits for that is told.
    Saving(Vec<oneshot::Sender<()>>),
    /// The story is being given up.
    Releasing,
}

impl LogWriter {
    pub fn new(telling: Arc<Telling>, run: ActorRef<RunMessage>) -> Self {
        let (pen, waiting, unrecorded) = (PenState::Free, VecDeque::new(), Vec::new());
        Self { telling, run, pen, waiting, has_unsaved_work: false, unrecorded, tasks: JoinSet::new() }
    }

    /// Whether nothing is on its way, and nothing waits.
    pub fn is_idle(&self) -> bool {
        matches!(self.pen, PenState::Free) && self.waiting.is_empty()
    }

    /// Queues an event behind the append in flight.
    pub fn write(&mut self, log: &mut FencedLog, event: Event, written: Option<oneshot::Sender<()>>) {
        self.waiting.push_back((event, written));
        self.flush(log);
    }

    /// Forgets what waits: a last event comes instead, and no call is sent any more.
    pub fn forget_waiting(&mut self) {
        self.waiting.clear();
        self.unrecorded.clear();
    }

    /// Calls may be sent once the work of now is saved: with the next append, or alone.
    pub fn record(&mut self, recorded: oneshot::Sender<()>) {
        self.unrecorded.push(recorded);
        self.has_unsaved_work = true;
    }

    /// The work has changed: it goes with the next append, or is saved alone.
    pub fn work_changed(&mut self) {
        self.has_unsaved_work = true;
    }

    /// Writes what waits, else saves what is unsaved, unless the pen is busy.
    pub fn flush(&mut self, log: &mut FencedLog) {
        if !matches!(self.pen, PenState::Free) {
            return;
        }
        if !self.waiting.is_empty() {
            self.append(log);
        } else if self.has_unsaved_work {
            self.save(log);
        }
    }

    fn append(&mut self, log: &mut FencedLog) {
        let (events, waiters): (Vec<_>, Vec<_>) = self.waiting.drain(..).unzip();
        self.has_unsaved_work = false;
        let append = log.append(events.into_iter(), self.telling.context.claimant.node);
        let waiters = waiters.into_iter().flatten().chain(self.unrecorded.drain(..)).collect();
        self.pen = PenState::Appending { records: append.records.clone(), waiters };
        let context = Arc::clone(&self.telling.context);
        self.spawn(async move { RunMessage::Appended(durable::append(&context, append).await) });
    }

    fn save(&mut self, log: &FencedLog) {
        self.has_unsaved_work = false;
        self.pen = PenState::Saving(std::mem::take(&mut self.unrecorded));
        let context = Arc::clone(&self.telling.context);
        let (story, epoch, work) = (log.story.id, log.epoch(), log.work.clone());
        self.spawn(async move { RunMessage::Saved(durable::save_work(&context, story, epoch, &work).await) });
    }

    /// Gives the story up, so that its next claim counts no start.
    pub fn release(&mut self, log: &FencedLog) {
        debug_assert!(self.is_idle(), "a story is given up after all that is on its way");
        self.pen = PenState::Releasing;
        let context = Arc::clone(&self.telling.context);
        let (story, epoch, work) = (log.story.id, log.epoch(), log.work.clone());
        self.spawn(async move {
            durable::release(&context, story, epoch, &work).await;
            RunMessage::Released
        });
    }

    /// The append in flight has ended: whoever reads or waits is told. An error says how the run ends.
    pub fn appended(&mut self, log: &mut FencedLog, appended: Result<Appended, Unwritable>) -> Result<(), Ending> {
        let PenState::Appending { records, waiters } = std::mem::replace(&mut self.pen, PenState::Free) else {
            panic!("an append ended that was not in flight");
        };
        let appended = appended?;
        if appended != Appended::Done {
            tracing::info!(?appended, "the pen is another run's");
            return Err(Ending::Fenced);
        }
        log.written(&records);
        let context = &self.telling.context;
        context.hub.publish(log.story.id, &records);
        context.outbox.wake();
        progress::report(&log.story, &records);
        self.telling.note(&records);
        tell(waiters);
        Ok(())
    }

    /// The work was saved alone. An error says how the run ends.
    pub fn saved(&mut self, is_ours: Result<bool, Unwritable>) -> Result<(), Ending> {
        let PenState::Saving(waiters) = std::mem::replace(&mut self.pen, PenState::Free) else {
            panic!("a saving ended that was not begun");
        };
        if !is_ours? {
            return Err(Ending::Fenced);
        }
        tell(waiters);
        Ok(())
    }

    /// Makes room for what comes.
    pub fn reap(&mut self) {
        while self.tasks.try_join_next().is_some() {}
    }

    /// Ends what is on its way.
    pub async fn shutdown(&mut self) {
        self.tasks.shutdown().await;
    }

    fn spawn(&mut self, write: impl Future<Output = RunMessage> + Send + 'static) {
        let guard = PenGuard { run: self.run.clone(), answer: Some(RunMessage::PenBroken) };
        let write = async move { guard.done(write.await) };
        self.tasks.spawn(write.instrument(self.telling.span()));
    }
}

fn tell(waiters: Vec<oneshot::Sender<()>>) {
    for waiter in waiters {
        // an error says that the task has ended
        let _ = waiter.send(());
    }
}

/// Tells the run how a write ended; also when it panicked, so that the run does not wait for ever for an answer.
struct PenGuard {
    run: ActorRef<RunMessage>,
    answer: Option<RunMessage>,
}

impl PenGuard {
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
