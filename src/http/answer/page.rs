//! Lists come in pages. A cursor is opaque to clients; inside it are the bytes of the key of the last thing of the page
//! before, so that each key has one cursor, and the document can say which texts are cursors at all.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::id::Id;

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The things on this page, in the list's order.
    pub items: Vec<T>,
    /// Sent as `?cursor=`, it asks for the next page; `null` when there is none.
    #[schema(example = "AZDIoF48fMGaVw07bx8qTg")]
    pub next_cursor: Option<String>,
}

/// By what a thing is found again in its list, in bytes.
pub trait Key: Sized {
    /// The bytes in the cursor.
    fn to_bytes(&self) -> Vec<u8>;

    /// The key with these bytes; `None` where there is no such key.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

impl<Of> Key for Id<Of> {
    fn to_bytes(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_bytes)
    }
}

/// The number of an event in its story.
impl Key for u64 {
    fn to_bytes(&self) -> Vec<u8> {
        self.to_be_bytes().to_vec()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_be_bytes)
    }
}

/// A page of at most `limit` of the found things, of which one more was asked for.
pub fn page<Found, Shown, Of: Key>(
    mut found: Vec<Found>,
    limit: usize,
    key: impl Fn(&Found) -> Of,
    show: impl Fn(Found) -> Shown,
) -> Page<Shown> {
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found.last().filter(|_| has_more).map(|last| cursor_of(&key(last)));
    Page { items: found.into_iter().map(show).collect(), next_cursor }
}

/// The cursor that goes on after the thing with this key.
#[must_use]
pub fn cursor_of(key: &impl Key) -> String {
    URL_SAFE_NO_PAD.encode(key.to_bytes())
}

/// The key inside a cursor; `None` when it is not one of ours.
#[must_use]
pub fn key_of<Of: Key>(cursor: &str) -> Option<Of> {
    Of::from_bytes(&URL_SAFE_NO_PAD.decode(cursor).ok()?)
}
