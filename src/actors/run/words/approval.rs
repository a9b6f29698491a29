//! A scene's words until they may be shown: judged, and written anew with the reason while they may not.

use super::book::as_scenes;
use super::judgement::JudgementPolicy;
use super::retry_policy::RetryPolicy;
use super::text_call::TextCall;
use crate::actors::run::stop::{Failure, Stop};
use crate::actors::run::telling::Telling;
use crate::actors::scene::{PreparedScene, SceneJob};
use crate::backends::models::{ModelError, Storyteller};
use crate::domain::{Category, Cause};
use crate::pipeline::segmenter::{Expect, Piece, Segmenter};
use crate::pipeline::story_prompt::{Reason, StoryCall};

/// How often a scene may be written anew, by each storyteller.
const REWRITES_PER_MODEL: u32 = 2;

/// Checks the words; unsafe ones are written anew, with the reason, until they pass.
pub async fn approve_words(telling: &Telling, scene: u32, mut cause: Cause) -> Result<PreparedScene, Stop> {
    let most = REWRITES_PER_MODEL as usize * telling.models.storytellers();
    let mut rewrites = 0;
    loop {
        let category = match check(telling, scene, cause).await? {
            Ok(prepared) => return Ok(prepared),
            Err(category) => category,
        };
        if rewrites as usize >= most {
            return Err(Failure::WordsUnsafe.into());
        }
        telling.book.replace(scene, write_anew(telling, scene, Reason::Unsafe(category), rewrites).await?);
        rewrites += 1;
        cause = Cause::Retry;
    }
}

/// Waits for a judgement: nothing unjudged goes on.
pub async fn check(telling: &Telling, scene: u32, mut cause: Cause) -> Result<Result<PreparedScene, Category>, Stop> {
    let mut policy = JudgementPolicy::new();
    loop {
        let (page, words) = (telling.page(scene), telling.book.scene(scene));
        let (moderators, calls) = (telling.models.moderators.clone(), telling.models.calls.clone());
        let answer = telling.context.scene.check_scene(SceneJob { page, words, moderators, calls, cause }).await;
        if let Some(verdict) = policy.verdict(answer).await? {
            return Ok(verdict);
        }
        cause = Cause::Retry;
    }
}

/// Other words, after so many rewrites that would not do. A call that fails is no such rewrite: it is made again, by
/// the next storyteller where need be.
async fn write_anew(telling: &Telling, scene: u32, reason: Reason, rewrites: u32) -> Result<String, Stop> {
    let mut policy = RetryPolicy::of(telling.models.storytellers());
    loop {
        let asked = other_words(telling, scene, reason, rewrites + 1);
        let model = telling.models.storyteller(rewrites / REWRITES_PER_MODEL + policy.turn(), &asked);
        match rewrite(telling, &*model, asked, policy.is_retry()).await {
            Ok(text) => return Ok(text),
            Err(error) => {
                tracing::warn!(model = model.name(), %error, "a rewrite failed");
                let wait = policy.failed(Some(&error)).ok_or(Failure::StorytellerFailed)?;
                tokio::time::sleep(wait).await;
            }
        }
    }
}

/// What is asked for other words.
pub(super) fn other_words(telling: &Telling, scene: u32, reason: Reason, attempt: u32) -> StoryCall {
    let words = telling.book.scene(scene);
    StoryCall::Rewrite {
        request: (*words.request).clone(),
        outline: (*words.outline).clone(),
        planned: words.planned.to_vec(),
        scenes: as_scenes(&words.before),
        scene,
        reason,
        attempt,
    }
}

/// One call for other words.
pub(super) async fn rewrite(
    telling: &Telling,
    model: &dyn Storyteller,
    asked: StoryCall,
    is_retry: bool,
) -> Result<String, ModelError> {
    let mut call = TextCall::begin(telling, model, Cause::Retry, &asked).await?.retrying(is_retry);
    match read(&mut call, asked, Segmenter::new(&telling.book.request, Expect::ScenesOnly, 1)).await {
        Ok(text) => {
            call.finished();
            Ok(text)
        }
        Err(error) => {
            call.failed(&error);
            Err(error)
        }
    }
}

/// The first scene of an answer.
async fn read(call: &mut TextCall<'_>, story_call: StoryCall, mut segmenter: Segmenter) -> Result<String, ModelError> {
    call.ask(story_call).await?;
    let mut pieces = Vec::new();
    while segmenter.wants_more()
        && let Some(bytes) = call.next().await?
    {
        pieces.extend(segmenter.push(&bytes));
    }
    if !segmenter.wants_more() {
        call.hear_out().await;
    }
    pieces.extend(segmenter.finish());
    let text = pieces.into_iter().find_map(|piece| match piece {
        Piece::Scene(text) => Some(text),
        Piece::Outline { .. } => None,
    });
    text.ok_or_else(|| ModelError::Unusable("no scene in it".to_owned()))
}
