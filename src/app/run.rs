//! A running app: the pipeline, the readers' streams, and, where asked for, the listeners.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::accounts::{Authenticator, Membership, PasswordHasher, Plans, TokenOptions, Tokens, UnsubscribeTokens};
use crate::actors;
use crate::actors::illustration::{self, Finish};
use crate::actors::mail::MailWriter;
use crate::actors::measure::meter;
use crate::actors::measure::publish::Publisher;
use crate::actors::measure::purse::Purse;
use crate::actors::run::context::RunOptions;
use crate::actors::service::StoryService;
use crate::actors::topology::{Dependencies, Topology};
use crate::app::listeners::{Listeners, Listening};
use crate::backends::keys::{KeyKind, KeyRing};
use crate::backends::models::Budget;
use crate::backends::store::Store;
use crate::backends::{Backends, bus};
use crate::config::{self, Config};
use crate::domain::{Claimant, Clock, Timestamp};
use crate::http::{self, AddressLimits, Gateway, ListenerOptions, Part, RateLimits, Readiness};
use crate::stream::{Addresses, Delivery, Hub, Signer, Streams};
use crate::telemetry;

/// The share of the grace that is kept for closing connections, at most.
const CLOSING: Duration = Duration::from_secs(2);
/// What each of the last steps of a stop may take, however little of the grace is left.
const AT_LEAST: Duration = Duration::from_millis(500);

/// A running app. [`App::stop`] ends it in order; dropping it is a crash.
pub struct App {
    config: Arc<Config>,
    backends: Arc<Backends>,
    topology: Topology,
    streams: Streams,
    hub: Hub,
    signer: Signer,
    passwords: PasswordHasher,
    meter: meter::Meter,
    stop: CancellationToken,
    tasks: JoinSet<()>,
}

impl App {
    /// Starts the pipeline; it is reached through [`App::stories`], not yet through the network.
    pub async fn start(config: Arc<Config>, backends: Backends) -> anyhow::Result<Self> {
        let finish = illustration::finish_with(config.pictures.clone(), backends.processors.clone());
        Self::start_with(config, backends, finish).await
    }

    /// The same, with another way from a painted picture to the stored set.
    pub async fn start_with(config: Arc<Config>, backends: Backends, finish: Finish) -> anyhow::Result<Self> {
        let backends = Arc::new(backends);
        let signer = signer(&backends.keys, config.stream.signing_window);
        let (base, storage) = (&config.objects.public_base, backends.public_objects.clone());
        let hub = Hub::new(Delivery::new(Addresses::new(signer.clone(), base, storage)));
        let (meter, measurements) = meter::channel(backends.data_dir.node(), meter::CAPACITY);
        let dependencies = Dependencies {
            claimant: Claimant::starting(backends.data_dir.node()),
            backends: Arc::clone(&backends),
            finish,
            hub: hub.clone(),
            meter: meter.clone(),
            mail_writer: mail_writer(&config, &backends.keys)?,
            clock: Clock::system(),
            purse: purse(&backends.store, config.models.budget.budget()).await?,
            publishers: measurements.map(|of_topic| Publisher::new(of_topic, Arc::clone(&backends.bus))),
            options: Arc::new(pipeline_options(&config)),
        };
        let passwords = PasswordHasher::start(&config.auth.argon2).context("failed to start hashing passwords")?;
        let topology = Topology::start(dependencies).await.context("failed to start the actors")?;
        let heartbeat = config.stream.heartbeat;
        let streams = Streams::new(hub.clone(), backends.store.clone(), heartbeat, config.limits.streams_per_user);
        let (stop, tasks) = (CancellationToken::new(), JoinSet::new());
        Ok(Self { config, backends, topology, streams, hub, signer, passwords, meter, stop, tasks })
    }

    /// Answers on the listeners, which were bound before the pipeline started.
    pub fn listen(&mut self, listeners: Listeners, metrics: PrometheusHandle) -> Listening {
        let Listeners { readers, operators, listening } = listeners;
        let (config, gateway) = (Arc::clone(&self.config), Arc::new(self.gateway()));
        self.tasks.spawn(telemetry::keep_up(metrics.clone(), self.stop.clone()));
        if let Some(readers) = readers {
            let (all, of_one) = (config.limits.connections.get(), config.limits.connections_per_address as usize);
            let readers_options = ListenerOptions::readers(&config.http, all, of_one);
            self.serve(readers, Arc::clone(&gateway).readers(), readers_options);
        }
        let operators_options = ListenerOptions::operators(&config.http);
        self.serve(operators, gateway.operators(metrics), operators_options);
        listening
    }

    fn serve(
        &mut self,
        listener: TcpListener,
        filter: warp::filters::BoxedFilter<(warp::reply::Response,)>,
        options: ListenerOptions,
    ) {
        let closing = CLOSING.min(self.config.http.shutdown_grace / 4);
        self.tasks.spawn(http::run(listener, filter, options, self.stop.clone(), closing));
    }

