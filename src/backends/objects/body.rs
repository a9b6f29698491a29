//! Bytes on their way into and out of a storage.

use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;

use super::ObjectError;

/// Bytes, piece by piece. Whoever reads it slowly holds one piece.
pub type ByteStream = BoxStream<'static, Result<Bytes, ObjectError>>;

/// What is to be stored.
pub enum Body {
    /// All of it: a storage may send it again by itself.
    Whole(Bytes),
    /// So many bytes as they come, once.
    Stream {
        /// How many bytes the pieces are together.
        length: u64,
        /// An error in it ends the `put` with that error.
        pieces: ByteStream,
    },
}

impl Body {
    /// How many bytes it has.
    #[must_use]
    pub fn length(&self) -> u64 {
        match self {
            Self::Whole(bytes) => bytes.len() as u64,
            Self::Stream { length, .. } => *length,
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::Whole(bytes)
    }
}

/// Everything that a stream has, at once: for objects that are known to be small.
pub async fn whole(pieces: ByteStream) -> Result<Bytes, ObjectError> {
    let bytes = pieces.try_fold(BytesMut::new(), |mut so_far, piece| async move {
        so_far.extend_from_slice(&piece);
        Ok(so_far)
    });
    Ok(bytes.await?.freeze())
}
