//! A pool of workers behind a gate: the only place that builds a ractor factory.
//!
//! A job is a future that some worker drives to its end. It catches unwinds, so that a panic is a value: an uncaught
//! one would make the factory start the worker again, without back-off or limit. Jobs come one at a time to each
//! worker; the gate holds the queue.

use std::num::NonZeroUsize;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use metrics::{counter, histogram};
use ractor::factory::{
    Factory, FactoryArguments, FactoryMessage, Job, Worker, WorkerBuilder, WorkerId, queues, routing,
};
use ractor::{Actor, ActorCell, ActorProcessingErr, ActorRef, ActorStatus, SpawnErr, SupervisionEvent};
use serde::Deserialize;
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::{Instrument, Span};

use super::adaptive_size::{AdaptiveSize, Bounds, Finding};
use super::gate::{Credit, Gate, Key, Load, Need};
use crate::metrics::{POOL_ADJUSTMENTS, POOL_SERVICE_SECONDS, RESTARTS, RestartCause, label};

/// A pool's section of the configuration.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Workers at the start, 1 to 1,024; resized at run time.
    pub size: NonZeroUsize,
    /// A wait for a worker beyond this is a metric and a log line; the work is never refused.
    #[serde(with = "humantime_serde")]
    pub max_wait: Duration,
}

/// A job panicked, or its worker was killed. Trying again may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the worker was lost")]
pub struct WorkerLost;

/// Why a job that may be stopped has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// As [`WorkerLost`].
    #[error("the worker was lost")]
    WorkerLost,
    /// It never began: the stop came while it waited for its credit.
    #[error("the job was cancelled")]
    Cancelled,
}

impl From<WorkerLost> for JobError {
    fn from(_: WorkerLost) -> Self {
        Self::WorkerLost
    }
}

/// A pool of workers, whose jobs wait at its gate under keys `K`. Cheap to clone.
#[derive(Clone)]
pub struct Pool<K: Key> {
    gate: Gate<K>,
    factory: ActorRef<PoolMessage>,
    losses: Losses,
    /// Locked while it is resized: of two who do at once, factory and gate must follow the same one.
    size: Arc<Mutex<Sizing>>,
}

/// Who says how large a pool is.
#[derive(Debug)]
enum Sizing {
    /// As large as whoever resized it last said.
    Fixed,
    /// What its jobs find.
    Adaptive(AdaptiveSize),
}

/// What the factory's mailbox takes.
type PoolMessage = FactoryMessage<(), Envelope>;

/// A job with its credit and the way back to its owner; all end together.
type Envelope = BoxFuture<'static, ()>;

type PoolFactory =
    Factory<(), Envelope, Losses, PoolWorker, routing::QueuerRouting<(), Envelope>, queues::DefaultQueue<(), Envelope>>;

impl<K: Key> Pool<K> {
    /// Starts the workers under `supervisor`.
    pub async fn start(stage: &'static str, options: Options, supervisor: ActorCell) -> Result<Self, SpawnErr> {
        let Options { size, max_wait } = options;
        let losses = Losses { stage, count: Arc::default() };
        let builder = Builder { losses: losses.clone() };
        let arguments = FactoryArguments::builder()
            .worker_builder(Box::new(builder))
            .num_initial_workers(size.get())
            .router(routing::QueuerRouting::default())
            .queue(queues::DefaultQueue::default())
            .build();
        let (factory, _) = Actor::spawn_linked(None, PoolFactory::default(), arguments, supervisor).await?;
        Ok(Self {
            gate: Gate::new(stage, size.get(), max_wait),
            factory,
            losses,
            size: Arc::new(Mutex::new(Sizing::Fixed)),
        })
    }

    /// The gate, for reranking.
    #[must_use]
    pub fn gate(&self) -> &Gate<K> {
        &self.gate
    }

