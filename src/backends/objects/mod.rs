//! Where the bytes of pictures live, under content-addressed keys. [`files`] is the embedded default.

pub mod files;

use std::ops::Range;

use async_trait::async_trait;
use bytes::Bytes;

use crate::domain::Timestamp;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// A key with anything but what [`is_valid_key`] allows.
    #[error("not an object key")]
    BadKey,
    /// The storage can't be reached or can't write now: wait and try again.
    #[error("the objects are unavailable: {0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A stored object, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectMeta {
    /// Its key.
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// When it was stored.
    pub modified: Timestamp,
}

/// Objects by key. Keys are content-addressed, so that a repeated `put` writes the same bytes.
#[async_trait]
pub trait Objects: Send + Sync {
    /// Stores an object: when this returns, it survives a crash.
    async fn put(&self, key: &str, bytes: Bytes) -> Result<(), ObjectError>;

    /// Size and age; `None` when there is no such object.
    async fn head(&self, key: &str) -> Result<Option<ObjectMeta>, ObjectError>;

    /// The bytes, or a range of them; `None` when there is no such object.
    async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<Option<Bytes>, ObjectError>;

    /// Removes an object; one that is not there is no error.
    async fn delete(&self, key: &str) -> Result<(), ObjectError>;

    /// The first `limit` objects, by key, whose key begins with `prefix` (which ends with `/`, or is empty) and comes
    /// after `after`.
    async fn list(&self, prefix: &str, after: Option<&str>, limit: usize) -> Result<Vec<ObjectMeta>, ObjectError>;

    /// Whether the storage answers and can write, for readiness.
    async fn probe(&self) -> Result<(), ObjectError>;
}

/// Segments of `a-z`, `0-9`, `-`, `_` and single dots between them, joined by `/`: nothing that could climb out of a folder.
#[must_use]
pub fn is_valid_key(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 512
        && key.split('/').all(|segment| {
            !segment.is_empty()
                && !segment.starts_with('.')
                && !segment.contains("..")
                && segment
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte))
        })
}
