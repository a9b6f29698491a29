//! Who paints.

use async_trait::async_trait;
use bytes::Bytes;

use super::{Answer, ModelError};
use crate::domain::PictureSpec;

/// A picture as a painter gave it: an encoded image (PNG, JPEG or WebP), not yet looked at.
#[derive(Clone, Debug)]
pub struct RawPicture {
    pub bytes: Bytes,
    /// True when it was drawn by this process from the
    /// [`Elements`](crate::domain::Elements) of its spec, so that its pixels need no check.
    pub drawn_here: bool,
}

/// A model that paints one picture from a brief.
#[async_trait]
pub trait Painter: Send + Sync {
    /// Its name in routes, in a story's work and in metrics; unique among painters.
    fn name(&self) -> &str;

    /// Paints one picture. Dropping the future ends the call.
    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError>;
}
