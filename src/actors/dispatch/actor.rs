//! [`RunSupervisor`]: the actor that claims stories and starts, tells and ends their runs. Its calls to the store are
//! tasks in its state, which report to it by message, whatever becomes of them.

use std::collections::{HashMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use metrics::{counter, gauge};
use ractor::{Actor, ActorId, ActorProcessingErr, ActorRef, SupervisionEvent};
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use tokio::task::JoinSet;

use super::message::{DispatchArguments, DispatchMessage, Pending};
use crate::actors::dispatch::run_queue::{Next, RunQueue, Running, Stage};
use crate::actors::measure::model_call::Cause;
use crate::actors::run::{Ending, Purpose, RunArguments, RunMessage, StoryRun};
use crate::backends::store::{Claimed, Claims, OpenStory, StoreError};
use crate::domain::StoryId;
use crate::flow::backoff::Backoff;
use crate::metrics::{RESTARTS, STORIES, label};

/// How often the store is asked for stories that nobody told this actor of.
const SWEEP_EVERY: Duration = Duration::from_secs(5);
/// Rows of one page of the sweep.
const PAGE: usize = 500;
/// A run that was lost, or a claim that failed, waits before the next try.
const RETRY: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(30));

/// The actor.
pub struct RunSupervisor;

/// What it knows; all of it can be found again.
pub struct StoryState {
    with: DispatchArguments,
    queue: RunQueue,
    by_actor: HashMap<ActorId, StoryId>,
    backoffs: HashMap<StoryId, Backoff>,
    is_sweeping: bool,
    /// Asked for while one runs, which may have looked too early.
    sweep_again: bool,
    /// Stories that were claimed, or whose runs ended, since the sweep began.
    moved: HashSet<StoryId>,
    /// Stories that are being claimed, and about which an intent was found meanwhile.
    unheard: HashSet<StoryId>,
    drained: Option<oneshot::Sender<()>>,
    is_draining: bool,
    tasks: JoinSet<()>,
}

impl Actor for RunSupervisor {
    type Msg = DispatchMessage;
    type State = StoryState;
    type Arguments = DispatchArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<DispatchMessage>,
        arguments: DispatchArguments,
    ) -> Result<StoryState, ActorProcessingErr> {
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut ticks = tokio::time::interval(SWEEP_EVERY);
            loop {
                ticks.tick().await;
                if myself.cast(DispatchMessage::Sweep).is_err() {
                    return;
                }
            }
        });
        Ok(StoryState {
            with: arguments,
            queue: RunQueue::default(),
            by_actor: HashMap::new(),
            backoffs: HashMap::new(),
            is_sweeping: false,
            sweep_again: false,
            moved: HashSet::new(),
            unheard: HashSet::new(),
            drained: None,
            is_draining: false,
            tasks,
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<DispatchMessage>,
        message: DispatchMessage,
        state: &mut StoryState,
    ) -> Result<(), ActorProcessingErr> {
        while state.tasks.try_join_next().is_some() {}
        match message {
            DispatchMessage::Queued(story, slot) => state.accepted(story, slot),
            DispatchMessage::Intended(story) => state.wished(story, &myself),
            DispatchMessage::ReaderAt(story, scene) => state.tell_run(story, RunMessage::ReaderAt(scene)),
            DispatchMessage::Sweep => state.sweep(&myself),
            DispatchMessage::Swept(found) => state.swept(found, &myself).await,
            DispatchMessage::Claimed(pending, result) => state.claimed(pending, result, &myself).await,
            DispatchMessage::Cooled(story, pending) => state.cooled(story, pending, &myself),
            DispatchMessage::Cleared(story) => state.queue.clear(story),
            DispatchMessage::Drain(drained) => state.drain(drained, &myself).await,
            DispatchMessage::GiveUp => state.tell_all(|| RunMessage::GiveUp),
        }
        state.go_on(&myself).await;
        Ok(())
    }

    async fn post_stop(
        &self,
        _myself: ActorRef<DispatchMessage>,
        state: &mut StoryState,
    ) -> Result<(), ActorProcessingErr> {
        state.tasks.shutdown().await;
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        myself: ActorRef<DispatchMessage>,
        event: SupervisionEvent,
        state: &mut StoryState,
    ) -> Result<(), ActorProcessingErr> {
        let (actor, ending) = match event {
            SupervisionEvent::ActorTerminated(actor, _, reason) => {
                (actor, reason.and_then(|text| Ending::parse(&text)))
            }
            SupervisionEvent::ActorFailed(actor, _) => (actor, None),
            _ => return Ok(()),
        };
        let Some(story) = state.by_actor.remove(&actor.get_id()) else { return Ok(()) };
        state.run_ended(story, ending, &myself);
        state.go_on(&myself).await;
        Ok(())
    }
}

