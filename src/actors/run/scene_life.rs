//! The life of a scene, top to bottom: its words are checked and logged in order, its picture is painted, stored and
//! logged as soon as it is finished.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use metrics::counter;
use tokio::sync::OwnedSemaphorePermit;

use super::telling::{Failure, Stop, Telling};
use super::writing::{LONGEST_ANSWER, endless, nobody_writes, scenes_of};
use crate::actors::illustration::PaintJob;
use crate::actors::measure::model_call::{Cause, Kind, measured};
use crate::actors::run::retry_policy::RetryPolicy;
use crate::actors::scene::{Objection, Passed, PreparedScene, SceneJob, Subject, prepare};
use crate::actors::storage::StoreJob;
use crate::backends::models::{ModelError, Storyteller};
use crate::domain::{Category, Event, Illustration, Scene, Source};
use crate::flow::backoff::Backoff;
use crate::flow::pool::JobError;
use crate::flow::retry_delay::RetryDelay;
use crate::metrics::QUIET_PAGES;
use crate::pipeline::illustration;
use crate::pipeline::postprocess::PictureSet;
use crate::pipeline::rescue::{self, Rung};
use crate::pipeline::segmenter::{Expect, Piece, Segmenter};
use crate::pipeline::story_prompt::Call;

/// How often a scene may be written anew, by each storyteller.
const REWRITES_PER_MODEL: u32 = 2;
/// A scene's only picture, as long as nobody has one painted again.
const FIRST_REVISION: u32 = 1;
/// How often the quiet page itself may fail: it is drawn here, so this is a defect or a machine in trouble.
const QUIET_TRIES: u32 = 5;

/// From words to the finished page. The permit is the scene's place in the story's window, where it has one; an earlier
/// life, where there was one, ended for this `cause`.
pub async fn live(
    telling: Arc<Telling>,
    scene: u32,
    cause: Cause,
    permit: Option<OwnedSemaphorePermit>,
) -> Result<(), Stop> {
    let prepared = approve_words(&telling, scene, cause).await?;
    telling.my_turn(scene).await;
    log_words(&telling, scene, &prepared).await?;
    illustrate(&telling, scene, prepared, 0, Cause::First).await?;
    drop(permit);
    Ok(())
}

/// From logged words to the finished page, after `attempts` of an earlier life, which ended for this `cause`.
pub async fn relive(
    telling: Arc<Telling>,
    scene: u32,
    attempts: u32,
    cause: Cause,
    permit: Option<OwnedSemaphorePermit>,
) -> Result<(), Stop> {
    let (prepared, attempts) = if let Ok(prepared) = check(&telling, scene, cause).await? {
        (prepared, attempts)
    } else {
        // its words passed once and are logged; a rule that is new since then lets only the quiet page through
        let words = telling.scene_words(scene).ok_or(Stop::PenLost)?;
        (prepare(&words), rescue::quiet_attempt(telling.context.models.painters.len()))
    };
    illustrate(&telling, scene, prepared, attempts, cause).await?;
    drop(permit);
    Ok(())
}

/// Checks the words; unsafe ones are written anew, with the reason, until they pass.
async fn approve_words(telling: &Telling, scene: u32, mut cause: Cause) -> Result<PreparedScene, Stop> {
    let most = REWRITES_PER_MODEL as usize * telling.context.models.storytellers.len();
    let mut rewrites = 0;
    loop {
        let category = match check(telling, scene, cause).await? {
            Ok(prepared) => return Ok(prepared),
            Err(category) => category,
        };
        if rewrites as usize >= most {
            return Err(Stop::Failed(Failure {
                code: "words_unsafe",
                detail: "a page could not be written so that it may be shown",
                retryable: true,
            }));
        }
        telling.replace_text(scene, write_anew(telling, scene, category, rewrites).await?);
        rewrites += 1;
        cause = Cause::Retry;
    }
}

