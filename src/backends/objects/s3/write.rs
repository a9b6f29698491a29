//! Storing an object: in one piece where it fits, in parts where it does not. The storage checks a SHA-256 of each
//! piece, so that what was changed on the way is refused.

use std::future::ready;

use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::primitives::ByteStream as Pieces;
use aws_sdk_s3::types::ChecksumAlgorithm;
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, TryStreamExt, stream};

use super::failure::{status_of, unavailable};
use super::names::Place;
use super::sent::{CACHE, PART, check_length, encryption};
use super::storage::Storage;
use super::{multipart, read};
use crate::backends::objects::{Body, ByteStream, ObjectError, whole};
use crate::domain::ObjectKey;

/// What lies there already is not written again, unless it is something else.
pub(super) async fn put(storage: &Storage, key: &ObjectKey, body: Body) -> Result<(), ObjectError> {
    let length = body.length();
    match body {
        Body::Whole(bytes) if length <= PART => put_whole(storage, key, bytes).await,
        Body::Whole(bytes) => multipart::put(storage, key, length, stream::once(ready(Ok(bytes))).boxed()).await,
        Body::Stream { pieces, .. } if length <= PART => {
            let bytes = limited(length, pieces).await?;
            put_whole(storage, key, bytes).await
        }
        Body::Stream { pieces, .. } => multipart::put(storage, key, length, pieces).await,
    }
}

async fn put_whole(storage: &Storage, key: &ObjectKey, bytes: Bytes) -> Result<(), ObjectError> {
    let place = storage.names.of(key);
    let media_type = key.media_type().as_str();
    let put = || {
        let request = request(storage, &place).content_type(media_type).cache_control(CACHE);
        request.body(Pieces::from(bytes.clone()))
    };
    match put_once(&place, put).await? {
        Put::Stored => Ok(()),
        Put::Occupied if is_the_same(storage, key, &bytes).await? => Ok(()),
        // damaged
        Put::Occupied => put().send().await.map(drop).map_err(|error| unavailable(&place.bucket, &error)),
    }
}

/// What became of an object that was to be put where nothing lies.
pub(super) enum Put {
    Stored,
    /// Something lies there, or is being put at the same time.
    Occupied,
}

/// Puts an object where nothing lies; at a storage that knows no conditions, whatever lies there.
pub(super) async fn put_once(place: &Place, put: impl Fn() -> PutObjectFluentBuilder) -> Result<Put, ObjectError> {
    let Err(error) = put().if_none_match("*").send().await else { return Ok(Put::Stored) };
    match status_of(&error) {
        Some(409 | 412) => Ok(Put::Occupied),
        Some(501) => {
            put().send().await.map_err(|error| unavailable(&place.bucket, &error))?;
            Ok(Put::Stored)
        }
        _ => Err(unavailable(&place.bucket, &error)),
    }
}

async fn is_the_same(storage: &Storage, key: &ObjectKey, bytes: &Bytes) -> Result<bool, ObjectError> {
    match read::open(storage, key, None).await? {
        Some((meta, pieces)) if meta.size == bytes.len() as u64 => Ok(whole(pieces).await? == bytes),
        _ => Ok(false),
    }
}

/// A put, with what holds for each of them.
pub(super) fn request(storage: &Storage, place: &Place) -> PutObjectFluentBuilder {
    let (encryption, kms_key) = encryption(storage);
    storage
        .client
        .put_object()
        .bucket(&place.bucket)
        .key(&place.name)
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
            break;
        }
    }
    check_length(length, bytes.len() as u64)?;
    Ok(bytes.freeze())
}
