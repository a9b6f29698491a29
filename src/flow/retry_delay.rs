//! How long to wait before something outside is asked again: briefly after a failure, long in an outage, which passes
//! by waiting and not by asking; never less than was asked for.

use std::time::Duration;

use super::backoff::Backoff;

/// The waits of one thing that is asked for until it is had.
#[derive(Clone, Debug)]
pub struct RetryDelay {
    after_failure: Backoff,
    in_outage: Backoff,
}

impl RetryDelay {
    /// As after no failure.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            after_failure: Backoff::new(Duration::from_millis(200), Duration::from_secs(10)),
            in_outage: Backoff::new(Duration::from_secs(2), Duration::from_secs(30)),
        }
    }

    /// The next wait; with `outage` the long one, and at least as long as that says.
    pub fn next_wait(&mut self, outage: Option<Duration>) -> Duration {
        match outage {
            Some(least) => self.in_outage.next_wait().max(least),
            None => self.after_failure.next_wait(),
        }
    }

    /// It went well: the next wait is a first one again.
    pub const fn reset(&mut self) {
        self.after_failure.reset();
        self.in_outage.reset();
    }
}

impl Default for RetryDelay {
    fn default() -> Self {
        Self::new()
    }
}
