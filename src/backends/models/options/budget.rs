//! The section `[models.budget]`: what may be spent, as an operator writes it.

use serde::Deserialize;

use super::price::{HIGHEST, micros};
use crate::backends::models::Budget;
use crate::domain::Currency;

/// Decimal numbers of a currency; 0 is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetOptions {
    /// What all costs are in, and so all prices.
    pub currency: Currency,
    /// On one story, from the judgement of its wish on.
    pub per_story: f64,
    /// On one UTC day, by this node.
    pub per_day: f64,
}

impl Default for BudgetOptions {
    fn default() -> Self {
        Self { currency: Currency::USD, per_story: 0.0, per_day: 0.0 }
    }
}

impl BudgetOptions {
    /// Whether both are amounts of money.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        [self.per_story, self.per_day].iter().all(|amount| (0.0..=HIGHEST).contains(amount))
    }

    /// The budget in whole numbers.
    #[must_use]
    pub fn budget(&self) -> Budget {
        let limit = |amount: f64| (amount > 0.0).then(|| micros(amount));
        Budget { currency: self.currency, per_story: limit(self.per_story), per_day: limit(self.per_day) }
    }
}
