//! The story stage: claims queued and orphaned stories while there is room, and supervises their runs.
//!
//! The durable queue is the log: what this actor knows is found again by its sweep. A run that panics counts a start
//! against its story, which is then claimed anew after a back-off; a story with a counted start runs alone among such
//! stories, and fails after its budget.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use metrics::{counter, gauge};
use ractor::{Actor, ActorId, ActorProcessingErr, ActorRef, SupervisionEvent};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::task::JoinSet;

use super::backoff::Backoff;
use super::model_call::Cause;
use super::run::{Ending, Purpose, RunArguments, RunMessage, StoryRun};
use super::workshop::SharedWorkshop;
use crate::backends::store::{Claimed, OpenStory, StoreError};
use crate::domain::StoryId;
use crate::metrics::{RESTARTS, STORIES};

/// How often the store is asked for stories that nobody told this actor of.
const SWEEP_EVERY: Duration = Duration::from_secs(5);
/// Rows of one page of the sweep.
const PAGE: usize = 500;
/// A run that was lost, or a claim that failed, waits before the next try.
const RETRY: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(30));

/// What the actor is told.
pub enum StoryMessage {
    /// A story was accepted; the permit is its place in the node's queue.
    Queued(StoryId, OwnedSemaphorePermit),
    /// Somebody made a wish about a story.
    Wished(StoryId),
    /// A reader is at a scene.
    ReaderAt(StoryId, u32),
    /// Look into the store.
    Sweep,
    /// What the store said.
    Swept(Result<Vec<OpenStory>, StoreError>),
    /// A claim has ended.
    Claimed(Pending, Result<Option<Claimed>, StoreError>),
    /// A story may be claimed again.
    Cooled(StoryId),
    /// A suspect story's log grew.
    Cleared(StoryId),
    /// Begin nothing new; told when no story runs any more.
    Drain(oneshot::Sender<()>),
    /// Give every story up now.
    GiveUp,
}

/// A story that waits to be claimed.
pub struct Pending {
    story: StoryId,
    epoch: u64,
    /// Its last owner did not give it up.
    was_orphaned: bool,
    purpose: Purpose,
    /// Its place in the node's queue, where it came through the front door.
    _place: Option<OwnedSemaphorePermit>,
}

/// What the actor begins with.
#[derive(Clone)]
pub struct StoryArguments {
    /// What runs work with.
    pub workshop: SharedWorkshop,
    /// Stories told at once.
    pub limit: usize,
    /// The node's queue: stories that a sweep finds take places in it too, where there are any.
    pub places: Arc<Semaphore>,
}

/// The actor.
pub struct RunSupervisor;

/// What it knows; all of it can be found again.
pub struct StoryState {
    workshop: SharedWorkshop,
    limit: usize,
    queue: VecDeque<Pending>,
    queued: HashSet<StoryId>,
    claiming: HashMap<StoryId, Purpose>,
    running: HashMap<StoryId, Running>,
    by_actor: HashMap<ActorId, StoryId>,
    /// Claimed stories with counted starts, waiting for their turn to run alone.
    suspects: VecDeque<(StoryId, RunArguments)>,
    suspect: Option<StoryId>,
    cooling: HashMap<StoryId, Backoff>,
    is_cooling: HashSet<StoryId>,
    is_sweeping: bool,
    /// Asked for while one runs, which may have looked too early.
    sweep_again: bool,
    places: Arc<Semaphore>,
    drained: Option<oneshot::Sender<()>>,
    is_draining: bool,
    tasks: JoinSet<()>,
}

struct Running {
    run: ActorRef<RunMessage>,
    purpose: Purpose,
}

