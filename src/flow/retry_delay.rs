//! How long to wait before a model is asked again: briefly after a failure, long in an outage, which passes by waiting
//! and not by asking; never less than the provider asked for.

use std::time::Duration;

use super::backoff::Backoff;

/// The waits of one thing that is asked of models.
#[derive(Clone, Debug)]
pub struct RetryDelay {
    failures: Backoff,
    outages: Backoff,
}

impl RetryDelay {
    /// As after no failure.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            failures: Backoff::new(Duration::from_millis(200), Duration::from_secs(10)),
            outages: Backoff::new(Duration::from_secs(2), Duration::from_secs(30)),
        }
    }

    /// The next wait; `outage` as [`crate::backends::models::ModelError::outage`] has it.
    pub fn next_wait(&mut self, outage: Option<Duration>) -> Duration {
        match outage {
            Some(least) => self.outages.next_wait().max(least),
            None => self.failures.next_wait(),
        }
    }

    /// It went well: the next wait is a first one again.
    pub const fn reset(&mut self) {
        self.failures.reset();
        self.outages.reset();
    }
}

impl Default for RetryDelay {
    fn default() -> Self {
        Self::new()
    }
}