impl StoryState {
    /// After every message: tells as many stories as there is room for.
    async fn go_on(&mut self, myself: &ActorRef<DispatchMessage>) {
        let mut room = self.with.limit.saturating_sub(self.queue.tally().told);
        while room > 0 && !self.is_draining {
            match self.queue.next() {
                Some(Next::Claim(pending)) => self.claim(pending, myself),
                Some(Next::Run(story, arguments)) => self.run_suspect(story, *arguments, myself).await,
                None => break,
            }
            room -= 1;
        }
        let tally = self.queue.tally();
        if tally.busy == 0
            && let Some(drained) = self.drained.take()
        {
            // an error says that nobody waits any more
            let _ = drained.send(());
        }
        #[expect(clippy::cast_precision_loss, reason = "a gauge of small counts")]
        let (waiting, running) = (tally.waiting as f64, tally.running as f64);
        gauge!(STORIES, label::STATE => "queued").set(waiting);
        gauge!(STORIES, label::STATE => "running").set(running);
    }

    fn accepted(&mut self, story: StoryId, slot: OwnedSemaphorePermit) {
        if !self.is_draining {
            let (epoch, was_orphaned, purpose) = (0, false, Purpose::Tell);
            self.queue.enter(Pending { story, epoch, was_orphaned, purpose, _slot: Some(slot) });
        }
    }

    fn wished(&mut self, story: StoryId, myself: &ActorRef<DispatchMessage>) {
        if matches!(self.queue.stage(story), Some(Stage::Running(_))) {
            return self.cancel_run(story);
        }
        self.sweep(myself);
    }

    fn cancel_run(&mut self, story: StoryId) {
        if let Some(Stage::Running(running)) = self.queue.stage(story) {
            running.is_unwanted = true;
        }
        self.tell_run(story, RunMessage::Cancel);
    }

    fn tell_run(&mut self, story: StoryId, message: RunMessage) {
        if let Some(Stage::Running(running)) = self.queue.stage(story) {
            // an error says that the run has ended
            let _ = running.run.cast(message);
        }
    }

    fn tell_all(&mut self, message: impl Fn() -> RunMessage) {
        for running in self.queue.runs() {
            // an error says that the run has ended
            let _ = running.run.cast(message());
        }
    }

    fn sweep(&mut self, myself: &ActorRef<DispatchMessage>) {
        if self.is_sweeping || self.is_draining {
            self.sweep_again = self.is_sweeping;
            return;
        }
        self.is_sweeping = true;
        self.moved.clear();
        let claims = Arc::clone(&self.with.context.store.claims);
        let myself = myself.clone();
        self.tasks.spawn(async move {
            let found = survived(every_open(&*claims)).await;
            // an error says that the node is stopping
            let _ = myself.cast(DispatchMessage::Swept(found));
        });
    }

    async fn swept(&mut self, found: Result<Vec<OpenStory>, StoreError>, myself: &ActorRef<DispatchMessage>) {
        self.is_sweeping = false;
        let open = match found {
            Ok(open) if !self.is_draining => open,
            Ok(_) => return,
            Err(error) => return tracing::warn!(%error, "the store can't say which stories are open; waiting"),
        };
        let moved = std::mem::take(&mut self.moved);
        for story in open.into_iter().filter(|story| !story.ended) {
            let is_free = matches!(self.queue.stage(story.story_id), None | Some(Stage::Cooling));
            if is_free && moved.contains(&story.story_id) {
                // what was seen of it is old: another sweep sees it as it is
                self.sweep_again |= story.intent.is_some();
                continue;
            }
            let node = self.with.context.claimant.node;
            let is_ours = story.claimant.is_none_or(|claimant| claimant.node == node);
            if story.intent.is_some() {
                self.carry_out_intent(&story, myself).await;
            } else if is_ours {
                let slot = Arc::clone(&self.with.queue_slots).try_acquire_owned().ok();
                self.queue.enter(pending(&story, Purpose::Tell, slot));
            }
        }
        if std::mem::take(&mut self.sweep_again) {
            self.sweep(myself);
        }
    }

