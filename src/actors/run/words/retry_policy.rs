//! How often, whom and when storytellers are asked for one thing, until one of them gives it.

use std::time::Duration;

use tokio::time::Instant;

use crate::backends::models::ModelError;
use crate::flow::retry_delay::RetryDelay;

/// Attempts of one storyteller in a row before the next one is asked.
const MAX_ATTEMPTS_PER_MODEL: u32 = 3;
/// An outage passes by waiting: while everybody else was asked as well, it may last so long. A provider that starts
/// again takes seconds, a reader who waits gives up after minutes.
const LONGEST_OUTAGE: Duration = Duration::from_mins(2);

/// The attempts in a row at one thing that is asked for.
pub struct RetryPolicy {
    models: u32,
    attempts: u32,
    outage_since: Option<Instant>,
    delay: RetryDelay,
}

impl RetryPolicy {
    /// So many storytellers can be asked.
    pub fn of(models: usize) -> Self {
        let models = u32::try_from(models).unwrap_or(u32::MAX);
        Self { models, attempts: 0, outage_since: None, delay: RetryDelay::new() }
    }

    /// Whose turn it is, counted on beyond the last of them.
    pub fn turn(&self) -> u32 {
        self.attempts / MAX_ATTEMPTS_PER_MODEL
    }

    /// Whether whose turn it is has failed at this before.
    pub fn is_retry(&self) -> bool {
        self.turn() >= self.models || !self.attempts.is_multiple_of(MAX_ATTEMPTS_PER_MODEL)
    }

    /// One more call failed, by an error or without any use. How long to wait before the next one; `None` when
    /// everybody was asked as often as it makes sense. Whoever refuses is not asked again; whoever is away is not
    /// waited for while there is another who was not asked yet.
    pub fn failed(&mut self, error: Option<&ModelError>) -> Option<Duration> {
        let is_away = error.is_some_and(ModelError::is_away);
        self.attempts = match error {
            Some(ModelError::Refused(_) | ModelError::OverBudget) => (self.turn() + 1) * MAX_ATTEMPTS_PER_MODEL,
            _ if is_away => (self.turn() + 1) * MAX_ATTEMPTS_PER_MODEL,
            _ => self.attempts.saturating_add(1),
        };
        if is_away && self.turn() < self.models {
            return Some(Duration::ZERO);
        }
        let outage = error.and_then(ModelError::outage);
        self.outage_since = outage.map(|_| self.outage_since.unwrap_or_else(Instant::now));
        let is_passing = self.outage_since.is_some_and(|since| since.elapsed() < LONGEST_OUTAGE);
        let goes_on = is_passing || self.turn() < self.models;
        goes_on.then(|| self.delay.next_wait(outage))
    }

    /// A call brought something: the next failure is a first one.
    pub fn reset(&mut self) {
        *self = Self { models: self.models, attempts: 0, outage_since: None, delay: RetryDelay::new() };
    }
}
