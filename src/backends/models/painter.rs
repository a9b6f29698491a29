//! Who paints.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

use super::{Answer, ModelError, Terms};
use crate::domain::{Drawn, PictureSpec};

/// A picture as a painter gave it: an encoded image (PNG, JPEG or WebP), not yet looked at.
#[derive(Clone, Debug)]
pub struct RawPicture {
    pub bytes: Bytes,
    /// What is in it, when this process drew it from the [`Elements`](crate::domain::Elements) of its spec: then its
    /// pixels need no check. `None` of a painter elsewhere, which can't say.
    pub drawn: Option<Drawn>,
}

/// A model that paints one picture from a brief.
#[async_trait]
pub trait Painter: Send + Sync {
    /// Its name in routes, in a story's work and in metrics; unique among painters.
    fn name(&self) -> &str;

    /// On what terms it works.
    fn terms(&self) -> Terms {
        Terms::BUILTIN
    }

    /// After so long without an answer a second call for a story's first picture goes out; `None`: never.
    fn hedge_after(&self) -> Option<Duration> {
        None
    }

    /// Whether it paints after the pictures of a brief's heroes: then each hero is painted alone before page 1.
    fn takes_references(&self) -> bool {
        false
    }

    /// Paints one picture. Dropping the future ends the call.
    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError>;
}
