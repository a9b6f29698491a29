//! A storyteller beside its guards: its text is listened to, word by word, for as long as it may take.

use std::time::Duration;

use async_trait::async_trait;
use futures_util::{StreamExt, stream};
use tokio::time::{Instant, timeout};

use super::breaker::Attempt;
use super::deadline::{or_for_ever, within};
use super::guarded::{Guarded, priced};
use crate::backends::models::{ModelError, Price, Storyteller, Terms, TextChunk, TextStream};
use crate::pipeline::story_prompt::StoryCall;

#[async_trait]
impl Storyteller for Guarded<dyn Storyteller> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError> {
        let attempt = self.enter().await?;
        let called = Instant::now();
        let (first, total) = (or_for_ever(self.deadlines.first_token), or_for_ever(self.deadlines.total));
        let text = match within(first.min(total), self.inner.tell(call)).await {
            Ok(text) => text,
            Err(error) => {
                end(attempt, Some(&error));
                return Err(error);
            }
        };
        let took = called.elapsed();
        let listening = Listening {
            text,
            attempt,
            price: self.terms().price,
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
    attempt: Option<Attempt>,
    price: Price,
    /// For the next word.
    patience: Duration,
    /// For each word after the next.
    silence: Duration,
    /// For the whole text.
    left: Duration,
}

type Chunk = Result<TextChunk, ModelError>;

/// The next chunk that says anything; the end of a text that broke off or took too long.
async fn next_chunk(listening: Option<Listening>) -> Option<(Chunk, Option<Listening>)> {
    let mut listening = listening?;
    let begun = Instant::now();
    let word = timeout(listening.patience.min(listening.left), next_word(&mut listening.text)).await;
    match word.unwrap_or(Some(Err(ModelError::TimedOut))) {
        Some(Ok(chunk)) => {
            listening.left = listening.left.saturating_sub(begun.elapsed());
            listening.patience = listening.silence;
            if let Some(attempt) = &mut listening.attempt {
                attempt.answers();
            }
            let chunk = match chunk {
                TextChunk::Usage(usage) => TextChunk::Usage(priced(listening.price, usage)),
                text @ TextChunk::Text(_) => text,
            };
            Some((Ok(chunk), Some(listening)))
        }
        Some(Err(error)) => {
            end(listening.attempt, Some(&error));
            Some((Err(error), None))
        }
        None => {
            end(listening.attempt, None);
            None
        }
    }
}

/// An empty chunk is silence.
async fn next_word(text: &mut TextStream) -> Option<Chunk> {
    loop {
        match text.next().await {
            Some(Ok(TextChunk::Text(bytes))) if bytes.is_empty() => {}
            other => return other,
        }
    }
}

fn end(attempt: Option<Attempt>, error: Option<&ModelError>) {
    if let Some(attempt) = attempt {
        attempt.ended(error);
    }
}
