//! The objects, as every adapter must behave: [`conformance`] holds the promises, [`model`] a storage against a model
//! of it; `files` and `s3` run them all and add what only they can do wrong. Keys are tested in `keys`.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod conformance;
mod files;
mod keys;
mod model;
#[cfg(feature = "s3")]
mod s3;
#[cfg(feature = "s3")]
mod s3_faults;
mod verified;

use std::sync::Arc;

use ai_tale::backends::objects::{Body, ObjectError, Objects, whole};
use ai_tale::domain::{Bucket, MediaType, ObjectKey, ObjectPrefix};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use tempfile::TempDir;

pub type Shared = Arc<dyn Objects>;

/// A storage that holds nothing.
pub struct Fresh {
    pub objects: Shared,
    /// What it is in, removed with it.
    #[expect(dead_code, reason = "it is kept, and dropped")]
    pub folder: Option<TempDir>,
}

/// A key of the bucket of pictures.
pub fn key(below: &str) -> ObjectKey {
    format!("illustrations/{below}").parse().unwrap()
}

pub fn pictures() -> ObjectPrefix {
    ObjectPrefix::bucket(Bucket::Illustrations)
}

pub async fn put(objects: &Shared, below: &str, content: &'static [u8]) {
    let key = key(below);
    objects.put(&key, key.media_type(), Bytes::from_static(content).into()).await.unwrap();
}

pub async fn get(objects: &Shared, below: &str) -> Option<Bytes> {
    let (_, pieces) = objects.open(&key(below), None).await.unwrap()?;
    Some(whole(pieces).await.unwrap())
}

/// What is listed of a prefix, without the bucket's name.
pub async fn names(objects: &Shared) -> Vec<String> {
    let page = objects.list(&pictures(), None, 1_000).await.unwrap();
    assert_eq!(page.next, None);
    page.objects.into_iter().map(|object| object.key.as_str()["illustrations/".len()..].to_owned()).collect()
}

/// A body that says `length` and comes in these pieces.
pub fn streamed(length: u64, pieces: &[&'static [u8]]) -> Body {
    let pieces: Vec<_> = pieces.iter().map(|piece| Ok(Bytes::from_static(piece))).collect();
    Body::Stream { length, pieces: stream::iter(pieces).boxed() }
}

/// Whether a put of this is refused.
pub async fn refused(objects: &Shared, media_type: MediaType, body: Body) -> bool {
    matches!(objects.put(&key("a/1/x.webp"), media_type, body).await, Err(ObjectError::Refused(_)))
}
