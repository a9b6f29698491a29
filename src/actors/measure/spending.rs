//! What a story's calls to models used: those that have ended, and those on their way as far as one can know.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::Usage;

/// Names a call of one story, among those on their way.
pub(super) type CallId = u64;

/// A sum that no call leaves between its beginning and its end: what is saved with the log is never less than what was
/// asked for by then.
#[derive(Debug)]
pub(super) struct Spending {
    ended: Usage,
    in_flight: HashMap<CallId, InFlight>,
    next: CallId,
}

#[derive(Debug)]
struct InFlight {
    assumed: Usage,
    /// Until the clock was last stopped.
    took: Duration,
    /// `None`: it stands.
    running_since: Option<Instant>,
}

impl InFlight {
    fn took(&self) -> Duration {
        self.took + self.running_since.map_or(Duration::ZERO, |since| since.elapsed())
    }
}

impl Spending {
    pub(super) fn after(spent: Usage) -> Self {
        Self { ended: spent, in_flight: HashMap::new(), next: 0 }
    }

    pub(super) fn total(&self) -> Usage {
        let mut total = self.ended;
        for call in self.in_flight.values() {
            total += taking(call.assumed, call.took());
        }
        total
    }

    pub(super) fn begin(&mut self, assumed: Usage) -> CallId {
        let id = self.next;
        self.next += 1;
        self.in_flight.insert(id, InFlight { assumed, took: Duration::ZERO, running_since: Some(Instant::now()) });
        id
    }

    pub(super) fn assume(&mut self, id: CallId, usage: Usage) {
        self.of(id).assumed = usage;
    }

    pub(super) fn pause(&mut self, id: CallId) {
        let call = self.of(id);
        call.took = call.took();
        call.running_since = None;
    }

    pub(super) fn resume(&mut self, id: CallId) {
        self.of(id).running_since = Some(Instant::now());
    }

    /// What it took and used.
    pub(super) fn end(&mut self, id: CallId, usage: Option<Usage>) -> (Duration, Usage) {
        let call = self.in_flight.remove(&id).expect("a call ends once");
        let (took, usage) = (call.took(), usage.unwrap_or(call.assumed));
        self.ended += taking(usage, took);
        (took, usage)
    }

    fn of(&mut self, id: CallId) -> &mut InFlight {
        self.in_flight.get_mut(&id).expect("it is asked by the call itself, which has not ended")
    }
}

fn taking(usage: Usage, took: Duration) -> Usage {
    Usage { milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX), ..usage }
}
