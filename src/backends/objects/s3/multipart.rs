//! Large objects, part by part: one part is in memory at a time. They appear whole when the last is there; an upload
//! that breaks off is taken back.

use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream as Pieces;
use aws_sdk_s3::types::{ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart};
use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt;

use super::failure::{failure, unavailable};
use super::names::Place;
use super::sent::{CACHE, PART, check_length, encryption};
use super::storage::Storage;
use crate::backends::objects::{ByteStream, ObjectError};
use crate::domain::ObjectKey;

/// S3 takes at most so many.
const MOST_PARTS: u64 = 10_000;

pub(super) async fn put(
    storage: &Storage,
    key: &ObjectKey,
    length: u64,
    pieces: ByteStream,
) -> Result<(), ObjectError> {
    let upload = Upload::begin(storage, key).await?;
    let parts = upload.parts(length, pieces).await?;
    upload.complete(parts, length).await
}

/// An upload that has begun. Dropped before it is complete, it is taken back.
struct Upload {
    client: Client,
    place: Place,
    id: String,
    is_done: bool,
}

impl Upload {
    async fn begin(storage: &Storage, key: &ObjectKey) -> Result<Self, ObjectError> {
        let place = storage.names.of(key);
        let (encryption, kms_key) = encryption(storage);
        let begun = storage
            .client
            .create_multipart_upload()
            .bucket(&place.bucket)
            .key(&place.name)
            .content_type(key.media_type().as_str())
            .cache_control(CACHE)
            .checksum_algorithm(ChecksumAlgorithm::Sha256)
            .set_server_side_encryption(encryption)
            .set_ssekms_key_id(kms_key)
            .send()
            .await
            .map_err(|error| unavailable(&place.bucket, &error))?;
        let id = begun.upload_id.ok_or_else(|| ObjectError::unavailable("an upload that has no id"))?;
        Ok(Self { client: storage.client.clone(), place, id, is_done: false })
    }

    /// Sends the body; an error where it is not as long as it says.
    async fn parts(&self, length: u64, mut pieces: ByteStream) -> Result<Vec<CompletedPart>, ObjectError> {
        let size = usize::try_from(PART.max(length.div_ceil(MOST_PARTS))).map_err(ObjectError::unavailable)?;
        let (mut parts, mut waiting, mut had) = (Vec::new(), BytesMut::new(), 0);
        while let Some(piece) = pieces.try_next().await? {
            had += piece.len() as u64;
            if had > length {
                break;
            }
            waiting.extend_from_slice(&piece);
            while waiting.len() >= size {
                let part = self.send(parts.len() + 1, waiting.split_to(size).freeze()).await?;
                parts.push(part);
            }
        }
        check_length(length, had)?;
        if !waiting.is_empty() {
            parts.push(self.send(parts.len() + 1, waiting.freeze()).await?);
        }
        Ok(parts)
    }

    async fn send(&self, number: usize, bytes: Bytes) -> Result<CompletedPart, ObjectError> {
        let number = i32::try_from(number).map_err(ObjectError::unavailable)?;
        let sent = self
            .client
            .upload_part()
            .bucket(&self.place.bucket)
            .key(&self.place.name)
            .upload_id(&self.id)
            .part_number(number)
            .checksum_algorithm(ChecksumAlgorithm::Sha256)
            .body(Pieces::from(bytes))
            .send()
            .await
            .map_err(|error| unavailable(&self.place.bucket, &error))?;
        Ok(CompletedPart::builder()
            .part_number(number)
            .set_e_tag(sent.e_tag)
            .set_checksum_sha256(sent.checksum_sha256)
            .build())
    }

    async fn complete(mut self, parts: Vec<CompletedPart>, length: u64) -> Result<(), ObjectError> {
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        let completed = self
            .client
            .complete_multipart_upload()
            .bucket(&self.place.bucket)
            .key(&self.place.name)
            .upload_id(&self.id)
            .multipart_upload(parts)
            .send()
            .await;
        match completed {
            // tried again after an answer that was lost: what had been completed is known no more
            Err(error) if error.code() == Some("NoSuchUpload") => self.check_stored(length).await?,
            Err(error) => return Err(unavailable(&self.place.bucket, &error)),
            Ok(_) => {}
        }
        self.is_done = true;
        Ok(())
    }

    /// An error where no object of this length is there.
    async fn check_stored(&self, length: u64) -> Result<(), ObjectError> {
        let head = self.client.head_object().bucket(&self.place.bucket).key(&self.place.name).send().await;
        let stored = head.map_err(|error| unavailable(&self.place.bucket, &error))?.content_length;
        let is_there = stored.and_then(|stored| u64::try_from(stored).ok()) == Some(length);
        if is_there { Ok(()) } else { Err(ObjectError::unavailable("an upload that is not known any more")) }
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if self.is_done {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let abort =
            self.client.abort_multipart_upload().bucket(&self.place.bucket).key(&self.place.name).upload_id(&self.id);
        // what a crash leaves is the bucket's lifecycle rule's affair
        runtime.spawn(async move {
            if let Err(error) = abort.send().await {
                tracing::warn!(error = %failure("", &error), "an upload that broke off could not be taken back");
            }
        });
    }
}
