//! Time limits on every call to a model. Whoever takes longer is given up with [`ModelError::TimedOut`], so that no
//! run, place or credit is held for ever by somebody who never answers.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream;
use tokio::time::{Instant, timeout};

use super::{ModelError, Models, Moderator, Painter, RawPicture, Storyteller, TextStream};
use crate::domain::{PictureSpec, Verdict};
use crate::pipeline::story_prompt::Call;

/// How long calls to models may take; zero is no limit.
#[derive(Clone, Copy, Debug)]
pub struct TimeLimits {
    /// A storyteller's longest silence, before its first word and between words.
    pub silence: Duration,
    /// A picture.
    pub picture: Duration,
    /// A judgement of words or of a picture.
    pub judgement: Duration,
}

impl Models {
    /// The same models under the configured limits; zero is none. The quiet painter draws in this process and is the
    /// last resort: it has as long as it needs.
    #[must_use]
    pub fn within(self, limits: TimeLimits) -> Self {
        let Self { mut storytellers, mut painters, quiet_painter, mut moderator } = self;
        if !limits.silence.is_zero() {
            storytellers = storytellers
                .into_iter()
                .map(|model| -> Arc<dyn Storyteller> { limited(model, limits.silence) })
                .collect();
        }
        if !limits.picture.is_zero() {
            painters =
                painters.into_iter().map(|model| -> Arc<dyn Painter> { limited(model, limits.picture) }).collect();
        }
        if !limits.judgement.is_zero() {
            moderator = limited(moderator, limits.judgement);
        }
        Self { storytellers, painters, quiet_painter, moderator }
    }
}

/// A model whose calls end in time.
struct Limited<T: ?Sized> {
    inner: Arc<T>,
    limit: Duration,
}

fn limited<T: ?Sized>(inner: Arc<T>, limit: Duration) -> Arc<Limited<T>> {
    Arc::new(Limited { inner, limit })
}

impl<T: ?Sized> Limited<T> {
    async fn in_time<A>(&self, call: impl Future<Output = Result<A, ModelError>>) -> Result<A, ModelError> {
        timeout(self.limit, call).await.unwrap_or(Err(ModelError::TimedOut))
    }
}

#[async_trait]
impl Storyteller for Limited<dyn Storyteller> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    async fn tell(&self, call: Call) -> Result<TextStream, ModelError> {
        let called = Instant::now();
        let text = self.in_time(self.inner.tell(call)).await?;
        Ok(heard(text, self.limit.saturating_sub(called.elapsed()), self.limit))
    }
}

/// Ends a text that falls silent. The clock runs only while somebody listens: a reader's own pause is not silence.
fn heard(text: TextStream, first: Duration, limit: Duration) -> TextStream {
    let chunks = stream::unfold(Some((text, first)), move |listening| async move {
        let (mut text, patience) = listening?;
        match timeout(patience, next_word(&mut text)).await {
            Ok(chunk) => chunk.map(|chunk| (chunk, Some((text, limit)))),
            Err(_) => Some((Err(ModelError::TimedOut), None)),
        }
    });
    chunks.boxed()
}

/// The next chunk that says anything: an empty one is silence.
async fn next_word(text: &mut TextStream) -> Option<Result<Bytes, ModelError>> {
    loop {
        match text.next().await {
            Some(Ok(chunk)) if chunk.is_empty() => {}
            other => return other,
        }
    }
}

#[async_trait]
impl Painter for Limited<dyn Painter> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<RawPicture, ModelError> {
        self.in_time(self.inner.paint(spec)).await
    }
}

#[async_trait]
impl Moderator for Limited<dyn Moderator> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn knows_language(&self, language: &str) -> bool {
        self.inner.knows_language(language)
    }

    async fn check_words(&self, texts: &[&str]) -> Result<Vec<Verdict>, ModelError> {
        self.in_time(self.inner.check_words(texts)).await
    }

    async fn check_picture(&self, bytes: &[u8]) -> Result<Verdict, ModelError> {
        self.in_time(self.inner.check_picture(bytes)).await
    }
}
