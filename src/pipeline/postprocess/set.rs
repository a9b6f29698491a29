//! What is stored of a picture, under which keys, and why there may be nothing to store.

use bytes::Bytes;
use serde::Deserialize;

use crate::domain::{MediaType, ObjectKey, StoryId};

/// What the operator chose; the section `[pictures]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Pixels of a painted page.
    pub width: u32,
    /// Pixels of a painted page.
    pub height: u32,
    /// Pixels of the widths it is stored in; those wider than a picture are dropped for it.
    pub widths: Vec<u32>,
    /// WebP quality, 1 to 100.
    pub quality: u8,
}

/// One encoding of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// Pixels.
    pub width: u32,
    /// What the file is.
    pub media_type: MediaType,
    pub bytes: Bytes,
}

impl Encoding {
    /// Where it is stored as a picture of a scene.
    #[must_use]
    pub fn key(&self, story: StoryId, scene: u32) -> ObjectKey {
        ObjectKey::illustration(story, scene, &self.bytes, self.width, self.media_type)
    }
}

/// Everything that is stored of one picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSet {
    /// Pixels of the widest encoding.
    pub width: u32,
    /// Pixels of the widest encoding.
    pub height: u32,
    /// A `ThumbHash` in base64.
    pub placeholder: String,
    /// At least one; widest last.
    pub encodings: Vec<Encoding>,
}

/// Why a painter's bytes make no picture set.
#[derive(Debug, thiserror::Error)]
pub enum PostprocessError {
    #[error("the picture is empty")]
    Empty,
    /// More bytes than any page needs.
    #[error("the picture has {bytes} bytes, more than {limit}")]
    TooManyBytes {
        /// How many there are.
        bytes: usize,
        /// How many there may be.
        limit: usize,
    },
    /// Neither PNG nor JPEG nor WebP, by its first bytes.
    #[error("the picture is neither PNG nor JPEG nor WebP")]
    UnknownFormat,
    /// More pixels or memory than a page may take.
    #[error("the picture is larger than {limit} x {limit} pixels or needs too much memory")]
    TooLarge {
        /// Pixels, each way.
        limit: u32,
    },
    /// It has more than one picture in it.
    #[error("the picture moves")]
    Animated,
    /// Cut off or damaged.
    #[error("the picture cannot be decoded")]
    Damaged(#[source] image::ImageError),
    /// The codec or the resizer gave up.
    #[error("the picture cannot be encoded: {0}")]
    Encoding(String),
}
