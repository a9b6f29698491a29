//! Whether a call may go out to its provider now: the breaker is closed, the budget has a retry left, the bucket a
//! token. Who may not is [`ModelError::Declined`] and has asked nobody.

use std::sync::Arc;
use std::time::Duration;

use metrics::{counter, histogram};
use tokio::time::Instant;

use super::breaker::{Attempt, Breaker, BreakerOptions};
use super::retry_budget::{FLOOR, RetryBudget, is_retry};
use super::token_bucket::{RateFeedback, TokenBucket};
use crate::backends::models::ModelError;
use crate::metrics::{MODEL_CALLS_DECLINED, MODEL_RATE_WAIT_SECONDS, label};

/// What all models of one provider (and one key) share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Provider {
    bucket: Arc<TokenBucket>,
    retries: Arc<RetryBudget>,
}

impl Provider {
    /// A provider that we ask at most so often; 0 is as often as it takes.
    #[must_use]
    pub fn new(requests_per_minute: u32) -> Self {
        Self { bucket: Arc::new(TokenBucket::new(requests_per_minute)), retries: Arc::new(RetryBudget::new(FLOOR)) }
    }

    /// With so many retries a minute that may always go, besides a tenth of its calls.
    #[must_use]
    pub fn with_retry_floor(self, floor: u32) -> Self {
        Self { retries: Arc::new(RetryBudget::new(floor)), ..self }
    }

    /// For its adapter, which hears what it says of its limits.
    #[must_use]
    pub fn feedback(&self) -> RateFeedback {
        RateFeedback::to(Arc::clone(&self.bucket))
    }
}

/// The longest that anybody stands in line for a token, however long the call may take.
const LONGEST_LINE: Duration = Duration::from_mins(1);

/// What stands before the calls to one model.
#[derive(Clone, Debug)]
pub(super) struct Admission {
    kind: &'static str,
    model: String,
    provider: Provider,
    breaker: Breaker,
    longest: Duration,
}

/// Why nobody was asked.
#[derive(Clone, Copy)]
enum Reason {
    BreakerOpen,
    Rate,
    RetryBudget,
}

impl Reason {
    const fn as_str(self) -> &'static str {
        match self {
            Self::BreakerOpen => "breaker_open",
            Self::Rate => "rate",
            Self::RetryBudget => "retry_budget",
        }
    }
}

impl Admission {
    /// Before a model of this kind and name, whose calls may take so long; zero is no limit.
    pub(super) fn new(
        kind: &'static str,
        model: &str,
        provider: Provider,
        breaker: BreakerOptions,
        patience: Duration,
    ) -> Self {
        let longest = if patience.is_zero() { LONGEST_LINE } else { patience.min(LONGEST_LINE) };
        Self { kind, model: model.to_owned(), provider, breaker: Breaker::new(kind, model, breaker), longest }
    }

    /// Lets a call go out, or says at once that it may not.
    pub(super) async fn enter(&self) -> Result<Attempt, ModelError> {
        let (is_retry, retries) = (is_retry(), &self.provider.retries);
        // what would be turned away afterwards stands in no line
        if let Some(wait) = self.breaker.open_for() {
            return Err(self.declined(Reason::BreakerOpen, wait));
        }
        if is_retry {
            retries.may_retry().map_err(|wait| self.declined(Reason::RetryBudget, wait))?;
        }
        self.take_token().await?;
        let attempt = self.breaker.enter().map_err(|wait| self.declined(Reason::BreakerOpen, wait))?;
        retries.spend(is_retry).map_err(|wait| self.declined(Reason::RetryBudget, wait))?;
        Ok(attempt)
    }

    async fn take_token(&self) -> Result<(), ModelError> {
        let asked = Instant::now();
        self.provider.bucket.take(self.longest).await.map_err(|wait| self.declined(Reason::Rate, wait))?;
        histogram!(MODEL_RATE_WAIT_SECONDS, label::KIND => self.kind, label::MODEL => self.model.clone())
            .record(asked.elapsed().as_secs_f64());
        Ok(())
    }

    fn declined(&self, reason: Reason, retry_after: Duration) -> ModelError {
        counter!(
            MODEL_CALLS_DECLINED,
            label::KIND => self.kind,
            label::MODEL => self.model.clone(),
            label::REASON => reason.as_str(),
        )
        .increment(1);
        ModelError::Declined { retry_after }
    }
}
