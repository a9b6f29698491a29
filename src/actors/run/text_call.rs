//! One call to a storyteller as its text is read: how much it says, how long it takes, and what it uses.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::time::Instant;

use super::telling::Telling;
use crate::actors::measure::model_call::{Cause, DROPPED, EndedCall, Kind};
use crate::backends::models::{ModelError, Storyteller, TextChunk, TextStream};
use crate::domain::Usage;
use crate::pipeline::story_prompt::StoryCall;

/// Bytes of one answer: ten times what 32 of the longest pages take. Beyond it a storyteller only babbles.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// A call that is counted however it ends: also when its text is not read to the end. Its time is the storyteller's: a
/// clock that stands while its text is not read on.
pub struct TextCall<'a> {
    telling: &'a Telling,
    model: &'a dyn Storyteller,
    cause: Cause,
    stream: Option<TextStream>,
    took: Duration,
    running_since: Option<Instant>,
    bytes: usize,
    usage: Option<Usage>,
    is_counted: bool,
}

impl<'a> TextCall<'a> {
    pub fn new(telling: &'a Telling, model: &'a dyn Storyteller, cause: Cause) -> Self {
        let running_since = Some(Instant::now());
        let (took, bytes) = (Duration::ZERO, 0);
        Self { telling, model, cause, stream: None, took, running_since, bytes, usage: None, is_counted: false }
    }

    pub async fn ask(&mut self, call: StoryCall) -> Result<(), ModelError> {
        self.stream = Some(self.model.tell(call).await?);
        Ok(())
    }

    /// The next piece of the text; `None` at its end.
    pub async fn next(&mut self) -> Result<Option<bytes::Bytes>, ModelError> {
        let stream = self.stream.as_mut().expect("a text is read after it was asked for");
        loop {
            match stream.next().await.transpose()? {
                Some(TextChunk::Text(bytes)) => {
                    self.bytes += bytes.len();
                    if self.bytes > LONGEST_ANSWER {
                        return Err(ModelError::Unusable("its answer has no end".to_owned()));
                    }
                    return Ok(Some(bytes));
                }
                Some(TextChunk::Usage(usage)) => self.usage = Some(usage),
                None => return Ok(None),
            }
        }
    }

    /// Waits for something of ours, which the storyteller's time does not grow by.
    pub async fn pausing<T>(&mut self, pause: impl Future<Output = T>) -> T {
        self.stop_clock();
        let waited_for = pause.await;
        self.running_since = Some(Instant::now());
        waited_for
    }

    /// It gave nothing that can be used.
    pub fn failed(mut self, error: &ModelError) {
        self.count(error.as_str());
    }

    /// It gave what it was asked for.
    pub fn finished(mut self) {
        self.count("ok");
    }

    fn stop_clock(&mut self) {
        self.took += self.running_since.take().map_or(Duration::ZERO, |since| since.elapsed());
    }

    fn count(&mut self, outcome: &'static str) {
        self.is_counted = true;
        self.stop_clock();
        let usage = self.usage.unwrap_or_else(|| Usage::of_text(self.bytes));
        let (model, cause, took) = (self.model.name(), self.cause, self.took);
        self.telling.models.calls.count(EndedCall { kind: Kind::Words, model, cause, took, usage, outcome });
    }
}

impl Drop for TextCall<'_> {
    fn drop(&mut self) {
        if !self.is_counted {
            self.count(DROPPED);
        }
    }
}
