//! A token bucket for what a provider takes: one for each provider and key, shared by its models.
//!
//! Calls leave in the order in which they came, each with a token; who would wait too long is told so at once. Two
//! things fill the bucket: our own limit, and what the provider says of its limit ([`RateFeedback`]). Our own is the
//! generic cell rate algorithm with a burst of a tenth, set so that no minute ever sees more than the limit.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use crate::flow::backoff::Backoff;

/// The longest that a provider's word closes the bucket: then somebody asks, and hears it again.
const LONGEST_CLOSED: Duration = Duration::from_mins(5);
/// How long it is closed by a provider that does not say for how long: the first time, and at most.
const UNSAID: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// What lets calls to a provider go.
#[derive(Debug)]
pub(super) struct TokenBucket {
    /// Times are counted from here.
    since: Instant,
    pace: Option<Pace>,
    /// Whoever has it gets the next token; the others stand in line for it.
    turn: tokio::sync::Mutex<()>,
    in_line: AtomicU32,
    state: Mutex<State>,
}

/// Our own limit towards a provider, as a pace.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// From one token of the bucket to the next.
    interval: Duration,
    /// How far the bucket may be ahead of the pace: it is then full.
    ahead: Duration,
}

#[derive(Debug)]
struct State {
    /// When the bucket will be full again.
    full_at: Duration,
    closed_until: Duration,
    unsaid: Backoff,
}

impl TokenBucket {
    /// With our own limit; 0 is none.
    pub(super) fn new(requests_per_minute: u32) -> Self {
        let pace = (requests_per_minute > 0).then(|| {
            let burst = (requests_per_minute / 10).max(1);
            let interval = Duration::from_mins(1) / (requests_per_minute - burst + 1);
            Pace { interval, ahead: interval * (burst - 1) }
        });
        let state =
            State { full_at: Duration::ZERO, closed_until: Duration::ZERO, unsaid: Backoff::new(UNSAID.0, UNSAID.1) };
        Self {
            since: Instant::now(),
            pace,
            turn: tokio::sync::Mutex::new(()),
            in_line: AtomicU32::new(0),
            state: Mutex::new(state),
        }
    }

    /// Waits for a token, not longer than `longest`: who would have to is told at once how long it would be.
    pub(super) async fn take(&self, longest: Duration) -> Result<(), Duration> {
        let expected = self.expected_wait();
        if expected > longest {
            return Err(expected);
        }
        let _place = Place::in_line(&self.in_line);
        let taken = timeout(longest, async {
            let _turn = self.turn.lock().await;
            while let Err(wait) = self.try_take() {
                sleep(wait).await;
            }
        });
        taken.await.map_err(|_| self.expected_wait())
    }

    /// How long who comes now would wait.
    fn expected_wait(&self) -> Duration {
        let line = self.pace.map_or(Duration::ZERO, |pace| pace.interval * self.in_line.load(Ordering::Relaxed));
        (self.next_free(&self.lock()) + line).saturating_sub(self.since.elapsed())
    }

    fn try_take(&self) -> Result<(), Duration> {
        let (mut state, now) = (self.lock(), self.since.elapsed());
        let free = self.next_free(&state);
        if free > now {
            return Err(free.saturating_sub(now));
        }
        if let Some(pace) = self.pace {
            state.full_at = state.full_at.max(now) + pace.interval;
        }
        Ok(())
    }

    fn next_free(&self, state: &State) -> Duration {
        let ahead = self.pace.map_or(Duration::MAX, |pace| pace.ahead);
        state.full_at.saturating_sub(ahead).max(state.closed_until)
    }

    fn close_for(&self, state: &mut State, wait: Duration) {
        state.closed_until = state.closed_until.max(self.since.elapsed() + wait.min(LONGEST_CLOSED));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in line, given up by drop.
struct Place<'a>(&'a AtomicU32);

impl<'a> Place<'a> {
    fn in_line(line: &'a AtomicU32) -> Self {
        line.fetch_add(1, Ordering::Relaxed);
        Self(line)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What a provider's answers say of its limit, told by its adapter to the bucket before its calls. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RateFeedback {
    bucket: Arc<TokenBucket>,
}

/// What a provider says in `x-ratelimit-limit-requests`, `-remaining-requests` and `-reset-requests`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimits {
    /// Calls that it takes from full to empty, where it says so.
    pub limit: Option<u64>,
    /// Calls that it takes now.
    pub remaining: u64,
    /// When it takes the whole limit again.
    pub reset: Duration,
}

impl RateFeedback {
    pub(super) fn to(bucket: Arc<TokenBucket>) -> Self {
        Self { bucket }
    }

    /// It took no more (429, or 503 with `Retry-After`), and named a time or not: nobody asks it before.
    pub fn throttled(&self, retry_after: Option<Duration>) {
        let mut state = self.bucket.lock();
        if let Some(wait) = retry_after {
            self.bucket.close_for(&mut state, wait);
        } else if state.closed_until <= self.bucket.since.elapsed() {
            // of several that were turned away together only the first makes the wait longer
            let wait = state.unsaid.next_wait();
            self.bucket.close_for(&mut state, wait);
        }
    }

    /// It took a call.
    pub fn accepted(&self) {
        self.bucket.lock().unsaid.reset();
    }

    /// It said how much it still takes. Nothing: one call as soon as it has room for one, which it has little by little
    /// until `reset`.
    pub fn said(&self, limits: RateLimits) {
        if limits.remaining == 0 {
            let parts = u32::try_from(limits.limit.unwrap_or(1)).unwrap_or(u32::MAX).max(1);
            self.bucket.close_for(&mut self.bucket.lock(), limits.reset / parts);
        }
    }
}
