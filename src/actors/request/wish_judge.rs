//! Judging wishes: through a gate, and counted and timed like every other call to a model.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::refusal::Refusal;
use crate::actors::judge::check_wish;
use crate::actors::measure::meter::Meter;
use crate::actors::measure::model_call::{Cause, Kind, ModelCall};
use crate::actors::measure::story_calls::StoryCalls;
use crate::backends::models::Moderator;
use crate::domain::{StoryId, StoryRequest, Usage};
use crate::flow::gate::{Gate, Need};
use crate::pipeline::request::free_texts;
use crate::pipeline::safety::WishVerdict;

/// The gate's name in metrics.
const STAGE: &str = "request";
/// Wishes that are judged at once. The built-in moderator takes a processor core for about a millisecond; a remote one
/// answers many at once, each in about 200 ms: 16 are 80 wishes a second, far more than a node tells.
const JUDGED_AT_ONCE: usize = 16;
/// A wait at the gate beyond this is a metric and a log line ...
const LONG_WAIT: Duration = Duration::from_secs(2);
/// ... and after this the wish is refused: nothing of it was accepted, and its reader may try again.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Who judges wishes. Cheap to clone.
#[derive(Clone)]
pub struct WishJudge {
    moderator: Arc<dyn Moderator>,
    gate: Gate<StoryId>,
    /// Adds judgements up: who is refused uses up no quota, and could make a row of each.
    meter: Meter,
}

impl WishJudge {
    /// Asks this moderator, and counts with this meter.
    #[must_use]
    pub fn new(moderator: Arc<dyn Moderator>, meter: &Meter) -> Self {
        let gate = Gate::new(STAGE, JUDGED_AT_ONCE, LONG_WAIT);
        Self { moderator, gate, meter: meter.adding_up() }
    }

    /// Whether stories are told in a language at all. Asks nobody.
    pub(super) fn knows_language(&self, language: &str) -> bool {
        self.moderator.knows_language(language)
    }

    /// What judging a wish used, where it may be told. `story` is the one that it would become.
    pub(super) async fn judge(&self, story: StoryId, request: &StoryRequest) -> Result<Usage, Refusal> {
        let turn = timeout(LONGEST_WAIT, self.gate.acquire(Need { key: story, rank: 0 }));
        let Ok(_credit) = turn.await else {
            tracing::warn!(waited = ?LONGEST_WAIT, "a wish was not judged in time");
            return Err(Refusal::Unavailable);
        };
        let calls = StoryCalls::new(story, self.meter.clone(), Usage::default());
        let check = check_wish(&*self.moderator, request);
        let assumed = Usage::of_judgement(free_texts(request).iter().map(|(_, text)| text.len()).sum());
        let model = self.moderator.name();
        let call = ModelCall { kind: Kind::Moderation, model, cause: Cause::First, assumed };
        match calls.measured(call, check).await {
            Ok(WishVerdict::Safe) => Ok(calls.spent()),
            Ok(WishVerdict::UnsupportedLanguage) => Err(Refusal::UnsupportedLanguage),
            Ok(WishVerdict::Rejected(fields)) => Err(Refusal::ContentRejected(fields)),
            Err(error) => {
                tracing::warn!(%error, "a wish could not be judged");
                Err(Refusal::Unavailable)
            }
        }
    }
}
