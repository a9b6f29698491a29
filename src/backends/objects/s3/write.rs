//! Storing an object: in one piece where it fits, in parts where it does not. The storage checks a SHA-256 of each
//! piece, so that what was changed on the way is refused.

use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::primitives::ByteStream as Pieces;
use aws_sdk_s3::types::ChecksumAlgorithm;
use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt;

use super::failure::{failure, status_of, unavailable};
use super::names::Place;
use super::sent::{CACHE, LONGER, PART, SHORTER, encryption};
use super::storage::Storage;
use super::{multipart, read};
use crate::backends::objects::{Body, ByteStream, ObjectError, whole};
use crate::domain::ObjectKey;

/// What lies there already is not written again, unless it is something else.
pub(super) async fn put(storage: &Storage, key: &ObjectKey, body: Body) -> Result<(), ObjectError> {
    let length = body.length();
    match body {
        Body::Whole(bytes) => put_whole(storage, key, bytes).await,
        Body::Stream { pieces, .. } if length <= PART => {
            let bytes = limited(length, pieces).await?;
            put_whole(storage, key, bytes).await
        }
        Body::Stream { pieces, .. } => multipart::put(storage, key, length, pieces).await,
    }
}

async fn put_whole(storage: &Storage, key: &ObjectKey, bytes: Bytes) -> Result<(), ObjectError> {
    let place = storage.names.of(key);
    let put = || request(storage, key, &place).body(Pieces::from(bytes.clone()));
    let Err(error) = put().if_none_match("*").send().await else { return Ok(()) };
    match status_of(&error) {
        // something is there: the same, if it was put before
        Some(412) if is_the_same(storage, key, &bytes).await? => Ok(()),
        // damaged, or put by two at once; or a storage that knows no conditions
        Some(412 | 409 | 501) => put().send().await.map(drop).map_err(|error| unavailable(&place.bucket, &error)),
        _ => Err(ObjectError::unavailable(failure(&place.bucket, &error))),
    }
}

async fn is_the_same(storage: &Storage, key: &ObjectKey, bytes: &Bytes) -> Result<bool, ObjectError> {
    match read::open(storage, key, None).await? {
        Some((meta, pieces)) if meta.size == bytes.len() as u64 => Ok(whole(pieces).await? == bytes),
        _ => Ok(false),
    }
}

fn request(storage: &Storage, key: &ObjectKey, place: &Place) -> PutObjectFluentBuilder {
    let (encryption, kms_key) = encryption(storage);
    storage
        .client
        .put_object()
        .bucket(&place.bucket)
        .key(&place.name)
        .content_type(key.media_type().as_str())
        .cache_control(CACHE)
        .checksum_algorithm(ChecksumAlgorithm::Sha256)
        .set_server_side_encryption(encryption)
        .set_ssekms_key_id(kms_key)
}

/// A whole body of a known length.
async fn limited(length: u64, mut pieces: ByteStream) -> Result<Bytes, ObjectError> {
    let mut bytes = BytesMut::new();
    while let Some(piece) = pieces.try_next().await? {
        bytes.extend_from_slice(&piece);
        if bytes.len() as u64 > length {
            return Err(LONGER);
        }
    }
    if (bytes.len() as u64) < length { Err(SHORTER) } else { Ok(bytes.freeze()) }
}
