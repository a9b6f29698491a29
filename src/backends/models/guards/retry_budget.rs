//! Retries towards a provider are at most a tenth of the first calls to it: where everything fails, asking again helps
//! nobody, and a provider in trouble gets a tenth more to do instead of three times as much.
//!
//! Only who asks knows that a call is a retry, and says so around it ([`as_retry`]): a guess from outside (after a
//! failure the next call is one) would turn away first calls of other stories. Asking the next model of a route is no
//! retry, nor is a judgement: nothing goes on without it, and it backs off by itself.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::window::Window;

/// One retry for so many first calls.
const CALLS_PER_RETRY: u64 = 10;
/// What may be tried again besides, unless an operator says otherwise: the whole rescue of a story's few pages, so that
/// a quiet node can.
pub(super) const FLOOR: u32 = 10;
/// How far back both are counted.
const WINDOW: Duration = Duration::from_mins(1);

tokio::task_local! {
    static IS_RETRY: bool;
}

/// Makes a call of which its guards know whether it is a retry: this model was asked for the same thing before, and
/// failed.
pub async fn as_retry<A>(is_retry: bool, call: impl Future<Output = A>) -> A {
    IS_RETRY.scope(is_retry, call).await
}

/// Whether the call that is being made is a retry. Where nobody said so it is none.
pub(super) fn is_retry() -> bool {
    IS_RETRY.try_with(|is_retry| *is_retry).unwrap_or(false)
}

/// The retries of one provider.
#[derive(Debug)]
pub(super) struct RetryBudget {
    calls: Mutex<Window>,
    /// Retries that may always go.
    floor: u64,
}

impl RetryBudget {
    /// With so many retries that may always go.
    pub(super) fn new(floor: u32) -> Self {
        Self { calls: Mutex::new(Window::new(WINDOW)), floor: u64::from(floor) }
    }

    /// Whether a retry may go; else after how long to ask for it again.
    pub(super) fn may_retry(&self) -> Result<(), Duration> {
        self.has_one_left(&mut self.lock())
    }

    /// Counts a call that goes out. A retry beyond the budget does not: after how long to ask for it again.
    pub(super) fn spend(&self, is_retry: bool) -> Result<(), Duration> {
        let mut calls = self.lock();
        if is_retry {
            self.has_one_left(&mut calls)?;
        }
        calls.add(is_retry);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Window> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has_one_left(&self, calls: &mut Window) -> Result<(), Duration> {
        let lately = calls.counts();
        let firsts = lately.all - lately.marked;
        if lately.marked < self.floor + firsts / CALLS_PER_RETRY { Ok(()) } else { Err(calls.until_forgotten()) }
    }
}
