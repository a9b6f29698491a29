//! A finished picture, as the log keeps it: object keys, never URLs (those are signed when an event is delivered).

use serde::{Deserialize, Serialize};

use super::ObjectKey;

/// One picture in every size and encoding that was made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Illustration {
    /// The scene it belongs to, counted from 1.
    pub scene: u32,
    /// 1 for a scene's first picture, one more for each that replaces it: readers take the newest.
    pub revision: u32,
    /// What a reader who can't see it is told.
    pub alt: String,
    /// A ThumbHash, in base64.
    pub placeholder: String,
    /// Pixels of the largest source.
    pub width: u32,
    /// Pixels of the largest source.
    pub height: u32,
    /// Widest last.
    pub sources: Vec<Source>,
    /// True for a quiet page: drawn here because the painters failed.
    pub fallback: bool,
}

/// One stored encoding of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Where its bytes are; an address is signed for it when the event is delivered.
    pub key: ObjectKey,
    /// The media type, such as `image/webp`.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Width of this source in pixels.
    pub width: u32,
}
