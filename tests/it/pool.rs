//! Pools of workers: what a job costs when it goes wrong, and that nothing is lost while a pool changes its size.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

mod adaptive;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ai_tale::flow::gate::{Load, Need};
use ai_tale::flow::pool::{JobError, Options, Pool, WorkerLost};
use ai_tale::flow::supervise::{Supervisor, SupervisorMessage};
use ractor::{Actor, ActorRef};
use rand::{Rng, SeedableRng};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::kit::fakes::until;

const MAX_WAIT: Duration = Duration::from_hours(1);
const SECOND: Duration = Duration::from_secs(1);

/// What a job does.
#[derive(Clone, Copy)]
enum Work {
    Answer(u32),
    Panic,
    /// Takes so many milliseconds.
    Take(u64, u32),
    Hang,
}

/// A pool, and what its workers saw.
struct Shop {
    pool: Pool<u32>,
    begun: Arc<AtomicUsize>,
    /// Jobs that are being worked on; one that is dropped is not.
    running: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    fatal: CancellationToken,
    root: ActorRef<SupervisorMessage>,
}

/// Counts a job while it lives.
struct Running(Arc<AtomicUsize>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Shop {
    async fn open(size: usize) -> Self {
        let fatal = CancellationToken::new();
        let (root, _) = Actor::spawn(None, Supervisor, fatal.clone()).await.unwrap();
        let [begun, running, most] = std::array::from_fn(|_| Arc::new(AtomicUsize::new(0)));
        let options = Options { size: size.try_into().unwrap(), max_wait: MAX_WAIT };
        let pool = Pool::start("test", options, root.get_cell()).await.unwrap();
        Self { pool, begun, running, most, fatal, root }
    }

    fn begun(&self) -> usize {
        self.begun.load(Ordering::SeqCst)
    }

    fn running(&self) -> usize {
        self.running.load(Ordering::SeqCst)
    }

    async fn run(&self, work: Work) -> Result<u32, WorkerLost> {
        self.pool.run(need(), self.job(work)).await
    }

    /// A job that is counted once a worker has it.
    fn job(&self, work: Work) -> impl Future<Output = u32> + Send + 'static {
        let (begun, running, most) = (Arc::clone(&self.begun), Arc::clone(&self.running), Arc::clone(&self.most));
        async move {
            begun.fetch_add(1, Ordering::SeqCst);
            most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let _running = Running(running);
            act(work).await
        }
    }
}

async fn act(work: Work) -> u32 {
    match work {
        Work::Answer(answer) => answer,
        Work::Panic => panic!("told to panic"),
        Work::Take(milliseconds, answer) => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            answer
        }
        Work::Hang => std::future::pending().await,
    }
}

fn need() -> Need<u32> {
    Need { key: 1, rank: 0 }
}

fn load(size: usize, busy: usize, waiting: usize) -> Load {
    Load { size, busy, waiting, oldest_wait: Duration::ZERO }
}

#[tokio::test(start_paused = true)]
async fn a_panic_returns_its_credit_as_a_value() {
    let shop = Shop::open(1).await;
    for round in 0..100 {
        assert_eq!(shop.run(Work::Panic).await, Err(WorkerLost));
        assert_eq!(shop.run(Work::Answer(round)).await, Ok(round));
    }
    assert_eq!(shop.pool.restarts(), 100);
    assert_eq!(shop.pool.load(), load(1, 0, 0));
    assert!(!shop.fatal.is_cancelled());
}

#[tokio::test(start_paused = true)]
async fn a_killed_worker_costs_its_job_only() {
    let shop = Shop::open(1).await;
    let (pool, job) = (shop.pool.clone(), shop.job(Work::Hang));
    let hanging = tokio::spawn(async move { pool.run(need(), job).await });
    until("the job runs", || shop.running() == 1).await;
    let (pool, job) = (shop.pool.clone(), shop.job(Work::Answer(5)));
    let waiting = tokio::spawn(async move { pool.run(need(), job).await });
    let factory = shop.root.get_cell().get_children().pop().unwrap();
    for worker in factory.get_children() {
        worker.kill();
    }
    assert_eq!(hanging.await.unwrap(), Err(WorkerLost));
    assert_eq!(waiting.await.unwrap(), Ok(5));
    assert_eq!(shop.run(Work::Answer(6)).await, Ok(6));
    assert_eq!(shop.pool.restarts(), 1);
    assert_eq!(shop.pool.load(), load(1, 0, 0));
    assert!(!shop.fatal.is_cancelled());
}

