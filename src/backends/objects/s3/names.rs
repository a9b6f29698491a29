//! What a key is called in the storage: its first segment names the bucket, the rest is the name in it.

use crate::domain::{Bucket, ObjectKey, ObjectPrefix};

/// Names in buckets that begin so.
pub(super) struct Names {
    prefix: String,
}

impl Names {
    pub(super) fn new(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned() }
    }

    pub(super) fn bucket(&self, bucket: Bucket) -> String {
        format!("{}{}", self.prefix, bucket.as_str())
    }

    /// Every bucket, in the order of [`Bucket::ALL`].
    pub(super) fn buckets(&self) -> impl Iterator<Item = String> {
        Bucket::ALL.into_iter().map(|bucket| self.bucket(bucket))
    }

    /// Bucket and name of an object.
    pub(super) fn of(&self, key: &ObjectKey) -> Place {
        Place { bucket: self.bucket(key.bucket()), name: below(key.bucket(), key.as_str()).to_owned() }
    }

    /// The bucket that a prefix is in, and what names in it begin with: empty for a whole bucket.
    pub(super) fn of_prefix(&self, prefix: &ObjectPrefix) -> (Bucket, Place) {
        let bucket = prefix.of_bucket();
        (bucket, Place { bucket: self.bucket(bucket), name: below(bucket, prefix.as_str()).to_owned() })
    }
}

/// A bucket of the storage and a name in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) bucket: String,
    pub(super) name: String,
}

/// The key of what is called so in a bucket; `None` for what no key names.
pub(super) fn key(bucket: Bucket, name: &str) -> Option<ObjectKey> {
    format!("{}/{name}", bucket.as_str()).parse().ok()
}

/// What stands behind the bucket's segment.
pub(super) fn below(bucket: Bucket, text: &str) -> &str {
    text.get(bucket.as_str().len() + 1..).unwrap_or("")
}
