//! Work that blocks, on the runtime's threads for it: [`run`] where it waits for something, [`compute`] where it keeps
//! a processor busy.

use std::num::NonZeroUsize;
use std::sync::{Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;

use tokio::task::spawn_blocking;

/// The work panicked, or the runtime ended before it. What a panic said goes no further: it may quote what is stored.
#[derive(Debug, thiserror::Error)]
#[error("blocking work was lost")]
pub struct Lost;

/// Runs it, and waits for its answer.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Lost> {
    spawn_blocking(work).await.map_err(|_| Lost)
}

/// Runs work that computes, such as on a picture's pixels: as much at once in this process as there are processors,
/// because more would be no faster and hold more memory. It must wait for nothing, so that whoever waits for a
/// processor gets one.
pub async fn compute<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Lost> {
    // waited for on the thread: the runtime sees work, and no virtual time goes by
    let on_a_processor = move || {
        let _processor = PROCESSORS.take();
        work()
    };
    run(on_a_processor).await
}

static PROCESSORS: LazyLock<Processors> = LazyLock::new(|| {
    let count = available_parallelism().map_or(1, NonZeroUsize::get);
    Processors { free: Mutex::new(count), freed: Condvar::new() }
});

struct Processors {
    free: Mutex<usize>,
    freed: Condvar,
}

impl Processors {
    fn take(&self) -> Processor<'_> {
        let waited = self.freed.wait_while(self.free(), |free| *free == 0);
        *waited.unwrap_or_else(PoisonError::into_inner) -= 1;
        Processor(self)
    }

    fn free(&self) -> MutexGuard<'_, usize> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Given back by drop, after a panic too.
struct Processor<'a>(&'a Processors);

impl Drop for Processor<'_> {
    fn drop(&mut self) {
        *self.0.free() += 1;
        self.0.freed.notify_one();
    }
}
