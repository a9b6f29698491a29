//! The trait over S3.

use std::ops::Range;
use std::sync::{Arc, Weak};
use std::time::Duration;

use async_trait::async_trait;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_s3::primitives::ByteStream as Pieces;
use url::Url;

use super::failure::unavailable;
use super::names::{Names, Place};
use super::presign::Presigner;
use super::storage::Storage;
use super::{cluster, connect, list, read, remove, write};
use crate::backends::objects::options::S3Options;
use crate::backends::objects::{
    Body, ByteStream, ObjectError, ObjectMeta, ObjectPage, Objects, PublicAddresses, Undeleted,
};
use crate::domain::{Bucket, ClusterId, MediaType, ObjectKey, ObjectPrefix, Timestamp};

/// What a probe writes. No key begins with a dot.
const PROBE: &str = ".probe";
/// How often it is looked whether the credentials that addresses are signed with end before long.
const REFRESH: Duration = Duration::from_mins(1);

/// Objects in buckets of a storage that speaks S3.
pub struct S3Objects {
    storage: Storage,
    presigner: Option<Arc<Presigner>>,
}

impl S3Objects {
    /// With the AWS chain's credentials; nothing is sent to the storage yet.
    pub async fn open(options: S3Options) -> Self {
        Self::open_as(options, None).await
    }

    /// With these credentials, where they are given.
    pub async fn open_as(options: S3Options, credentials: Option<SharedCredentialsProvider>) -> Self {
        let settings = connect::settings(&options, credentials).await;
        let region = settings.region().map(ToString::to_string).unwrap_or_default();
        let endpoint = connect::endpoint(&options, &region);
        let client = connect::client(&settings, &options, &endpoint);
        let public = if options.public_endpoint.is_empty() { &endpoint } else { &options.public_endpoint };
        let presigner = match settings.credentials_provider().zip(Url::parse(public).ok()).filter(|_| options.presign) {
            None => None,
            Some((provider, public)) => {
                let presigner = Arc::new(Presigner::new(region, public, options.path_style));
                presigner.refresh(&provider).await;
                tokio::spawn(keep_fresh(Arc::downgrade(&presigner), provider));
                Some(presigner)
            }
        };
        let names = Names::new(&options.bucket_prefix);
        Self { storage: Storage { client, names, options }, presigner }
    }

    /// Makes the buckets that are missing. Repeated, it changes nothing.
    pub async fn prepare(&self) -> Result<(), ObjectError> {
        for bucket in self.storage.names.buckets() {
            self.storage.make_bucket(&bucket).await?;
        }
        Ok(())
    }
}

impl PublicAddresses for S3Objects {
    fn address(&self, key: &ObjectKey, from: Timestamp, lasting: Duration) -> Option<String> {
        let from = Duration::from_secs(from.as_secs().try_into().ok()?);
        self.presigner.as_ref()?.address(&self.storage.names.of(key), from, lasting)
    }

    fn origin(&self) -> Option<String> {
        self.presigner.as_ref()?.origin(&self.storage.names.bucket(Bucket::Illustrations))
    }
}

/// Until the objects are dropped.
async fn keep_fresh(presigner: Weak<Presigner>, provider: SharedCredentialsProvider) {
    loop {
        tokio::time::sleep(REFRESH).await;
        let Some(presigner) = presigner.upgrade() else { return };
        if presigner.is_due(Timestamp::now()) {
            presigner.refresh(&provider).await;
        }
    }
}

#[async_trait]
impl Objects for S3Objects {
    async fn put(&self, key: &ObjectKey, media_type: MediaType, body: Body) -> Result<(), ObjectError> {
        if media_type != key.media_type() {
            return Err(ObjectError::Refused("its media type is not that of its key"));
        }
        write::put(&self.storage, key, body).await
    }

    async fn head(&self, key: &ObjectKey) -> Result<Option<ObjectMeta>, ObjectError> {
        read::head(&self.storage, key).await
    }

    async fn open(
        &self,
        key: &ObjectKey,
        range: Option<Range<u64>>,
    ) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
        read::open(&self.storage, key, range).await
    }

    async fn delete_many(&self, keys: &[ObjectKey]) -> Result<(), Undeleted> {
        remove::all(&self.storage, keys).await
    }

    async fn list(
        &self,
        prefix: &ObjectPrefix,
        after: Option<&ObjectKey>,
        limit: usize,
    ) -> Result<ObjectPage, ObjectError> {
        list::page(&self.storage, prefix, after, limit).await
    }

    async fn folders(
        &self,
        bucket: Bucket,
        after: Option<&ObjectPrefix>,
        limit: usize,
    ) -> Result<Vec<ObjectPrefix>, ObjectError> {
        list::folders(&self.storage, bucket, after, limit).await
    }

    async fn belong_to(&self, cluster: ClusterId) -> Result<bool, ObjectError> {
        cluster::belongs(&self.storage, cluster).await
    }

    async fn probe(&self) -> Result<(), ObjectError> {
        let (client, bucket) = (&self.storage.client, self.storage.names.bucket(Bucket::Illustrations));
        let place = Place { bucket: bucket.clone(), name: PROBE.to_owned() };
        let put = write::request(&self.storage, &place).body(Pieces::from_static(b"probe")).send().await;
        put.map_err(|error| unavailable(&bucket, &error))?;
        let removed = client.delete_object().bucket(&bucket).key(PROBE).send().await;
        removed.map(drop).map_err(|error| unavailable(&bucket, &error))
    }
}
