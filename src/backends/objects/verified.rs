//! Objects that are looked at before they are shown: **what lies under a key that names its content is checked whole
//! before its first answer of any kind in this process**, and again when its size or age changed. Disks rot, files are
//! cut by crashes and restored by hand; nobody gets such bytes, and nobody hears that theirs are current.
//!
//! Around any engine. A picture is read once for its check and its answer; a large object is checked piece by piece
//! first.

use std::future::ready;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use futures_util::{StreamExt, TryStreamExt, stream};
use metrics::counter;

use super::{Body, ByteStream, ObjectError, ObjectMeta, ObjectPage, Objects, Undeleted, whole};
use crate::backends::recent::Recent;
use crate::domain::{Bucket, ClusterId, ContentHash, ContentHasher, MediaType, ObjectKey, ObjectPrefix};
use crate::metrics::{OBJECTS_DAMAGED, label};

/// Bytes of an object that is read once, looked at, and then given out of memory: any page's picture is smaller.
const AT_ONCE: u64 = 2 << 20;
/// Objects that are remembered as good, at 9 bytes each: the pictures of some thousand books that are being read.
const REMEMBERED: usize = 1 << 17;

/// An engine whose objects are checked.
pub struct VerifiedObjects {
    inner: Arc<dyn Objects>,
    /// Fingerprints of objects that were found good.
    good: Mutex<Recent<u64, ()>>,
    hasher: RandomState,
}

impl VerifiedObjects {
    /// Checks what this engine keeps.
    #[must_use]
    pub fn new(inner: Arc<dyn Objects>) -> Self {
        Self { inner, good: Mutex::new(Recent::new(REMEMBERED)), hasher: RandomState::new() }
    }

    /// Reads the object unless it was found good as it is.
    async fn verify(&self, meta: &ObjectMeta) -> Result<(), ObjectError> {
        let Some(named) = meta.key.content() else { return Ok(()) };
        if self.is_known(meta) {
            return Ok(());
        }
        let Some((read, pieces)) = self.inner.open(&meta.key, None).await? else { return Ok(()) };
        self.judge(&read, named, content(pieces).await?)
    }

    /// Whether what was read of an object is what its key names; remembered if so.
    fn judge(&self, meta: &ObjectMeta, named: ContentHash, read: (u64, ContentHash)) -> Result<(), ObjectError> {
        if read != (meta.size, named) {
            counter!(OBJECTS_DAMAGED, label::REASON => "rotten").increment(1);
            return Err(ObjectError::Damaged);
        }
        self.good().put(self.fingerprint(meta), ());
        Ok(())
    }

    fn is_known(&self, meta: &ObjectMeta) -> bool {
        self.good().get(&self.fingerprint(meta)).is_some()
    }

    fn fingerprint(&self, meta: &ObjectMeta) -> u64 {
        self.hasher.hash_one((&meta.key, meta.size, meta.modified))
    }

    fn good(&self) -> MutexGuard<'_, Recent<u64, ()>> {
        self.good.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Objects for VerifiedObjects {
    /// What is not what its key names is refused, so that nothing good is ever written over by something else.
    async fn put(&self, key: &ObjectKey, media_type: MediaType, body: Body) -> Result<(), ObjectError> {
        let body = match key.content() {
            Some(named) => named_alone(named, body)?,
            None => body,
        };
        self.inner.put(key, media_type, body).await
    }

    async fn head(&self, key: &ObjectKey) -> Result<Option<ObjectMeta>, ObjectError> {
        let found = self.inner.head(key).await?;
        if let Some(meta) = &found {
            self.verify(meta).await?;
        }
        Ok(found)
    }

    async fn open(
        &self,
        key: &ObjectKey,
        range: Option<Range<u64>>,
    ) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
        let Some((meta, pieces)) = self.inner.open(key, range.clone()).await? else { return Ok(None) };
        let Some(named) = key.content().filter(|_| !self.is_known(&meta)) else { return Ok(Some((meta, pieces))) };
        if range.is_none() && meta.size <= AT_ONCE {
            let bytes = whole(pieces).await?;
            self.judge(&meta, named, (bytes.len() as u64, ContentHash::of(&bytes)))?;
            return Ok(Some((meta, stream::once(ready(Ok(bytes))).boxed())));
        }
        drop(pieces);
        self.verify(&meta).await?;
        self.inner.open(key, range).await
    }

    async fn delete_many(&self, keys: &[ObjectKey]) -> Result<(), Undeleted> {
        self.inner.delete_many(keys).await
    }

    async fn list(
        &self,
        prefix: &ObjectPrefix,
        after: Option<&ObjectKey>,
        limit: usize,
    ) -> Result<ObjectPage, ObjectError> {
        self.inner.list(prefix, after, limit).await
    }

    async fn folders(
        &self,
        bucket: Bucket,
        after: Option<&ObjectPrefix>,
        limit: usize,
    ) -> Result<Vec<ObjectPrefix>, ObjectError> {
        self.inner.folders(bucket, after, limit).await
    }

    async fn belong_to(&self, cluster: ClusterId) -> Result<bool, ObjectError> {
        self.inner.belong_to(cluster).await
    }

    async fn probe(&self) -> Result<(), ObjectError> {
        self.inner.probe().await
    }
}

/// Bytes and hash of everything that a stream has.
async fn content(pieces: ByteStream) -> Result<(u64, ContentHash), ObjectError> {
    let start = (0, ContentHasher::default());
    let (size, hasher) = pieces
        .try_fold(start, |(size, mut hasher), piece| async move {
            hasher.update(&piece);
            Ok((size + piece.len() as u64, hasher))
        })
        .await?;
    Ok((size, hasher.finish()))
}

/// The body, which breaks off at its end where it is not this content.
fn named_alone(named: ContentHash, body: Body) -> Result<Body, ObjectError> {
    const OTHER: ObjectError = ObjectError::Refused("it is not the content that its key names");
    match body {
        Body::Whole(bytes) if ContentHash::of(&bytes) == named => Ok(Body::Whole(bytes)),
        Body::Whole(_) => Err(OTHER),
        Body::Stream { length, pieces } => {
            let source = (pieces, ContentHasher::default());
            let pieces = stream::try_unfold(source, move |(mut pieces, mut hasher)| async move {
                match pieces.next().await.transpose()? {
                    Some(piece) => {
                        hasher.update(&piece);
                        Ok(Some((piece, (pieces, hasher))))
                    }
                    None if hasher.finish() == named => Ok(None),
                    None => Err(OTHER),
                }
            });
            Ok(Body::Stream { length, pieces: pieces.boxed() })
        }
    }
}
