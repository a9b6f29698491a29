//! How long to wait before the next attempt: twice as long each time, up to a ceiling, with jitter, so that those who
//! failed together don't come back together.

use std::cell::RefCell;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

thread_local! {
    static JITTER: RefCell<StdRng> = RefCell::new(StdRng::from_os_rng());
}

/// The waits of one thing that is attempted again and again.
#[derive(Clone, Debug)]
pub struct Backoff {
    first: Duration,
    ceiling: Duration,
    attempts: u32,
}

impl Backoff {
    /// Waits of about `first`, doubling up to `ceiling`.
    #[must_use]
    pub const fn new(first: Duration, ceiling: Duration) -> Self {
        Self { first, ceiling, attempts: 0 }
    }

    /// The same, as after so many failures.
    #[must_use]
    pub const fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The next wait: half of it certain, the other half by chance.
    pub fn next_wait(&mut self) -> Duration {
        let whole = self.first.saturating_mul(1 << self.attempts.min(16)).min(self.ceiling);
        self.attempts = self.attempts.saturating_add(1);
        whole.mul_f64(JITTER.with_borrow_mut(|jitter| jitter.random_range(0.5..=1.0)))
    }

    /// Waits as long as one more failure asks for.
    pub async fn wait(&mut self) {
        tokio::time::sleep(self.next_wait()).await;
    }

    /// As [`Backoff::wait`], and not less than `least`.
    pub async fn wait_at_least(&mut self, least: Duration) {
        tokio::time::sleep(self.next_wait().max(least)).await;
    }

    /// Attempts that failed since the start or the last success.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// It went well: the next wait is a first one again.
    pub const fn reset(&mut self) {
        self.attempts = 0;
    }
}

/// Makes the jitter of every wait on this thread follow from `seed`, so that a simulation can be played again.
pub fn seed_jitter(seed: u64) {
    JITTER.set(StdRng::seed_from_u64(seed));
}
