//! The calls that one story makes of models: each is counted, and what they used is added up.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use metrics::{counter, histogram};

use super::meter::{Family, Meter, ModelInference};
use super::model_call::{DROPPED, ModelCall};
use super::spending::{CallId, Spending};
use crate::backends::models::{Answer, ModelError};
use crate::domain::{StoryId, Usage};
use crate::metrics::{MODEL_CALLS, MODEL_SECONDS, label};

/// Counts the calls of one story. Cheap to clone; all clones add to one sum.
#[derive(Clone, Debug)]
pub struct StoryCalls {
    story: StoryId,
    meter: Meter,
    spending: Arc<Mutex<Spending>>,
}

impl StoryCalls {
    /// Counts on from what earlier runs of the story used.
    #[must_use]
    pub fn new(story: StoryId, meter: Meter, spent: Usage) -> Self {
        Self { story, meter, spending: Arc::new(Mutex::new(Spending::after(spent))) }
    }

    /// What all calls used, those on their way as assumed: whatever becomes of them, they are asked and paid for.
    #[must_use]
    pub fn spent(&self) -> Usage {
        self.spending().total()
    }

    /// Makes a call and counts it, however it ends.
    pub async fn measured<T>(
        &self,
        call: ModelCall<'_>,
        answer: impl Future<Output = Result<Answer<T>, ModelError>>,
    ) -> Result<T, ModelError> {
        let call = self.begin(call);
        match answer.await {
            Ok(answer) => {
                call.ended("ok", Some(answer.usage));
                Ok(answer.value)
            }
            Err(error) => {
                call.ended(error.as_str(), Some(Usage::default()));
                Err(error)
            }
        }
    }

    /// A call that is made now. Its clock runs.
    #[must_use]
    pub fn begin<'a>(&self, call: ModelCall<'a>) -> CallInFlight<'a> {
        let id = self.spending().begin(call.assumed);
        CallInFlight { calls: self.clone(), call, id, is_counted: false }
    }

    fn count(&self, call: ModelCall<'_>, id: CallId, outcome: &'static str, usage: Option<Usage>) {
        let ModelCall { kind, model, cause, .. } = call;
        let (took, usage) = self.spending().end(id, usage);
        counter!(
            MODEL_CALLS,
            label::KIND => kind.as_str(),
            label::MODEL => model.to_owned(),
            label::OUTCOME => outcome,
            label::CAUSE => cause.as_str(),
        )
        .increment(1);
        histogram!(MODEL_SECONDS, label::KIND => kind.as_str(), label::MODEL => model.to_owned())
            .record(took.as_secs_f64());
        let (kind, story_id) = (kind.as_str(), Some(self.story));
        self.meter.model_inference(ModelInference { kind, model, duration: took, usage, outcome, story_id });
        if outcome != "ok" && outcome != DROPPED {
            self.meter.error(Family::Model, outcome, None, story_id);
        }
    }

    fn spending(&self) -> MutexGuard<'_, Spending> {
        self.spending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call on its way. It is counted also when it is dropped.
pub struct CallInFlight<'a> {
    calls: StoryCalls,
    call: ModelCall<'a>,
    id: CallId,
    is_counted: bool,
}

impl CallInFlight<'_> {
    /// It has used so much already.
    pub fn assume(&self, usage: Usage) {
        self.calls.spending().assume(self.id, usage);
    }

    /// Its clock stands: what comes is not the model's time.
    pub fn pause(&self) {
        self.calls.spending().pause(self.id);
    }

    /// Its clock runs again.
    pub fn resume(&self) {
        self.calls.spending().resume(self.id);
    }

    /// It ended: `ok`, or as `ModelError::as_str` says. `None`: it used what was assumed.
    pub fn ended(mut self, outcome: &'static str, usage: Option<Usage>) {
        self.is_counted = true;
        self.calls.count(self.call, self.id, outcome, usage);
    }
}

impl Drop for CallInFlight<'_> {
    fn drop(&mut self) {
        if !self.is_counted {
            self.calls.count(self.call, self.id, DROPPED, None);
        }
    }
}
