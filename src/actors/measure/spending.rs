//! What a story's calls to models used: those that have ended, and those on their way at the most that they may use.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::{Call, CallId, CallLog, CallOutcome, Currency, Usage, Work};

/// A log that no call leaves between its beginning and its end: what is saved is never less than what was asked for by
/// then.
#[derive(Debug)]
pub(super) struct Spending {
    log: CallLog,
    /// Of the calls on their way.
    clocks: HashMap<CallId, Clock>,
    next: CallId,
}

/// How the cost of a call has changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    /// The day on which it counts.
    pub(super) day: i64,
    /// Millionths of the currency, as they were counted.
    pub(super) was: u64,
    /// Millionths that count instead.
    pub(super) is: u64,
}

#[derive(Debug, Default)]
struct Clock {
    /// Until it was last stopped.
    took: Duration,
    /// `None`: it stands.
    running_since: Option<Instant>,
}

impl Clock {
    fn took(&self) -> Duration {
        self.took + self.running_since.map_or(Duration::ZERO, |since| since.elapsed())
    }
}

impl Spending {
    /// Of a story whose calls begin now.
    pub(super) fn new(currency: Currency) -> Self {
        Self { log: CallLog::of(currency), clocks: HashMap::new(), next: 0 }
    }

    /// Goes on from what was saved. Calls that were on their way then were lost with their process: nobody will hear
    /// what they used.
    pub(super) fn after(work: &Work, currency: Currency) -> Self {
        let mut log = work.calls.clone();
        if log.calls().next().is_none() {
            log.currency = currency;
        }
        log.end_all(CallOutcome::Unknown);
        Self { log, clocks: HashMap::new(), next: 0 }
    }

    /// The log as of now: calls on their way with the time that they have taken by now.
    pub(super) fn log(&self) -> CallLog {
        let mut log = self.log.clone();
        for (id, clock) in &self.clocks {
            if let Some(call) = log.on_its_way(*id) {
                call.usage.milliseconds = milliseconds(clock.took());
            }
        }
        log
    }

    pub(super) fn cost(&self) -> u64 {
        self.log.total().cost_micros
    }

    /// A call that is about to be sent; its clock stands.
    pub(super) fn begin(&mut self, call: Call) -> CallId {
        let id = self.next;
        self.next += 1;
        self.log.begin(id, call);
        self.clocks.insert(id, Clock::default());
        id
    }

    pub(super) fn pause(&mut self, id: CallId) {
        if let Some(clock) = self.clocks.get_mut(&id) {
            clock.took = clock.took();
            clock.running_since = None;
        }
    }

    pub(super) fn resume(&mut self, id: CallId) {
        if let Some(clock) = self.clocks.get_mut(&id) {
            clock.running_since = Some(Instant::now());
        }
    }

    /// It has used so much.
    pub(super) fn assume(&mut self, id: CallId, usage: Usage) -> Option<Change> {
        let call = self.log.on_its_way(id)?;
        let change = Change { day: call.day, was: call.usage.cost_micros, is: usage.cost_micros };
        call.usage = usage;
        Some(change)
    }

    /// It was not sent.
    pub(super) fn withdraw(&mut self, id: CallId) -> Option<Change> {
        let change = self.assume(id, Usage::default());
        self.clocks.remove(&id);
        self.log.withdraw(id);
        change
    }

    /// What it took and used.
    pub(super) fn end(&mut self, id: CallId, outcome: CallOutcome) -> (Duration, Usage) {
        let took = self.clocks.remove(&id).map_or(Duration::ZERO, |clock| clock.took());
        let mut usage = Usage::default();
        if let Some(call) = self.log.on_its_way(id) {
            usage = call.usage;
            call.usage.milliseconds = milliseconds(took);
        }
        self.log.end(id, outcome);
        (took, usage)
    }
}

fn milliseconds(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}