/// Other words, after so many rewrites that would not do. A call that fails is no such rewrite: it is made again, by
/// the next storyteller where need be.
async fn write_anew(telling: &Telling, scene: u32, category: Category, rewrites: u32) -> Result<String, Stop> {
    let models = &telling.context.models.storytellers;
    let mut asking = RetryPolicy::of(models.len());
    loop {
        let turn = rewrites / REWRITES_PER_MODEL + asking.turn();
        let model = &models[turn as usize % models.len()];
        match rewrite(telling, &**model, scene, category, rewrites + 1).await {
            Ok(text) => return Ok(text),
            Err(error) => {
                tracing::warn!(story.id = %telling.story, scene, model = model.name(), %error, "a rewrite failed");
                let wait = asking.failed(Some(&error)).ok_or_else(nobody_writes)?;
                tokio::time::sleep(wait).await;
            }
        }
    }
}

/// Waits for a judgement: nothing unjudged goes on.
async fn check(telling: &Telling, scene: u32, mut cause: Cause) -> Result<Result<PreparedScene, Category>, Stop> {
    let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(10));
    loop {
        let words = telling.scene_words(scene).ok_or(Stop::PenLost)?;
        let job = SceneJob { story: telling.story, subject: Subject::Scene(words), cause };
        match telling.context.scene.run(telling.page(scene).as_it_comes(), job).await {
            Ok(Ok(Passed::Scene(prepared))) => return Ok(Ok(*prepared)),
            Ok(Ok(Passed::Outline)) | Err(JobError::Cancelled) => return Err(Stop::PenLost),
            Ok(Err(Objection::Unsafe(category))) => return Ok(Err(category)),
            Ok(Err(Objection::Unjudged(error))) => {
                tracing::warn!(story.id = %telling.story, scene, %error, "the words wait for their judge");
                backoff.wait_at_least(error.outage().unwrap_or_default()).await;
            }
            Err(JobError::WorkerLost) if backoff.attempts() >= QUIET_TRIES => {
                return Err(Stop::Failed(Failure {
                    code: "scene_failed",
                    detail: "a page could not be prepared",
                    retryable: true,
                }));
            }
            Err(JobError::WorkerLost) => backoff.wait().await,
        }
        cause = Cause::Retry;
    }
}

async fn rewrite(
    telling: &Telling,
    model: &dyn Storyteller,
    scene: u32,
    category: Category,
    attempt: u32,
) -> Result<String, ModelError> {
    let words = telling.scene_words(scene).ok_or_else(|| ModelError::Unusable("no plan".to_owned()))?;
    let before = &words.texts[..words.texts.len().saturating_sub(1)];
    let call = Call::Rewrite {
        request: (*telling.request).clone(),
        outline: (*words.outline).clone(),
        scenes: scenes_of(before),
        scene,
        reason: category.as_str().to_owned(),
        attempt,
    };
    let read = async {
        let mut stream = model.tell(call).await?;
        let mut segmenter = Segmenter::new(&telling.request, Expect::ScenesOnly, 1);
        let (mut pieces, mut heard) = (Vec::new(), 0);
        while segmenter.wants_more()
            && let Some(bytes) = stream.next().await
        {
            let bytes = bytes?;
            heard += bytes.len();
            if heard > LONGEST_ANSWER {
                return Err(endless());
            }
            pieces.extend(segmenter.push(&bytes));
        }
        pieces.extend(segmenter.finish());
        let text = pieces.into_iter().find_map(|piece| match piece {
            Piece::Scene(text) => Some(text),
            Piece::Outline(_) => None,
        });
        text.ok_or_else(|| ModelError::Unusable("no scene in it".to_owned()))
    };
    let meter = &telling.context.meter;
    measured(meter, Kind::Words, model.name(), Cause::Retry, telling.story, String::len, read).await
}

async fn log_words(telling: &Telling, scene: u32, prepared: &PreparedScene) -> Result<(), Stop> {
    let text = telling.texts().get(scene as usize - 1).cloned().unwrap_or_default();
    let event = Event::SceneCreated(Scene { scene, text, words: prepared.words, palette: prepared.palette.clone() });
    telling.pen.write(event).await?;
    telling.logged(scene, prepared.words, Duration::ZERO);
    Ok(())
}

