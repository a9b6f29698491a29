//! How long to wait before the next try: twice as long each time, up to a ceiling, with jitter, so that those who
//! failed together don't come back together.

use std::time::Duration;

use rand::Rng;

/// The waits of one thing that is tried again and again.
#[derive(Clone, Debug)]
pub struct Backoff {
    first: Duration,
    ceiling: Duration,
    next: Duration,
}

impl Backoff {
    /// Waits of about `first`, doubling up to `ceiling`.
    #[must_use]
    pub const fn new(first: Duration, ceiling: Duration) -> Self {
        Self { first, ceiling, next: first }
    }

    /// The next wait: half of it certain, the other half by chance.
    pub fn next_wait(&mut self) -> Duration {
        let whole = self.next;
        self.next = whole.saturating_mul(2).min(self.ceiling);
        whole.mul_f64(rand::rng().random_range(0.5..=1.0))
    }

    /// It went well: the next wait is a first one again.
    pub const fn reset(&mut self) {
        self.next = self.first;
    }
}
