//! Pages with their finished pictures, and these as a critic gets them: a small encoding, beside the brief that
//! follows from the page's words.

use crate::actors::run::telling::Telling;
use crate::actors::scene::prepare;
use crate::backends::models::Reviewed;
use crate::domain::{Illustration, PageCriticism, PictureSpec, Source};
use crate::pipeline::postprocess::PictureSet;

/// Pixels that a critic needs of one picture to know everybody in it.
const ENOUGH: u32 = 640;

/// A page as a critic meets it.
#[derive(Clone)]
pub struct Page {
    /// The picture that is shown.
    pub picture: Illustration,
    /// What was done before.
    pub past: PageCriticism,
}

/// What a page's painter was asked for.
pub(super) fn brief(telling: &Telling, scene: u32) -> PictureSpec {
    prepare(telling.book.scene(scene)).spec
}

/// A logged picture; `None` where it can't be had.
pub(super) async fn hanging(telling: &Telling, picture: &Illustration) -> Option<Reviewed> {
    let Source { key, .. } = small(&picture.sources, |source| source.width)?;
    let bytes = telling.context.storage.fetch(key).await;
    let bytes = bytes.inspect_err(|error| tracing::warn!(%error, "a picture can't be looked at now")).ok()??;
    Some(Reviewed { bytes, media_type: key.media_type(), spec: brief(telling, picture.scene) })
}

/// One that is not stored yet.
pub(super) fn fresh(set: &PictureSet, spec: &PictureSpec) -> Option<Reviewed> {
    let file = small(&set.encodings, |file| file.width)?;
    Some(Reviewed { bytes: file.bytes.clone(), media_type: file.media_type, spec: spec.clone() })
}

/// The smallest that is large enough, else the largest.
fn small<T>(files: &[T], width: impl Fn(&T) -> u32) -> Option<&T> {
    let enough = files.iter().filter(|file| width(file) >= ENOUGH).min_by_key(|file| width(file));
    enough.or_else(|| files.iter().max_by_key(|file| width(file)))
}