async fn illustrate(
    telling: &Telling,
    scene: u32,
    prepared: PreparedScene,
    attempts: u32,
    cause: Cause,
) -> Result<(), Stop> {
    let painted = paint(telling, scene, &prepared, attempts, cause).await?;
    let alt =
        if painted.is_quiet { illustration::alt_text(&illustration::quiet(&prepared.spec)) } else { prepared.alt };
    let (width, height, placeholder) = (painted.set.width, painted.set.height, painted.set.placeholder.clone());
    let sources = put_away(telling, scene, painted.set).await?;
    if painted.is_quiet {
        counter!(QUIET_PAGES).increment(1);
    }
    let picture = Illustration {
        scene,
        revision: FIRST_REVISION,
        alt,
        placeholder,
        width,
        height,
        sources,
        fallback: painted.is_quiet,
    };
    telling.pen.write(Event::IllustrationCreated(picture)).await?;
    telling.painted(scene);
    Ok(())
}

struct Painted {
    set: PictureSet,
    is_quiet: bool,
}

/// Climbs the rescue ladder until there is a picture.
async fn paint(
    telling: &Telling,
    scene: u32,
    prepared: &PreparedScene,
    attempts: u32,
    mut cause: Cause,
) -> Result<Painted, Stop> {
    let painters = telling.context.models.painters.len();
    let mut patience = RetryDelay::new();
    let (mut attempt, mut quiet_failures) = (attempts, 0);
    loop {
        let rung = rescue::rung(attempt, painters);
        let is_quiet = rung == Rung::Quiet;
        let job = PaintJob { story: telling.story, spec: prepared.spec.clone(), rung, cause };
        let run = telling.context.illustration.run_unless(&telling.draining, || telling.picture_need(scene), job);
        let (is_refusal, outage) = match run.await {
            Ok(Ok(set)) => return Ok(Painted { set, is_quiet }),
            Ok(Err(error)) => {
                tracing::warn!(story.id = %telling.story, scene, attempt, %error, "a picture failed");
                (error.is_refusal(), error.outage())
            }
            Err(JobError::Cancelled) => return Err(Stop::Draining),
            Err(JobError::WorkerLost) => (false, None),
        };
        quiet_failures += u32::from(is_quiet);
        if quiet_failures >= QUIET_TRIES {
            return Err(Stop::Failed(Failure {
                code: "illustration_failed",
                detail: "a page could not be illustrated, not even quietly",
                retryable: true,
            }));
        }
        attempt = rescue::after_failure(attempt, is_refusal);
        cause = Cause::Retry;
        telling.pen.tried(scene, attempt);
        // no outage keeps the quiet page waiting: it is drawn here
        let is_quiet_next = rescue::rung(attempt, painters) == Rung::Quiet;
        let wait = patience.next_wait(outage.filter(|_| !is_quiet_next));
        // a node that drains does not wait for somebody else's outage
        tokio::select! {
            () = telling.draining.cancelled() => return Err(Stop::Draining),
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Objects first, event after; waits out a storage that can't write now.
async fn put_away(telling: &Telling, scene: u32, set: PictureSet) -> Result<Vec<Source>, Stop> {
    let mut backoff = Backoff::new(Duration::from_millis(100), Duration::from_secs(5));
    loop {
        let job = StoreJob { story: telling.story, scene, set: set.clone() };
        match telling.context.storage.run(telling.page(scene).as_it_comes(), job).await {
            Ok(Ok(sources)) => return Ok(sources),
            Ok(Err(error)) => {
                tracing::warn!(story.id = %telling.story, scene, %error, "a picture can't be stored now; waiting");
            }
            Err(JobError::Cancelled) => return Err(Stop::PenLost),
            Err(JobError::WorkerLost) => {}
        }
        backoff.wait().await;
    }
}
