//! The whole pipeline, assembled from its last stage to its first, under one supervisor. Who sends to whom:
//!
//! ```text
//! service ── Submit ─► request ── Queued ─► dispatch ── (spawns) ─► run
//!                      request ── a judgement with a credit ─► moderator
//! service ── Intended, ReaderAt ──────────► dispatch ── Cancel, ReaderAt, Drain, GiveUp ─► run
//! topology ─ Drain, GiveUp ───────────────► dispatch ◄─ (stop reason), Cleared ── run
//! run ── looks with a credit ─► critic
//! run ── jobs with a credit ─► scene, illustration, storage ── answers ─► run
//! run, request, service ── wake ─► outbox ── notices ─► notification
//!                                  outbox ── publishes ─► bus ── is read by ─► analytics
//! service, dispatch ── wake ─► maintenance
//! http, run, request ── measurements ─► measure ── publishes ─► bus
//! service ── damaged pictures ─► mending
//! mail ── reads ─► (accounts' queue) ── and hands over to ─► mailer
//! ```
//!
//! All else goes through the store: what a message loses (a crash, an actor that starts again) a sweep finds there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::FutureExt;
use ractor::{Actor, ActorCell, ActorRef, Message, SpawnErr};
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::analytics::Ingestion;
use super::critique::CritiqueStage;
use super::idempotency::IdempotencyHasher;
use super::illustration::{Finish, IllustrationStage};
use super::mail::{MailSender, MailWriter};
use super::notification::{Channel, InApp, Notification, StoryMail};
use super::outbox::{OutboxRelay, Relay};
use super::request::WishJudge;
use super::request::actor::Request;
use super::request::admission::Admission;
use super::scene::SceneStage;
use super::service::StoryService;
use super::storage::StorageStage;
use super::{Options, Role};
use crate::actors::dispatch::{DispatchArguments, DispatchMessage, RunSupervisor};
use crate::actors::maintenance::Maintenance;
use crate::actors::measure::meter::Meter;
use crate::actors::measure::publish::Publisher;
use crate::actors::measure::purse::Purse;
use crate::actors::measure::wish_spend::{WishSpend, WishSpendKeeper};
use crate::actors::mending::{Mender, Mending};
use crate::actors::run::context::RunContext;
use crate::backends::Backends;
use crate::backends::keys::KeyKind;
use crate::backends::models::Models;
use crate::domain::{Claimant, Clock, Topic};
use crate::flow::background::{Background, BackgroundTask};
use crate::flow::supervise::{Address, Child, Supervisor, SupervisorMessage};
use crate::stream::Hub;

/// What the pipeline is built on.
#[derive(Clone)]
pub struct Dependencies {
    /// This start of this node.
    pub claimant: Claimant,
    /// Everything outside the process.
    pub backends: Arc<Backends>,
    pub finish: Finish,
    pub hub: Hub,
    pub meter: Meter,
    /// Writes what readers are told by mail.
    pub mail_writer: MailWriter,
    pub clock: Clock,
    /// What stories may cost.
    pub purse: Purse,
    /// What it takes on its way to the bus, one for each topic.
    pub publishers: [Publisher; 2],
    pub options: Arc<Options>,
}

/// The pipeline as it runs: the addresses of its stages.
pub struct Topology {
    pub service: StoryService,
    /// Cancelled when an actor's restarts are used up: the process should end.
    pub fatal: CancellationToken,
    supervisor: ActorRef<SupervisorMessage>,
    stories: Address<DispatchMessage>,
    draining: Arc<AtomicBool>,
    giving_up: Arc<AtomicBool>,
}

