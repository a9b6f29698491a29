//! What holds for every object that is sent, in one piece or in parts.

use std::cmp::Ordering;

use aws_sdk_s3::types::ServerSideEncryption;

use super::storage::Storage;
use crate::backends::objects::ObjectError;
use crate::backends::objects::options::Encryption;

/// Bytes of a part, and of an object that is sent in one piece. S3 wants at least 5 MiB.
pub(super) const PART: u64 = 8 << 20;
/// For caches between the storage and a reader: an address that we sign says itself how long it is good, and without
/// one nobody keeps anything.
pub(super) const CACHE: &str = "private, no-cache";

/// What the storage is asked to encrypt with: how, and the key by its name.
pub(super) fn encryption(storage: &Storage) -> (Option<ServerSideEncryption>, Option<String>) {
    let options = &storage.options;
    let key = Some(options.kms_key.clone()).filter(|key| !key.is_empty());
    match options.encryption {
        Encryption::Bucket if key.is_none() => (None, None),
        Encryption::Bucket | Encryption::Kms => (Some(ServerSideEncryption::AwsKms), key),
        Encryption::Aes256 => (Some(ServerSideEncryption::Aes256), None),
    }
}

/// Whether a body that had so many bytes was as long as it said.
pub(super) fn check_length(said: u64, had: u64) -> Result<(), ObjectError> {
    match had.cmp(&said) {
        Ordering::Less => Err(ObjectError::Refused("its body is shorter than it says")),
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(ObjectError::Refused("its body is longer than it says")),
    }
}
