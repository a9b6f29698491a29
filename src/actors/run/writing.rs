//! The writing: a storyteller's text is cut into scenes while it arrives. Each scene takes a permit of the story's
//! window first; while none is free the text is not read on, which is how a slow painter slows a fast writer.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::time::Instant;

use super::message::RunMessage;
use super::telling::{Failure, Stop, Telling};
use crate::actors::measure::model_call::{Cause, DROPPED, Kind, record};
use crate::actors::run::retry_policy::RetryPolicy;
use crate::actors::scene::{Objection, SceneJob, Subject};
use crate::backends::models::{ModelError, Storyteller};
use crate::domain::{Event, Outline, Scene};
use crate::flow::backoff::Backoff;
use crate::pipeline::metadata;
use crate::pipeline::segmenter::{Expect, Piece, Segmenter};
use crate::pipeline::story_prompt::Call;

/// Bytes of one answer: ten times what 32 of the longest pages take. Beyond it a storyteller only babbles.
pub const LONGEST_ANSWER: usize = 1024 * 1024;

/// A storyteller that babbles on.
pub fn endless() -> ModelError {
    ModelError::Unusable("its answer has no end".to_owned())
}

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
pub async fn write(telling: Arc<Telling>, mut cause: Cause) -> Result<u32, Stop> {
    let models = telling.context.models.storytellers.clone();
    let (mut asking, mut has_no_more) = (RetryPolicy::of(models.len()), false);
    loop {
        let before = telling.texts().len();
        let model = &models[asking.turn() as usize % models.len()];
        let end = tell_once(&telling, &**model, cause).await?;
        let told = telling.texts().len();
        if told > before {
            asking.reset();
            has_no_more = false;
        }
        let wait = match end {
            CallEnd::Finished => return Ok(count(told)),
            CallEnd::Empty => {
                tracing::warn!(story.id = %telling.story, model = model.name(), "the storyteller told nothing");
                has_no_more = true;
                asking.failed(None)
            }
            CallEnd::Failed(error) => {
                tracing::warn!(story.id = %telling.story, model = model.name(), %error, "the storyteller failed");
                asking.failed(Some(&error))
            }
        };
        match wait {
            Some(wait) => tokio::time::sleep(wait).await,
            // fewer scenes than planned are a whole book, where somebody who was asked had no more to tell
            None if has_no_more && told > 0 => return Ok(count(told)),
            None => return Err(nobody_writes()),
        }
        cause = Cause::Retry;
    }
}

/// Every storyteller failed as often as it may.
pub fn nobody_writes() -> Stop {
    Stop::Failed(Failure { code: "storyteller_failed", detail: "nobody could write this story", retryable: true })
}

fn count(scenes: usize) -> u32 {
    u32::try_from(scenes).unwrap_or(u32::MAX)
}

/// One call. An answer with at least one scene that then ends well is the last word, however many were planned.
async fn tell_once(telling: &Telling, model: &dyn Storyteller, cause: Cause) -> Result<CallEnd, Stop> {
    let before = telling.texts().len();
    let (call, expect, missing) = next_call(telling);
    if missing == 0 {
        return Ok(CallEnd::Finished);
    }
    let mut meter = CallMeter::new(telling, model, cause);
    let mut stream = match model.tell(call).await {
        Ok(stream) => stream,
        Err(error) => return Ok(meter.failed(error)),
    };
    let mut segmenter = Segmenter::new(&telling.request, expect, missing);
    while segmenter.wants_more() {
        let Some(chunk) = stream.next().await else { break };
        let bytes = match chunk {
            Ok(bytes) => bytes,
            Err(error) => return Ok(meter.failed(error)),
        };
        meter.bytes += bytes.len();
        if meter.bytes > LONGEST_ANSWER {
            return Ok(meter.failed(endless()));
        }
        for piece in segmenter.push(&bytes) {
            if let Err(error) = meter.pausing(take(telling, piece, cause)).await? {
                return Ok(meter.failed(error));
            }
        }
    }
    for piece in segmenter.finish() {
        if let Err(error) = meter.pausing(take(telling, piece, cause)).await? {
            return Ok(meter.failed(error));
        }
    }
    if telling.texts().len() == before {
        meter.failed(ModelError::Unusable("no scene in it".to_owned()));
        return Ok(CallEnd::Empty);
    }
    meter.finished();
    Ok(CallEnd::Finished)
}