impl Topology {
    /// Starts every actor of this node's roles, those that others send to first.
    pub async fn start(on: Dependencies) -> Result<Self, SpawnErr> {
        let options = Arc::clone(&on.options);
        let backends = Arc::clone(&on.backends);
        let models = backends.models.clone().within(options.models);
        let fatal = CancellationToken::new();
        let (draining, giving_up) = (Arc::<AtomicBool>::default(), Arc::<AtomicBool>::default());
        let (supervisor, _) = Actor::spawn(None, Supervisor, fatal.clone()).await?;
        let tree = Tree { supervisor: supervisor.clone() };
        let (relay, erasing) = (Relay::default(), Arc::new(Notify::new()));

        for publisher in on.publishers.clone() {
            tree.keep_going(publisher).await;
        }
        if options.has(Role::Maintenance) {
            let (store, objects) = (backends.store.clone(), Arc::clone(&backends.objects));
            let (accounts, analytics) = (backends.accounts.clone(), Arc::clone(&backends.analytics));
            let (erasing, guests_kept, options) = (Arc::clone(&erasing), options.guests_kept, options.objects);
            tree.keep_going(Maintenance { store, accounts, analytics, objects, erasing, guests_kept, options }).await;
        }
        let mending = Mending::default();
        if options.has(Role::Maintenance) {
            let (store, objects) = (backends.store.clone(), Arc::clone(&backends.objects));
            let (painter, finish) = (Arc::clone(&models.quiet_painter), Arc::clone(&on.finish));
            let picture_size = options.run.picture_size;
            let (meter, mending) = (on.meter.clone(), mending.clone());
            tree.keep_going(Mender { store, objects, painter, finish, picture_size, meter, mending }).await;
        }
        if options.has(Role::Analytics) {
            for topic in Topic::ALL {
                let (bus, tables) = (Arc::clone(&backends.bus), Arc::clone(&backends.analytics));
                tree.keep_going(Ingestion { topic, bus, tables }).await;
            }
        }
        let context = Arc::new(Self::context(&on, models.clone(), relay.clone(), supervisor.get_cell()).await?);
        let queue_slots = Arc::new(Semaphore::new(options.queue));
        let mut stories = Address::default();
        if options.has(Role::Pipeline) {
            let (queue, mailer) = (Arc::clone(&backends.accounts.mails), Arc::clone(&backends.mailer));
            let (writer, clock) = (on.mail_writer.clone(), on.clock.clone());
            tree.keep_going(MailSender { queue, mailer, writer, clock }).await;
            let notification = tree.keep("notification", || Notification, Self::channels(&on)).await;
            for (database, outbox) in [("store", &backends.store.outbox), ("accounts", &backends.accounts.outbox)] {
                for shard in 0..outbox.shards() {
                    let (outbox, bus) = (Arc::clone(outbox), Arc::clone(&backends.bus));
                    let (notification, relay) = (notification.clone(), relay.clone());
                    tree.keep_going(OutboxRelay { database, outbox, shard, bus, notification, relay }).await;
                }
            }
            let limit = options.stories;
            let (context, queue_slots, erasing) =
                (Arc::clone(&context), Arc::clone(&queue_slots), Arc::clone(&erasing));
            let (draining, giving_up) = (Arc::clone(&draining), Arc::clone(&giving_up));
            let up_since = Instant::now();
            let arguments = DispatchArguments { context, limit, queue_slots, erasing, draining, giving_up, up_since };
            stories = tree.keep("dispatch", || RunSupervisor, arguments).await;
        }
        let wish_spend = WishSpend::default();
        let (spend, by, store) = (wish_spend.clone(), on.claimant.start, Arc::clone(&backends.store.spend));
        tree.keep_going(WishSpendKeeper { spend, by, store }).await;
        let judge = WishJudge::new(models, options.stories, &on.meter, on.purse.clone(), wish_spend);
        let admission = Admission {
            claimant: on.claimant,
            store: backends.store.clone(),
            preferences: Arc::clone(&backends.accounts.preferences),
            idempotency: IdempotencyHasher::new(*backends.keys.current(KeyKind::Hashes).secret.bytes()),
            judge: judge.clone(),
            queue: queue_slots,
            stories: stories.clone(),
            outbox: relay,
            draining: Arc::clone(&draining),
        };
        let requests = tree.keep("request", || Request, admission).await;
        let service = StoryService {
            context,
            requests,
            judge,
            stories: stories.clone(),
            erasing,
            mending,
            draining: Arc::clone(&draining),
        };
        Ok(Self { service, fatal, supervisor, stories, draining, giving_up })
    }

    /// How readers are told.
    fn channels(on: &Dependencies) -> Vec<Arc<dyn Channel>> {
        let (store, mails) = (&on.backends.store, Arc::clone(&on.backends.accounts.mails));
        let in_app = InApp(Arc::clone(&store.notices));
        let story_mail = StoryMail { log: Arc::clone(&store.log), mails, hub: on.hub.clone() };
        vec![Arc::new(in_app), Arc::new(story_mail)]
    }