impl Actor for RunSupervisor {
    type Msg = StoryMessage;
    type State = StoryState;
    type Arguments = StoryArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<StoryMessage>,
        arguments: StoryArguments,
    ) -> Result<StoryState, ActorProcessingErr> {
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut ticks = tokio::time::interval(SWEEP_EVERY);
            loop {
                ticks.tick().await;
                if myself.cast(StoryMessage::Sweep).is_err() {
                    return;
                }
            }
        });
        Ok(StoryState {
            workshop: arguments.workshop,
            limit: arguments.limit,
            queue: VecDeque::new(),
            queued: HashSet::new(),
            claiming: HashMap::new(),
            running: HashMap::new(),
            by_actor: HashMap::new(),
            suspects: VecDeque::new(),
            suspect: None,
            cooling: HashMap::new(),
            is_cooling: HashSet::new(),
            is_sweeping: false,
            sweep_again: false,
            places: arguments.places,
            drained: None,
            is_draining: false,
            tasks,
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<StoryMessage>,
        message: StoryMessage,
        state: &mut StoryState,
    ) -> Result<(), ActorProcessingErr> {
        while state.tasks.try_join_next().is_some() {}
        match message {
            StoryMessage::Queued(story, place) => state.enqueue(story, 0, false, Some(place)),
            StoryMessage::Wished(story) => state.wished(story, &myself),
            StoryMessage::ReaderAt(story, scene) => state.tell_run(story, RunMessage::ReaderAt(scene)),
            StoryMessage::Sweep => state.sweep(&myself),
            StoryMessage::Swept(found) => state.swept(found, &myself),
            StoryMessage::Claimed(pending, result) => state.claimed(pending, result, &myself).await,
            StoryMessage::Cooled(story) => {
                state.is_cooling.remove(&story);
                state.sweep(&myself);
            }
            StoryMessage::Cleared(story) => {
                if state.suspect == Some(story) {
                    state.suspect = None;
                    state.run_next_suspect(&myself).await;
                }
            }
            StoryMessage::Drain(drained) => state.drain(drained),
            StoryMessage::GiveUp => state.tell_all(|| RunMessage::GiveUp),
        }
        state.claim_next(&myself);
        state.report();
        Ok(())
    }

    async fn post_stop(
        &self,
        _myself: ActorRef<StoryMessage>,
        state: &mut StoryState,
    ) -> Result<(), ActorProcessingErr> {
        state.tasks.shutdown().await;
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        myself: ActorRef<StoryMessage>,
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
        state.run_ended(story, ending, &myself).await;
        state.claim_next(&myself);
        state.report();
        Ok(())
    }
}

impl StoryState {
    fn enqueue(&mut self, story: StoryId, epoch: u64, was_orphaned: bool, place: Option<OwnedSemaphorePermit>) {
        let is_known = self.running.contains_key(&story)
            || self.claiming.contains_key(&story)
            || self.is_cooling.contains(&story)
            || self.suspects.iter().any(|(suspect, _)| *suspect == story);
        if !is_known && self.queued.insert(story) {
            let purpose = Purpose::Tell;
            self.queue.push_back(Pending { story, epoch, was_orphaned, purpose, _place: place });
        }
    }

    fn wished(&mut self, story: StoryId, myself: &ActorRef<StoryMessage>) {
        if self.running.contains_key(&story) {
            return self.tell_run(story, RunMessage::Cancel);
        }
        self.sweep(myself);
    }

    fn tell_run(&self, story: StoryId, message: RunMessage) {
        if let Some(running) = self.running.get(&story) {
            // an error says that the run has ended
            let _ = running.run.cast(message);
        }
    }

    fn tell_all(&self, message: impl Fn() -> RunMessage) {
        for running in self.running.values() {
            // an error says that the run has ended
            let _ = running.run.cast(message());
        }
    }

    fn sweep(&mut self, myself: &ActorRef<StoryMessage>) {
        if self.is_sweeping || self.is_draining {
            self.sweep_again = self.is_sweeping;
            return;
        }
        self.is_sweeping = true;
        let stories = Arc::clone(&self.workshop.store.stories);
        let myself = myself.clone();
        self.tasks.spawn(async move {
            let found = async {
                let mut all: Vec<OpenStory> = Vec::new();
                loop {
                    let page = stories.open(all.last().map(|open| open.story_id), PAGE).await?;
                    let is_last = page.len() < PAGE;
                    all.extend(page);
                    if is_last {
                        return Ok(all);
                    }
                }
            };
            let _ = myself.cast(StoryMessage::Swept(found.await));
        });
    }