/// What is asked next, what is expected, and how many scenes are missing.
fn next_call(telling: &Telling) -> (Call, Expect, u32) {
    let request = (*telling.request).clone();
    let Some(outline) = telling.outline() else {
        let missing = request.scenes;
        return (Call::Begin { request }, Expect::OutlineFirst, missing);
    };
    let scenes = scenes_of(&telling.texts());
    let missing = outline.scenes.saturating_sub(count(scenes.len()));
    (Call::Continue { request, outline: (*outline).clone(), scenes }, Expect::ScenesOnly, missing)
}

/// The scenes so far, as a storyteller needs them.
pub fn scenes_of(texts: &[String]) -> Vec<Scene> {
    (1..)
        .zip(texts)
        .map(|(scene, text)| Scene {
            scene,
            text: text.clone(),
            words: metadata::word_count(text),
            palette: [String::new(), String::new()],
        })
        .collect()
}

async fn take(telling: &Telling, piece: Piece, cause: Cause) -> Result<Result<(), ModelError>, Stop> {
    match piece {
        Piece::Outline(outline) => log_outline(telling, outline, cause).await,
        Piece::Scene(text) => begin_scene(telling, text).await.map(Ok),
    }
}

/// Checks and logs the plan. An unsafe one counts as a failed call.
async fn log_outline(telling: &Telling, outline: Outline, mut cause: Cause) -> Result<Result<(), ModelError>, Stop> {
    if telling.outline().is_some() {
        return Ok(Ok(()));
    }
    let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(10));
    loop {
        let job = SceneJob { story: telling.story, subject: Subject::Outline(outline.clone()), cause };
        match telling.context.scene.run(telling.page(0).as_it_comes(), job).await {
            Ok(Ok(_)) => break,
            Ok(Err(Objection::Unsafe(category))) => {
                return Ok(Err(ModelError::Unusable(format!("its plan is unsafe: {}", category.as_str()))));
            }
            Ok(Err(Objection::Unjudged(error))) => {
                tracing::warn!(story.id = %telling.story, %error, "the plan waits for its judge");
                backoff.wait_at_least(error.outage().unwrap_or_default()).await;
                cause = Cause::Retry;
            }
            Err(_) => return Ok(Err(ModelError::Unusable("its plan could not be checked".to_owned()))),
        }
    }
    telling.set_outline(outline.clone());
    telling.pen.write(Event::StoryOutlined(outline)).await?;
    Ok(Ok(()))
}

/// Waits for the window, then hands the scene to the run, which lives it.
async fn begin_scene(telling: &Telling, text: String) -> Result<(), Stop> {
    let permit = Arc::clone(&telling.window).acquire_owned().await.map_err(|_| Stop::PenLost)?;
    let scene = telling.push_text(text);
    telling.run.cast(RunMessage::SceneWritten { scene, permit }).map_err(|_| Stop::PenLost)
}

/// Counts one call, however it ends: a call whose stream is dropped counts too. Its time is the storyteller's: a clock
/// that stands while its text is not read on.
struct CallMeter<'a> {
    telling: &'a Telling,
    model: &'a dyn Storyteller,
    cause: Cause,
    took: Duration,
    running_since: Option<Instant>,
    bytes: usize,
    is_counted: bool,
}

impl<'a> CallMeter<'a> {
    fn new(telling: &'a Telling, model: &'a dyn Storyteller, cause: Cause) -> Self {
        let running_since = Some(Instant::now());
        Self { telling, model, cause, took: Duration::ZERO, running_since, bytes: 0, is_counted: false }
    }

    /// Waits for something of ours, which the storyteller's time does not grow by.
    async fn pausing<T>(&mut self, pause: impl Future<Output = T>) -> T {
        self.stop_clock();
        let waited_for = pause.await;
        self.running_since = Some(Instant::now());
        waited_for
    }

    fn stop_clock(&mut self) {
        self.took += self.running_since.take().map_or(Duration::ZERO, |since| since.elapsed());
    }

    fn failed(&mut self, error: ModelError) -> CallEnd {
        self.count(error.as_str());
        CallEnd::Failed(error)
    }

    fn finished(&mut self) {
        self.count("ok");
    }

    fn count(&mut self, outcome: &'static str) {
        self.is_counted = true;
        self.stop_clock();
        let meter = &self.telling.context.meter;
        record(meter, Kind::Words, self.model.name(), self.cause, self.telling.story, self.took, self.bytes, outcome);
    }
}

impl Drop for CallMeter<'_> {
    fn drop(&mut self) {
        if !self.is_counted {
            self.count(DROPPED);
        }
    }
}
