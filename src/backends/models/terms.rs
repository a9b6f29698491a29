//! On what terms a model works: whether calls to it leave this process, and what they cost.

use crate::domain::{Currency, Usage};

/// What a model's calls mean to whoever pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Its calls leave this process: each is recorded as begun before it is sent, and what comes back is judged.
    pub is_remote: bool,
    pub price: Price,
    /// Tokens of one answer, beyond which it says no more; `None` where nobody limits it.
    pub max_output_tokens: Option<u64>,
}

impl Terms {
    /// In this process, and free of charge.
    pub const BUILTIN: Self = Self { is_remote: false, price: Price::FREE, max_output_tokens: None };
}

/// What is paid, in millionths of a currency. Whole numbers, so that sums are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    pub currency: Currency,
    /// For a million tokens that are read.
    pub micros_per_million_input: u64,
    /// For a million tokens that are written.
    pub micros_per_million_output: u64,
    /// For one picture that is painted.
    pub micros_per_picture: u64,
}

/// Tokens that a price of tokens is for.
const MILLION: u128 = 1_000_000;

impl Price {
    /// What a model that runs here costs.
    pub const FREE: Self = Self {
        currency: Currency::USD,
        micros_per_million_input: 0,
        micros_per_million_output: 0,
        micros_per_picture: 0,
    };

    /// Whether nothing is paid.
    #[must_use]
    pub const fn is_free(&self) -> bool {
        self.micros_per_million_input == 0 && self.micros_per_million_output == 0 && self.micros_per_picture == 0
    }

    /// What this usage costs, in millionths of the currency; a part of one counts as one.
    #[must_use]
    pub fn cost(&self, usage: &Usage) -> u64 {
        let tokens = u128::from(usage.input_tokens) * u128::from(self.micros_per_million_input)
            + u128::from(usage.output_tokens) * u128::from(self.micros_per_million_output);
        let pictures = u128::from(usage.pictures) * u128::from(self.micros_per_picture);
        u64::try_from(tokens.div_ceil(MILLION) + pictures).unwrap_or(u64::MAX)
    }
}
