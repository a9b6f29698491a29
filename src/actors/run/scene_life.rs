//! The life of a scene, top to bottom: its words are checked and logged in order, its picture is painted, stored and
//! logged as soon as it is finished.

use metrics::counter;
use tokio::sync::OwnedSemaphorePermit;

use super::criticism::sheets::with_references;
use super::stop::{Failure, Stop};
use super::storing::put_away;
use super::telling::Telling;
use super::words::approval::{approve_words, check};
use super::words::level::approve_level;
use crate::actors::illustration::{PaintError, PaintJob, Painting};
use crate::actors::scene::{PreparedScene, prepare};
use crate::backends::models::ModelError;
use crate::domain::{Attempts, Cause, Event, Illustration, PictureSpec, Scene};
use crate::flow::pool::JobError;
use crate::flow::retry_delay::RetryDelay;
use crate::metrics::QUIET_PAGES;
use crate::pipeline::rescue::{Ladder, Rung};

/// Until a critic has it painted again.
const FIRST_REVISION: u32 = 1;
/// Attempts at the quiet page itself: it is drawn here, so a failure is a defect or a machine in trouble.
const MAX_QUIET_ATTEMPTS: u32 = 5;

/// From words to the finished page. The permit is the scene's place in the story's window, where it has one; an earlier
/// life, where there was one, ended for this `cause`.
pub async fn live(
    telling: &Telling,
    scene: u32,
    cause: Cause,
    place: Option<OwnedSemaphorePermit>,
) -> Result<(), Stop> {
    let safe = approve_words(telling, scene, cause).await?;
    let prepared = approve_level(telling, scene, safe).await?;
    telling.order.my_turn(scene).await;
    log_words(telling, scene, &prepared).await?;
    let ladder = telling.models.ladder(Attempts::new());
    illustrate(telling, scene, prepared, ladder, Cause::First).await?;
    drop(place);
    Ok(())
}

/// From logged words to the finished page, after the attempts of an earlier life, which ended for this `cause`.
pub async fn relive(telling: &Telling, scene: u32, cause: Cause, attempts: Attempts) -> Result<(), Stop> {
    let place = telling.order.place().await;
    let (prepared, ladder) = match check(telling, scene, cause).await? {
        Ok(prepared) => (prepared, telling.models.ladder(attempts)),
        // its words passed once and are logged; a rule that is new since then lets only the quiet page through
        Err(_) => (prepare(telling.book.scene(scene)), Ladder::quiet()),
    };
    illustrate(telling, scene, prepared, ladder, cause).await?;
    drop(place);
    Ok(())
}

/// The words as they were checked.
async fn log_words(telling: &Telling, scene: u32, prepared: &PreparedScene) -> Result<(), Stop> {
    let PreparedScene { text, words, palette, .. } = prepared.clone();
    Ok(telling.pen.write(Event::SceneCreated(Scene { scene, text, words, palette })).await?)
}

async fn illustrate(
    telling: &Telling,
    scene: u32,
    prepared: PreparedScene,
    ladder: Ladder,
    cause: Cause,
) -> Result<(), Stop> {
    let spec = with_references(telling, prepared.spec).await?;
    let Painted { painting: Painting { set, alt }, is_quiet } = paint(telling, scene, &spec, ladder, cause).await?;
    let (width, height, placeholder) = (set.width, set.height, set.placeholder.clone());
    let sources = put_away(telling, scene, set).await?;
    if is_quiet {
        counter!(QUIET_PAGES).increment(1);
    }
    let (revision, fallback) = (FIRST_REVISION, is_quiet);
    let picture = Illustration { scene, revision, alt, placeholder, width, height, sources, fallback };
    Ok(telling.pen.write(Event::IllustrationCreated(picture)).await?)
}

struct Painted {
    painting: Painting,
    is_quiet: bool,
}

/// Climbs the rescue ladder until there is a picture.
async fn paint(
    telling: &Telling,
    scene: u32,
    spec: &PictureSpec,
    mut ladder: Ladder,
    mut cause: Cause,
) -> Result<Painted, Stop> {
    let (mut delay, mut quiet_attempts) = (RetryDelay::new(), 0);
    loop {
        let rung = telling.models.rung(&mut ladder);
        let is_quiet = rung == Rung::Quiet;
        let (calls, moderators) = (telling.models.calls.clone(), telling.models.moderators.clone());
        let job = PaintJob { calls, spec: spec.clone(), rung, moderators, cause, is_retry: ladder.is_retry() };
        let need = || telling.urgency.need(scene);
        let error = match telling.context.illustration.paint(&telling.draining, need, job).await {
            Ok(Ok(painting)) => return Ok(Painted { painting, is_quiet }),
            // others have spent meanwhile what was left
            Ok(Err(PaintError::Painter(ModelError::OverBudget))) => continue,
            Ok(Err(error)) => {
                tracing::warn!(%error, "a picture failed");
                Some(error)
            }
            Err(JobError::Cancelled) => return Err(Stop::Draining),
            Err(JobError::WorkerLost) => None,
        };
        cause = Cause::Retry;
        if error.as_ref().is_some_and(PaintError::is_away) && ladder.put_off() {
            continue;
        }
        quiet_attempts += u32::from(is_quiet);
        if quiet_attempts >= MAX_QUIET_ATTEMPTS {
            return Err(Failure::IllustrationFailed.into());
        }
        ladder.failed(error.as_ref().is_some_and(PaintError::is_refusal));
        telling.pen.attempted(scene, ladder.attempts().clone());
        // no outage keeps the quiet page waiting: it is drawn here
        let outage = error.and_then(|error| error.outage()).filter(|_| ladder.rung() != Rung::Quiet);
        let wait = delay.next_wait(outage);
        // a node that drains does not wait for somebody else's outage
        tokio::select! {
            () = telling.draining.cancelled() => return Err(Stop::Draining),
            () = tokio::time::sleep(wait) => {}
        }
    }
}
