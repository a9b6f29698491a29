//! A circuit breaker: who failed again and again is left in peace for a while, then asked once (the *probe*), and has
//! everybody back when that call is answered. While it is open nobody waits: the next model of the route is asked.
//!
//! A refusal or an answer that can't be used comes from a model that is there. What counts is an outage, a connection
//! that breaks, a timeout, and a key that is not taken.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use metrics::gauge;
use serde::Deserialize;
use tokio::time::Instant;

use super::window::Window;
use crate::backends::models::ModelError;
use crate::flow::backoff::Backoff;
use crate::metrics::{MODEL_BREAKER_STATE, label};

/// The section `[models.breaker]`: when a breaker opens, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreakerOptions {
    /// So many failures in a row open it ...
    pub failures_in_a_row: u32,
    /// ... and so many of a hundred calls within `window`, ...
    pub failures_percent: u32,
    /// ... where there were at least so many calls.
    pub least_calls: u32,
    #[serde(with = "humantime_serde")]
    pub window: Duration,
    /// How long it stays open the first time; twice as long each time that the probe fails, ...
    #[serde(with = "humantime_serde")]
    pub first_wait: Duration,
    /// ... up to this, or as long as the provider asked for.
    #[serde(with = "humantime_serde")]
    pub longest_wait: Duration,
}

impl Default for BreakerOptions {
    /// Five failures in a row are no chance at a failure in ten; half of twenty is far from any model's usual day. Five
    /// seconds are what a provider takes to start again, a minute what a reader may wait for it.
    fn default() -> Self {
        Self {
            failures_in_a_row: 5,
            failures_percent: 50,
            least_calls: 20,
            window: Duration::from_secs(30),
            first_wait: Duration::from_secs(5),
            longest_wait: Duration::from_mins(1),
        }
    }
}

/// How soon to come back while somebody else's probe is on its way.
const DURING_PROBE: Duration = Duration::from_secs(1);

/// The breaker of one model. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Breaker {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    kind: &'static str,
    model: String,
    options: BreakerOptions,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    /// Raised with each change of phase: what a call of an earlier one has to say is of no interest.
    generation: u64,
    in_a_row: u32,
    recent: Window,
    backoff: Backoff,
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    Closed,
    Open {
        until: Instant,
    },
    /// One call, the probe, is on its way.
    HalfOpen,
}

impl Breaker {
    pub(super) fn new(kind: &'static str, model: &str, options: BreakerOptions) -> Self {
        let state = State {
            phase: Phase::Closed,
            generation: 0,
            in_a_row: 0,
            recent: Window::new(options.window),
            backoff: Backoff::new(options.first_wait, options.longest_wait),
        };
        let inner = Inner { kind, model: model.to_owned(), options, state: Mutex::new(state) };
        inner.report(Phase::Closed);
        Self { inner: Arc::new(inner) }
    }

    /// How long nobody is let through yet; `None` when a call may go.
    pub(super) fn open_for(&self) -> Option<Duration> {
        match self.inner.lock().phase {
            Phase::Closed => None,
            Phase::Open { until } => {
                Some(until.saturating_duration_since(Instant::now())).filter(|wait| !wait.is_zero())
            }
            Phase::HalfOpen => Some(DURING_PROBE),
        }
    }

    /// Lets a call through; else how long nobody is let through yet.
    pub(super) fn enter(&self) -> Result<Attempt, Duration> {
        if let Some(wait) = self.open_for() {
            return Err(wait);
        }
        let mut state = self.inner.lock();
        let is_probe = match state.phase {
            Phase::Closed => false,
            Phase::Open { .. } => {
                self.inner.change(&mut state, Phase::HalfOpen);
                true
            }
            Phase::HalfOpen => return Err(DURING_PROBE),
        };
        let generation = state.generation;
        Ok(Attempt { breaker: Arc::clone(&self.inner), generation, is_probe, is_answered: false, is_over: false })
    }
}