    /// A story without a run is claimed at once for its intent alone, outside the limit of stories.
    async fn carry_out_intent(&mut self, story: &OpenStory, myself: &ActorRef<DispatchMessage>) {
        let id = story.story_id;
        match self.queue.stage(id) {
            Some(Stage::Running(_)) => self.cancel_run(id),
            // the claim may have looked too early to find the intent
            Some(Stage::Claiming(_)) => {
                self.unheard.insert(id);
            }
            Some(Stage::Suspect(_)) => {
                if let Some(Stage::Suspect(mut arguments)) = self.queue.take(id) {
                    arguments.purpose = Purpose::Cancel;
                    self.run(id, *arguments, myself).await;
                }
            }
            Some(Stage::Waiting | Stage::Cooling) | None => self.claim(pending(story, Purpose::Cancel, None), myself),
        }
    }

    fn claim(&mut self, pending: Pending, myself: &ActorRef<DispatchMessage>) {
        self.queue.put(pending.story, Stage::Claiming(pending.purpose));
        let context = Arc::clone(&self.with.context);
        let myself = myself.clone();
        self.tasks.spawn(async move {
            let result = survived(context.store.claims.claim(pending.story, pending.epoch, context.claimant)).await;
            // an error says that the node is stopping
            let _ = myself.cast(DispatchMessage::Claimed(pending, result));
        });
    }

    async fn claimed(
        &mut self,
        pending: Pending,
        result: Result<Option<Claimed>, StoreError>,
        myself: &ActorRef<DispatchMessage>,
    ) {
        let story = pending.story;
        self.queue.take(story);
        self.moved.insert(story);
        if self.unheard.remove(&story) {
            self.sweep(myself);
        }
        match result {
            Ok(Some(claimed)) => {
                let arguments = self.arguments(&pending, claimed);
                let is_suspect = arguments.claimed.work.starts > 0 && arguments.purpose == Purpose::Tell;
                // a node that drains runs it at once, only to give it up
                if !is_suspect || self.is_draining {
                    self.queue.clear(story);
                    self.run(story, arguments, myself).await;
                } else if let Some(arguments) = self.queue.suspect(story, Box::new(arguments)) {
                    self.run_suspect(story, *arguments, myself).await;
                }
            }
            // somebody else was faster, or it is gone: the next sweep sees
            Ok(None) => {
                self.backoffs.remove(&story);
                self.queue.clear(story);
            }
            Err(error) => {
                tracing::warn!(story.id = %story, %error, "a story can't be claimed now; waiting");
                self.queue.clear(story);
                self.cool(story, Some(pending), myself);
            }
        }
    }

    /// Counts a start against a story whose last owner died with it, and decides why it runs now.
    fn arguments(&self, pending: &Pending, mut claimed: Claimed) -> RunArguments {
        let head = claimed.log.last().map_or(0, |record| record.seq);
        if pending.was_orphaned {
            let is_stuck = claimed.work.starts_at == head;
            claimed.work.starts = if is_stuck { claimed.work.starts + 1 } else { 1 };
            claimed.work.starts_at = head;
        }
        let is_poisoned = claimed.work.starts >= self.with.context.options.starts;
        let purpose = match pending.purpose {
            Purpose::Tell if claimed.intent.is_some() => Purpose::Cancel,
            Purpose::Tell if is_poisoned => Purpose::Fail,
            purpose => purpose,
        };
        let again = match head {
            _ if pending.was_orphaned => Cause::AfterCrash,
            0..=1 => Cause::First,
            _ => Cause::AfterRelease,
        };
        RunArguments { context: Arc::clone(&self.with.context), claimed, purpose, again, on_growth: None }
    }

    async fn run_suspect(&mut self, story: StoryId, mut arguments: RunArguments, myself: &ActorRef<DispatchMessage>) {
        let supervisor = myself.clone();
        arguments.on_growth = Some(Box::new(move || {
            // an error says that the node is stopping
            let _ = supervisor.cast(DispatchMessage::Cleared(story));
        }));
        self.run(story, arguments, myself).await;
    }

