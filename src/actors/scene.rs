//! The scene stage: words are checked before anybody sees them, and the painter's brief is made of them.
//!
//! Capacity: `pools.scene.size`, 4 by default. A check costs about a millisecond here, so more workers would only crowd
//! the storytellers' tasks; a remote moderator answers many at once, and then more are worth it.

use std::sync::Arc;

use ractor::{ActorCell, SpawnErr};

use super::judge::{TEXTS_QUESTIONS, check_texts};
use crate::actors::measure::model_call::ModelCall;
use crate::actors::measure::story_calls::StoryCalls;
use crate::actors::stage::{PageKey, Stage, StagePool};
use crate::backends::models::{ModelError, Moderators};
use crate::domain::{CallKind, Category, Cause, Outline, PictureSpec, PlannedScene, StoryRequest, Verdict};
use crate::flow::pool::{self, WorkerLost};
use crate::pipeline::prompts::{Canary, is_leak};
use crate::pipeline::{illustration, metadata, palette, safety};

/// A plan to be checked: title, summary, tags and cast.
pub struct OutlineJob {
    pub request: Arc<StoryRequest>,
    /// What the storyteller wrote.
    pub outline: Outline,
    /// All of them must pass it.
    pub moderators: Moderators,
    pub calls: StoryCalls,
    pub cause: Cause,
}

/// A scene's words to be checked, and to be made a brief of.
pub struct SceneJob {
    pub page: PageKey,
    /// What the storyteller wrote.
    pub words: SceneWords,
    /// All of them must pass it.
    pub moderators: Moderators,
    pub calls: StoryCalls,
    pub cause: Cause,
}

/// A scene's words with what they follow from.
#[derive(Clone)]
pub struct SceneWords {
    pub request: Arc<StoryRequest>,
    pub outline: Arc<Outline>,
    /// What was planned of each scene.
    pub planned: Arc<[PlannedScene]>,
    /// The words of the scenes before this one.
    pub before: Vec<String>,
    /// The words of this scene.
    pub text: String,
    /// Pixels of the picture: width, height.
    pub picture_size: (u32, u32),
}

/// What follows from a scene's checked words.
#[derive(Clone, Debug)]
pub struct PreparedScene {
    /// The words as they were checked.
    pub text: String,
    /// How many words there are.
    pub words: u32,
    /// Two colours for the waiting page.
    pub palette: [String; 2],
    pub spec: PictureSpec,
    /// What a reader who can't see the picture is told at most: its painter may say that it drew less.
    pub alt: String,
}

/// Why words may not be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Objection {
    /// They are not for children.
    #[error("the words are unsafe: {}", .0.as_str())]
    Unsafe(Category),
    /// Nobody could judge them: fail closed, ask again later.
    #[error("the words could not be judged: {0}")]
    Unjudged(ModelError),
}

/// The pool of moderators' callers. Cheap to clone.
#[derive(Clone)]
pub struct SceneStage {
    pool: StagePool,
}

impl SceneStage {
    pub async fn start(options: pool::Options, supervisor: ActorCell) -> Result<Self, SpawnErr> {
        Ok(Self { pool: StagePool::start(Stage::Scene.as_str(), options, supervisor).await? })
    }

    /// Its workers, to be resized and reported.
    #[must_use]
    pub fn pool(&self) -> &StagePool {
        &self.pool
    }

    /// Whether a plan may be shown.
    pub async fn check_outline(&self, page: PageKey, job: OutlineJob) -> Result<Result<(), Objection>, WorkerLost> {
        let check = async move {
            let texts = safety::outline_texts(&job.outline);
            let wish = safety::naming_texts(&job.request);
            refuse_leaks(&texts, &job.request)?;
            judge(&job.moderators, &job.calls, (None, job.cause), (&texts, &wish)).await
        };
        self.pool.run(page.as_it_comes(), check).await
    }

    /// Whether a scene may be shown, and what follows from it.
    pub async fn check_scene(&self, job: SceneJob) -> Result<Result<PreparedScene, Objection>, WorkerLost> {
        let need = job.page.as_it_comes();
        let check = async move {
            let request = Arc::clone(&job.words.request);
            let prepared = prepare(job.words);
            let texts = [prepared.text.as_str(), &prepared.alt];
            refuse_leaks(&texts, &request)?;
            let about = (Some(job.page.scene), job.cause);
            judge(&job.moderators, &job.calls, about, (&texts, &safety::naming_texts(&request))).await?;
            Ok(prepared)
        };
        self.pool.run(need, check).await
    }
}

/// Everything that follows from a scene's words: a pure function, the same after a crash.
///
/// # Panics
///
/// With more scenes than a story can have, and in a debug build without words.
#[must_use]
pub fn prepare(words: SceneWords) -> PreparedScene {
    let SceneWords { request, outline, planned, before, text, picture_size } = words;
    debug_assert!(!text.is_empty(), "a page without words");
    let texts: Vec<&str> = before.iter().map(String::as_str).chain([text.as_str()]).collect();
    let spec = illustration::spec(&request, &outline, &planned, &texts, picture_size);
    PreparedScene {
        words: metadata::word_count(&text),
        palette: palette::of(&spec.elements, spec.style),
        alt: illustration::alt_text(&spec),
        spec,
        text,
    }
}

/// Nothing of the storyteller's instructions is shown, whoever talked it into telling them.
fn refuse_leaks(texts: &[&str], request: &StoryRequest) -> Result<(), Objection> {
    let canary = Canary::of(request);
    let is_leak = texts.iter().any(|text| is_leak(text, &canary));
    if is_leak { Err(Objection::Unsafe(Category::Instructions)) } else { Ok(()) }
}

/// Fail closed: what nobody can judge is not shown.
const NO_JUDGE: &str = "no moderator of words is configured";

/// Judges texts of a model, with the texts of the wish that name heroes.
async fn judge(
    moderators: &Moderators,
    calls: &StoryCalls,
    (scene, cause): (Option<u32>, Cause),
    (texts, wish): (&[&str], &[&str]),
) -> Result<(), Objection> {
    let bytes = texts.iter().map(|text| text.len()).sum();
    let mut is_judged = false;
    for moderator in moderators.of_words() {
        let check = check_texts(&**moderator, texts, wish);
        let (kind, terms) = (CallKind::Judgement, moderator.terms());
        let (is_remote, at_most) = (terms.is_remote, terms.judgement_at_most(bytes, TEXTS_QUESTIONS));
        let call = ModelCall { kind, model: moderator.name(), is_remote, scene, cause, at_most };
        match calls.measured(call, check).await {
            Ok(Verdict::Safe) => is_judged = true,
            Ok(Verdict::Unsafe(category)) => return Err(Objection::Unsafe(category)),
            Err(error) => return Err(Objection::Unjudged(error)),
        }
    }
    if is_judged { Ok(()) } else { Err(Objection::Unjudged(ModelError::Unusable(NO_JUDGE.to_owned()))) }
}
