//! What a model answers: the thing that was asked for, and what it used.

use crate::domain::Usage;

/// What a model made, and what it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<T> {
    /// What was asked for.
    pub value: T,
    /// What that took; `milliseconds` is left to whoever asked.
    pub usage: Usage,
}
