//! What heroes and things must know of the page that they are drawn on.

use super::footing::Footing;
use crate::domain::PictureSpec;

/// What everything is drawn from.
pub(super) struct Page<'a> {
    pub(super) spec: &'a PictureSpec,
    /// Where and how one stands.
    pub(super) footing: Footing,
}