    async fn run(&mut self, story: StoryId, arguments: RunArguments, myself: &ActorRef<DispatchMessage>) {
        let purpose = arguments.purpose;
        let is_unwanted = purpose == Purpose::Cancel;
        match StoryRun::spawn_linked(None, StoryRun, arguments, myself.get_cell()).await {
            Ok((run, _)) => {
                self.by_actor.insert(run.get_id(), story);
                if self.is_draining {
                    // an error says that the run has ended
                    let _ = run.cast(RunMessage::Drain);
                }
                self.queue.put(story, Stage::Running(Running { run, purpose, is_unwanted }));
            }
            Err(error) => {
                tracing::error!(story.id = %story, %error, "a run could not be started");
                self.queue.clear(story);
                self.cool(story, None, myself);
            }
        }
    }

    fn run_ended(&mut self, story: StoryId, ending: Option<Ending>, myself: &ActorRef<DispatchMessage>) {
        let stage = self.queue.take(story);
        self.moved.insert(story);
        self.with.context.hub.run_ended(story);
        self.queue.clear(story);
        match ending {
            Some(Ending::Ended) => {
                self.backoffs.remove(&story);
                if matches!(stage, Some(Stage::Running(Running { is_unwanted: true, .. }))) {
                    self.with.erasing.notify_one();
                }
            }
            Some(Ending::Released) => {}
            Some(Ending::Fenced) => self.cool(story, None, myself),
            None => {
                counter!(RESTARTS, label::ACTOR => "run", label::CAUSE => "panic").increment(1);
                tracing::error!(story.id = %story, "a run was lost; its story is claimed again");
                self.cool(story, None, myself);
            }
        }
    }

    /// Lets a story rest before it is claimed again. A claim whose outcome is unknown is made again as it was: the store
    /// answers it as it did, so that a lost answer is no crash.
    fn cool(&mut self, story: StoryId, pending: Option<Pending>, myself: &ActorRef<DispatchMessage>) {
        let wait = self.backoffs.entry(story).or_insert_with(|| Backoff::new(RETRY.0, RETRY.1)).next_wait();
        self.queue.put(story, Stage::Cooling);
        let myself = myself.clone();
        self.tasks.spawn(async move {
            tokio::time::sleep(wait).await;
            // an error says that the node is stopping
            let _ = myself.cast(DispatchMessage::Cooled(story, pending));
        });
    }

    fn cooled(&mut self, story: StoryId, pending: Option<Pending>, myself: &ActorRef<DispatchMessage>) {
        if !matches!(self.queue.stage(story), Some(Stage::Cooling)) {
            return;
        }
        self.queue.take(story);
        match pending {
            Some(pending) if !self.is_draining => self.queue.enter(pending),
            _ => self.sweep(myself),
        }
    }

    /// A story that is being claimed is given up once it is ours, so that its next claim counts no start; so is a suspect
    /// that waits for its turn.
    async fn drain(&mut self, drained: oneshot::Sender<()>, myself: &ActorRef<DispatchMessage>) {
        self.is_draining = true;
        self.drained = Some(drained);
        self.tell_all(|| RunMessage::Drain);
        for (story, arguments) in self.queue.close() {
            self.run(story, *arguments, myself).await;
        }
    }
}

fn pending(story: &OpenStory, purpose: Purpose, slot: Option<OwnedSemaphorePermit>) -> Pending {
    let was_orphaned = story.claimant.is_some();
    Pending { story: story.story_id, epoch: story.epoch, was_orphaned, purpose, _slot: slot }
}

async fn every_open(claims: &dyn Claims) -> Result<Vec<OpenStory>, StoreError> {
    let mut all: Vec<OpenStory> = Vec::new();
    loop {
        let page = claims.open(all.last().map(|open| open.story_id), PAGE).await?;
        let is_last = page.len() < PAGE;
        all.extend(page);
        if is_last {
            return Ok(all);
        }
    }
}

/// A call that panics has failed: this actor waits for its answer.
async fn survived<T>(call: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    AssertUnwindSafe(call).catch_unwind().await.unwrap_or_else(|_| Err(StoreError::unavailable("the call panicked")))
}
