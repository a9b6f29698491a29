//! The scene stage: words are checked before anybody sees them, and the painter's brief is made of them.

use std::sync::Arc;

use futures_util::FutureExt;

use super::judge::check_texts;
use crate::actors::measure::meter::Meter;
use crate::actors::measure::model_call::{Cause, Kind, measured};
use crate::backends::models::{ModelError, Moderator};
use crate::domain::{Category, Outline, PictureSpec, StoryId, StoryRequest, Verdict};
use crate::flow::pool::Act;
use crate::pipeline::{illustration, metadata, palette, safety};

/// What is to be checked.
pub struct SceneJob {
    /// Whose words.
    pub story: StoryId,
    /// Which words.
    pub subject: Subject,
    /// Why.
    pub cause: Cause,
}

/// What is to be checked.
pub enum Subject {
    /// Title, summary, tags and cast.
    Outline(Outline),
    /// A scene's words, and what follows from them.
    Scene(SceneWords),
}

/// A scene's words with what they follow from.
#[derive(Clone)]
pub struct SceneWords {
    /// What was wished.
    pub request: Arc<StoryRequest>,
    /// The plan.
    pub outline: Arc<Outline>,
    /// The words of all scenes up to this one, this one last.
    pub texts: Vec<String>,
    /// Pixels of the picture: width, height.
    pub picture_size: (u32, u32),
}

/// Checked words.
pub enum Passed {
    /// The plan may be shown.
    Outline,
    /// The scene may be shown and painted.
    Scene(Box<PreparedScene>),
}

/// What follows from a scene's checked words.
#[derive(Clone, Debug)]
pub struct PreparedScene {
    /// How many words there are.
    pub words: u32,
    /// Two colours for the waiting page.
    pub palette: [String; 2],
    /// The painter's brief.
    pub spec: PictureSpec,
    /// What a reader who can't see the picture is told.
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

/// What the scene stage answers.
pub type SceneAnswer = Result<Passed, Objection>;

/// The scene pool's work.
pub fn act(moderator: Arc<dyn Moderator>, meter: Meter) -> Act<SceneJob, SceneAnswer> {
    Arc::new(move |job| {
        let (moderator, meter) = (Arc::clone(&moderator), meter.clone());
        async move {
            match job.subject {
                Subject::Outline(outline) => {
                    judge(&*moderator, &meter, job.story, job.cause, &safety::outline_texts(&outline)).await?;
                    Ok(Passed::Outline)
                }
                Subject::Scene(words) => {
                    let prepared = prepare(&words);
                    let text = words.texts.last().map_or("", String::as_str);
                    judge(&*moderator, &meter, job.story, job.cause, &[text, &prepared.alt]).await?;
                    Ok(Passed::Scene(Box::new(prepared)))
                }
            }
        }
        .boxed()
    })
}

/// Everything that follows from a scene's words: a pure function, the same after a crash.
#[must_use]
pub fn prepare(words: &SceneWords) -> PreparedScene {
    let texts: Vec<&str> = words.texts.iter().map(String::as_str).collect();
    let scene = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    let spec = illustration::spec(&words.request, &words.outline, &texts, scene, words.picture_size);
    PreparedScene {
        words: metadata::word_count(texts.last().copied().unwrap_or_default()),
        palette: palette::of(&spec.elements, spec.style),
        alt: illustration::alt_text(&spec),
        spec,
    }
}

async fn judge(
    moderator: &dyn Moderator,
    meter: &Meter,
    story: StoryId,
    cause: Cause,
    texts: &[&str],
) -> Result<(), Objection> {
    let bytes = texts.iter().map(|text| text.len()).sum();
    let call = check_texts(moderator, texts);
    let verdict = measured(meter, Kind::Moderation, moderator.name(), cause, story, |_| bytes, call).await;
    match verdict {
        Ok(Verdict::Safe) => Ok(()),
        Ok(Verdict::Unsafe(category)) => Err(Objection::Unsafe(category)),
        Err(error) => Err(Objection::Unjudged(error)),
    }
}
