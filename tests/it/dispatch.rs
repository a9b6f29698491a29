//! The dispatch stage alone, over the parts of a node: what it does when it is started, or a claim is answered, in the
//! middle of a stop.

#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ai_tale::actors::critique::CritiqueStage;
use ai_tale::actors::dispatch::{DispatchArguments, DispatchMessage, RunSupervisor};
use ai_tale::actors::illustration::{self, IllustrationStage};
use ai_tale::actors::measure::meter;
use ai_tale::actors::measure::purse::Purse;
use ai_tale::actors::outbox::Relay;
use ai_tale::actors::run::context::{RunContext, RunOptions};
use ai_tale::actors::run::order::schedule::Policy;
use ai_tale::actors::scene::SceneStage;
use ai_tale::actors::storage::StorageStage;
use ai_tale::backends::Backends;
use ai_tale::domain::{Claimant, Event, Work};
use ai_tale::flow::pool;
use ai_tale::flow::supervise::Supervisor;
use ai_tale::stream::{Delivery, Hub, Signer};
use async_trait::async_trait;
use futures_util::FutureExt;
use ractor::{Actor, ActorCell, ActorRef};
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::kit::tamper::{Tamper, tampered};
use crate::kit::{config, players, until};
use crate::store::samples::{append, claimed, created, outlined, scene, told};

const OPTIONS: RunOptions = RunOptions {
    window: 4,
    max_starts: 6,
    policy: Policy::Deadline,
    unread_after: Duration::ZERO,
    unread_delay: Duration::ZERO,
    critic_grace: Duration::ZERO,
    picture_size: (80, 60),
};

async fn context(parts: &Backends, root: &ActorCell) -> RunContext {
    let workers = pool::Options { size: 1.try_into().unwrap(), max_wait: Duration::from_hours(1) };
    let (node, models) = (parts.data_dir.node(), parts.models.clone());
    let finish = illustration::finish_with(config(Path::new("unused"), &[]).pictures.clone(), parts.processors.clone());
    let objects = Arc::clone(&parts.objects);
    RunContext {
        claimant: Claimant::starting(node),
        store: parts.store.clone(),
        scene: SceneStage::start(workers, root.clone()).await.unwrap(),
        illustration: IllustrationStage::start(workers, models.clone(), finish, root.clone()).await.unwrap(),
        critique: CritiqueStage::default(),
        storage: StorageStage::start(workers, objects, root.clone()).await.unwrap(),
        models,
        hub: Hub::new(Delivery::new(Signer::new([7; 32], Duration::from_hours(1)))),
        meter: meter::channel(node, 100).0,
        purse: Purse::default(),
        outbox: Relay::default(),
        options: OPTIONS,
        ranks_from: Instant::now(),
    }
}

/// What the stages of a node share while it stops.
#[derive(Clone, Default)]
struct Stop {
    draining: Arc<AtomicBool>,
    giving_up: Arc<AtomicBool>,
}

/// A stage that tells one story at a time, a minute after it began, and what it stands under.
async fn stage(parts: &Backends, stop: &Stop) -> (ActorRef<DispatchMessage>, ActorCell) {
    let (root, _) = Actor::spawn(None, Supervisor, CancellationToken::new()).await.unwrap();
    let root = root.get_cell();
    let Stop { draining, giving_up } = stop.clone();
    let arguments = DispatchArguments {
        context: Arc::new(context(parts, &root).await),
        limit: 1,
        queue_slots: Arc::new(Semaphore::new(1)),
        erasing: Arc::new(Notify::new()),
        draining,
        giving_up,
        up_since: Instant::now(),
    };
    let (stage, _) = Actor::spawn_linked(None, RunSupervisor, arguments, root.clone()).await.unwrap();
    tokio::time::sleep(Duration::from_mins(1)).await;
    (stage, root)
}

/// Whether a stage says within a minute that it has drained.
async fn drains(stage: &ActorRef<DispatchMessage>) -> bool {
    let (drained, wait) = oneshot::channel();
    stage.cast(DispatchMessage::Drain(drained)).unwrap();
    tokio::time::timeout(Duration::from_mins(1), wait).await.is_ok()
}

/// The epoch of a story that waits for a stage, and whether that says that it has drained, after a minute.
async fn after_a_start(is_draining: bool) -> (u64, bool) {
    let folder = tempfile::tempdir().unwrap();
    let parts = Backends::open(&config(folder.path(), &[])).await.unwrap();
    let (story, _) = created(&parts.store).await;
    let stop = Stop { draining: Arc::new(AtomicBool::new(is_draining)), ..Stop::default() };
    let (stage, root) = stage(&parts, &stop).await;
    if !is_draining {
        let log = &parts.store.log;
        until("its claim", async || log.head(story).await.unwrap().unwrap().epoch > 0).await;
    }
    let has_drained = drains(&stage).await;
    let epoch = parts.store.log.head(story).await.unwrap().unwrap().epoch;
    root.stop_children_and_wait(None, None).await;
    (epoch, has_drained)
}

#[tokio::test(start_paused = true)]
async fn a_stage_started_while_draining_drains() {
    assert_eq!(after_a_start(true).await, (0, true), "it claims nothing");
    let (epoch, _) = after_a_start(false).await;
    assert_eq!(epoch, 1, "where nobody stops the node it claims");
}

/// The node gives up while a claim is on its way back.
#[async_trait]
impl Tamper for Stop {
    async fn after(&self, call: &'static str) -> Result<(), &'static str> {
        for flag in [&self.draining, &self.giving_up] {
            flag.fetch_or(call == "claim", Ordering::SeqCst);
        }
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_claim_answered_late_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut parts = Backends::open(&config(folder.path(), &[])).await.unwrap();
    let (story, owner) = created(&parts.store).await;
    let epoch = claimed(&parts.store, story).await.epoch;
    let begun = vec![Event::StoryStarted, outlined(2), scene(1)];
    told(&parts.store, append(story, owner, epoch, 1, begun)).await;
    assert!(parts.store.claims.release(story, epoch, &Work::default()).await.unwrap());
    // whoever waits for this story's picture waits for ever
    parts.models.painters = vec![players::painter(|_| std::future::pending().boxed())];
    let stop = Stop::default();
    let tamper: Arc<dyn Tamper> = Arc::new(stop.clone());
    let parts = tampered(parts, &tamper);
    let (stage, root) = stage(&parts, &stop).await;
    assert!(drains(&stage).await, "the run that began too late is still there");
    let open = parts.store.claims.open(None, 9).await.unwrap();
    assert_eq!((open[0].epoch, open[0].claimant), (epoch + 1, None), "its next claim counts no start");
    root.stop_children_and_wait(None, None).await;
}
