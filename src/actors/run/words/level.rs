//! A scene's words as its readers can take them: those that miss their age band by far are asked for again, once. They
//! are safe already, so whatever comes of that, there is something to show.

use metrics::counter;

use super::approval::{check, other_words, rewrite};
use crate::actors::run::stop::Stop;
use crate::actors::run::telling::Telling;
use crate::actors::scene::PreparedScene;
use crate::domain::{Cause, StoryRequest};
use crate::metrics::{SCENE_LEVELS, label};
use crate::pipeline::levels::{Misfit, misfit};
use crate::pipeline::story_prompt::Reason;

/// The words as they are, or better ones. The built-in storyteller is asked for nothing: it writes by the band.
pub async fn approve_level(telling: &Telling, scene: u32, safe: PreparedScene) -> Result<PreparedScene, Stop> {
    let request = &telling.book.request;
    let Some(missed) = misfit_of(telling, scene, &safe) else {
        count(request, "fits");
        return Ok(safe);
    };
    let asked = other_words(telling, scene, Reason::Level(missed), 1);
    let model = telling.models.storyteller(0, &asked);
    if !model.terms().is_remote {
        count(request, "missed");
        return Ok(safe);
    }
    match rewrite(telling, &*model, asked, false).await {
        Ok(text) => better(telling, scene, safe, text).await,
        Err(error) => {
            tracing::warn!(model = model.name(), %error, "a rewrite failed");
            count(request, "missed");
            Ok(safe)
        }
    }
}

/// The new words, where they are safe and fit.
async fn better(telling: &Telling, scene: u32, safe: PreparedScene, text: String) -> Result<PreparedScene, Stop> {
    let request = &telling.book.request;
    telling.book.replace(scene, text);
    match check(telling, scene, Cause::Retry).await? {
        Ok(written_anew) if misfit_of(telling, scene, &written_anew).is_none() => {
            count(request, "rewritten");
            Ok(written_anew)
        }
        Ok(_) | Err(_) => {
            telling.book.replace(scene, safe.text.clone());
            count(request, "missed");
            Ok(safe)
        }
    }
}

fn misfit_of(telling: &Telling, scene: u32, prepared: &PreparedScene) -> Option<Misfit> {
    let words = telling.book.scene(scene);
    misfit(&prepared.text, &words.outline, &words.request)
}

fn count(request: &StoryRequest, outcome: &'static str) {
    let age_group = request.age_group.as_str();
    counter!(SCENE_LEVELS, label::AGE_GROUP => age_group, label::OUTCOME => outcome).increment(1);
}
