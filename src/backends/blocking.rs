//! Work that blocks, on the runtime's threads for it.

use tokio::task::spawn_blocking;

/// The work panicked, or the runtime ended before it. What a panic said goes no further: it may quote what is stored.
#[derive(Debug, thiserror::Error)]
#[error("blocking work was lost")]
pub struct Lost;

/// Runs it, and waits for its answer.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Lost> {
    spawn_blocking(work).await.map_err(|_| Lost)
}
