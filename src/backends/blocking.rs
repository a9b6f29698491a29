//! Work that blocks, on the runtime's threads for it: [`run`] where it waits for something, [`Processors::compute`]
//! where it keeps a processor busy.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// The work panicked, or the runtime ended before it. What a panic said goes no further: it may quote what is stored.
#[derive(Debug, thiserror::Error)]
#[error("blocking work was lost")]
pub struct Lost;

/// Runs it, and waits for its answer.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Lost> {
    spawn_blocking(work).await.map_err(|_| Lost)
}

/// The processors, which work that computes takes in turn. Cheap to clone; a process has one such queue.
#[derive(Clone, Debug)]
pub struct Processors(Arc<Semaphore>);

impl Default for Processors {
    /// As many as the machine has.
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(available_parallelism().map_or(1, NonZeroUsize::get))))
    }
}

impl Processors {
    /// Runs work that computes, such as on a picture's pixels: as much at once as there are processors, because more
    /// would be no faster and hold more memory. It takes its turn before it takes a thread, in the order in which it
    /// came, and is not begun where nobody waits for it any more. It must wait for nothing, so that whoever waits for
    /// a processor gets one.
    pub async fn compute<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Lost> {
        let processor = Arc::clone(&self.0).acquire_owned().await.map_err(|_| Lost)?;
        let on_a_processor = move || {
            let _processor = processor;
            work()
        };
        run(on_a_processor).await
    }
}
