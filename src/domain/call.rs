//! One call to a model, as its story remembers it: what for, of whom, why, and what came of it.

use serde::{Deserialize, Serialize};

use super::Usage;

/// What a model is asked for.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CallKind {
    Words,
    Picture,
    /// Of words or of a picture: whether they may be shown.
    Judgement,
    /// Of a finished picture: whether it shows what it should.
    Critique,
}

impl CallKind {
    /// Its name in the API and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Its name in metrics and bus events, which have always called a judgement a moderation.
    #[must_use]
    pub fn metric(self) -> &'static str {
        if self == Self::Judgement { "moderation" } else { self.as_str() }
    }
}

/// Why a call is made.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Cause {
    /// Nobody has asked this before.
    #[default]
    First,
    /// The last answer failed, would not do, or is damaged where it was kept.
    Retry,
    /// The first answer takes long, and a reader waits: whoever answers first is taken.
    Hedge,
    /// The last answer, if there was one, was lost with its run.
    AfterCrash,
    /// The last answer, if there was one, was given up when its node drained.
    AfterRelease,
}

impl Cause {
    /// Its name in the API and in metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What came of a call.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CallOutcome {
    /// It gave what it was asked for.
    #[default]
    Ok,
    /// The model would not.
    Refused,
    /// It could not be reached, or is overloaded, and did nothing.
    Unavailable,
    /// It did not take the call, and did nothing.
    Rejected,
    /// It was asked, and the connection was lost before the whole answer came.
    BrokeOff,
    /// It took longer than it may, and was given up.
    TimedOut,
    /// Its answer is no story, no picture or no judgement.
    Unusable,
    /// Its story did not wait for it: its reader has ended it, or its node. No error of the model.
    Dropped,
    /// Another call for the same was answered first, and it was given up. No error of the model.
    Hedged,
    /// It is on its way.
    InFlight,
    /// It was on its way when its process died, and may have been carried out.
    #[serde(other)]
    Unknown,
}

impl CallOutcome {
    /// Its name in the API and in metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether the model is to blame.
    #[must_use]
    pub const fn is_error(self) -> bool {
        !matches!(self, Self::Ok | Self::Dropped | Self::Hedged | Self::InFlight | Self::Unknown)
    }
}

/// A call; or several that had ended and were alike, once a story made very many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The UTC day on which it was made, counted from 1970-01-01.
    pub day: i64,
    pub kind: CallKind,
    /// The model's name in the configuration.
    pub model: String,
    /// The page that it was about; `None` of what is about the whole story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<u32>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub cause: Cause,
    /// What came of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcome: CallOutcome,
    /// How many calls this stands for.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: u64,
    /// What it used: while it is on its way, and where nobody heard, the most that it may have used.
    #[serde(default, skip_serializing_if = "is_default")]
    pub usage: Usage,
}

impl Call {
    /// Whether another one differs in nothing but its page and what it used.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let told = |call: &Self| (call.day, call.kind, call.cause, call.outcome);
        told(self) == told(other) && self.model == other.model
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

const fn one() -> u64 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_one(count: &u64) -> bool {
    *count == 1
}
