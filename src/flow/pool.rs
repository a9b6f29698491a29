//! A pool of workers behind a gate: the only place that builds a ractor factory.
//!
//! A worker catches unwinds, so that a panic is a value: an uncaught one would make the factory start the worker
//! again, without back-off or limit. Jobs come one at a time to each worker; the gate holds the queue.

use std::collections::HashSet;
use std::marker::PhantomData;
use std::num::NonZeroUsize;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use metrics::{counter, histogram};
use ractor::factory::{
    Factory, FactoryArguments, FactoryMessage, Job, Worker, WorkerBuilder, WorkerId, queues, routing,
};
use ractor::{Actor, ActorCell, ActorProcessingErr, ActorRef, SpawnErr, SupervisionEvent};
use serde::Deserialize;
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::{Instrument, Span};

use super::gate::{Credit, Gate, Key, Load, Need};
use crate::metrics::{POOL_SERVICE_SECONDS, RESTARTS, label};

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

/// What a pool's workers do with a job.
pub type Act<J, A> = Arc<dyn Fn(J) -> BoxFuture<'static, A> + Send + Sync>;

/// Why a job has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// It panicked, or its worker was killed. Trying again may help.
    #[error("the worker was lost")]
    WorkerLost,
    /// It was cancelled by its owner.
    #[error("the job was cancelled")]
    Cancelled,
}

/// A pool of workers for jobs `J` with answers `A`, which wait at its gate under keys `K`. Cheap to clone.
pub struct Pool<K: Key, J: Send + 'static, A: Send + 'static> {
    stage: &'static str,
    gate: Gate<K>,
    factory: ActorRef<PoolMessage<K, J, A>>,
    restarts: Arc<AtomicU64>,
    live: Arc<Mutex<HashSet<WorkerId>>>,
}

/// What the factory's mailbox takes.
pub type PoolMessage<K, J, A> = FactoryMessage<(), Envelope<K, J, A>>;

/// A job on its way to a worker, with its credit; both end together.
pub struct Envelope<K: Key, J, A> {
    job: J,
    credit: Credit<K>,
    cancelled: CancellationToken,
    /// Whose job it is, for every line that its worker logs.
    span: Span,
    answer: oneshot::Sender<Result<A, JobError>>,
}

type PoolFactory<K, J, A> = Factory<
    (),
    Envelope<K, J, A>,
    (),
    PoolWorker<K, J, A>,
    routing::QueuerRouting<(), Envelope<K, J, A>>,
    queues::DefaultQueue<(), Envelope<K, J, A>>,
>;

impl<K: Key, J: Send + 'static, A: Send + 'static> Pool<K, J, A> {
    /// Starts the workers under `supervisor`.
    pub async fn start(
        stage: &'static str,
        options: Options,
        act: Act<J, A>,
        supervisor: ActorCell,
    ) -> Result<Self, SpawnErr> {
        let Options { size, max_wait } = options;
        let restarts = Arc::new(AtomicU64::new(0));
        let live = Arc::new(Mutex::new(HashSet::new()));
        let builder = Builder { stage, act, restarts: Arc::clone(&restarts), live: Arc::clone(&live) };
        let arguments = FactoryArguments::builder()
            .worker_builder(Box::new(builder))
            .num_initial_workers(size.get())
            .router(routing::QueuerRouting::default())
            .queue(queues::DefaultQueue::default())
            .build();
        let (factory, _) = Actor::spawn_linked(None, PoolFactory::<K, J, A>::default(), arguments, supervisor).await?;
        Ok(Self { stage, gate: Gate::new(stage, size.get(), max_wait), factory, restarts, live })
    }

    /// The gate, for reranking.
    #[must_use]
    pub fn gate(&self) -> &Gate<K> {
        &self.gate
    }

    /// Waits for a credit, then for the answer. Dropping the future cancels the job.
    pub async fn run(&self, need: Need<K>, job: J) -> Result<A, JobError> {
        let credit = self.gate.acquire(need).await;
        self.run_with(credit, job).await
    }

    /// As [`Pool::run`], but a job that still waits for its credit when `stop` comes is [`JobError::Cancelled`]. The need
    /// is asked for when its position is taken (see [`Gate::acquire_as`]).
    pub async fn run_unless(
        &self,
        stop: &CancellationToken,
        need: impl FnOnce() -> Need<K>,
        job: J,
    ) -> Result<A, JobError> {
        let credit = tokio::select! {
            biased;
            () = stop.cancelled() => return Err(JobError::Cancelled),
            credit = self.gate.acquire_as(need) => credit,
        };
        self.run_with(credit, job).await
    }

