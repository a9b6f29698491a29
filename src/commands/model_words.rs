//! How `check` speaks of models: what they cost, and why one gave no answer.

use anyhow::anyhow;

use crate::backends::models::options::PainterOptions;
use crate::backends::models::{ModelError, Price};
use crate::domain::{Currency, Usage};

/// What one story of six scenes uses, for readers of 6 to 8: its instructions and its words, ...
pub(super) const WORDS: Usage =
    Usage { input_tokens: 1_000, output_tokens: 1_500, pictures: 0, milliseconds: 0, cost_micros: 0 };
/// ... its words and theme once more for the judge, and a look at each picture and at the book.
pub(super) const JUDGEMENTS: Usage = Usage { input_tokens: 3_000, output_tokens: 0, ..WORDS };
pub(super) const CRITIQUES: Usage = Usage { input_tokens: 14_000, output_tokens: 600, ..WORDS };

/// A picture a scene, and one of each of two heroes for a painter that takes those.
pub(super) fn pictures_by(painter: &PainterOptions) -> Usage {
    let pictures = if painter.references { 8 } else { 6 };
    Usage { input_tokens: 250 * pictures, output_tokens: 0, pictures, ..WORDS }
}

/// What this costs: `0.0160 usd`; `None` where nothing is paid.
pub(super) fn cost(price: Price, usage: &Usage) -> Option<String> {
    (!price.is_free()).then(|| amount(price.cost(usage), price.currency))
}

/// So many millionths of a currency.
pub(super) fn amount(micros: u64, currency: Currency) -> String {
    format!("{}.{:04} {currency}", micros / 1_000_000, micros % 1_000_000 / 100)
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
