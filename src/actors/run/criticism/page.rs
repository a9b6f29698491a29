//! One page's critique: its first picture is looked at, and painted again while it is bad and may be.

use super::gallery::{Page, brief, hanging};
use super::note::{after_call, before_call};
use super::redo::{Redo, redo};
use crate::actors::run::stop::Stop;
use crate::actors::run::telling::Telling;
use crate::domain::CriticismNote;
use crate::pipeline::critique::{MOST_REDOS, fault};

/// Goes on from what is remembered: what was looked at, or was about to be, is not looked at again.
pub async fn criticise(telling: &Telling, mut page: Page) -> Result<(), Stop> {
    let scene = page.picture.scene;
    if !page.past.is_seen {
        page.past.is_seen = true;
        before_call(telling, CriticismNote::Page(scene, page.past.clone())).await?;
        let Some(critic) = telling.models.critic() else { return Ok(()) };
        let Some(picture) = hanging(telling, &page.picture).await else { return Ok(()) };
        let (stage, calls) = (&telling.context.critique, &telling.models.calls);
        page.past.shown = stage.review(telling.page(scene), critic, calls, &picture).await;
        after_call(telling, CriticismNote::Page(scene, page.past.clone()))?;
    }
    let elements = brief(telling, scene).elements;
    while page.past.redos < MOST_REDOS {
        let Some(critique) = page.past.shown.clone() else { break };
        let Some(fault) = fault(&critique, &elements) else { break };
        if redo(telling, &mut page, Redo { fault, advice: &critique.advice }).await?.is_hopeless() {
            break;
        }
    }
    Ok(())
}