    fn gateway(&self) -> Gateway {
        let (config, backends) = (&self.config, &self.backends);
        let auth = &config.auth;
        let tokens = Tokens::new(&backends.keys, TokenOptions::of(auth));
        let plans = Plans::new(config.plans.clone()).expect("a configuration without a plan for guests is refused");
        let accounts = || backends.accounts.clone();
        let authenticator = Authenticator::new(accounts(), tokens, auth.refresh_ttl, auth.guests);
        let (passwords, node) = (self.passwords.clone(), backends.data_dir.node());
        let membership = Membership::new(accounts(), authenticator.clone(), passwords, &backends.keys, node);
        Gateway {
            store: backends.store.clone(),
            analytics: Arc::clone(&backends.analytics),
            objects: Arc::clone(&backends.objects),
            stories: self.topology.service.clone(),
            streams: self.streams.clone(),
            delivery: self.hub.delivery().clone(),
            signer: self.signer.clone(),
            authenticator,
            membership,
            mails: Arc::clone(&backends.accounts.mails),
            unsubscribe_tokens: UnsubscribeTokens::new(&backends.keys),
            meter: self.meter.clone(),
            limits: RateLimits::new(&plans, address_limits(&config.limits)),
            readiness: Readiness::new(self.health_parts()),
            options: config.http.clone(),
            plans,
            help: config.help.clone(),
            guests: auth.guests,
        }
    }

    /// What a node can't serve without. Analytics are none of it, and neither is a bus elsewhere: no reader waits for
    /// them. A bus in the data directory says whether that can be written.
    fn health_parts(&self) -> Vec<Part> {
        let Backends { store, accounts, objects, bus, .. } = &*self.backends;
        let mut parts = vec![
            Part::new("store", &store.health, |store| async move { store.probe().await }),
            Part::new("accounts", &accounts.health, |accounts| async move { accounts.probe().await }),
            Part::new("objects", objects, |objects| async move { objects.probe().await }),
        ];
        if self.config.bus.kind == bus::Kind::Local {
            parts.push(Part::new("bus", bus, |bus| async move { bus.probe().await }));
        }
        parts
    }

    /// The pipeline's front door.
    #[must_use]
    pub fn stories(&self) -> &StoryService {
        &self.topology.service
    }

    /// What it is built on.
    #[must_use]
    pub fn backends(&self) -> &Backends {
        &self.backends
    }

    #[must_use]
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// Ends when an actor could not be kept alive: the process should end, and be started again.
    pub async fn failed(&self) {
        self.topology.fatal.cancelled().await;
    }

    /// Stops in order: no new stories; running pictures finish within the grace; stories are given up; streams end
    /// with `retry:`; listeners and connections close.
    pub async fn stop(mut self) {
        let grace = self.config.http.shutdown_grace;
        let deadline = Instant::now() + grace;
        self.topology.drain(grace.saturating_sub(CLOSING * 2).max(grace / 4)).await;
        self.streams.drain();
        self.stop.cancel();
        let left = || deadline.saturating_duration_since(Instant::now()).max(AT_LEAST);
        let closed = tokio::time::timeout(left(), async { while self.tasks.join_next().await.is_some() {} });
        if closed.await.is_err() {
            tracing::warn!("some connections did not close in time");
        }
        self.topology.stop(left()).await;
        self.tasks.shutdown().await;
    }
}

/// What the gateway needs of the limits.
const fn address_limits(limits: &config::Limits) -> AddressLimits {
    AddressLimits {
        requests_per_minute: limits.requests_per_address_per_minute,
        guests_per_hour: limits.guests_per_address_per_hour,
        registrations_per_hour: limits.registrations_per_address_per_hour,
    }
}

/// What the actors need of the configuration.
fn pipeline_options(config: &Config) -> actors::Options {
    let painting = &config.pools.illustration;
    actors::Options {
        roles: config.roles.clone(),
        queue: config.limits.queue.get(),
        stories: config.limits.stories.get(),
        run: RunOptions {
            window: config.limits.window.get(),
            max_starts: config.limits.starts.get(),
            policy: painting.policy,
            unread_after: painting.unread_after,
            unread_delay: painting.unread_delay,
            critic_grace: config.models.critic_grace,
            picture_size: (config.pictures.width, config.pictures.height),
        },
        pools: config.pools,
        models: config.models.time_limits(),
        objects: config.objects.cleanup(),
        guests_kept: config.auth.guests_kept,
    }
}

/// Writes mails with links to where readers reach this service.
fn mail_writer(config: &Config, keys: &KeyRing) -> anyhow::Result<MailWriter> {
    let url = match config.http.public_url.as_str() {
        "" => format!("http://{}", config.http.listen),
        url => url.to_owned(),
    };
    let from = config.mail.sender(&url);
    MailWriter::new(&url, &from, keys).with_context(|| format!("nobody can write mails as `{from}` (mail.from)"))
}

/// What may be spent, after what was spent today.
async fn purse(store: &Store, budget: Budget) -> anyhow::Result<Purse> {
    let today = Timestamp::now().day();
    let sums = store.spend.sums(today, today).await.context("failed to read what models cost today")?;
    let of_budget = sums.iter().filter(|line| line.key.currency == budget.currency);
    Ok(Purse::new(budget, (today, of_budget.map(|line| line.usage.cost_micros).sum())))
}

/// Signs pictures' addresses with the current key; those that another key of the cluster signed are served as well.
fn signer(keys: &KeyRing, window: Duration) -> Signer {
    let current = keys.current(KeyKind::Pictures);
    let others = keys.all(KeyKind::Pictures).filter(|key| key.id != current.id);
    Signer::new(*current.secret.bytes(), window).also_accepting(others.map(|key| key.secret.bytes()))
}
