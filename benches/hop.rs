//! What the way through gate, factory and reply costs, against the same job through a bounded channel and a oneshot.
//!
//! Blocks of jobs take turns, one job at a time, one worker each; the ratio is of the medians of all jobs. Who asks is
//! a task of the runtime, as each asker of the product is: from a thread beside it every answer would also wake that
//! thread, which measures the machine (20 us and more on a virtual one) and not the way.

use std::hint::black_box;
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use ai_tale::flow::gate::Need;
use ai_tale::flow::pool::{Options, Pool};
use ai_tale::flow::supervise::Supervisor;
use ractor::Actor;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

const BLOCKS: usize = 40;
const JOBS: usize = 250;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    println!("{:<18} {:>12} {:>12} {:>8}", "job", "pool p50", "channel p50", "ratio");
    let (work, nothing) = (Duration::from_micros(100), Duration::ZERO);
    let ratio = tokio::spawn(compare("100 us of CPU", work)).await.expect("no job panics");
    tokio::spawn(compare("nothing", nothing)).await.expect("no job panics");
    println!("goal for 100 us: ratio at most 1.10 (it is {ratio:.3})");
}

async fn compare(name: &'static str, takes: Duration) -> f64 {
    let (supervisor, _) = Actor::spawn(None, Supervisor, CancellationToken::new()).await.expect("an actor starts");
    let options = Options { size: NonZeroUsize::MIN, max_wait: Duration::MAX };
    let pool: Pool<usize> = Pool::start("bench", options, supervisor.get_cell()).await.expect("a factory starts");
    let (jobs, mut queue) = mpsc::channel::<(Duration, oneshot::Sender<u64>)>(1);
    let worker = tokio::spawn(async move {
        while let Some((takes, answer)) = queue.recv().await {
            // an error says that nobody waits
            let _ = answer.send(spin(takes));
        }
    });
    let (mut through_pool, mut through_channel) = (Vec::new(), Vec::new());
    let need = Need { key: 0, rank: 0 };
    for block in 0..BLOCKS {
        for _ in 0..JOBS {
            let started = Instant::now();
            black_box(pool.run(need, async move { spin(takes) }).await.expect("no job panics"));
            through_pool.push(started.elapsed());
        }
        for _ in 0..JOBS {
            let started = Instant::now();
            let (answer, answered) = oneshot::channel();
            jobs.send((takes, answer)).await.expect("the worker lives");
            black_box(answered.await.expect("the worker answers"));
            through_channel.push(started.elapsed());
        }
        if block == 0 {
            through_pool.clear();
            through_channel.clear();
        }
    }
    drop(jobs);
    worker.await.expect("the worker ends");
    supervisor.stop(None);
    let (pool, channel) = (median(&mut through_pool), median(&mut through_channel));
    let ratio = pool.as_secs_f64() / channel.as_secs_f64();
    println!("{name:<18} {pool:>12.1?} {channel:>12.1?} {ratio:>8.3}");
    ratio
}

/// Keeps a processor busy.
fn spin(takes: Duration) -> u64 {
    let started = Instant::now();
    let mut rounds = 0;
    while started.elapsed() < takes {
        rounds = black_box(rounds + 1);
    }
    rounds
}

fn median(values: &mut [Duration]) -> Duration {
    values.sort();
    values[values.len() / 2]
}