#[tokio::test(start_paused = true)]
async fn each_worker_runs_one_job_at_once() {
    let shop = Shop::open(3).await;
    let mut calls = JoinSet::new();
    for answer in 0..30 {
        let (pool, job) = (shop.pool.clone(), shop.job(Work::Take(1_000, answer)));
        calls.spawn(async move { pool.run(need(), job).await });
    }
    let started = tokio::time::Instant::now();
    let mut answers: Vec<u32> = calls.join_all().await.into_iter().map(Result::unwrap).collect();
    answers.sort_unstable();
    assert_eq!(answers, (0..30).collect::<Vec<_>>());
    assert_eq!(shop.most.load(Ordering::SeqCst), 3);
    assert_eq!(started.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_busy_pool_that_is_resized_loses_nothing() {
    const JOBS: u32 = 2_000;
    let shop = Shop::open(4).await;
    let mut chance = rand::rngs::StdRng::seed_from_u64(11);
    let mut calls = JoinSet::new();
    let mut panics = 0;
    for answer in 0..JOBS {
        let work = if chance.random_ratio(1, 20) {
            panics += 1;
            Work::Panic
        } else {
            Work::Take(chance.random_range(0..200), answer)
        };
        let (pool, job) = (shop.pool.clone(), shop.job(work));
        calls.spawn(async move { pool.run(need(), job).await });
    }
    let pool = shop.pool.clone();
    let resizing = tokio::spawn(async move {
        loop {
            pool.resize(chance.random_range(1..=12));
            tokio::time::sleep(Duration::from_millis(chance.random_range(1..300))).await;
        }
    });
    let results = calls.join_all().await;
    resizing.abort();
    assert_eq!(results.iter().filter(|result| result.is_err()).count(), panics);
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), JOBS as usize - panics);
    assert_eq!(shop.begun(), JOBS as usize);
    assert_eq!(shop.pool.restarts(), panics as u64);
    let left = shop.pool.load();
    assert_eq!((left.busy, left.waiting), (0, 0));
    shop.pool.resize(2);
    assert_eq!(shop.run(Work::Answer(1)).await, Ok(1));
}

#[tokio::test(start_paused = true)]
async fn a_pool_regrown_has_all_its_workers() {
    let shop = Shop::open(4).await;
    shop.pool.resize(1);
    shop.pool.resize(4);
    let mut calls = JoinSet::new();
    for answer in 0..4 {
        let (pool, job) = (shop.pool.clone(), shop.job(Work::Take(1_000, answer)));
        calls.spawn(async move { pool.run(need(), job).await });
    }
    until("all run at once", || shop.running() == 4).await;
    assert_eq!(calls.join_all().await.len(), 4);
    assert_eq!(shop.pool.restarts(), 0);
}

#[tokio::test(start_paused = true)]
async fn workers_that_are_let_go_are_not_lost() {
    let shop = Shop::open(64).await;
    for _ in 0..10 {
        shop.pool.resize(1);
        shop.pool.resize(64);
    }
    assert_eq!(shop.run(Work::Answer(1)).await, Ok(1));
    shop.root.get_cell().stop_children_and_wait(None, None).await;
    assert_eq!(shop.pool.restarts(), 0, "nor those that end with their pool");
}

#[tokio::test(start_paused = true)]
async fn a_pool_of_no_workers_is_refused() {
    let shop = Shop::open(2).await;
    shop.pool.resize(0);
    assert_eq!(shop.pool.load(), load(2, 0, 0));
    assert_eq!(shop.run(Work::Answer(1)).await, Ok(1));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_cancels_its_job() {
    let shop = Shop::open(1).await;
    let (pool, job) = (shop.pool.clone(), shop.job(Work::Hang));
    let call = tokio::spawn(async move { pool.run(need(), job).await });
    until("the job runs", || shop.running() == 1).await;
    assert_eq!(shop.pool.load(), load(1, 1, 0));
    call.abort();
    until("the job ends", || shop.running() == 0).await;
    assert_eq!(shop.run(Work::Answer(2)).await, Ok(2));
    assert_eq!(shop.pool.load(), load(1, 0, 0));
    assert_eq!(shop.pool.restarts(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_job_no_longer_wanted_never_begins() {
    let shop = Shop::open(1).await;
    let (pool, job) = (shop.pool.clone(), shop.job(Work::Take(1_000, 1)));
    let running = tokio::spawn(async move { pool.run(need(), job).await });
    until("the job runs", || shop.running() == 1).await;
    let stop = CancellationToken::new();
    let (pool, stopped, job) = (shop.pool.clone(), stop.clone(), shop.job(Work::Answer(2)));
    let waiting = tokio::spawn(async move { pool.run_unless(&stopped, need, job).await });
    until("it waits", || shop.pool.load().waiting == 1).await;
    stop.cancel();
    assert_eq!(waiting.await.unwrap(), Err(JobError::Cancelled));
    assert_eq!(shop.pool.load().waiting, 0);
    assert_eq!(running.await.unwrap(), Ok(1));
    assert_eq!(shop.begun(), 1);
    assert_eq!(shop.pool.run_unless(&stop, need, shop.job(Work::Answer(3))).await, Err(JobError::Cancelled));
    assert_eq!(shop.begun(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_runs_is_finished_whoever_stops() {
    let shop = Shop::open(1).await;
    let stop = CancellationToken::new();
    let (pool, stopped, job) = (shop.pool.clone(), stop.clone(), shop.job(Work::Take(1_000, 4)));
    let running = tokio::spawn(async move { pool.run_unless(&stopped, need, job).await });
    until("the job runs", || shop.running() == 1).await;
    stop.cancel();
    assert_eq!(running.await.unwrap(), Ok(4));
}

#[tokio::test(start_paused = true)]
async fn draining_lets_running_jobs_finish() {
    let shop = Shop::open(2).await;
    let mut calls = JoinSet::new();
    for answer in 0..2 {
        let (pool, job) = (shop.pool.clone(), shop.job(Work::Take(5_000, answer)));
        calls.spawn(async move { pool.run(need(), job).await });
    }
    until("both run", || shop.running() == 2).await;
    shop.pool.drain();
    let answers = calls.join_all().await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    tokio::time::sleep(SECOND).await;
    assert_eq!(shop.run(Work::Answer(1)).await, Err(WorkerLost));
    assert!(!shop.fatal.is_cancelled());
}
