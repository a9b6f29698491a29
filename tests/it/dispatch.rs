//! The dispatch stage alone, over the parts of a node: what it does when it is started again in the middle of a stop.

#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use ai_tale::actors::dispatch::{DispatchArguments, DispatchMessage, RunSupervisor};
use ai_tale::actors::illustration::IllustrationStage;
use ai_tale::actors::measure::meter;
use ai_tale::actors::outbox::Relay;
use ai_tale::actors::run::context::{RunContext, RunOptions};
use ai_tale::actors::run::order::schedule::Policy;
use ai_tale::actors::scene::SceneStage;
use ai_tale::actors::storage::StorageStage;
use ai_tale::app::Backends;
use ai_tale::domain::Claimant;
use ai_tale::flow::pool;
use ai_tale::flow::supervise::Supervisor;
use ai_tale::stream::{Delivery, Hub, Signer};
use ractor::{Actor, ActorCell};
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::kit::config;
use crate::store::samples::created;

const OPTIONS: RunOptions = RunOptions {
    window: 4,
    max_starts: 6,
    policy: Policy::Deadline,
    unread_after: Duration::ZERO,
    unread_delay: Duration::ZERO,
    picture_size: (80, 60),
};

async fn context(parts: &Backends, root: &ActorCell) -> RunContext {
    let workers = pool::Options { size: 1.try_into().unwrap(), max_wait: Duration::from_hours(1) };
    let (node, models) = (parts.data_dir.node(), parts.models.clone());
    let moderator = Arc::clone(&models.moderator);
    let (finish, objects) = (Arc::clone(&parts.finish), Arc::clone(&parts.objects));
    RunContext {
        claimant: Claimant::starting(node),
        store: parts.store.clone(),
        scene: SceneStage::start(workers, moderator, root.clone()).await.unwrap(),
        illustration: IllustrationStage::start(workers, models.clone(), finish, root.clone()).await.unwrap(),
        storage: StorageStage::start(workers, objects, root.clone()).await.unwrap(),
        models,
        hub: Hub::new(Delivery::new(Signer::new([7; 32], Duration::from_hours(1)))),
        meter: meter::channel(node, 100).0,
        outbox: Relay::default(),
        options: OPTIONS,
        ranks_from: Instant::now(),
    }
}

/// The epoch of a story that waits for a stage, and whether that says that it has drained, after a minute.
async fn after_a_start(is_draining: bool) -> (u64, bool) {
    let folder = tempfile::tempdir().unwrap();
    let parts = Backends::open(&config(folder.path(), &[])).await.unwrap();
    let (story, _) = created(&parts.store).await;
    let (root, _) = Actor::spawn(None, Supervisor, CancellationToken::new()).await.unwrap();
    let arguments = DispatchArguments {
        context: Arc::new(context(&parts, &root.get_cell()).await),
        limit: 1,
        queue_slots: Arc::new(Semaphore::new(1)),
        erasing: Arc::new(Notify::new()),
        draining: Arc::new(AtomicBool::new(is_draining)),
        up_since: Instant::now(),
    };
    let (stage, _) = Actor::spawn_linked(None, RunSupervisor, arguments, root.get_cell()).await.unwrap();
    tokio::time::sleep(Duration::from_mins(1)).await;
    let (drained, wait) = oneshot::channel();
    stage.cast(DispatchMessage::Drain(drained)).unwrap();
    let has_drained = tokio::time::timeout(Duration::from_mins(1), wait).await.is_ok();
    let epoch = parts.store.log.head(story).await.unwrap().unwrap().epoch;
    root.get_cell().stop_children_and_wait(None, None).await;
    (epoch, has_drained)
}

#[tokio::test(start_paused = true)]
async fn a_stage_started_while_draining_drains() {
    assert_eq!(after_a_start(true).await, (0, true), "it claims nothing");
    let (epoch, _) = after_a_start(false).await;
    assert_eq!(epoch, 1, "where nobody stops the node it claims");
}
