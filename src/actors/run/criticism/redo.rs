//! Painting a page again: once, by the first painter of the route, after all first pictures in the illustration gate.
//! The new picture is looked at before it is stored, and logged only where it is better than what readers have.

use metrics::counter;

use super::gallery::{Page, brief, fresh};
use super::note::{after_call, before_call};
use super::sheets::with_references;
use crate::actors::illustration::{PaintError, PaintJob, Painting};
use crate::actors::run::stop::Stop;
use crate::actors::run::storing::put_away;
use crate::actors::run::telling::Telling;
use crate::domain::{Cause, CriticismNote, Event, Fault, Illustration};
use crate::flow::pool::JobError;
use crate::metrics::{REDOS, label};
use crate::pipeline::critique::{again, replaces};

/// Why a page is painted again.
#[derive(Clone, Copy)]
pub(super) struct Redo<'a> {
    pub(super) fault: Fault,
    /// What the critic says.
    pub(super) advice: &'a str,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Redone {
    /// Readers have a better picture.
    Better,
    /// It is not better than the one that is shown, or nobody can say that it is.
    Worse,
    /// There is no picture.
    Failed,
    /// There will be none however often one asks.
    Refused,
}

impl Redone {
    /// Whether asking once more is no use.
    pub(super) fn is_hopeless(self) -> bool {
        self == Self::Refused
    }
}

/// Paints a page again.
pub(super) async fn redo(telling: &Telling, page: &mut Page, redo: Redo<'_>) -> Result<Redone, Stop> {
    page.past.redos += 1;
    before_call(telling, CriticismNote::Page(page.picture.scene, page.past.clone())).await?;
    let redone = paint_again(telling, page, redo).await?;
    let outcome: &'static str = redone.into();
    counter!(REDOS, label::REASON => redo.fault.as_str(), label::OUTCOME => outcome).increment(1);
    Ok(redone)
}

async fn paint_again(telling: &Telling, page: &mut Page, Redo { fault, advice }: Redo<'_>) -> Result<Redone, Stop> {
    let scene = page.picture.scene;
    let asked = brief(telling, scene);
    let spec = again(&with_references(telling, asked.clone()).await?, fault, advice, page.past.redos);
    let (calls, moderators) = (telling.models.calls.clone(), telling.models.moderators.clone());
    let job =
        PaintJob { calls, spec, rung: telling.models.first_rung(), moderators, cause: Cause::Retry, is_retry: false };
    let need = || telling.urgency.need(scene);
    let painting = match telling.context.illustration.paint(&telling.draining, need, job).await {
        Ok(Ok(painting)) => painting,
        Ok(Err(error)) => return Ok(failed(&error)),
        Err(JobError::Cancelled) => return Err(Stop::Draining),
        Err(JobError::WorkerLost) => return Ok(Redone::Failed),
    };
    let (Some(critic), Some(picture)) = (telling.models.critic(), fresh(&painting.set, &asked)) else {
        return Ok(Redone::Failed);
    };
    let (stage, calls) = (&telling.context.critique, &telling.models.calls);
    let found = stage.review(telling.page(scene), critic, calls, &picture).await;
    let shown = page.past.shown.as_ref();
    let Some(critique) = found.filter(|found| replaces(found, shown, &asked.elements)) else {
        return Ok(Redone::Worse);
    };
    page.past.shown = Some(critique);
    hang(telling, page, painting).await?;
    Ok(Redone::Better)
}

fn failed(error: &PaintError) -> Redone {
    tracing::warn!(%error, "a picture could not be painted again");
    if error.is_refusal() { Redone::Refused } else { Redone::Failed }
}

/// Objects first, event after; what was found of it is saved with it.
async fn hang(telling: &Telling, page: &mut Page, Painting { set, alt }: Painting) -> Result<(), Stop> {
    let Illustration { scene, revision, .. } = page.picture;
    let (width, height, placeholder) = (set.width, set.height, set.placeholder.clone());
    let sources = put_away(telling, scene, set).await?;
    let revision = revision + 1;
    page.picture = Illustration { scene, revision, alt, placeholder, width, height, sources, fallback: false };
    after_call(telling, CriticismNote::Page(scene, page.past.clone()))?;
    Ok(telling.pen.write(Event::IllustrationCreated(page.picture.clone())).await?)
}
