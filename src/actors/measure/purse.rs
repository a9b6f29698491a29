//! The money that is left: how much calls may cost, by story and by day.
//!
//! A call takes what it costs at most before it is sent, and what it did not use comes back when it has ended, so
//! however many stories ask at once, nothing passes the budget but what no budget stops: judgements, and a text that
//! says more than its model was allowed to. What other nodes spend meanwhile is not seen.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::spending::Change;
use crate::backends::models::Budget;
use crate::domain::{CallKind, Currency};

/// Days of which the sum is kept: calls end on the day after they began, and clocks are set back.
const DAYS: usize = 3;

/// What a node may spend. Cheap to clone; all clones know the same sums.
#[derive(Clone, Debug, Default)]
pub struct Purse {
    budget: Budget,
    /// Millionths by UTC day.
    spent: Arc<Mutex<BTreeMap<i64, u64>>>,
}

impl Purse {
    /// With what was spent on a UTC day already.
    #[must_use]
    pub fn new(budget: Budget, (day, spent): (i64, u64)) -> Self {
        Self { budget, spent: Arc::new(Mutex::new(BTreeMap::from([(day, spent)]))) }
    }

    /// What all costs are in.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.budget.currency
    }

    /// Whether a story that has spent so much may spend so much more on this day.
    pub(super) fn affords(&self, day: i64, story: u64, cost: u64) -> bool {
        self.allows(self.spent().get(&day).copied().unwrap_or_default(), story, cost)
    }

    /// Takes what a call costs at most, if that is left. No budget stops a judgement.
    pub(super) fn take(&self, day: i64, story: u64, cost: u64, kind: CallKind) -> bool {
        let mut spent = self.spent();
        let today = spent.entry(day).or_default();
        let is_taken = kind == CallKind::Judgement || self.allows(*today, story, cost);
        if is_taken {
            *today = today.saturating_add(cost);
        }
        while spent.len() > DAYS {
            spent.pop_first();
        }
        is_taken
    }

    /// A call costs something else than was taken for it; `None`: it had ended before.
    pub(super) fn correct(&self, change: Option<Change>) {
        if let Some(Change { day, was, is }) = change
            && let Some(spent) = self.spent().get_mut(&day)
        {
            *spent = spent.saturating_sub(was).saturating_add(is);
        }
    }

    /// What costs nothing is always allowed.
    fn allows(&self, today: u64, story: u64, cost: u64) -> bool {
        let has_room = |limit: Option<u64>, spent: u64| limit.is_none_or(|limit| spent.saturating_add(cost) <= limit);
        cost == 0 || (has_room(self.budget.per_story, story) && has_room(self.budget.per_day, today))
    }

    fn spent(&self) -> MutexGuard<'_, BTreeMap<i64, u64>> {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
