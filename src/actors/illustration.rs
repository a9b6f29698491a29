//! The illustration stage: a painter paints, pixels from outside are checked, and the stored set is made.
//!
//! Capacity: `pools.illustration.size`, 4 by default, because the built-in painter and the encoder take a processor
//! core each; with painters elsewhere it is as many pictures as those paint at once.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use ractor::{ActorCell, SpawnErr};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::actors::hedge::paint_hedged;
use crate::actors::measure::model_call::ModelCall;
use crate::actors::measure::story_calls::StoryCalls;
use crate::actors::stage::{PageKey, Stage, StagePool};
use crate::backends::blocking::Processors;
use crate::backends::models::guards::as_retry;
use crate::backends::models::{ModelError, Models, Moderators, Painter, RawPicture};
use crate::domain::{CallKind, Category, Cause, PictureSpec, Verdict};
use crate::flow::adaptive_size::Finding;
use crate::flow::gate::Need;
use crate::flow::pool::{self, JobError};
use crate::pipeline::postprocess::{self, PictureSet, PostprocessError};
use crate::pipeline::{illustration, rescue::Rung};

/// The page for which its reader waits.
const FIRST_SCENE: u32 = 1;

/// A picture to be painted.
pub struct PaintJob {
    pub calls: StoryCalls,
    /// The brief, before the rung softens it.
    pub spec: PictureSpec,
    /// Which painter, and how.
    pub rung: Rung,
    /// All of them must pass a picture from outside.
    pub moderators: Moderators,
    pub cause: Cause,
    /// Its painter failed at this picture before.
    pub is_retry: bool,
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

    /// As [`ModelError::is_away`], of the painter: its judge can't be passed over.
    #[must_use]
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Painter(error) if error.is_away())
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

/// A picture with the words for who can't see it.
pub struct Painting {
    pub set: PictureSet,
    pub alt: String,
}

/// What the illustration stage answers.
pub type PaintAnswer = Result<Painting, PaintError>;

/// How a painted picture becomes the stored set.
pub type Finish =
    Arc<dyn Fn(RawPicture, PictureSpec) -> BoxFuture<'static, Result<PictureSet, PaintError>> + Send + Sync>;

/// The pool of painters' callers. Cheap to clone.
#[derive(Clone)]
pub struct IllustrationStage {
    pool: StagePool,
    models: Models,
    finish: Finish,
}

impl IllustrationStage {
    pub async fn start(
        options: pool::Options,
        models: Models,
        finish: Finish,
        supervisor: ActorCell,
    ) -> Result<Self, SpawnErr> {
        Ok(Self { pool: StagePool::start(Stage::Illustration.as_str(), options, supervisor).await?, models, finish })
    }

    /// Its workers, to be resized and reported; its gate, to be ranked anew.
    #[must_use]
    pub fn pool(&self) -> &StagePool {
        &self.pool
    }

    /// Paints a picture, checks it and makes its set. A job that still waits when `stop` comes is cancelled.
    pub async fn paint(
        &self,
        stop: &CancellationToken,
        need: impl FnOnce() -> Need<PageKey>,
        job: PaintJob,
    ) -> Result<PaintAnswer, JobError> {
        let stage = self.clone();
        self.pool.run_unless(stop, need, async move { stage.painted(&job).await }).await
    }

    async fn painted(&self, job: &PaintJob) -> PaintAnswer {
        let (painter, spec) = assign(&self.models, job);
        let begun = Instant::now();
        let answer = ask(painter, &spec, job).await;
        // a quiet page is drawn here: it says nothing of painters
        if job.rung != Rung::Quiet
            && let Some(finding) = finding(answer.as_ref().err())
        {
            self.pool.found(begun, finding);
        }
        let raw = answer.map_err(PaintError::Painter)?;
        judge(job, &raw).await?;
        let alt = raw.drawn.as_ref().map_or_else(|| illustration::alt_text(&spec), illustration::alt_of);
        Ok(Painting { set: (self.finish)(raw, spec).await?, alt })
    }
}