    /// Waits for a credit, then for the job's answer. Dropping the future cancels the job.
    pub async fn run<A: Send + 'static>(
        &self,
        need: Need<K>,
        job: impl Future<Output = A> + Send + 'static,
    ) -> Result<A, WorkerLost> {
        let credit = self.gate.acquire(need).await;
        self.run_with(credit, job).await
    }

    /// As [`Pool::run`], but a job that still waits for its credit when `stop` comes is [`JobError::Cancelled`]. The
    /// need is asked for when its position is taken (see [`Gate::acquire_as`]).
    pub async fn run_unless<A: Send + 'static>(
        &self,
        stop: &CancellationToken,
        need: impl FnOnce() -> Need<K>,
        job: impl Future<Output = A> + Send + 'static,
    ) -> Result<A, JobError> {
        let credit = tokio::select! {
            biased;
            () = stop.cancelled() => return Err(JobError::Cancelled),
            credit = self.gate.acquire_as(need) => credit,
        };
        Ok(self.run_with(credit, job).await?)
    }

    async fn run_with<A: Send + 'static>(
        &self,
        credit: Credit<K>,
        job: impl Future<Output = A> + Send + 'static,
    ) -> Result<A, WorkerLost> {
        let cancelled = CancellationToken::new();
        let _cancel_on_drop = cancelled.clone().drop_guard();
        let (answer, answered) = oneshot::channel();
        let (started, losses, span) = (Instant::now(), self.losses.clone(), Span::current());
        let envelope = async move {
            // every line that its worker logs says whose job it is
            let job = survive(job, &losses).instrument(span);
            let result = cancelled.run_until_cancelled(job).await;
            // the credit first: whoever waits for the answer may ask for the next one at once
            drop(credit);
            // none says that nobody waits for the answer any more
            if let Some(result) = result {
                // as does an error
                let _ = answer.send(result);
            }
        };
        self.factory.dispatch((), envelope.boxed()).map_err(|_| WorkerLost)?;
        let result = answered.await.unwrap_or(Err(WorkerLost));
        histogram!(POOL_SERVICE_SECONDS, label::STAGE => self.losses.stage).record(started.elapsed().as_secs_f64());
        result
    }

    /// Grows or shrinks the pool, 1 to 1,024, and leaves it so. Running jobs finish.
    pub fn resize(&self, size: usize) {
        let mut sizing = self.sizing();
        *sizing = Sizing::Fixed;
        self.set_size(&sizing, size);
    }

    /// From now on the pool grows and shrinks by what its jobs find, until somebody resizes it.
    pub fn adapt(&self, bounds: Bounds) {
        let mut sizing = self.sizing();
        *sizing = Sizing::Adaptive(AdaptiveSize::new(bounds));
        self.set_size(&sizing, bounds.min);
    }

    /// What a job found that began then and still runs.
    pub fn found(&self, begun: Instant, finding: Finding) {
        let mut sizing = self.sizing();
        let Sizing::Adaptive(adaptive) = &mut *sizing else { return };
        let load = self.gate.load();
        let is_full = load.busy >= load.size || load.waiting > 0;
        let Some((size, reason)) = adaptive.ended(begun, finding, is_full) else { return };
        let (stage, reason) = (self.losses.stage, reason.as_str());
        counter!(POOL_ADJUSTMENTS, label::STAGE => stage, label::REASON => reason).increment(1);
        tracing::info!(stage, size, reason, "a pool adapts");
        self.set_size(&sizing, size);
    }

    fn sizing(&self) -> MutexGuard<'_, Sizing> {
        self.size.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_size(&self, _until_both_know: &MutexGuard<'_, Sizing>, size: usize) {
        if size == 0 || self.factory.cast(FactoryMessage::AdjustWorkerPool(size)).is_err() {
            return;
        }
        self.gate.resize(size);
    }

    /// How busy it is now.
    #[must_use]
    pub fn load(&self) -> Load {
        self.gate.load()
    }

    /// Workers that were lost, by a panic or a kill, since the start.
    #[must_use]
    pub fn restarts(&self) -> u64 {
        self.losses.count.load(Ordering::Relaxed)
    }

    /// Lets running jobs finish, then stops.
    pub fn drain(&self) {
        // an error says that the factory has stopped already
        let _ = self.factory.cast(FactoryMessage::DrainRequests);
    }
}

/// Drives a job to its end; a panic is a value.
async fn survive<A>(job: impl Future<Output = A>, losses: &Losses) -> Result<A, WorkerLost> {
    AssertUnwindSafe(job).catch_unwind().await.map_err(|_| {
        losses.add(RestartCause::Panic);
        WorkerLost
    })
}

/// Workers of a stage that were lost.
#[derive(Clone)]
struct Losses {
    stage: &'static str,
    count: Arc<AtomicU64>,
}

impl Losses {
    fn add(&self, cause: RestartCause) {
        let stage = self.stage;
        self.count.fetch_add(1, Ordering::Relaxed);
        counter!(RESTARTS, label::ACTOR => stage, label::CAUSE => cause.as_str()).increment(1);
        tracing::warn!(stage, cause = cause.as_str(), "a worker was lost");
    }
}

struct Builder {
    losses: Losses,
}

impl WorkerBuilder<PoolWorker, Losses> for Builder {
    fn build(&mut self, _worker: WorkerId) -> (PoolWorker, Losses) {
        (PoolWorker, self.losses.clone())
    }
}

/// A worker's life. One that ends in order is let go; one that is just dropped was killed, unless the pool itself ends,
/// which takes its workers along. (The builder can't tell: a pool that shrinks and grows again has new workers under
/// old numbers.)
struct Life {
    losses: Losses,
    factory: ActorRef<PoolMessage>,
    is_let_go: bool,
}

impl Drop for Life {
    fn drop(&mut self) {
        if !self.is_let_go && self.factory.get_status() < ActorStatus::Stopping {
            self.losses.add(RestartCause::Killed);
        }
    }
}

struct PoolWorker;

impl Worker for PoolWorker {
    type Key = ();
    type Message = Envelope;
    type Arguments = Losses;
    type State = Life;

    async fn pre_start(
        &self,
        _worker: WorkerId,
        factory: &ActorRef<PoolMessage>,
        losses: Losses,
    ) -> Result<Life, ActorProcessingErr> {
        Ok(Life { losses, factory: factory.clone(), is_let_go: false })
    }

    async fn post_stop(
        &self,
        _worker: WorkerId,
        _factory: &ActorRef<PoolMessage>,
        life: &mut Life,
    ) -> Result<(), ActorProcessingErr> {
        life.is_let_go = true;
        Ok(())
    }

    async fn handle(
        &self,
        _worker: WorkerId,
        _factory: &ActorRef<PoolMessage>,
        job: Job<(), Envelope>,
        _life: &mut Life,
    ) -> Result<(), ActorProcessingErr> {
        job.msg.await;
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _myself: ActorCell,
        _event: SupervisionEvent,
        _life: &mut Life,
    ) -> Result<(), ActorProcessingErr> {
        Ok(())
    }
}
