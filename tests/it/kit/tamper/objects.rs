//! Where pictures are.

use std::ops::Range;

use ai_tale::backends::objects::{Body, ByteStream, ObjectError, ObjectMeta, ObjectPage, Objects, Undeleted};
use ai_tale::domain::{Bucket, ClusterId, MediaType, ObjectKey, ObjectPrefix};
use async_trait::async_trait;

use super::Tampered;

/// The error of objects that refuse for good; any other may pass.
pub const REFUSED: &str = "told to refuse";

fn no_object(reason: &'static str) -> ObjectError {
    if reason == REFUSED { ObjectError::Refused(reason) } else { ObjectError::Unavailable(reason.into()) }
}

#[async_trait]
impl Objects for Tampered<dyn Objects> {
    async fn put(&self, key: &ObjectKey, media_type: MediaType, body: Body) -> Result<(), ObjectError> {
        self.pass("put", no_object, self.stored(self.inner.put(key, media_type, body))).await
    }

    async fn head(&self, key: &ObjectKey) -> Result<Option<ObjectMeta>, ObjectError> {
        self.stored(self.inner.head(key)).await
    }

    async fn open(
        &self,
        key: &ObjectKey,
        range: Option<Range<u64>>,
    ) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
        self.stored(self.inner.open(key, range)).await
    }

    async fn delete_many(&self, keys: &[ObjectKey]) -> Result<(), Undeleted> {
        self.stored(self.inner.delete_many(keys)).await
    }

    async fn list(
        &self,
        prefix: &ObjectPrefix,
        after: Option<&ObjectKey>,
        limit: usize,
    ) -> Result<ObjectPage, ObjectError> {
        self.stored(self.inner.list(prefix, after, limit)).await
    }

    async fn folders(
        &self,
        bucket: Bucket,
        after: Option<&ObjectPrefix>,
        limit: usize,
    ) -> Result<Vec<ObjectPrefix>, ObjectError> {
        self.stored(self.inner.folders(bucket, after, limit)).await
    }

    async fn belong_to(&self, cluster: ClusterId) -> Result<bool, ObjectError> {
        self.stored(self.inner.belong_to(cluster)).await
    }

    async fn probe(&self) -> Result<(), ObjectError> {
        self.stored(self.inner.probe()).await
    }
}
