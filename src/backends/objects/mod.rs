//! Where the bytes of pictures live, under content-addressed keys. [`files`] is the embedded default, [`s3`] is for
//! more than one machine, [`verified`] looks at what any engine keeps before it is shown.
//!
//! Bytes go in and out as streams, so that neither a large object nor a slow reader is held in memory.

mod body;
mod error;
pub mod files;
pub mod options;
#[cfg(feature = "s3")]
pub mod s3;
pub mod verified;

use std::ops::Range;
use std::time::Duration;

use async_trait::async_trait;

pub use body::{Body, ByteStream, whole};
pub use error::{ObjectError, Undeleted};
pub use options::{Cleanup, Kind, Options};

use crate::domain::{Bucket, ClusterId, MediaType, ObjectKey, ObjectPrefix, Timestamp};

/// A stored object, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectMeta {
    /// What it was put under.
    pub key: ObjectKey,
    /// Bytes, whatever range of them was asked for.
    pub size: u64,
    /// As it was put.
    pub media_type: MediaType,
    /// When it was stored.
    pub modified: Timestamp,
}

/// A page of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectPage {
    pub objects: Vec<ObjectMeta>,
    /// What the next page comes after; `None`: there is no more.
    pub next: Option<ObjectKey>,
}

/// Objects by key. Keys are content-addressed: what lies under one never changes, and a repeated `put` writes the same.
#[async_trait]
pub trait Objects: Send + Sync {
    /// Stores an object: when this returns, it survives a crash, and whoever looked before that saw nothing of it. The
    /// media type is the one that the key's extension stands for.
    async fn put(&self, key: &ObjectKey, media_type: MediaType, body: Body) -> Result<(), ObjectError>;

    /// Size and age; `None` when there is no such object.
    async fn head(&self, key: &ObjectKey) -> Result<Option<ObjectMeta>, ObjectError>;

    /// The bytes, or a range of them (cut at the object's end), read as they are asked for; `None` when there is no
    /// such object. A stream that can't go on ends with an error, never early.
    async fn open(
        &self,
        key: &ObjectKey,
        range: Option<Range<u64>>,
    ) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError>;

    /// Removes objects. One that is not there is no error; one that can't be removed keeps no other from it.
    async fn delete_many(&self, keys: &[ObjectKey]) -> Result<(), Undeleted>;

    /// Up to `limit` objects (one at least) of a prefix after a key, by key. What was stored or removed meanwhile may
    /// be in it or not; a page may be short and yet not the last. Each may look at all of the prefix, so a bucket of
    /// many is gone through by [`Objects::folders`].
    async fn list(
        &self,
        prefix: &ObjectPrefix,
        after: Option<&ObjectKey>,
        limit: usize,
    ) -> Result<ObjectPage, ObjectError>;

    /// Up to `limit` folders right in a bucket after another one, in their order: each holds what its prefix names.
    /// None: there are no more.
    async fn folders(
        &self,
        bucket: Bucket,
        after: Option<&ObjectPrefix>,
        limit: usize,
    ) -> Result<Vec<ObjectPrefix>, ObjectError>;

    /// Whether these objects are a cluster's: they carry its id. A storage that holds nothing takes it; one that holds
    /// something and carries none is nobody's.
    async fn belong_to(&self, cluster: ClusterId) -> Result<bool, ObjectError>;

    /// Whether the storage answers and can write, for readiness. Leaves nothing.
    async fn probe(&self) -> Result<(), ObjectError>;
}

/// A storage that gives objects to readers by itself.
pub trait PublicAddresses: Send + Sync {
    /// Where anybody gets an object from then on, for so long: the same each time it is asked for. `None`: no address
    /// would work to its end, and the object is to be had by [`Objects::open`] alone.
    fn address(&self, key: &ObjectKey, from: Timestamp, lasting: Duration) -> Option<String>;

    /// Where pictures' addresses lead, as a page's policy names it (`https://host:port`); `None`: nowhere yet.
    fn origin(&self) -> Option<String>;
}