    /// The pools, last stage first, and what runs share with them.
    async fn context(
        on: &Dependencies,
        models: Models,
        outbox: Relay,
        supervisor: ActorCell,
    ) -> Result<RunContext, SpawnErr> {
        let (pools, objects, finish) = (&on.options.pools, Arc::clone(&on.backends.objects), Arc::clone(&on.finish));
        let storage = StorageStage::start(pools.storage, objects, supervisor.clone()).await?;
        let painting = pools.illustration.pool();
        let illustration = IllustrationStage::start(painting, models.clone(), finish, supervisor.clone()).await?;
        if let Some(bounds) = pools.illustration.size.bounds() {
            illustration.pool().adapt(bounds);
        }
        let scene = SceneStage::start(pools.scene, supervisor).await?;
        Ok(RunContext {
            claimant: on.claimant,
            store: on.backends.store.clone(),
            models,
            hub: on.hub.clone(),
            meter: on.meter.clone(),
            purse: on.purse.clone(),
            outbox,
            scene,
            illustration,
            critique: CritiqueStage::default(),
            storage,
            options: on.options.run,
            ranks_from: Instant::now(),
        })
    }

    /// Takes no more wishes, lets running pictures finish within `grace`, then gives every story up.
    pub async fn drain(&self, grace: Duration) {
        self.draining.store(true, Ordering::Relaxed);
        let mut drained = std::pin::pin!(self.drained());
        if timeout(grace, &mut drained).await.is_ok() {
            return;
        }
        self.giving_up.store(true, Ordering::Relaxed);
        self.stories.send(DispatchMessage::GiveUp);
        if timeout(GIVE_UP_LIMIT, drained).await.is_err() {
            tracing::warn!("some stories could not be given up; the next start claims them all the same");
        }
    }

    /// No story runs any more. A dispatch stage that dies meanwhile is asked again once it is back.
    async fn drained(&self) {
        while self.stories.get().is_some() && !self.fatal.is_cancelled() {
            let (drained, wait) = oneshot::channel();
            if self.stories.send(DispatchMessage::Drain(drained)) && wait.await.is_ok() {
                return;
            }
            tokio::time::sleep(ASK_AGAIN).await;
        }
    }

    /// Stops every actor, and then their supervisor; each may take as long as `limit` to finish what it is doing.
    pub async fn stop(&self, limit: Duration) {
        self.supervisor.get_cell().stop_children_and_wait(None, Some(limit)).await;
        // an error says that it has stopped already
        let _ = self.supervisor.stop_and_wait(None, Some(limit)).await;
    }
}

impl Drop for Topology {
    /// Whoever drops it without [`Topology::stop`] has crashed: no actor goes on with a folder that is not ours any
    /// more.
    fn drop(&mut self) {
        self.supervisor.get_cell().kill();
    }
}

/// How soon a dispatch stage that died is asked again to drain; its supervisor waits about as long.
const ASK_AGAIN: Duration = Duration::from_millis(100);
/// How long giving up may take: one write a story.
const GIVE_UP_LIMIT: Duration = Duration::from_secs(2);

/// Keeps actors alive under the supervisor.
struct Tree {
    supervisor: ActorRef<SupervisorMessage>,
}

impl Tree {
    async fn keep_going<T: BackgroundTask>(&self, task: T) {
        self.keep(T::NAME, Background::<T>::new, task).await;
    }

    async fn keep<A, N>(&self, name: &'static str, new: N, arguments: A::Arguments) -> Address<A::Msg>
    where
        A: Actor,
        A::Arguments: Clone + Sync,
        A::Msg: Message,
        N: Fn() -> A + Send + Sync + 'static,
    {
        let address = Address::default();
        let (kept, new) = (address.clone(), Arc::new(new));
        let start = move |supervisor: ActorCell| {
            let (kept, new, arguments) = (kept.clone(), Arc::clone(&new), arguments.clone());
            async move {
                let (actor, _) = Actor::spawn_linked(None, new(), arguments, supervisor).await?;
                let cell = actor.get_cell();
                kept.set(actor);
                Ok(cell)
            }
            .boxed()
        };
        // errors say that the node is stopping
        let (started, wait) = oneshot::channel();
        let _ = self.supervisor.cast(SupervisorMessage::Adopt(Child { name, start: Box::new(start) }, started));
        let _ = wait.await;
        address
    }
}
