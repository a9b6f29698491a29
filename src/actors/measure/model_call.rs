//! What a call to a model is for, and why it is made.

use crate::domain::Usage;

/// What a model is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    Words,
    Picture,
    Moderation,
}

impl Kind {
    /// Its name in metrics and bus events.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The outcome of a call that its story did not wait for: its reader has ended it, or its node. No error of the model.
pub const DROPPED: &str = "dropped";

/// Why a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Cause {
    /// Nobody has asked this before.
    First,
    /// The last answer failed, would not do, or is damaged where it was kept.
    Retry,
    /// The last answer, if there was one, was lost with its run.
    AfterCrash,
    /// The last answer, if there was one, was given up when its node drained.
    AfterRelease,
}

impl Cause {
    /// Its name in metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A call as it is made.
#[derive(Clone, Copy, Debug)]
pub struct ModelCall<'a> {
    pub kind: Kind,
    pub model: &'a str,
    pub cause: Cause,
    /// What it counts for while nobody knows what it used: on its way, and for good where its answer is not waited for.
    pub assumed: Usage,
}
