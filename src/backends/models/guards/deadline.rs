//! Time limits on every call to a model. Whoever takes longer is given up with [`ModelError::TimedOut`], so that no
//! run, place or credit is held for ever by somebody who never answers.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::stream;
use tokio::time::{Instant, timeout};

use crate::backends::models::{
    Answer, Judges, ModelError, Moderator, Painter, RawPicture, Storyteller, Terms, TextChunk, TextStream,
};
use crate::domain::{PictureSpec, Text, Verdict};
use crate::pipeline::story_prompt::StoryCall;

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

/// A storyteller whose calls end in time.
#[must_use]
pub fn guard_storyteller(inner: Arc<dyn Storyteller>, deadlines: Deadlines) -> Arc<dyn Storyteller> {
    Arc::new(Deadline { inner, deadlines })
}

/// A painter whose calls end in time: `total` alone counts.
#[must_use]
pub fn guard_painter(inner: Arc<dyn Painter>, deadlines: Deadlines) -> Arc<dyn Painter> {
    Arc::new(Deadline { inner, deadlines })
}

/// A moderator whose calls end in time: `total` alone counts.
#[must_use]
pub fn guard_moderator(inner: Arc<dyn Moderator>, deadlines: Deadlines) -> Arc<dyn Moderator> {
    Arc::new(Deadline { inner, deadlines })
}

/// A model beside its clock.
struct Deadline<T: ?Sized> {
    inner: Arc<T>,
    deadlines: Deadlines,
}

impl<T: ?Sized> Deadline<T> {
    async fn in_time<A>(&self, call: impl Future<Output = Result<A, ModelError>>) -> Result<A, ModelError> {
        within(self.deadlines.total, call).await
    }
}

/// `limit` as it is meant: zero is none.
fn or_for_ever(limit: Duration) -> Duration {
    if limit.is_zero() { Duration::MAX } else { limit }
}

async fn within<A>(limit: Duration, call: impl Future<Output = Result<A, ModelError>>) -> Result<A, ModelError> {
    timeout(or_for_ever(limit), call).await.unwrap_or(Err(ModelError::TimedOut))
}

#[async_trait]
impl Storyteller for Deadline<dyn Storyteller> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError> {
        let called = Instant::now();
        let (first, total) = (or_for_ever(self.deadlines.first_token), or_for_ever(self.deadlines.total));
        let text = within(first.min(total), self.inner.tell(call)).await?;
        let took = called.elapsed();
        let listening = Listening {
            text,
            patience: first.saturating_sub(took),
            silence: or_for_ever(self.deadlines.silence),
            left: total.saturating_sub(took),
        };
        Ok(stream::unfold(Some(listening), next_chunk).boxed())
    }
}

/// A text that is being listened to. The clock runs only while somebody does: a reader's own pause is not silence.
struct Listening {
    text: TextStream,
    /// For the next word.
    patience: Duration,
    /// For each word after the next.
    silence: Duration,
    /// For the whole text.
    left: Duration,
}

/// The next chunk that says anything; the end of a text that took too long.
async fn next_chunk(listening: Option<Listening>) -> Option<(Result<TextChunk, ModelError>, Option<Listening>)> {
    let mut listening = listening?;
    let begun = Instant::now();
    let Ok(chunk) = timeout(listening.patience.min(listening.left), next_word(&mut listening.text)).await else {
        return Some((Err(ModelError::TimedOut), None));
    };
    listening.left = listening.left.saturating_sub(begun.elapsed());
    listening.patience = listening.silence;
    chunk.map(|chunk| (chunk, Some(listening)))
}

/// An empty chunk is silence.
async fn next_word(text: &mut TextStream) -> Option<Result<TextChunk, ModelError>> {
    loop {
        match text.next().await {
            Some(Ok(TextChunk::Text(bytes))) if bytes.is_empty() => {}
            other => return other,
        }
    }
}

#[async_trait]
impl Painter for Deadline<dyn Painter> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        self.in_time(self.inner.paint(spec)).await
    }
}

#[async_trait]
impl Moderator for Deadline<dyn Moderator> {
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
        self.in_time(self.inner.check_words(texts)).await
    }

    async fn check_picture(&self, bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        self.in_time(self.inner.check_picture(bytes)).await
    }
}
