//! Why a model gave no answer.

use std::time::Duration;

/// Why a model gave no answer. What a provider said of it may quote the prompt: it is shown to nobody.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ModelError {
    /// It will not do this; asking the same again is no use.
    #[error("the model refused")]
    Refused(String),
    /// It can't be reached, is overloaded, or broke off; asking again may help, not before the given time.
    #[error("the model is unavailable")]
    Unavailable {
        reason: String,
        /// What the provider asked for.
        retry_after: Option<Duration>,
    },
    /// It took longer than it may.
    #[error("the model took too long")]
    TimedOut,
    /// It answered with something that is no story or no picture.
    #[error("the model's answer is unusable")]
    Unusable(String),
}

/// The longest wait that a provider may ask for.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

impl ModelError {
    /// How long an outage is to be waited out, at least, as its provider asked; `None` when it is no outage.
    #[must_use]
    pub fn outage(&self) -> Option<Duration> {
        match self {
            Self::Unavailable { retry_after, .. } => Some(retry_after.unwrap_or_default().min(LONGEST_WAIT)),
            Self::Refused(_) | Self::TimedOut | Self::Unusable(_) => None,
        }
    }

    /// The outcome's name in metrics and bus events.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.into()
    }
}