    fn swept(&mut self, found: Result<Vec<OpenStory>, StoreError>, myself: &ActorRef<StoryMessage>) {
        self.is_sweeping = false;
        let open = match found {
            Ok(open) => open,
            Err(error) => return tracing::warn!(%error, "the store can't say which stories are open; waiting"),
        };
        for story in open.into_iter().filter(|story| !story.ended) {
            let is_ours = story.node.is_none() || story.node == Some(self.workshop.node);
            if story.wish.is_some() {
                self.carry_out_wish(&story, myself);
            } else if is_ours {
                let place = Arc::clone(&self.places).try_acquire_owned().ok();
                self.enqueue(story.story_id, story.epoch, story.node.is_some(), place);
            }
        }
        if std::mem::take(&mut self.sweep_again) {
            self.sweep(myself);
        }
    }

    /// A story without a run is claimed at once for its wish alone, outside the limit of stories.
    fn carry_out_wish(&mut self, story: &OpenStory, myself: &ActorRef<StoryMessage>) {
        let id = story.story_id;
        if self.running.contains_key(&id) {
            return self.tell_run(id, RunMessage::Cancel);
        }
        if self.claiming.contains_key(&id) {
            return;
        }
        if self.queued.remove(&id) {
            self.queue.retain(|pending| pending.story != id);
        }
        self.suspects.retain(|(suspect, _)| *suspect != id);
        let (epoch, was_orphaned) = (story.epoch, story.node.is_some());
        self.claim(Pending { story: id, epoch, was_orphaned, purpose: Purpose::Cancel, _place: None }, myself);
    }

    /// Claims as many queued stories as there is room for.
    fn claim_next(&mut self, myself: &ActorRef<StoryMessage>) {
        let told = self.running.values().filter(|running| running.purpose == Purpose::Tell).count();
        let claimed = self.claiming.values().filter(|purpose| **purpose == Purpose::Tell).count();
        let mut room = self.limit.saturating_sub(told + claimed + self.suspects.len());
        while room > 0 && !self.is_draining {
            let Some(pending) = self.queue.pop_front() else { return };
            self.queued.remove(&pending.story);
            self.claim(pending, myself);
            room -= 1;
        }
    }

    fn claim(&mut self, pending: Pending, myself: &ActorRef<StoryMessage>) {
        self.claiming.insert(pending.story, pending.purpose);
        let workshop = Arc::clone(&self.workshop);
        let myself = myself.clone();
        self.tasks.spawn(async move {
            let result = workshop.store.stories.claim(pending.story, pending.epoch, workshop.node).await;
            let _ = myself.cast(StoryMessage::Claimed(pending, result));
        });
    }

    async fn claimed(
        &mut self,
        pending: Pending,
        result: Result<Option<Claimed>, StoreError>,
        myself: &ActorRef<StoryMessage>,
    ) {
        self.claiming.remove(&pending.story);
        let claimed = match result {
            Ok(Some(claimed)) => claimed,
            // somebody else was faster, or it is gone: the next sweep sees
            Ok(None) => return self.report_when_drained(),
            Err(error) => {
                tracing::warn!(story.id = %pending.story, %error, "a story can't be claimed now; waiting");
                self.cool(pending.story, myself);
                return self.report_when_drained();
            }
        };
        let arguments = self.arguments(&pending, claimed);
        if arguments.claimed.work.starts > 0 && arguments.purpose == Purpose::Tell {
            self.suspects.push_back((pending.story, arguments));
            return self.run_next_suspect(myself).await;
        }
        self.run(pending.story, arguments, myself).await;
    }

