//! Reading an object: a GET for bytes, a HEAD for size and age. Bytes come as they are asked for.

use std::ops::Range;

use aws_sdk_s3::operation::get_object::{GetObjectError, GetObjectOutput};
use aws_sdk_s3::primitives::DateTime;
use bytes::Bytes;
use futures_util::{StreamExt, stream};

use super::failure::{Failure, failure, status_of, unavailable};
use super::names::Place;
use super::storage::Storage;
use crate::backends::objects::{ByteStream, ObjectError, ObjectMeta};
use crate::domain::{ObjectKey, Timestamp};

/// A missing bucket is no absent object: then nothing can be said of any.
pub(super) async fn head(storage: &Storage, key: &ObjectKey) -> Result<Option<ObjectMeta>, ObjectError> {
    let place = storage.names.of(key);
    match storage.client.head_object().bucket(&place.bucket).key(&place.name).send().await {
        Ok(head) => Ok(Some(described(key, length(head.content_length)?, head.last_modified.as_ref()))),
        Err(error) if status_of(&error) == Some(404) => {
            // a HEAD's answer has no body that would tell which of the two is missing
            storage.check_bucket(&place.bucket).await?;
            Ok(None)
        }
        Err(error) => Err(unavailable(&place.bucket, &error)),
    }
}

/// One GET, unless nothing of the object is asked for.
pub(super) async fn open(
    storage: &Storage,
    key: &ObjectKey,
    range: Option<Range<u64>>,
) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
    if range.as_ref().is_some_and(Range::is_empty) {
        return nothing_of(storage, key).await;
    }
    let place = storage.names.of(key);
    match get(storage, &place, range).await {
        Ok(None) => Ok(None),
        Ok(Some(got)) => {
            let meta = described(key, whole_size(&got)?, got.last_modified.as_ref());
            Ok(Some((meta, pieces(got, place.bucket))))
        }
        Err(Unread::Behind) => nothing_of(storage, key).await,
        Err(unread) => Err(unread.into()),
    }
}

/// The answer to a GET of what is called so; `None` where nothing is.
pub(super) async fn get(
    storage: &Storage,
    place: &Place,
    range: Option<Range<u64>>,
) -> Result<Option<GetObjectOutput>, Unread> {
    let is_part = range.is_some();
    let wanted = range.map(|range| format!("bytes={}-{}", range.start, range.end - 1));
    let get = storage.client.get_object().bucket(&place.bucket).key(&place.name).set_range(wanted);
    let error = match get.send().await {
        Ok(got) if is_part && got.content_range.is_none() => {
            return Err(Unread::Failed(Failure::Other("the storage knows no ranges".to_owned())));
        }
        Ok(got) => return Ok(Some(got)),
        Err(error) => error,
    };
    if error.as_service_error().is_some_and(GetObjectError::is_no_such_key) {
        return Ok(None);
    }
    match (status_of(&error), failure(&place.bucket, &error)) {
        (Some(416), _) => Err(Unread::Behind),
        // by somebody between, it may be, who knows no object: the storage itself is asked for more than one word
        (Some(404), Failure::Answered(_)) => {
            storage.check_bucket(&place.bucket).await.map_err(Unread::Unanswered)?;
            Ok(None)
        }
        (_, failure) => Err(Unread::Failed(failure)),
    }
}

/// Why there is no answer.
pub(super) enum Unread {
    /// The range begins behind the object's end.
    Behind,
    Failed(Failure),
    /// The storage could not be asked again.
    Unanswered(ObjectError),
}

impl From<Unread> for ObjectError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Behind => Self::unavailable("a range behind the object's end"),
            Unread::Failed(failure) => Self::unavailable(failure),
            Unread::Unanswered(error) => error,
        }
    }
}

/// What is known of an object, without a byte of it.
async fn nothing_of(storage: &Storage, key: &ObjectKey) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
    let meta = head(storage, key).await?;
    Ok(meta.map(|meta| (meta, stream::empty().boxed())))
}

fn pieces(got: GetObjectOutput, bucket: String) -> ByteStream {
    stream::try_unfold((got.body, bucket), |(mut body, bucket)| async move {
        let next: Option<Bytes> = body.try_next().await.map_err(|error| {
            ObjectError::unavailable(Failure::Other(format!("{bucket}: an object broke off: {error}")))
        })?;
        Ok(next.map(|bytes| (bytes, (body, bucket))))
    })
    .boxed()
}

fn described(key: &ObjectKey, size: u64, modified: Option<&DateTime>) -> ObjectMeta {
    ObjectMeta { key: key.clone(), size, media_type: key.media_type(), modified: moment(modified) }
}

/// In whole seconds, as HTTP tells it.
pub(super) fn moment(modified: Option<&DateTime>) -> Timestamp {
    let seconds = modified.and_then(|moment| u64::try_from(moment.secs()).ok()).unwrap_or(0);
    Timestamp::default().plus(std::time::Duration::from_secs(seconds))
}

pub(super) fn length(said: Option<i64>) -> Result<u64, ObjectError> {
    let length = said.and_then(|length| u64::try_from(length).ok());
    length.ok_or_else(|| ObjectError::unavailable("an object without a length"))
}

/// Of a part's answer the size stands behind the slash: `bytes 3-6/10`.
fn whole_size(got: &GetObjectOutput) -> Result<u64, ObjectError> {
    match got.content_range.as_deref() {
        None => length(got.content_length),
        Some(range) => {
            let size = range.rsplit_once('/').and_then(|(_, size)| size.parse().ok());
            size.ok_or_else(|| ObjectError::unavailable("a part of an object without the object's size"))
        }
    }
}
