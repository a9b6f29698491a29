//! Attempts at something secret, counted: each costs the next one a longer wait, and the wait has an end, so that
//! nobody is locked out for ever by another's guesses.

use std::time::Duration;

use async_trait::async_trait;

use crate::backends::error::StoreError;
use crate::domain::{Confidential, Timestamp};

/// What attempts are counted by. Engines keep keyed hashes of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttemptOn {
    /// The account with this address, whether there is one or not.
    Account(Confidential),
    /// Whatever comes from this place.
    Place(Confidential),
    /// A device on which an account's owner was before.
    Device([u8; 16]),
    /// Mails to this address that anybody can ask for.
    Mails(Confidential),
}

impl AttemptOn {
    /// What its hash is made for and of: no two of them are the same.
    #[must_use]
    pub fn hashed(&self) -> (&'static [u8], &[u8]) {
        match self {
            Self::Account(email) => (b"attempts on an account", email.expose().as_bytes()),
            Self::Place(address) => (b"attempts from a place", address.expose().as_bytes()),
            Self::Device(device) => (b"attempts on a device", device),
            Self::Mails(email) => (b"mails asked for", email.expose().as_bytes()),
        }
    }
}

/// How fast attempts may follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Attempts without any wait.
    pub free: u32,
    /// The wait after these; it doubles with each further attempt.
    pub first_wait: Duration,
    pub longest_wait: Duration,
    /// Attempts are forgotten when there was none for so long.
    pub memory: Duration,
}

impl Pace {
    /// How long to wait after so many attempts, of which the last was at `last`. A clock that was set back makes nobody
    /// wait longer than the longest wait.
    #[must_use]
    pub fn wait(&self, attempts: u32, last: Timestamp, now: Timestamp) -> Duration {
        let Some(beyond) = attempts.checked_sub(self.free) else { return Duration::ZERO };
        let doubled = 2_u32.checked_pow(beyond).unwrap_or(u32::MAX);
        let whole = self.first_wait.saturating_mul(doubled).min(self.longest_wait);
        whole.saturating_sub(now.since(last))
    }

    /// Whether attempts, of which the last was at `last`, count no more.
    #[must_use]
    pub fn is_forgotten(&self, last: Timestamp, now: Timestamp) -> bool {
        now.since(last) >= self.memory
    }
}

/// Whether an attempt may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It may be made, and is counted already.
    Begun,
    /// It is not counted, and may be made after so long.
    Wait(Duration),
}

/// The counts of attempts.
#[async_trait]
pub trait Attempts: Send + Sync {
    /// Counts an attempt on each, unless one of them has to wait: then it counts on none. Parallel attempts
    /// are counted one after another.
    async fn begin(&self, on: Vec<(AttemptOn, Pace)>, now: Timestamp) -> Result<Attempt, StoreError>;

    /// Forgets counts of which the last attempt was before `before`.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
