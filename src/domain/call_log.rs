//! Every call that one story made of models, so that what it cost can be told to the last of them.
//!
//! A call is in the log before it is sent, at the most that it may cost, and never leaves it: whatever dies meanwhile,
//! the sum is not less than what its provider will bill. The log stays small whatever a story asks for: beyond
//! [`MOST_CALLS`] the oldest that have ended are added up with those that are like them.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::{Call, CallOutcome, Currency, SpendKey, SpendLine, Usage};

/// Calls that have ended and are still told apart: what the longest book takes with all its pictures judged and
/// criticised, and half of them painted again; about 30 KiB.
pub const MOST_CALLS: usize = 256;

/// Names a call on its way, among those of one run.
pub type CallId = u64;

/// The calls of one story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallLog {
    /// What all costs are in: what the budget was in when the story began.
    pub currency: Currency,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    in_flight: BTreeMap<CallId, Call>,
    /// The newest are last, and [`MOST_CALLS`] at most.
    #[serde(skip_serializing_if = "VecDeque::is_empty")]
    ended: VecDeque<Call>,
    /// Older ones, those alike in one line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    summed: Vec<Call>,
}

impl Default for CallLog {
    fn default() -> Self {
        Self::of(Currency::USD)
    }
}

impl CallLog {
    /// The log of a story that has made no call yet.
    #[must_use]
    pub const fn of(currency: Currency) -> Self {
        Self { currency, in_flight: BTreeMap::new(), ended: VecDeque::new(), summed: Vec::new() }
    }

    /// A call is about to be sent; `call.usage` is the most that it may use.
    ///
    /// # Panics
    ///
    /// When one of this name is on its way.
    pub fn begin(&mut self, id: CallId, call: Call) {
        let call = Call { outcome: CallOutcome::InFlight, count: 1, ..call };
        assert!(self.in_flight.insert(id, call).is_none(), "a call begins once");
    }

    /// It was not sent after all.
    pub fn withdraw(&mut self, id: CallId) {
        self.in_flight.remove(&id);
    }

    /// A call on its way; `None` once it has ended.
    pub fn on_its_way(&mut self, id: CallId) -> Option<&mut Call> {
        self.in_flight.get_mut(&id)
    }

    /// It has ended, and used what is said of it by now. Does nothing to one that was ended before.
    pub fn end(&mut self, id: CallId, outcome: CallOutcome) {
        if let Some(call) = self.in_flight.remove(&id) {
            self.ended.push_back(Call { outcome, ..call });
            if self.ended.len() > MOST_CALLS {
                self.add_up_oldest();
            }
        }
    }

    /// Ends every call that is on its way, at the most that it may use: nobody will hear what becomes of it.
    pub fn end_all(&mut self, outcome: CallOutcome) {
        let ids: Vec<CallId> = self.in_flight.keys().copied().collect();
        for id in ids {
            self.end(id, outcome);
        }
    }

    /// Every call: those that were added up, then those that have ended, then those on their way.
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.summed.iter().chain(&self.ended).chain(self.in_flight.values())
    }

    /// What all calls used.
    #[must_use]
    pub fn total(&self) -> Usage {
        self.calls().fold(Usage::default(), |mut total, call| {
            total += call.usage;
            total
        })
    }

    /// The calls summed by day, model and kind, in this order.
    #[must_use]
    pub fn lines(&self) -> Vec<SpendLine> {
        let mut sums = BTreeMap::<SpendKey, (u64, Usage)>::new();
        for Call { day, kind, model, count, usage, .. } in self.calls() {
            let key = SpendKey { day: *day, model: model.clone(), kind: *kind, currency: self.currency };
            let (calls, sum) = sums.entry(key).or_default();
            *calls += count;
            *sum += *usage;
        }
        sums.into_iter().map(|(key, (calls, usage))| SpendLine { key, calls, usage }).collect()
    }

    fn add_up_oldest(&mut self) {
        let Some(oldest) = self.ended.pop_front() else { return };
        match self.summed.iter_mut().find(|line| line.is_like(&oldest)) {
            Some(line) => {
                line.count += oldest.count;
                line.usage += oldest.usage;
            }
            None => self.summed.push(Call { scene: None, ..oldest }),
        }
    }
}