/// What a painter's answer says of how much it is asked at once; `None`: nothing.
const fn finding(error: Option<&ModelError>) -> Option<Finding> {
    match error {
        None => Some(Finding::Answered),
        Some(ModelError::Unavailable { .. } | ModelError::BrokeOff(_) | ModelError::TimedOut) => {
            Some(Finding::Overloaded)
        }
        Some(_) => None,
    }
}

/// One call to a painter, or two for the first page where it takes long.
async fn ask(painter: &dyn Painter, spec: &PictureSpec, job: &PaintJob) -> Result<RawPicture, ModelError> {
    let (kind, terms) = (CallKind::Picture, painter.terms());
    let (scene, cause, is_remote) = (Some(spec.scene), job.cause, terms.is_remote);
    let at_most = terms.picture_at_most(if painter.takes_references() { spec.references.len() } else { 0 });
    let call = ModelCall { kind, model: painter.name(), is_remote, scene, cause, at_most };
    let hedge =
        painter.hedge_after().filter(|_| spec.scene == FIRST_SCENE && !job.is_retry && job.cause != Cause::Retry);
    match hedge {
        Some(after) => paint_hedged(&job.calls, call, after, painter, spec).await,
        None => job.calls.measured(call, as_retry(job.is_retry, painter.paint(spec))).await,
    }
}

fn assign<'a>(models: &'a Models, job: &PaintJob) -> (&'a dyn Painter, PictureSpec) {
    let named = |name| &**models.painter(name).expect("a route names painters of this node");
    match &job.rung {
        Rung::AsIs(painter) => (named(painter), job.spec.clone()),
        Rung::Softened(painter) => (named(painter), illustration::softened(&job.spec)),
        Rung::Quiet => (&*models.quiet_painter, illustration::quiet(&job.spec)),
    }
}

/// Pixels that this process drew from checked words need no check.
async fn judge(job: &PaintJob, raw: &RawPicture) -> Result<(), PaintError> {
    if raw.drawn.is_some() {
        return Ok(());
    }
    let mut is_judged = false;
    for moderator in job.moderators.of_pictures() {
        let check = moderator.check_picture(&raw.bytes);
        let (kind, terms) = (CallKind::Judgement, moderator.terms());
        let (scene, cause, is_remote) = (Some(job.spec.scene), job.cause, terms.is_remote);
        let at_most = terms.look_at_most(1, 0);
        let call = ModelCall { kind, model: moderator.name(), is_remote, scene, cause, at_most };
        match job.calls.measured(call, check).await {
            Ok(Verdict::Safe) => is_judged = true,
            Ok(Verdict::Unsafe(category)) => return Err(PaintError::Unsafe(category)),
            Err(error) => return Err(PaintError::Unjudged(error)),
        }
    }
    if is_judged { Ok(()) } else { Err(PaintError::Unjudged(ModelError::Unusable(NO_JUDGE.to_owned()))) }
}

/// Fail closed: what nobody can judge is not shown.
const NO_JUDGE: &str = "no moderator of pictures is configured";

/// Post-processing. Decoding and encoding take a processor for a while: off the runtime's threads.
#[must_use]
pub fn finish_with(options: postprocess::Options, processors: Processors) -> Finish {
    let options = Arc::new(options);
    Arc::new(move |raw, spec| {
        let (options, processors) = (Arc::clone(&options), processors.clone());
        async move {
            let finish = move || postprocess::finish(&raw.bytes, spec.style, raw.drawn.is_some(), &options);
            match processors.compute(finish).await {
                Ok(result) => result.map_err(|error| PaintError::Unusable(Arc::new(error))),
                // the panic was told of where it happened
                Err(lost) => std::panic::resume_unwind(Box::new(lost)),
            }
        }
        .boxed()
    })
}
