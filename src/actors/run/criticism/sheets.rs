//! The heroes' sheets as pictures: one of each of the first heroes, painted before page 1 where the painter takes such
//! references, and given to it with every page. Kept beside the story's pictures, named by no event: readers never see
//! them, and they go with the sweep, or with the story.

use std::sync::Arc;

use futures_util::future::join_all;

use super::note::before_call;
use crate::actors::illustration::{PaintJob, Painting};
use crate::actors::run::stop::Stop;
use crate::actors::run::storing::put_away;
use crate::actors::run::telling::Telling;
use crate::domain::{Cause, Character, CriticismNote, ObjectKey, PictureSpec, Reference, SheetWork, Source};
use crate::pipeline::illustration::{self, MOST_SHEETS};

/// How often a hero's picture is begun, over all runs, before the story does without.
const MAX_ATTEMPTS: u32 = 2;
/// Where they are kept: before the first page.
const PLACE: u32 = 0;

/// A brief with the pictures of its heroes, where its painter takes them; the first page to ask has them painted.
pub async fn with_references(telling: &Telling, spec: PictureSpec) -> Result<PictureSpec, Stop> {
    if !telling.models.takes_references() {
        return Ok(spec);
    }
    let sheets = telling.sheets.get_or_try_init(|| painted(telling)).await?;
    let is_in_it = |sheet: &&Reference| spec.elements.heroes.iter().any(|hero| hero.sheet.name == sheet.name);
    let references = sheets.iter().filter(is_in_it).cloned().collect();
    Ok(PictureSpec { references, ..spec })
}

async fn painted(telling: &Telling) -> Result<Arc<[Reference]>, Stop> {
    let outline = Arc::clone(&telling.book.scene(1).outline);
    let heroes = (0..).zip(outline.characters.iter().take(MOST_SHEETS));
    let sheets = join_all(heroes.map(|(index, hero)| sheet(telling, index, hero))).await;
    let sheets = sheets.into_iter().filter_map(Result::transpose).collect::<Result<Vec<_>, Stop>>()?;
    Ok(sheets.into())
}

/// A hero's picture: the one that is kept, else a new one. `None`: the story does without.
async fn sheet(telling: &Telling, index: u32, hero: &Character) -> Result<Option<Reference>, Stop> {
    let mut past = telling.past_sheets.get(&index).cloned().unwrap_or_default();
    if let Some(kept) = kept(telling, hero, past.key.as_ref()).await {
        return Ok(Some(kept));
    }
    if past.attempts >= MAX_ATTEMPTS {
        return Ok(None);
    }
    past.attempts += 1;
    before_call(telling, CriticismNote::Sheet(index, past.clone())).await?;
    let spec = illustration::sheet(&telling.book.request, hero, index, telling.context.options.picture_size);
    let (calls, moderators) = (telling.models.calls.clone(), telling.models.moderators.clone());
    let job =
        PaintJob { calls, spec, rung: telling.models.first_rung(), moderators, cause: Cause::First, is_retry: false };
    let need = || telling.urgency.need(PLACE);
    match telling.context.illustration.paint(&telling.draining, need, job).await {
        Ok(Ok(painting)) => Ok(keep(telling, (index, past), hero, painting).await?),
        Ok(Err(error)) => {
            tracing::warn!(%error, "a hero has no picture to go by");
            Ok(None)
        }
        Err(error) => {
            tracing::warn!(%error, "a hero's picture was not painted");
            Ok(None)
        }
    }
}

async fn kept(telling: &Telling, hero: &Character, key: Option<&ObjectKey>) -> Option<Reference> {
    let key = key?;
    let bytes = telling.context.storage.fetch(key).await.ok()??;
    Some(Reference { name: hero.name.clone(), media_type: key.media_type(), bytes })
}

/// Puts the picture away, so that no crash costs it.
async fn keep(
    telling: &Telling,
    (index, past): (u32, SheetWork),
    hero: &Character,
    Painting { set, .. }: Painting,
) -> Result<Option<Reference>, Stop> {
    let Some(file) = set.encodings.last().cloned() else { return Ok(None) };
    let sources = put_away(telling, PLACE, set).await?;
    let key = sources.into_iter().last().map(|Source { key, .. }| key);
    before_call(telling, CriticismNote::Sheet(index, SheetWork { key, ..past })).await?;
    Ok(Some(Reference { name: hero.name.clone(), media_type: file.media_type, bytes: file.bytes }))
}