    /// Counts a start against a story whose last owner died with it, and decides why it runs now.
    fn arguments(&self, pending: &Pending, mut claimed: Claimed) -> RunArguments {
        let head = claimed.log.last().map_or(0, |record| record.seq);
        if pending.was_orphaned {
            let is_stuck = claimed.work.starts_at == head;
            claimed.work.starts = if is_stuck { claimed.work.starts + 1 } else { 1 };
            claimed.work.starts_at = head;
        }
        let is_poisoned = claimed.work.starts >= self.workshop.options.starts;
        let purpose = match pending.purpose {
            Purpose::Tell if claimed.wish.is_some() => Purpose::Cancel,
            Purpose::Tell if is_poisoned => Purpose::Fail,
            purpose => purpose,
        };
        let again = match head {
            _ if pending.was_orphaned => Cause::AfterCrash,
            0..=1 => Cause::First,
            _ => Cause::AfterRelease,
        };
        RunArguments { workshop: Arc::clone(&self.workshop), claimed, purpose, again, on_growth: None }
    }

    async fn run_next_suspect(&mut self, myself: &ActorRef<StoryMessage>) {
        if self.suspect.is_some() {
            return;
        }
        let Some((story, mut arguments)) = self.suspects.pop_front() else { return };
        self.suspect = Some(story);
        let supervisor = myself.clone();
        arguments.on_growth = Some(Box::new(move || {
            // an error says that the node is stopping
            let _ = supervisor.cast(StoryMessage::Cleared(story));
        }));
        self.run(story, arguments, myself).await;
    }

    async fn run(&mut self, story: StoryId, arguments: RunArguments, myself: &ActorRef<StoryMessage>) {
        let purpose = arguments.purpose;
        match StoryRun::spawn_linked(None, StoryRun, arguments, myself.get_cell()).await {
            Ok((run, _)) => {
                self.by_actor.insert(run.get_id(), story);
                if self.is_draining {
                    let _ = run.cast(RunMessage::Drain);
                }
                self.running.insert(story, Running { run, purpose });
            }
            Err(error) => {
                tracing::error!(story.id = %story, %error, "a run could not be started");
                self.clear_suspect(story);
                self.cool(story, myself);
            }
        }
    }

    async fn run_ended(&mut self, story: StoryId, ending: Option<Ending>, myself: &ActorRef<StoryMessage>) {
        self.running.remove(&story);
        self.workshop.hub.run_ended(story);
        self.clear_suspect(story);
        match ending {
            Some(Ending::Ended) => {
                self.cooling.remove(&story);
            }
            Some(Ending::Released) => {}
            Some(Ending::Fenced) => self.cool(story, myself),
            None => {
                counter!(RESTARTS, "actor" => "run", "cause" => "panic").increment(1);
                tracing::error!(story.id = %story, "a run was lost; its story is claimed again");
                self.cool(story, myself);
            }
        }
        self.run_next_suspect(myself).await;
        self.report_when_drained();
    }

    fn clear_suspect(&mut self, story: StoryId) {
        if self.suspect == Some(story) {
            self.suspect = None;
        }
    }

    /// Lets a story rest before it is claimed again.
    fn cool(&mut self, story: StoryId, myself: &ActorRef<StoryMessage>) {
        let wait = self.cooling.entry(story).or_insert_with(|| Backoff::new(RETRY.0, RETRY.1)).next_wait();
        self.is_cooling.insert(story);
        let myself = myself.clone();
        self.tasks.spawn(async move {
            tokio::time::sleep(wait).await;
            let _ = myself.cast(StoryMessage::Cooled(story));
        });
    }

    fn drain(&mut self, drained: oneshot::Sender<()>) {
        self.is_draining = true;
        self.drained = Some(drained);
        self.queue.clear();
        self.queued.clear();
        self.tell_all(|| RunMessage::Drain);
        self.report_when_drained();
    }

    /// A story that is being claimed is given up once it is ours, so that its next claim counts no start.
    fn report_when_drained(&mut self) {
        if !self.running.is_empty() || !self.claiming.is_empty() {
            return;
        }
        if let Some(drained) = self.drained.take() {
            // an error says that nobody waits any more
            let _ = drained.send(());
        }
    }

    fn report(&self) {
        #[expect(clippy::cast_precision_loss, reason = "a gauge of small counts")]
        let (queued, running) = (self.queue.len() as f64, self.running.len() as f64);
        gauge!(STORIES, "state" => "queued").set(queued);
        gauge!(STORIES, "state" => "running").set(running);
    }
}
