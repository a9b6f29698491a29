//! The illustration stage: a painter paints, pixels from outside are checked, and the stored set is made.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use crate::actors::measure::meter::Meter;
use crate::actors::measure::model_call::{Cause, Kind, measured};
use crate::backends::models::{ModelError, Models, Painter, RawPicture};
use crate::domain::{Category, PictureSpec, StoryId, Verdict};
use crate::flow::pool::Act;
use crate::pipeline::postprocess::{self, PictureSet, PostprocessError};
use crate::pipeline::{illustration, rescue::Rung};

/// A picture to be painted.
pub struct PaintJob {
    /// Whose.
    pub story: StoryId,
    /// The brief, before the rung softens it.
    pub spec: PictureSpec,
    /// Which painter, and how.
    pub rung: Rung,
    /// Why.
    pub cause: Cause,
}

/// Why there is no picture.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PaintError {
    /// The painter gave none.
    #[error(transparent)]
    Painter(ModelError),
    /// It is not for children.
    #[error("the picture is unsafe: {}", .0.as_str())]
    Unsafe(Category),
    /// Nobody could judge it: fail closed.
    #[error("the picture could not be judged: {0}")]
    Unjudged(ModelError),
    /// It is no picture that can be used.
    #[error(transparent)]
    Unusable(Arc<PostprocessError>),
}

impl PaintError {
    /// Whether asking the same again is no use.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Unsafe(_) | Self::Painter(ModelError::Refused(_)))
    }

    /// As [`ModelError::outage`], of the painter or of the judge.
    #[must_use]
    pub fn outage(&self) -> Option<Duration> {
        match self {
            Self::Painter(error) | Self::Unjudged(error) => error.outage(),
            Self::Unsafe(_) | Self::Unusable(_) => None,
        }
    }
}

/// What the illustration stage answers.
pub type PaintAnswer = Result<PictureSet, PaintError>;

/// How a painted picture becomes the stored set.
pub type Finish = Arc<dyn Fn(RawPicture, PictureSpec) -> BoxFuture<'static, PaintAnswer> + Send + Sync>;

/// The illustration pool's work.
pub fn act(models: Models, finish: Finish, meter: Meter) -> Act<PaintJob, PaintAnswer> {
    Arc::new(move |job| {
        let (models, finish, meter) = (models.clone(), Arc::clone(&finish), meter.clone());
        async move {
            let (painter, spec) = assign(&models, &job);
            let paint = painter.paint(&spec);
            let raw = measured(&meter, Kind::Picture, painter.name(), job.cause, job.story, size_of, paint)
                .await
                .map_err(PaintError::Painter)?;
            judge(&models, &meter, job.story, job.cause, &raw).await?;
            finish(raw, spec).await
        }
        .boxed()
    })
}

fn assign(models: &Models, job: &PaintJob) -> (Arc<dyn Painter>, PictureSpec) {
    match job.rung {
        Rung::AsIs(painter) => (Arc::clone(&models.painters[painter]), job.spec.clone()),
        Rung::Softened(painter) => (Arc::clone(&models.painters[painter]), illustration::softened(&job.spec)),
        Rung::Quiet => (Arc::clone(&models.quiet_painter), illustration::quiet(&job.spec)),
    }
}

/// Pixels that this process drew from checked words need no check.
async fn judge(
    models: &Models,
    meter: &Meter,
    story: StoryId,
    cause: Cause,
    raw: &RawPicture,
) -> Result<(), PaintError> {
    if raw.drawn_here {
        return Ok(());
    }
    let moderator = &models.moderator;
    let size = raw.bytes.len();
    let call = moderator.check_picture(&raw.bytes);
    match measured(meter, Kind::Moderation, moderator.name(), cause, story, |_| size, call).await {
        Ok(Verdict::Safe) => Ok(()),
        Ok(Verdict::Unsafe(category)) => Err(PaintError::Unsafe(category)),
        Err(error) => Err(PaintError::Unjudged(error)),
    }
}

/// Post-processing. Decoding and encoding take a processor for a while: off the runtime's threads.
#[must_use]
pub fn finish_with(options: postprocess::Options) -> Finish {
    let options = Arc::new(options);
    Arc::new(move |raw, spec| {
        let options = Arc::clone(&options);
        async move {
            let finished = tokio::task::spawn_blocking(move || {
                postprocess::finish(&raw.bytes, spec.style, raw.drawn_here, &options)
            });
            match finished.await {
                Ok(result) => result.map_err(|error| PaintError::Unusable(Arc::new(error))),
                Err(panic) => std::panic::resume_unwind(panic.into_panic()),
            }
        }
        .boxed()
    })
}

fn size_of(raw: &RawPicture) -> usize {
    raw.bytes.len()
}