/// A call that a breaker has let through. One that is dropped before it has ended says nothing of its model, unless it
/// had begun to answer.
#[derive(Debug)]
pub(super) struct Attempt {
    breaker: Arc<Inner>,
    generation: u64,
    is_probe: bool,
    is_answered: bool,
    is_over: bool,
}

/// What a call says of its model.
#[derive(Clone, Copy)]
enum Sign {
    Alive,
    /// And how long its provider wants to be left in peace.
    Away(Duration),
    Nothing,
}

impl Attempt {
    /// The first of an answer is there: others may ask again, long before the last of it.
    pub(super) fn answers(&mut self) {
        self.is_answered = true;
        let mut state = self.breaker.lock();
        if self.is_probe && self.generation == state.generation {
            self.breaker.close(&mut state);
            (self.generation, self.is_probe) = (state.generation, false);
        }
    }

    /// The call has ended.
    pub(super) fn ended(mut self, error: Option<&ModelError>) {
        self.tell(match error {
            Some(error @ ModelError::Unavailable { .. }) => Sign::Away(error.outage().unwrap_or_default()),
            Some(ModelError::TimedOut | ModelError::BrokeOff(_) | ModelError::Rejected(_)) => {
                Sign::Away(Duration::ZERO)
            }
            // nobody was asked
            Some(ModelError::Declined { .. } | ModelError::OverBudget) => Sign::Nothing,
            None | Some(ModelError::Refused(_) | ModelError::Unusable(_)) => Sign::Alive,
        });
    }

    fn tell(&mut self, sign: Sign) {
        self.is_over = true;
        let mut state = self.breaker.lock();
        if self.generation != state.generation {
            return;
        }
        match sign {
            Sign::Alive if self.is_probe => self.breaker.close(&mut state),
            Sign::Alive => {
                state.in_a_row = 0;
                state.recent.add(false);
            }
            Sign::Away(asked_for) if self.is_probe => self.breaker.open(&mut state, asked_for),
            Sign::Away(asked_for) => {
                state.in_a_row += 1;
                state.recent.add(true);
                if self.breaker.is_too_much(&mut state) {
                    self.breaker.open(&mut state, asked_for);
                }
            }
            // the next call is the probe
            Sign::Nothing if self.is_probe => self.breaker.change(&mut state, Phase::Open { until: Instant::now() }),
            Sign::Nothing => {}
        }
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if !self.is_over {
            self.tell(if self.is_answered { Sign::Alive } else { Sign::Nothing });
        }
    }
}

impl Inner {
    fn is_too_much(&self, state: &mut State) -> bool {
        let recent = state.recent.counts();
        let is_share = recent.all >= u64::from(self.options.least_calls)
            && recent.marked * 100 >= recent.all * u64::from(self.options.failures_percent);
        is_share || state.in_a_row >= self.options.failures_in_a_row
    }

    fn open(&self, state: &mut State, asked_for: Duration) {
        let wait = state.backoff.next_wait().max(asked_for);
        tracing::warn!(model = self.model, wait_ms = wait.as_millis(), "a model is left in peace");
        self.change(state, Phase::Open { until: Instant::now() + wait });
    }

    fn close(&self, state: &mut State) {
        tracing::info!(model = self.model, "a model is back");
        state.backoff.reset();
        state.in_a_row = 0;
        state.recent.clear();
        self.change(state, Phase::Closed);
    }

    fn change(&self, state: &mut State, phase: Phase) {
        state.phase = phase;
        state.generation += 1;
        self.report(phase);
    }

    fn report(&self, phase: Phase) {
        let value = match phase {
            Phase::Closed => 0.0,
            Phase::HalfOpen => 1.0,
            Phase::Open { .. } => 2.0,
        };
        gauge!(MODEL_BREAKER_STATE, label::KIND => self.kind, label::MODEL => self.model.clone()).set(value);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
