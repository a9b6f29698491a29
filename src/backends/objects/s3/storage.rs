//! What every call needs: the client, the names of things there, and the settings.

use aws_sdk_s3::Client;

use super::failure::{status_of, unavailable};
use super::names::Names;
use crate::backends::objects::ObjectError;
use crate::backends::objects::options::S3Options;

/// What every call needs.
pub(super) struct Storage {
    pub(super) client: Client,
    pub(super) names: Names,
    pub(super) options: S3Options,
}

impl Storage {
    /// An error where the bucket is not there, or may not be looked at.
    pub(super) async fn check_bucket(&self, bucket: &str) -> Result<(), ObjectError> {
        // a HEAD's answer has no body that would say why
        let list = self.client.list_objects_v2().bucket(bucket).max_keys(1);
        list.send().await.map(drop).map_err(|error| unavailable(bucket, &error))
    }

    /// Makes it where it is missing.
    pub(super) async fn make_bucket(&self, bucket: &str) -> Result<(), ObjectError> {
        if self.check_bucket(bucket).await.is_ok() {
            return Ok(());
        }
        match self.client.create_bucket().bucket(bucket).send().await {
            // ours already, made by somebody beside
            Err(error) if status_of(&error) != Some(409) => Err(unavailable(bucket, &error)),
            _ => self.check_bucket(bucket).await,
        }
    }
}
