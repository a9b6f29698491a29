//! A model with all that stands beside it, as one decorator of its trait. From the outside in: may the call go out
//! ([`Admission`]: breaker, retry budget, token bucket), does it end in time, what came of it (for the breaker), and
//! what it costs by the model's terms.
//!
//! A text comes piece by piece: [`super::text`].

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::admission::{Admission, Provider};
use super::breaker::{Attempt, BreakerOptions};
use super::deadline::{Deadlines, within};
use crate::backends::models::{
    Answer, Critic, Judges, ModelError, Moderator, Painter, Price, RawPicture, Reviewed, Storyteller, Terms,
};
use crate::domain::{Critique, Outlier, PictureSpec, Text, Usage, Verdict};

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
    let patience = guards.deadlines.first_token;
    let admission = guards.admission("words", inner.name(), patience);
    Arc::new(Guarded { inner, deadlines: guards.deadlines, admission, hedge_after: guards.hedge_after })
}

/// A painter behind its guards. Of its deadlines `total` alone counts.
#[must_use]
pub fn guard_painter(inner: Arc<dyn Painter>, guards: &Guards) -> Arc<dyn Painter> {
    let admission = guards.admission("picture", inner.name(), guards.deadlines.total);
    Arc::new(Guarded { inner, deadlines: guards.deadlines, admission, hedge_after: guards.hedge_after })
}

/// A moderator behind its guards. Of its deadlines `total` alone counts.
#[must_use]
pub fn guard_moderator(inner: Arc<dyn Moderator>, guards: &Guards) -> Arc<dyn Moderator> {
    let admission = guards.admission("moderation", inner.name(), guards.deadlines.total);
    Arc::new(Guarded { inner, deadlines: guards.deadlines, admission, hedge_after: guards.hedge_after })
}

/// A critic behind its guards. Of its deadlines `total` alone counts.
#[must_use]
pub fn guard_critic(inner: Arc<dyn Critic>, guards: &Guards) -> Arc<dyn Critic> {
    let admission = guards.admission("critique", inner.name(), guards.deadlines.total);
    Arc::new(Guarded { inner, deadlines: guards.deadlines, admission, hedge_after: guards.hedge_after })
}

impl Guards {
    fn admission(&self, kind: &'static str, model: &str, patience: Duration) -> Option<Admission> {
        let provider = self.provider.clone()?;
        Some(Admission::new(kind, model, provider, self.breaker, patience))
    }
}

/// A model beside its guards.
pub(super) struct Guarded<T: ?Sized> {
    pub(super) inner: Arc<T>,
    pub(super) deadlines: Deadlines,
    admission: Option<Admission>,
    hedge_after: Option<Duration>,
}

impl<T: ?Sized> Guarded<T> {
    /// Waits until a call may go out; `None` where nobody asks whether it may.
    pub(super) async fn enter(&self) -> Result<Option<Attempt>, ModelError> {
        match &self.admission {
            Some(admission) => admission.enter().await.map(Some),
            None => Ok(None),
        }
    }

    /// A call whose answer comes at once; what it used has its price.
    async fn guarded<A>(
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

#[async_trait]
impl Painter for Guarded<dyn Painter> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    fn takes_references(&self) -> bool {
        self.inner.takes_references()
    }

    fn hedge_after(&self) -> Option<Duration> {
        self.hedge_after.or_else(|| self.inner.hedge_after())
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        self.guarded(self.terms().price, self.inner.paint(spec)).await
    }
}

#[async_trait]
impl Moderator for Guarded<dyn Moderator> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    fn judges(&self) -> Judges {
        self.inner.judges()
    }

    fn knows_language(&self, language: &str) -> bool {
        self.inner.knows_language(language)
    }

    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        self.guarded(self.terms().price, self.inner.check_words(texts)).await
    }

    async fn check_picture(&self, bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        self.guarded(self.terms().price, self.inner.check_picture(bytes)).await
    }
}

#[async_trait]
impl Critic for Guarded<dyn Critic> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    async fn review(&self, picture: &Reviewed) -> Result<Answer<Critique>, ModelError> {
        self.guarded(self.terms().price, self.inner.review(picture)).await
    }

    async fn review_book(&self, pages: &[Reviewed]) -> Result<Answer<Vec<Outlier>>, ModelError> {
        self.guarded(self.terms().price, self.inner.review_book(pages)).await
    }
}
