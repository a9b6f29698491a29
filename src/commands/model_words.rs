//! How `check` speaks of models: what they cost, and why one gave no answer.

use anyhow::anyhow;

use crate::backends::models::{ModelError, Price};
use crate::domain::Usage;

/// What this costs: `0.0160 usd`; `None` where nothing is paid.
pub(super) fn cost(price: Price, usage: &Usage) -> Option<String> {
    let micros = price.cost(usage);
    (!price.is_free()).then(|| format!("{}.{:04} {}", micros / 1_000_000, micros % 1_000_000 / 100, price.currency))
}

/// Why, as far as our own client says it: no reader has a word in what `check` asks.
pub(super) fn reason(error: ModelError) -> anyhow::Error {
    match error {
        ModelError::Unavailable { reason, .. }
        | ModelError::Refused(reason)
        | ModelError::Rejected(reason)
        | ModelError::BrokeOff(reason)
        | ModelError::Unusable(reason) => anyhow!(reason),
        other => other.into(),
    }
}
