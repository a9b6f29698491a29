//! The writing: a storyteller's text is cut into scenes while it arrives. Each scene takes a permit of the story's
//! window first; while none is free the text is not read on, which is how a slow painter slows a fast writer.

use std::sync::Arc;

use super::judgement::JudgementPolicy;
use super::retry_policy::RetryPolicy;
use super::text_call::TextCall;
use crate::actors::run::message::RunMessage;
use crate::actors::run::stop::{Failure, Stop};
use crate::actors::run::telling::Telling;
use crate::actors::scene::OutlineJob;
use crate::backends::models::{ModelError, Storyteller};
use crate::domain::{Cause, Event, Outline, PlannedScene};
use crate::pipeline::segmenter::{Expect, Piece, Segmenter};
use crate::pipeline::story_prompt::StoryCall;

/// How one call ended.
enum CallEnd {
    /// The storyteller has said its last word.
    Finished,
    /// It ended well without telling anything.
    Empty,
    /// It gave no usable answer.
    Failed(ModelError),
}

/// Writes the story from where the log ends to its last word; returns how many scenes there are.
pub async fn write(telling: &Telling, mut cause: Cause) -> Result<u32, Stop> {
    let (mut policy, mut has_no_more) = (RetryPolicy::of(telling.models.storytellers()), false);
    loop {
        let before = telling.book.len();
        let model = telling.models.storyteller(policy.turn(), &next_call(telling).0);
        let end = tell_once(telling, &*model, cause, policy.is_retry()).await?;
        let told = telling.book.len();
        if told > before {
            policy.reset();
            has_no_more = false;
        }
        let wait = match end {
            CallEnd::Finished => return Ok(told),
            CallEnd::Empty => {
                tracing::warn!(model = model.name(), "the storyteller told nothing");
                has_no_more = true;
                policy.failed(None)
            }
            CallEnd::Failed(error) => {
                tracing::warn!(model = model.name(), %error, "the storyteller failed");
                policy.failed(Some(&error))
            }
        };
        match wait {
            Some(wait) => tokio::time::sleep(wait).await,
            // fewer scenes than planned are a whole book, where somebody who was asked had no more to tell
            None if has_no_more && told > 0 => return Ok(told),
            None => return Err(Failure::StorytellerFailed.into()),
        }
        cause = Cause::Retry;
    }
}

/// One call. An answer with at least one scene that then ends well is the last word, however many were planned.
async fn tell_once(telling: &Telling, model: &dyn Storyteller, cause: Cause, is_retry: bool) -> Result<CallEnd, Stop> {
    let before = telling.book.len();
    let (story_call, expect, missing) = next_call(telling);
    if missing == 0 {
        return Ok(CallEnd::Finished);
    }
    let mut call = match TextCall::begin(telling, model, cause, &story_call).await {
        Ok(call) => call.retrying(is_retry),
        Err(error) => return Ok(CallEnd::Failed(error)),
    };
    let segmenter = Segmenter::new(&telling.book.request, expect, missing);
    if let Err(error) = read(telling, &mut call, story_call, segmenter, cause).await? {
        call.failed(&error);
        return Ok(CallEnd::Failed(error));
    }
    if telling.book.len() == before {
        call.failed(&ModelError::Unusable("no scene in it".to_owned()));
        return Ok(CallEnd::Empty);
    }
    call.finished();
    Ok(CallEnd::Finished)
}

/// Reads an answer to its end, and takes its pieces as they come.
async fn read(
    telling: &Telling,
    call: &mut TextCall<'_>,
    story_call: StoryCall,
    mut segmenter: Segmenter,
    cause: Cause,
) -> Result<Result<(), ModelError>, Stop> {
    if let Err(error) = call.ask(story_call).await {
        return Ok(Err(error));
    }
    while segmenter.wants_more() {
        let bytes = match call.next().await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => break,
            Err(error) => return Ok(Err(error)),
        };
        for piece in segmenter.push(&bytes) {
            if let Err(error) = call.pausing(take(telling, piece, cause)).await? {
                return Ok(Err(error));
            }
        }
    }
    if !segmenter.wants_more() {
        call.hear_out().await;
    }
    for piece in segmenter.finish() {
        if let Err(error) = call.pausing(take(telling, piece, cause)).await? {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

/// What is asked next, what is expected, and how many scenes are missing.
fn next_call(telling: &Telling) -> (StoryCall, Expect, u32) {
    let request = (*telling.book.request).clone();
    let Some(outline) = telling.book.outline() else {
        let missing = request.scenes;
        return (StoryCall::Begin { request }, Expect::OutlineFirst, missing);
    };
    let missing = outline.scenes.saturating_sub(telling.book.len());
    let (outline, planned, scenes) = ((*outline).clone(), telling.book.planned(), telling.book.scenes());
    let call = StoryCall::Continue { request, outline, planned, scenes };
    (call, Expect::ScenesOnly, missing)
}

async fn take(telling: &Telling, piece: Piece, cause: Cause) -> Result<Result<(), ModelError>, Stop> {
    match piece {
        Piece::Outline { outline, planned } => log_outline(telling, outline, planned, cause).await,
        Piece::Scene(text) => begin_scene(telling, text).await.map(Ok),
    }
}

/// Checks and logs the plan. An unsafe one counts as a failed call; one that was not judged yet is kept.
async fn log_outline(
    telling: &Telling,
    outline: Outline,
    planned: Vec<PlannedScene>,
    mut cause: Cause,
) -> Result<Result<(), ModelError>, Stop> {
    if telling.book.outline().is_some() {
        return Ok(Ok(()));
    }
    let mut policy = JudgementPolicy::new();
    loop {
        let request = Arc::clone(&telling.book.request);
        let (moderators, calls) = (telling.models.moderators.clone(), telling.models.calls.clone());
        let job = OutlineJob { request, outline: outline.clone(), moderators, calls, cause };
        let answer = telling.context.scene.check_outline(telling.page(0), job).await;
        match policy.verdict(answer).await? {
            Some(Ok(())) => break,
            Some(Err(category)) => {
                return Ok(Err(ModelError::Unusable(format!("its plan is unsafe: {}", category.as_str()))));
            }
            None => cause = Cause::Retry,
        }
    }
    telling.book.set_outline(outline.clone(), &planned);
    telling.pen.tell(RunMessage::Planned(planned))?;
    telling.pen.write(Event::StoryOutlined(outline)).await?;
    Ok(Ok(()))
}

/// Waits for the window, then hands the scene to the run, which lives it.
async fn begin_scene(telling: &Telling, text: String) -> Result<(), Stop> {
    let permit = telling.order.place().await;
    let scene = telling.book.push(text);
    Ok(telling.pen.scene_written(scene, permit)?)
}
