//! Judging wishes: through a gate, and counted and timed like every other call to a model. Before that, and before any
//! limit, a wish is listened to: a child may be asking for help in it.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::refusal::Refusal;
use crate::actors::judge::check_fields;
use crate::actors::measure::meter::Meter;
use crate::actors::measure::model_call::{Cause, Kind, ModelCall};
use crate::actors::measure::story_calls::StoryCalls;
use crate::backends::models::{Answer, Moderator};
use crate::domain::{Category, StoryId, StoryRequest, StoryWish, Usage};
use crate::flow::gate::{Gate, Need};
use crate::pipeline::language;
use crate::pipeline::request::{canonical, first_texts, free_texts};
use crate::pipeline::safety::WishVerdict;

/// The gate's name in metrics.
const STAGE: &str = "request";
/// Wishes that are judged at once at the least; else as many as there may be stories told at once. The built-in
/// moderator takes a processor core for about a millisecond; a remote one answers many at once, each in about 200 ms.
const JUDGED_AT_ONCE: usize = 16;
/// A wait at the gate beyond this is a metric and a log line ...
const LONG_WAIT: Duration = Duration::from_secs(2);
/// ... and after this the wish is refused: nothing of it was accepted, and its reader may try again.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// Characters of a wish that are listened to: somewhat more than a wish may have (3,700), about 8 ms of a core.
const LISTENED_TO: usize = 4_000;

/// Who judges wishes. Cheap to clone.
#[derive(Clone)]
pub struct WishJudge {
    moderator: Arc<dyn Moderator>,
    /// In this process and free of charge: it hears a cry for help whatever else is full or away.
    listener: Arc<dyn Moderator>,
    gate: Gate<StoryId>,
    /// Adds judgements up: who is refused uses up no quota, and could make a row of each.
    meter: Meter,
}

impl WishJudge {
    /// Asks this moderator for a node that tells so many stories at once, and counts with this meter; the listener is
    /// asked before.
    #[must_use]
    pub fn new(moderator: Arc<dyn Moderator>, listener: Arc<dyn Moderator>, stories: usize, meter: &Meter) -> Self {
        let gate = Gate::new(STAGE, stories.max(JUDGED_AT_ONCE), LONG_WAIT);
        Self { moderator, listener, gate, meter: meter.adding_up() }
    }

    /// Refuses a wish in which a child may be asking for help, as it was typed: it may be too long, or wrong in any
    /// other way.
    pub(in crate::actors) async fn listen(&self, wish: &StoryWish) -> Result<(), Refusal> {
        let wish = canonical(wish.clone());
        match check_fields(&*self.listener, &first_texts(&wish, LISTENED_TO)).await {
            Ok(Answer { value: WishVerdict::Rejected(rejection), .. }) if rejection.category == Category::Help => {
                Err(Refusal::ContentRejected(rejection))
            }
            // all else is the judge's to say
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Refuses a language in which no stories are told. Asks nobody.
    pub(super) fn check_language(&self, language: &str) -> Result<(), Refusal> {
        if self.moderator.knows_language(language) { Ok(()) } else { Err(self.unsupported(&["language".to_owned()])) }
    }

    fn unsupported(&self, fields: &[String]) -> Refusal {
        Refusal::UnsupportedLanguage(language::unsupported(fields, |tag| self.moderator.knows_language(tag)))
    }

    /// What judging a wish used, where it may be told. `story` is the one that it would become.
    pub(super) async fn judge(&self, story: StoryId, request: &StoryRequest) -> Result<Usage, Refusal> {
        let turn = timeout(LONGEST_WAIT, self.gate.acquire(Need { key: story, rank: 0 }));
        let Ok(_credit) = turn.await else {
            tracing::warn!(waited = ?LONGEST_WAIT, "a wish was not judged in time");
            return Err(Refusal::Unavailable);
        };
        let calls = StoryCalls::new(story, self.meter.clone(), Usage::default());
        let fields = free_texts(request);
        let check = check_fields(&*self.moderator, &fields);
        let assumed = Usage::of_judgement(fields.iter().map(|(_, text)| text.len()).sum());
        let model = self.moderator.name();
        let call = ModelCall { kind: Kind::Moderation, model, cause: Cause::First, assumed };
        match calls.measured(call, check).await {
            Ok(WishVerdict::Safe) => Ok(calls.spent()),
            Ok(WishVerdict::UnsupportedLanguage(fields)) => Err(self.unsupported(&fields)),
            Ok(WishVerdict::Rejected(rejection)) => Err(Refusal::ContentRejected(rejection)),
            Err(error) => {
                tracing::warn!(%error, "a wish could not be judged");
                Err(Refusal::Unavailable)
            }
        }
    }
}
