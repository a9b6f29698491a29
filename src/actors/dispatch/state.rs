//! What the dispatch stage knows and decides: which stories wait, are claimed, run, or rest.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;

use metrics::{counter, gauge};
use ractor::{Actor, ActorId, ActorRef};
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use tokio::task::JoinSet;

use super::claim::accepted;
use super::message::{DispatchArguments, DispatchMessage};
use super::run_queue::{RunQueue, Running, Standing};
use super::sweep::Sweep;
use crate::actors::run::{Ending, Purpose, RunArguments, RunMessage, StoryRun};
use crate::domain::StoryId;
use crate::flow::backoff::Backoff;
use crate::metrics::{RESTARTS, STORIES, label};

/// What the actor knows; all of it can be found again.
pub struct DispatchState {
    pub(super) with: DispatchArguments,
    pub(super) queue: RunQueue,
    by_actor: HashMap<ActorId, StoryId>,
    pub(super) backoffs: HashMap<StoryId, Backoff>,
    /// Claims of a story that failed by their own fault, since the last that did not.
    pub(super) lost_claims: HashMap<StoryId, u32>,
    pub(super) sweep: Sweep,
    /// Stories that are being claimed, and about which an intent was found meanwhile.
    pub(super) unheard: HashSet<StoryId>,
    drained: Option<oneshot::Sender<()>>,
    tasks: JoinSet<()>,
}

impl DispatchState {
    /// Knows nothing yet. `tasks` are ended with the actor.
    pub(super) fn new(with: DispatchArguments, tasks: JoinSet<()>) -> Self {
        Self {
            with,
            queue: RunQueue::default(),
            by_actor: HashMap::new(),
            backoffs: HashMap::new(),
            lost_claims: HashMap::new(),
            sweep: Sweep::default(),
            unheard: HashSet::new(),
            drained: None,
            tasks,
        }
    }

    /// Makes room for what comes.
    pub(super) fn reap(&mut self) {
        while self.tasks.try_join_next().is_some() {}
    }

    /// Ends what is on its way.
    pub(super) async fn shutdown(&mut self) {
        self.tasks.shutdown().await;
    }

    /// Something that takes a while, and then tells this actor what came of it.
    pub(super) fn spawn(
        &mut self,
        myself: &ActorRef<DispatchMessage>,
        task: impl Future<Output = DispatchMessage> + Send + 'static,
    ) {
        let myself = myself.clone();
        self.tasks.spawn(async move {
            let message = task.await;
            // an error says that the node is stopping
            let _ = myself.cast(message);
        });
    }

    /// Whether nothing new is begun any more; the flag outlives this actor.
    pub(super) fn is_draining(&self) -> bool {
        self.with.draining.load(Ordering::Relaxed)
    }

    /// What every run was told that began before this one.
    fn told_before(&self) -> Option<RunMessage> {
        if self.with.giving_up.load(Ordering::Relaxed) {
            return Some(RunMessage::GiveUp);
        }
        self.is_draining().then_some(RunMessage::Drain)
    }

    /// After every message: tells as many stories as there is room for.
    pub(super) fn go_on(&mut self, myself: &ActorRef<DispatchMessage>) {
        let up = self.with.up_since.elapsed();
        let mut room = self.with.limit.saturating_sub(self.queue.counts().told);
        while room > 0
            && !self.is_draining()
            && let Some(pending) = self.queue.next(up, self.with.limit)
        {
            self.claim(pending, myself);
            room -= 1;
        }
        let counts = self.queue.counts();
        if counts.busy == 0
            && let Some(drained) = self.drained.take()
        {
            // an error says that nobody waits any more
            let _ = drained.send(());
        }
        #[expect(clippy::cast_precision_loss, reason = "a gauge of small counts")]
        let (waiting, running) = (counts.waiting as f64, counts.running as f64);
        gauge!(STORIES, label::STATE => "queued").set(waiting);
        gauge!(STORIES, label::STATE => "running").set(running);
    }

