//! Threads for work that computes and must slow nothing else: their own, of lower priority than the process, with a
//! queue that has an end. Whoever finds it full is refused at once and before anything was done.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::blocking::Lost;

/// The system's niceness of these threads: beside a busy thread of the process each gets about a tenth of a processor,
/// and all of it where the process is idle.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

type Job = Box<dyn FnOnce() + Send>;

/// The threads, and the places in their queue. Cheap to clone; they end with the last clone.
#[derive(Clone)]
pub struct LowPriorityThreads {
    jobs: Sender<Job>,
    places: Arc<Semaphore>,
}

/// A place in the queue, given back when its work is done or nobody waits for it any more.
pub struct Place {
    jobs: Sender<Job>,
    permit: OwnedSemaphorePermit,
}

impl LowPriorityThreads {
    /// So many threads of this name, and so many jobs that may wait for one.
    pub fn start(name: &str, threads: usize, waiting: usize) -> io::Result<Self> {
        let (jobs, queue) = channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..threads {
            let queue = Arc::clone(&queue);
            thread::Builder::new().name(name.to_owned()).spawn(move || work(&queue))?;
        }
        Ok(Self { jobs, places: Arc::new(Semaphore::new(threads + waiting)) })
    }

    /// A place; `None`: as many work and wait as may.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let permit = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Place { jobs: self.jobs.clone(), permit })
    }
}

impl Place {
    /// Runs the work in its turn. It is not begun where nobody waits for it any more.
    pub async fn compute<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Lost> {
        let Self { jobs, permit } = self;
        let (answer, answered) = oneshot::channel();
        let job = move || {
            let _permit = permit;
            if !answer.is_closed() {
                // whoever asked may have left meanwhile
                let _ = answer.send(work());
            }
        };
        jobs.send(Box::new(job)).map_err(|_| Lost)?;
        answered.await.map_err(|_| Lost)
    }
}

fn work(queue: &Mutex<Receiver<Job>>) {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::warn!(%error, "a thread keeps the process's priority");
    }
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        // a job that panics has lost its answer, which says so
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
    }
}
