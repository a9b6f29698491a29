//! What was spent on models, summed: by UTC day, model, kind and currency.

use super::{CallKind, Currency, Usage};

/// What calls have in common that are summed. In the order in which sums are listed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpendKey {
    /// The UTC day on which the calls were made, counted from 1970-01-01.
    pub day: i64,
    /// The model's name in the configuration.
    pub model: String,
    pub kind: CallKind,
    /// What the costs are in.
    pub currency: Currency,
}

/// The sum of some calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpendLine {
    pub key: SpendKey,
    /// How many calls there were.
    pub calls: u64,
    /// What they used: of those on their way, and of those of which nobody heard, the most that they may have.
    pub usage: Usage,
}
