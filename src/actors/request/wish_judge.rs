//! Judging wishes: through a gate, and counted and timed like every other call to a model. Before that, and before any
//! limit, a wish is listened to: a child may be asking for help in it.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::refusal::Refusal;
use crate::actors::judge::{FIELDS_QUESTIONS, check_fields};
use crate::actors::measure::meter::Meter;
use crate::actors::measure::model_call::ModelCall;
use crate::actors::measure::purse::Purse;
use crate::actors::measure::story_calls::StoryCalls;
use crate::actors::measure::wish_spend::{JudgedWish, WishSpend};
use crate::backends::models::{Answer, Models, Moderator, Moderators};
use crate::domain::{CallKind, Category, Cause, StoryId, StoryRequest, StoryWish, Tier};
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
    /// Whose route says who judges a wish.
    models: Models,
    /// In this process and free of charge: it hears a cry for help whatever else is full or away.
    listener: Arc<dyn Moderator>,
    gate: Gate<StoryId>,
    /// Adds judgements up: who is refused uses up no quota, and could make a row of each.
    meter: Meter,
    /// What judgements cost counts in it, and stops at none of them.
    purse: Purse,
    /// Takes what was spent on wishes that became no story.
    spend: WishSpend,
}

impl WishJudge {
    /// Asks the moderators of these models for a node that tells so many stories at once, and counts with this meter;
    /// their listener is asked before.
    #[must_use]
    pub fn new(models: Models, stories: usize, meter: &Meter, purse: Purse, spend: WishSpend) -> Self {
        let gate = Gate::new(STAGE, stories.max(JUDGED_AT_ONCE), LONG_WAIT);
        Self { listener: Arc::clone(&models.listener), models, gate, meter: meter.adding_up(), purse, spend }
    }

    /// Who judges this wish, and the story that it becomes.
    fn moderators(&self, tier: &Tier, request: &StoryRequest) -> Moderators {
        self.models.moderators_of(&self.models.route(tier, request))
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
    pub(in crate::actors) fn check_language(&self, tier: &Tier, request: &StoryRequest) -> Result<(), Refusal> {
        let moderators = self.moderators(tier, request);
        let is_known = moderators.know_language(&request.language);
        if is_known { Ok(()) } else { Err(unsupported(&moderators, &["language".to_owned()])) }
    }

    /// A wish that may be told, with what judging it took. `story` is the one that it would become.
    pub(super) async fn judge(
        &self,
        story: StoryId,
        tier: &Tier,
        request: &StoryRequest,
    ) -> Result<JudgedWish, Refusal> {
        let turn = timeout(LONGEST_WAIT, self.gate.acquire(Need { key: story, rank: 0 }));
        let Ok(_credit) = turn.await else {
            tracing::warn!(waited = ?LONGEST_WAIT, "a wish was not judged in time");
            return Err(Refusal::Unavailable);
        };
        let judged = self.spend.judging(StoryCalls::new(story, self.meter.clone(), self.purse.clone()));
        let (fields, moderators) = (free_texts(request), self.moderators(tier, request));
        let bytes = fields.iter().map(|(_, text)| text.len()).sum();
        for moderator in moderators.of_words() {
            let check = check_fields(&**moderator, &fields);
            let (kind, model, terms) = (CallKind::Judgement, moderator.name(), moderator.terms());
            let (is_remote, at_most) = (terms.is_remote, terms.judgement_at_most(bytes, FIELDS_QUESTIONS));
            let call = ModelCall { kind, model, is_remote, scene: None, cause: Cause::First, at_most };
            match judged.calls.measured(call, check).await {
                Ok(WishVerdict::Safe) => {}
                Ok(WishVerdict::UnsupportedLanguage(fields)) => return Err(unsupported(&moderators, &fields)),
                Ok(WishVerdict::Rejected(rejection)) => return Err(Refusal::ContentRejected(rejection)),
                Err(error) => {
                    tracing::warn!(%error, "a wish could not be judged");
                    return Err(Refusal::Unavailable);
                }
            }
        }
        Ok(judged)
    }
}

fn unsupported(moderators: &Moderators, fields: &[String]) -> Refusal {
    Refusal::UnsupportedLanguage(language::unsupported(fields, |tag| moderators.know_language(tag)))
}