    pub(super) fn accepted(&mut self, story: StoryId, slot: OwnedSemaphorePermit) {
        if !self.is_draining() {
            self.queue.enter(accepted(story, slot));
        }
    }

    pub(super) fn intended(&mut self, story: StoryId, myself: &ActorRef<DispatchMessage>) {
        if matches!(self.queue.standing(story), Some(Standing::Running(_))) {
            return self.cancel_run(story);
        }
        self.sweep(myself);
    }

    pub(super) fn cancel_run(&mut self, story: StoryId) {
        if let Some(Standing::Running(running)) = self.queue.standing(story) {
            running.is_unwanted = true;
        }
        self.tell_run(story, RunMessage::Cancel);
    }

    pub(super) fn tell_run(&mut self, story: StoryId, message: RunMessage) {
        if let Some(Standing::Running(running)) = self.queue.standing(story) {
            // an error says that the run has ended
            let _ = running.run.cast(message);
        }
    }

    pub(super) fn tell_all(&self, message: impl Fn() -> RunMessage) {
        for running in self.queue.runs() {
            // an error says that the run has ended
            let _ = running.run.cast(message());
        }
    }

    pub(super) async fn run(
        &mut self,
        story: StoryId,
        mut arguments: RunArguments,
        myself: &ActorRef<DispatchMessage>,
    ) {
        if self.queue.has_turn(story) {
            let supervisor = myself.clone();
            arguments.on_growth = Some(Box::new(move || {
                // an error says that the node is stopping
                let _ = supervisor.cast(DispatchMessage::Cleared(story));
            }));
        }
        let (purpose, epoch) = (arguments.purpose, arguments.claimed.epoch);
        let is_unwanted = purpose == Purpose::Cancel;
        match StoryRun::spawn_linked(None, StoryRun, arguments, myself.get_cell()).await {
            Ok((run, _)) => {
                self.by_actor.insert(run.get_id(), story);
                if let Some(late) = self.told_before() {
                    // an error says that the run has ended
                    let _ = run.cast(late);
                }
                self.queue.put(story, Standing::Running(Running { run, epoch, purpose, is_unwanted }));
            }
            Err(error) => {
                tracing::error!(story.id = %story, %error, "a run could not be started; its story is claimed again");
                self.queue.end_turn(story);
                self.cool(story, None, myself);
            }
        }
    }

    /// `false`: it was no run of this actor's.
    pub(super) fn run_ended(
        &mut self,
        actor: ActorId,
        ending: Option<Ending>,
        myself: &ActorRef<DispatchMessage>,
    ) -> bool {
        let Some(story) = self.by_actor.remove(&actor) else { return false };
        let standing = self.queue.take(story);
        let Some(Standing::Running(running)) = standing else { panic!("a run ended whose story was not running") };
        self.sweep.moved.insert(story);
        self.with.context.hub.run_ended(story);
        self.queue.end_turn(story);
        match ending {
            Some(Ending::Ended) => {
                self.backoffs.remove(&story);
                if running.is_unwanted {
                    self.with.erasing.notify_one();
                }
            }
            Some(Ending::Released) => {}
            Some(Ending::Fenced) => self.cool(story, None, myself),
            Some(Ending::Damaged) => self.close(story, running.epoch, myself),
            Some(Ending::Newer) => self.leave(story),
            None => {
                counter!(RESTARTS, label::ACTOR => "run", label::CAUSE => "panic").increment(1);
                tracing::error!(story.id = %story, "a run was lost; its story is claimed again");
                self.cool(story, None, myself);
            }
        }
        true
    }

    /// The log of a story in a narrow circle grew: it is like any other.
    pub(super) fn cleared(&mut self, story: StoryId) {
        self.queue.end_turn(story);
    }

    /// A story that is being claimed is given up once it is ours, so that its next claim counts no start.
    pub(super) fn drain(&mut self, drained: oneshot::Sender<()>) {
        self.drained = Some(drained);
        self.tell_all(|| RunMessage::Drain);
        self.queue.close();
    }
}
