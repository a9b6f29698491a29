//! Counting what models are asked: every call with its kind, outcome, cause and duration.

use std::time::Duration;

use metrics::{counter, histogram};
use tokio::time::Instant;

use crate::actors::measure::meter::{Amount, Family, Meter, ModelInference};
use crate::backends::models::ModelError;
use crate::domain::StoryId;
use crate::metrics::{MODEL_CALLS, MODEL_SECONDS, label};

/// What a model is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A story's text.
    Words,
    /// A picture.
    Picture,
    /// A judgement.
    Moderation,
}

impl Kind {
    /// Its name in metrics and bus events.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The outcome of a call that its story did not wait for: its reader has ended it, or its node. No error of the model.
pub const DROPPED: &str = "dropped";

/// Why a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Cause {
    /// Nobody has asked this before.
    First,
    /// The last answer failed or would not do.
    Retry,
    /// The last answer, if there was one, was lost with its run.
    AfterCrash,
    /// The last answer, if there was one, was given up when its node drained.
    AfterRelease,
}

impl Cause {
    /// Its name in metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Makes a call and counts it. `size_of` tells the size of a good answer, in bytes.
pub async fn measured<T>(
    meter: &Meter,
    kind: Kind,
    model: &str,
    cause: Cause,
    story: StoryId,
    size_of: impl FnOnce(&T) -> usize,
    call: impl Future<Output = Result<T, ModelError>>,
) -> Result<T, ModelError> {
    let started = Instant::now();
    let result = call.await;
    let (size, outcome) = match &result {
        Ok(answer) => (size_of(answer), "ok"),
        Err(error) => (0, error.as_str()),
    };
    record(meter, kind, model, cause, story, started.elapsed(), size, outcome);
    result
}

/// Counts a call that has ended.
#[expect(clippy::too_many_arguments, reason = "one call is described by eight plain facts")]
pub fn record(
    meter: &Meter,
    kind: Kind,
    model: &str,
    cause: Cause,
    story: StoryId,
    took: Duration,
    size: usize,
    outcome: &'static str,
) {
    let model_name = model.to_owned();
    counter!(MODEL_CALLS, label::KIND => kind.as_str(), label::MODEL => model_name.clone(), label::OUTCOME => outcome, label::CAUSE => cause.as_str())
        .increment(1);
    histogram!(MODEL_SECONDS, label::KIND => kind.as_str(), label::MODEL => model_name).record(took.as_secs_f64());
    let size = u64::try_from(size).unwrap_or(u64::MAX);
    let amount = match kind {
        // about four characters a token
        Kind::Words => Amount::Tokens(size / 4),
        Kind::Picture | Kind::Moderation => Amount::Bytes(size),
    };
    let story_id = Some(story);
    let call = ModelInference { kind: kind.as_str(), model, duration: took, amount, outcome, story_id };
    meter.model_inference(call);
    if outcome != "ok" && outcome != DROPPED {
        meter.error(Family::Model, outcome, None, story_id);
    }
}
