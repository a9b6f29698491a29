//! What the dispatch stage knows and decides: which stories wait, are claimed, run, or rest.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use metrics::{counter, gauge};
use ractor::{Actor, ActorId, ActorRef};
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use tokio::task::JoinSet;

use super::claim::{arguments, pending, survived};
use super::message::{DispatchArguments, DispatchMessage, Pending};
use super::run_queue::{Next, RunQueue, Running, Standing};
use super::sweep::{Sweep, every_open};
use crate::actors::run::{Ending, Purpose, RunArguments, RunMessage, StoryRun};
use crate::backends::store::{Claimed, OpenStory, StoreError};
use crate::domain::StoryId;
use crate::flow::backoff::Backoff;
use crate::metrics::{RESTARTS, STORIES, label};

/// A run that was lost, or a claim that failed, waits before the next attempt.
const RETRY: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(30));

/// What the actor knows; all of it can be found again.
pub struct DispatchState {
    with: DispatchArguments,
    queue: RunQueue,
    by_actor: HashMap<ActorId, StoryId>,
    backoffs: HashMap<StoryId, Backoff>,
    sweep: Sweep,
    /// Stories that are being claimed, and about which an intent was found meanwhile.
    unheard: HashSet<StoryId>,
    drained: Option<oneshot::Sender<()>>,
    is_draining: bool,
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
            sweep: Sweep::default(),
            unheard: HashSet::new(),
            drained: None,
            is_draining: false,
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

