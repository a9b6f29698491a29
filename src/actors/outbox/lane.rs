//! How far one of those who get facts is in a shard.

use std::time::Duration;

use tokio::time::Instant;

use crate::backends::store::OutboxPosition;
use crate::flow::backoff::Backoff;

/// Waits while its facts can't be delivered.
const WAIT: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

/// The place in a shard of one who gets facts.
pub(super) struct Lane {
    /// It is done with every fact up to here; `None`: with none.
    done_to: Option<OutboxPosition>,
    state: State,
    backoff: Backoff,
}

enum State {
    /// There may be facts behind its place.
    Ready,
    /// There were none.
    AtEnd,
    /// A delivery is on its way. `is_woken`: meanwhile there came more.
    Busy { is_woken: bool },
    /// A delivery failed, and is tried again then.
    Failed(Instant),
}

impl Lane {
    pub(super) fn new() -> Self {
        Self { done_to: None, state: State::Ready, backoff: Backoff::new(WAIT.0, WAIT.1) }
    }

    pub(super) fn done_to(&self) -> Option<OutboxPosition> {
        self.done_to
    }

    /// Whether it takes the facts behind its place now.
    pub(super) fn is_ready(&self) -> bool {
        match self.state {
            State::Ready => true,
            State::Failed(retry_at) => retry_at <= Instant::now(),
            State::AtEnd | State::Busy { .. } => false,
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        matches!(self.state, State::AtEnd)
    }

    /// When it is to be looked at again, if by nothing else.
    pub(super) fn retry_at(&self) -> Option<Instant> {
        if let State::Failed(retry_at) = self.state { Some(retry_at) } else { None }
    }

    /// There may be more facts.
    pub(super) fn wake(&mut self) {
        match &mut self.state {
            State::Busy { is_woken } => *is_woken = true,
            state @ State::AtEnd => *state = State::Ready,
            State::Ready | State::Failed(_) => {}
        }
    }

    /// A delivery is on its way.
    pub(super) fn begin(&mut self) {
        self.state = State::Busy { is_woken: false };
    }

    /// It is done with every fact up to there, which was the shard's end if `is_last`.
    pub(super) fn advance(&mut self, to: Option<OutboxPosition>, is_last: bool) {
        let is_woken = matches!(self.state, State::Busy { is_woken: true });
        self.done_to = self.done_to.max(to);
        self.state = if is_last && !is_woken { State::AtEnd } else { State::Ready };
        self.backoff.reset();
    }

    /// The delivery failed: it waits so long.
    pub(super) fn fail(&mut self) -> Duration {
        let wait = self.backoff.next_wait();
        self.state = State::Failed(Instant::now() + wait);
        wait
    }

    /// Back to the shard's beginning.
    pub(super) fn rewind(&mut self) {
        (self.done_to, self.state) = (None, State::Ready);
    }
}
