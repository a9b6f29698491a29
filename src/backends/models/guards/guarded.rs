//! A model with all that stands beside it, as one decorator of its trait. From the outside in: may the call go out
//! ([`Admission`]: breaker, retry budget, token bucket), does it end in time, what came of it (for the breaker), and
//! what it costs by the model's terms. An answer that comes `at_once` comes by [`Guarded::guarded`]; a `text` comes
//! piece by piece.

use std::sync::Arc;
use std::time::Duration;

use super::admission::{Admission, Provider};
use super::breaker::{Attempt, BreakerOptions};
use super::deadline::{Deadlines, within};
use crate::backends::models::{Answer, Critic, ModelError, Moderator, Painter, Price, Storyteller};
use crate::domain::Usage;

/// What stands beside a model.
#[derive(Clone, Debug, Default)]
pub struct Guards {
    /// How long its calls may take.
    pub deadlines: Deadlines,
    /// Whom it asks. `None` for a model in this process: it has no rate, its retries cost nothing, and it is never
    /// away.
    pub provider: Option<Provider>,
    pub breaker: BreakerOptions,
    /// As [`Painter::hedge_after`].
    pub hedge_after: Option<Duration>,
}

impl From<Deadlines> for Guards {
    /// Of a model in this process.
    fn from(deadlines: Deadlines) -> Self {
        Self { deadlines, ..Self::default() }
    }
}

/// A storyteller behind its guards.
#[must_use]
pub fn guard_storyteller(inner: Arc<dyn Storyteller>, guards: &Guards) -> Arc<dyn Storyteller> {
    let admission = guards.admission("words", inner.name(), guards.deadlines.first_token);
    Arc::new(Guarded::new(inner, admission, guards))
}

/// A painter behind its guards. Of its deadlines `total` alone counts.
#[must_use]
pub fn guard_painter(inner: Arc<dyn Painter>, guards: &Guards) -> Arc<dyn Painter> {
    let admission = guards.admission("picture", inner.name(), guards.deadlines.total);
    Arc::new(Guarded::new(inner, admission, guards))
}

/// A moderator behind its guards. Of its deadlines `total` alone counts.
#[must_use]
pub fn guard_moderator(inner: Arc<dyn Moderator>, guards: &Guards) -> Arc<dyn Moderator> {
    let admission = guards.admission("moderation", inner.name(), guards.deadlines.total);
    Arc::new(Guarded::new(inner, admission, guards))
}

/// A critic behind its guards. Of its deadlines `total` alone counts.
#[must_use]
pub fn guard_critic(inner: Arc<dyn Critic>, guards: &Guards) -> Arc<dyn Critic> {
    let admission = guards.admission("critique", inner.name(), guards.deadlines.total);
    Arc::new(Guarded::new(inner, admission, guards))
}

impl Guards {
    /// What stands before the calls to this model, which may stand in line for so long.
    fn admission(&self, kind: &'static str, model: &str, patience: Duration) -> Option<Admission> {
        let provider = self.provider.clone()?;
        Some(Admission::new(kind, model, provider, self.breaker, patience))
    }
}

/// A model beside its guards.
pub(super) struct Guarded<T: ?Sized> {
    pub(super) inner: Arc<T>,
    pub(super) deadlines: Deadlines,
    pub(super) hedge_after: Option<Duration>,
    admission: Option<Admission>,
}

impl<T: ?Sized> Guarded<T> {
    fn new(inner: Arc<T>, admission: Option<Admission>, guards: &Guards) -> Self {
        Self { inner, deadlines: guards.deadlines, hedge_after: guards.hedge_after, admission }
    }

    /// Waits until a call may go out; `None` where nobody asks whether it may.
    pub(super) async fn enter(&self) -> Result<Option<Attempt>, ModelError> {
        match &self.admission {
            Some(admission) => admission.enter().await.map(Some),
            None => Ok(None),
        }
    }

    /// A call whose answer comes at once; what it used has its price.
    pub(super) async fn guarded<A>(
        &self,
        price: Price,
        call: impl Future<Output = Result<Answer<A>, ModelError>>,
    ) -> Result<Answer<A>, ModelError> {
        let attempt = self.enter().await?;
        let answer = within(self.deadlines.total, call).await;
        if let Some(attempt) = attempt {
            attempt.ended(answer.as_ref().err());
        }
        answer.map(|Answer { value, usage }| Answer { value, usage: priced(price, usage) })
    }
}

/// What was used, with what it costs by these terms.
pub(super) fn priced(price: Price, usage: Usage) -> Usage {
    if price.is_free() { usage } else { Usage { cost_micros: price.cost(&usage), ..usage } }
}
