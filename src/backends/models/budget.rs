//! How much models may cost, by story and by day.

use crate::domain::Currency;

/// What may be spent, in millionths of one currency, in which all prices are. `None` is no limit, 0 nothing at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    pub currency: Currency,
    /// On one story, from the judgement of its wish on.
    pub per_story: Option<u64>,
    /// On one UTC day, by this node.
    pub per_day: Option<u64>,
}

impl Budget {
    /// No limit, and costs in dollars.
    pub const NONE: Self = Self { currency: Currency::USD, per_story: None, per_day: None };
}

impl Default for Budget {
    fn default() -> Self {
        Self::NONE
    }
}