    async fn run_with(&self, credit: Credit<K>, job: J) -> Result<A, JobError> {
        let cancelled = CancellationToken::new();
        let _cancel_on_drop = cancelled.clone().drop_guard();
        let (answer, answered) = oneshot::channel();
        let started = Instant::now();
        let envelope = Envelope { job, credit, cancelled, span: Span::current(), answer };
        self.factory.dispatch((), envelope).map_err(|_| JobError::WorkerLost)?;
        let result = answered.await.unwrap_or(Err(JobError::WorkerLost));
        histogram!(POOL_SERVICE_SECONDS, label::STAGE => self.stage).record(started.elapsed().as_secs_f64());
        result
    }

    /// Grows or shrinks the pool, 1 to 1,024. Running jobs finish.
    pub fn resize(&self, size: usize) {
        // held to the end: of two who resize at once, the factory and the gate must follow the same one
        let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        if size == 0 || self.factory.cast(FactoryMessage::AdjustWorkerPool(size)).is_err() {
            return;
        }
        live.retain(|worker| *worker < size);
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
        self.restarts.load(Ordering::Relaxed)
    }

    /// Lets running jobs finish, then stops.
    pub fn drain(&self) {
        // an error says that the factory has stopped already
        let _ = self.factory.cast(FactoryMessage::DrainRequests);
    }
}

impl<K: Key, J: Send + 'static, A: Send + 'static> Clone for Pool<K, J, A> {
    fn clone(&self) -> Self {
        Self {
            stage: self.stage,
            gate: self.gate.clone(),
            factory: self.factory.clone(),
            restarts: Arc::clone(&self.restarts),
            live: Arc::clone(&self.live),
        }
    }
}

struct Builder<J, A> {
    stage: &'static str,
    act: Act<J, A>,
    restarts: Arc<AtomicU64>,
    live: Arc<Mutex<HashSet<WorkerId>>>,
}

impl<K: Key, J: Send + 'static, A: Send + 'static> WorkerBuilder<PoolWorker<K, J, A>, ()> for Builder<J, A> {
    fn build(&mut self, worker: WorkerId) -> (PoolWorker<K, J, A>, ()) {
        let is_new = self.live.lock().unwrap_or_else(PoisonError::into_inner).insert(worker);
        if !is_new {
            count_loss(self.stage, &self.restarts, "killed");
        }
        let (act, restarts) = (Arc::clone(&self.act), Arc::clone(&self.restarts));
        (PoolWorker { stage: self.stage, act, restarts, keys: PhantomData }, ())
    }
}

struct PoolWorker<K, J, A> {
    stage: &'static str,
    act: Act<J, A>,
    restarts: Arc<AtomicU64>,
    keys: PhantomData<fn(K)>,
}

impl<K: Key, J: Send + 'static, A: Send + 'static> Worker for PoolWorker<K, J, A> {
    type Key = ();
    type Message = Envelope<K, J, A>;
    type Arguments = ();
    type State = ();

    async fn pre_start(
        &self,
        _worker: WorkerId,
        _factory: &ActorRef<PoolMessage<K, J, A>>,
        (): (),
    ) -> Result<(), ActorProcessingErr> {
        Ok(())
    }

    async fn handle(
        &self,
        _worker: WorkerId,
        _factory: &ActorRef<PoolMessage<K, J, A>>,
        job: Job<(), Envelope<K, J, A>>,
        (): &mut (),
    ) -> Result<(), ActorProcessingErr> {
        let Envelope { job: work, credit, cancelled, span, answer } = job.msg;
        let acted = AssertUnwindSafe(async { (self.act)(work).await }).catch_unwind();
        let worked = async {
            tokio::select! {
                biased;
                () = cancelled.cancelled() => Err(JobError::Cancelled),
                acted = acted => acted.map_err(|_| {
                    count_loss(self.stage, &self.restarts, "panic");
                    JobError::WorkerLost
                }),
            }
        };
        let result = worked.instrument(span).await;
        // the credit first: whoever waits for the answer may ask for the next one at once
        drop(credit);
        // an error says that nobody waits for the answer any more
        let _ = answer.send(result);
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _myself: ActorCell,
        _event: SupervisionEvent,
        (): &mut (),
    ) -> Result<(), ActorProcessingErr> {
        Ok(())
    }
}

fn count_loss(stage: &'static str, restarts: &AtomicU64, cause: &'static str) {
    restarts.fetch_add(1, Ordering::Relaxed);
    counter!(RESTARTS, label::ACTOR => stage, label::CAUSE => cause).increment(1);
    tracing::warn!(stage, cause, "a worker was lost");
}