    /// After every message: tells as many stories as there is room for.
    pub(super) async fn go_on(&mut self, myself: &ActorRef<DispatchMessage>) {
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

    pub(super) fn accepted(&mut self, story: StoryId, slot: OwnedSemaphorePermit) {
        if !self.is_draining {
            let (epoch, was_orphaned, purpose) = (0, false, Purpose::Tell);
            self.queue.enter(Pending { story, epoch, was_orphaned, purpose, _slot: Some(slot) });
        }
    }

    pub(super) fn intended(&mut self, story: StoryId, myself: &ActorRef<DispatchMessage>) {
        if matches!(self.queue.standing(story), Some(Standing::Running(_))) {
            return self.cancel_run(story);
        }
        self.sweep(myself);
    }

    fn cancel_run(&mut self, story: StoryId) {
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

    pub(super) fn tell_all(&mut self, message: impl Fn() -> RunMessage) {
        for running in self.queue.runs() {
            // an error says that the run has ended
            let _ = running.run.cast(message());
        }
    }

    pub(super) fn sweep(&mut self, myself: &ActorRef<DispatchMessage>) {
        if self.sweep.is_running || self.is_draining {
            self.sweep.again = self.sweep.is_running;
            return;
        }
        self.sweep.is_running = true;
        self.sweep.moved.clear();
        let claims = Arc::clone(&self.with.context.store.claims);
        let myself = myself.clone();
        self.tasks.spawn(async move {
            let found = survived(every_open(&*claims)).await;
            // an error says that the node is stopping
            let _ = myself.cast(DispatchMessage::Swept(found));
        });
    }

    pub(super) async fn swept(
        &mut self,
        found: Result<Vec<OpenStory>, StoreError>,
        myself: &ActorRef<DispatchMessage>,
    ) {
        self.sweep.is_running = false;
        let open = match found {
            Ok(open) if !self.is_draining => open,
            Ok(_) => return,
            Err(error) => return tracing::warn!(%error, "the store can't say which stories are open; waiting"),
        };
        let moved = std::mem::take(&mut self.sweep.moved);
        for story in open.into_iter().filter(|story| !story.ended) {
            let is_free = matches!(self.queue.standing(story.story_id), None | Some(Standing::Cooling));
            if is_free && moved.contains(&story.story_id) {
                // what was seen of it is old: another sweep sees it as it is
                self.sweep.again |= story.intent.is_some();
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
        if std::mem::take(&mut self.sweep.again) {
            self.sweep(myself);
        }
    }

    /// A story without a run is claimed at once for its intent alone, outside the limit of stories.
    async fn carry_out_intent(&mut self, story: &OpenStory, myself: &ActorRef<DispatchMessage>) {
        let id = story.story_id;
        match self.queue.standing(id) {
            Some(Standing::Running(_)) => self.cancel_run(id),
            // the claim may have looked too early to find the intent
            Some(Standing::Claiming(_)) => {
                self.unheard.insert(id);
            }
            Some(Standing::Suspect(_)) => {
                if let Some(Standing::Suspect(mut arguments)) = self.queue.take(id) {
                    arguments.purpose = Purpose::Cancel;
                    self.run(id, *arguments, myself).await;
                }
            }
            Some(Standing::Waiting | Standing::Cooling) | None => {
                self.claim(pending(story, Purpose::Cancel, None), myself);
            }
        }
    }

    fn claim(&mut self, pending: Pending, myself: &ActorRef<DispatchMessage>) {
        self.queue.put(pending.story, Standing::Claiming(pending.purpose));
        let context = Arc::clone(&self.with.context);
        let myself = myself.clone();
        self.tasks.spawn(async move {
            let result = survived(context.store.claims.claim(pending.story, pending.epoch, context.claimant)).await;
            // an error says that the node is stopping
            let _ = myself.cast(DispatchMessage::Claimed(pending, result));
        });
    }

    pub(super) async fn claimed(
        &mut self,
        pending: Pending,
        result: Result<Option<Claimed>, StoreError>,
        myself: &ActorRef<DispatchMessage>,
    ) {
        let story = pending.story;
        self.queue.take(story);
        self.sweep.moved.insert(story);
        if self.unheard.remove(&story) {
            self.sweep(myself);
        }
        match result {
            Ok(Some(claimed)) => {
                let arguments = arguments(&self.with.context, &pending, claimed);
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
        let (epoch, work) = (arguments.claimed.epoch, arguments.claimed.work.clone());
        match StoryRun::spawn_linked(None, StoryRun, arguments, myself.get_cell()).await {
            Ok((run, _)) => {
                self.by_actor.insert(run.get_id(), story);
                if self.is_draining {
                    // an error says that the run has ended
                    let _ = run.cast(RunMessage::Drain);
                }
                self.queue.put(story, Standing::Running(Running { run, purpose, is_unwanted }));
            }
            Err(error) => {
                tracing::error!(story.id = %story, %error, "a run could not be started; its story is claimed again");
                self.queue.clear(story);
                // what counts against the story was to be saved by its run
                let log = Arc::clone(&self.with.context.store.log);
                self.tasks.spawn(async move {
                    if let Err(error) = log.save_work(story, epoch, &work).await {
                        tracing::warn!(story.id = %story, %error, "a start that failed could not be counted");
                    }
                });
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
        self.sweep.moved.insert(story);
        self.with.context.hub.run_ended(story);
        self.queue.clear(story);
        match ending {
            Some(Ending::Ended) => {
                self.backoffs.remove(&story);
                if matches!(standing, Some(Standing::Running(Running { is_unwanted: true, .. }))) {
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
        true
    }

    /// A suspect's log grew.
    pub(super) fn cleared(&mut self, story: StoryId) {
        self.queue.clear(story);
    }

    /// Lets a story rest before it is claimed again. A claim whose outcome is unknown is made again as it was: the
    /// store answers it as it did, so that a lost answer is no crash.
    fn cool(&mut self, story: StoryId, pending: Option<Pending>, myself: &ActorRef<DispatchMessage>) {
        let wait = self.backoffs.entry(story).or_insert_with(|| Backoff::new(RETRY.0, RETRY.1)).next_wait();
        self.queue.put(story, Standing::Cooling);
        let myself = myself.clone();
        self.tasks.spawn(async move {
            tokio::time::sleep(wait).await;
            // an error says that the node is stopping
            let _ = myself.cast(DispatchMessage::Cooled(story, pending));
        });
    }

    pub(super) fn cooled(&mut self, story: StoryId, pending: Option<Pending>, myself: &ActorRef<DispatchMessage>) {
        if !matches!(self.queue.standing(story), Some(Standing::Cooling)) {
            return;
        }
        self.queue.take(story);
        match pending {
            Some(pending) if !self.is_draining => self.queue.enter(pending),
            _ => self.sweep(myself),
        }
    }

    /// A story that is being claimed is given up once it is ours, so that its next claim counts no start; so is a
    /// suspect that waits for its turn.
    pub(super) async fn drain(&mut self, drained: oneshot::Sender<()>, myself: &ActorRef<DispatchMessage>) {
        self.is_draining = true;
        self.drained = Some(drained);
        self.tell_all(|| RunMessage::Drain);
        for (story, arguments) in self.queue.close() {
            self.run(story, *arguments, myself).await;
        }
    }
}
