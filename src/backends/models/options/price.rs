//! A price as an operator writes it: decimal numbers of a currency.

use serde::Deserialize;

use crate::backends::models::Price;
use crate::domain::Currency;

/// What a model's owner charges. What is left out is free.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceOptions {
    pub currency: Currency,
    /// For a million tokens that are read.
    #[serde(default)]
    pub per_million_input: f64,
    /// For a million tokens that are written.
    #[serde(default)]
    pub per_million_output: f64,
    /// For one picture that is painted.
    #[serde(default)]
    pub per_picture: f64,
}

/// Millionths in one of a currency.
const MICROS: f64 = 1_000_000.0;
/// The highest price, in its currency: beyond it is a slip.
pub(super) const HIGHEST: f64 = 1_000_000.0;

impl PriceOptions {
    /// Whether every price is a number that can be charged.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let prices = [self.per_million_input, self.per_million_output, self.per_picture];
        prices.iter().all(|price| (0.0..=HIGHEST).contains(price))
    }

    /// The price in whole numbers; a part of a millionth counts as one.
    #[must_use]
    pub fn price(&self) -> Price {
        Price {
            currency: self.currency,
            micros_per_million_input: micros(self.per_million_input),
            micros_per_million_output: micros(self.per_million_output),
            micros_per_picture: micros(self.per_picture),
        }
    }
}

/// Millionths of an amount of money, rounded up: what is charged is never more than what was counted. Beyond
/// [`PriceOptions::is_possible`] it saturates.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates, and prices are checked")]
pub(super) fn micros(amount: f64) -> u64 {
    // written as a decimal, 0.04 times a million is a little beyond 40,000
    (amount * MICROS - 1e-6).ceil().max(0.0) as u64
}
