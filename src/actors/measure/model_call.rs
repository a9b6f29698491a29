//! A call to a model as it is made.

use crate::domain::{Call, CallKind, CallOutcome, Cause, Usage};

/// A call as it is made.
#[derive(Clone, Copy, Debug)]
pub struct ModelCall<'a> {
    pub kind: CallKind,
    pub model: &'a str,
    /// Whether it leaves this process: then it is recorded, durably, before it is sent.
    pub is_remote: bool,
    /// The page that it is about, where it is about one.
    pub scene: Option<u32>,
    pub cause: Cause,
    /// The most that it may use: what it counts for on its way, and for good where nobody hears what it used.
    pub at_most: Usage,
}

impl ModelCall<'_> {
    /// As it is remembered.
    pub(super) fn on(&self, day: i64) -> Call {
        let &Self { kind, model, scene, cause, at_most, .. } = self;
        let (model, outcome) = (model.to_owned(), CallOutcome::InFlight);
        Call { day, kind, model, scene, cause, outcome, count: 1, usage: at_most }
    }
}
