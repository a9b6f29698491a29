//! One call to a storyteller as its text is read: how much it says, how long it takes, and what it uses.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::time::timeout;

use crate::actors::measure::model_call::ModelCall;
use crate::actors::measure::story_calls::CallInFlight;
use crate::actors::run::telling::Telling;
use crate::backends::models::guards::as_retry;
use crate::backends::models::{ModelError, Storyteller, TextChunk, TextStream};
use crate::domain::{CallKind, CallOutcome, Cause, Usage};
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
    /// This model failed at the same thing before.
    is_retry: bool,
    call: CallInFlight<'a>,
}

impl<'a> TextCall<'a> {
    /// A call that may be sent now.
    pub async fn begin(
        telling: &Telling,
        model: &'a dyn Storyteller,
        cause: Cause,
        asked: &StoryCall,
    ) -> Result<Self, ModelError> {
        let (terms, scene) = (model.terms(), asked.scene());
        let (kind, is_remote, at_most) = (CallKind::Words, terms.is_remote, terms.text_at_most(asked));
        let call = ModelCall { kind, model: model.name(), is_remote, scene, cause, at_most };
        let call = telling.models.calls.begin(call).await?;
        Ok(Self { model, stream: None, bytes: 0, usage: None, is_retry: false, call })
    }

    /// The same, of a model that failed at the same thing before, or not.
    pub fn retrying(self, is_retry: bool) -> Self {
        Self { is_retry, ..self }
    }

    pub async fn ask(&mut self, call: StoryCall) -> Result<(), ModelError> {
        self.stream = Some(as_retry(self.is_retry, self.model.tell(call)).await?);
        Ok(())
    }

    /// The next piece of the text; `None` at its end.
    pub async fn next(&mut self) -> Result<Option<bytes::Bytes>, ModelError> {
        let stream = self.stream.as_mut().expect("a text is read after it was asked for");
        loop {
            match stream.next().await.transpose()? {
                Some(TextChunk::Text(bytes)) => {
                    self.bytes += bytes.len();
                    // of one elsewhere nobody knows yet what else it used
                    if !self.call.is_remote() {
                        self.call.assume(Usage::of_text(self.bytes));
                    }
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
        if matches!(error, ModelError::Declined { .. }) {
            return self.call.withdrawn();
        }
        let is_unbilled = self.call.is_remote() && self.bytes == 0 && !error.may_be_billed();
        let usage = if is_unbilled { Some(Usage::default()) } else { self.usage };
        self.call.ended(error.outcome(), usage);
    }

    /// It gave what it was asked for.
    pub fn finished(self) {
        self.call.ended(CallOutcome::Ok, self.usage);
    }
}
