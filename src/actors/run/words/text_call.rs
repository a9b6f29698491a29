//! One call to a storyteller as its text is read: how much it says, how long it takes, and what it uses.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::time::timeout;

use crate::actors::measure::model_call::{Cause, Kind, ModelCall};
use crate::actors::measure::story_calls::CallInFlight;
use crate::actors::run::telling::Telling;
use crate::backends::models::{ModelError, Storyteller, TextChunk, TextStream};
use crate::domain::Usage;
use crate::pipeline::story_prompt::StoryCall;

/// Bytes of one answer: ten times what 32 of the longest pages take. Beyond it a storyteller only babbles.
const LONGEST_ANSWER: usize = 1024 * 1024;
/// How long a storyteller that has told enough is listened to: what it used comes right after its last word.
const FAREWELL: Duration = Duration::from_secs(2);

/// A call that is counted however it ends: also when its text is not read to the end. Its time is the storyteller's: a
/// clock that stands while its text is not read on.
pub struct TextCall<'a> {
    model: &'a dyn Storyteller,
    stream: Option<TextStream>,
    bytes: usize,
    usage: Option<Usage>,
    call: CallInFlight<'a>,
}

impl<'a> TextCall<'a> {
    pub fn new(telling: &Telling, model: &'a dyn Storyteller, cause: Cause) -> Self {
        let call = ModelCall { kind: Kind::Words, model: model.name(), cause, assumed: Usage::of_text(0) };
        Self { model, stream: None, bytes: 0, usage: None, call: telling.models.calls.begin(call) }
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
                    self.call.assume(Usage::of_text(self.bytes));
                    if self.bytes > LONGEST_ANSWER {
                        return Err(ModelError::Unusable("its answer has no end".to_owned()));
                    }
                    return Ok(Some(bytes));
                }
                Some(TextChunk::Usage(usage)) => {
                    self.call.assume(usage);
                    self.usage = Some(usage);
                }
                None => return Ok(None),
            }
        }
    }

    /// Everything that was wanted is there: reads on only for what the call used.
    pub async fn hear_out(&mut self) {
        let farewell = async {
            // an error takes nothing away from what is there
            while self.usage.is_none() && matches!(self.next().await, Ok(Some(_))) {}
        };
        // nor does a storyteller that says no more
        let _ = timeout(FAREWELL, farewell).await;
    }

    /// Waits for something of ours, which the storyteller's time does not grow by.
    pub async fn pausing<T>(&mut self, pause: impl Future<Output = T>) -> T {
        self.call.pause();
        let waited_for = pause.await;
        self.call.resume();
        waited_for
    }

    /// It gave nothing that can be used.
    pub fn failed(self, error: &ModelError) {
        self.call.ended(error.as_str(), self.usage);
    }

    /// It gave what it was asked for.
    pub fn finished(self) {
        self.call.ended("ok", self.usage);
    }
}
