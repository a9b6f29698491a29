//! Time limits on every call to a model. Whoever takes longer is given up with [`ModelError::TimedOut`], so that no
//! run, place or credit is held for ever by somebody who never answers.

use std::time::Duration;

use tokio::time::timeout;

use crate::backends::models::ModelError;

/// How long calls to a node's models may take; zero is no limit.
#[derive(Clone, Copy, Debug)]
pub struct TimeLimits {
    /// A storyteller's longest silence, before its first word and between words.
    pub silence: Duration,
    /// A whole text, our own pauses left out.
    pub text: Duration,
    pub picture: Duration,
    /// A judgement of words or of a picture.
    pub judgement: Duration,
}

impl TimeLimits {
    /// Of a storyteller: its silences and its text as a whole.
    #[must_use]
    pub const fn of_text(self) -> Deadlines {
        Deadlines { first_token: self.silence, silence: self.silence, total: self.text }
    }

    /// Of a painter: its picture as a whole.
    #[must_use]
    pub const fn of_picture(self) -> Deadlines {
        Deadlines::total(self.picture)
    }

    /// Of a moderator: its judgement as a whole.
    #[must_use]
    pub const fn of_judgement(self) -> Deadlines {
        Deadlines::total(self.judgement)
    }
}

/// How long one model may take. Zero is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deadlines {
    /// From the call to the first word of a text.
    pub first_token: Duration,
    /// Between two words.
    pub silence: Duration,
    /// From the call to the last word, or to the answer of a model that answers at once. A text's clock stands while
    /// nobody reads on.
    pub total: Duration,
}

impl Deadlines {
    /// Only the answer as a whole must come in time.
    #[must_use]
    pub const fn total(total: Duration) -> Self {
        Self { first_token: Duration::ZERO, silence: Duration::ZERO, total }
    }
}

/// `limit` as it is meant: zero is none.
pub(super) fn or_for_ever(limit: Duration) -> Duration {
    if limit.is_zero() { Duration::MAX } else { limit }
}

/// The answer of a call, if it comes in time.
pub(super) async fn within<A>(
    limit: Duration,
    call: impl Future<Output = Result<A, ModelError>>,
) -> Result<A, ModelError> {
    timeout(or_for_ever(limit), call).await.unwrap_or(Err(ModelError::TimedOut))
}
