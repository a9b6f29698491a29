//! Why a model gave no answer.

use std::time::Duration;

use crate::domain::CallOutcome;

/// Why a model gave no answer. What a provider said of it may quote the prompt: it is shown to nobody.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It will not do this; asking the same again is no use.
    #[error("the model refused")]
    Refused(String),
    /// It can't be reached, or is overloaded, and did nothing; asking again may help, not before the given time.
    #[error("the model is unavailable")]
    Unavailable {
        reason: String,
        /// What the provider asked for.
        retry_after: Option<Duration>,
    },
    /// It did not take the call (a wrong key, an unknown model), and did nothing.
    #[error("the model rejected the call")]
    Rejected(String),
    /// The connection was lost after it was asked: it may have done all of it. Asking again may help.
    #[error("the model broke off")]
    BrokeOff(String),
    /// Nobody asked it: its guards know that it would not answer now, or that it must not be asked. Whoever can ask
    /// another does so at once.
    #[error("the model is not asked now")]
    Declined {
        /// When asking again may help.
        retry_after: Duration,
    },
    /// It took longer than it may.
    #[error("the model took too long")]
    TimedOut,
    /// It answered with something that is no story or no picture.
    #[error("the model's answer is unusable")]
    Unusable(String),
    /// It was not asked: it might cost more than is left of the story's budget or of the day's.
    #[error("the model is not asked, for want of money")]
    OverBudget,
}

/// The longest wait that a provider may ask for.
const LONGEST_WAIT: Duration = Duration::from_mins(1);
/// What another model in its place is asked for: about the time that a picture takes.
const LONG_WAIT: Duration = Duration::from_secs(10);

impl ModelError {
    /// How long an outage is to be waited out, at least, as its provider asked; `None` when it is no outage.
    #[must_use]
    pub fn outage(&self) -> Option<Duration> {
        match self {
            Self::Unavailable { retry_after, .. } => Some(retry_after.unwrap_or_default().min(LONGEST_WAIT)),
            Self::Declined { retry_after } => Some((*retry_after).min(LONGEST_WAIT)),
            Self::BrokeOff(_) => Some(Duration::ZERO),
            Self::Refused(_) | Self::Rejected(_) | Self::TimedOut | Self::Unusable(_) | Self::OverBudget => None,
        }
    }

    /// Whether to wait for it makes no sense while another can be asked: it is not asked now, or wants to be left in
    /// peace for longer than a reader waits gladly.
    #[must_use]
    pub fn is_away(&self) -> bool {
        match self {
            Self::Declined { .. } => true,
            Self::Unavailable { retry_after, .. } => retry_after.is_some_and(|wait| wait >= LONG_WAIT),
            _ => false,
        }
    }

    /// Whether it was asked, so that its provider may bill what it did.
    #[must_use]
    pub const fn may_be_billed(&self) -> bool {
        !matches!(self, Self::Unavailable { .. } | Self::Declined { .. } | Self::Rejected(_) | Self::OverBudget)
    }

    /// What came of the call.
    #[must_use]
    pub const fn outcome(&self) -> CallOutcome {
        match self {
            Self::Refused(_) => CallOutcome::Refused,
            Self::Unavailable { .. } | Self::Declined { .. } | Self::OverBudget => CallOutcome::Unavailable,
            Self::Rejected(_) => CallOutcome::Rejected,
            Self::BrokeOff(_) => CallOutcome::BrokeOff,
            Self::TimedOut => CallOutcome::TimedOut,
            Self::Unusable(_) => CallOutcome::Unusable,
        }
    }
}
