//! The calls that one story makes of models: each is counted, and what they used is added up.

use std::sync::{Arc, Mutex, PoisonError};

use metrics::{counter, histogram};
use tokio::time::Instant;

use super::meter::{Family, Meter, ModelInference};
use super::model_call::{Cause, DROPPED, EndedCall, Kind};
use crate::backends::models::{Answer, ModelError};
use crate::domain::{StoryId, Usage};
use crate::metrics::{MODEL_CALLS, MODEL_SECONDS, label};

/// Counts the calls of one story. Cheap to clone; all clones add to one sum.
#[derive(Clone, Debug)]
pub struct StoryCalls {
    story: StoryId,
    meter: Meter,
    spent: Arc<Mutex<Usage>>,
}

impl StoryCalls {
    /// Counts on from what earlier runs of the story used.
    #[must_use]
    pub fn new(story: StoryId, meter: Meter, spent: Usage) -> Self {
        Self { story, meter, spent: Arc::new(Mutex::new(spent)) }
    }

    /// What all calls used that have ended.
    #[must_use]
    pub fn spent(&self) -> Usage {
        *self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a call and counts it. A call that is dropped on its way is not counted: nobody knows what became of it.
    pub async fn measured<T>(
        &self,
        kind: Kind,
        model: &str,
        cause: Cause,
        call: impl Future<Output = Result<Answer<T>, ModelError>>,
    ) -> Result<T, ModelError> {
        let started = Instant::now();
        let result = call.await;
        let (usage, outcome) = match &result {
            Ok(answer) => (answer.usage, "ok"),
            Err(error) => (Usage::default(), error.as_str()),
        };
        self.count(EndedCall { kind, model, cause, took: started.elapsed(), usage, outcome });
        result.map(|answer| answer.value)
    }

    /// Counts a call that has ended.
    pub fn count(&self, call: EndedCall<'_>) {
        let EndedCall { kind, model, cause, took, usage, outcome } = call;
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
        let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        *self.spent.lock().unwrap_or_else(PoisonError::into_inner) += Usage { milliseconds, ..usage };
        let (kind, story_id) = (kind.as_str(), Some(self.story));
        self.meter.model_inference(ModelInference { kind, model, duration: took, usage, outcome, story_id });
        if outcome != "ok" && outcome != DROPPED {
            self.meter.error(Family::Model, outcome, None, story_id);
        }
    }
}
