//! The section `[objects.s3]`.

use std::time::Duration;

use serde::Deserialize;
use url::{Host, Url};

use super::is_web::is_web;

/// Where the storage is, and how it is spoken to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Options {
    /// The address of a server of one's own; empty: AWS's, for the region.
    pub endpoint: String,
    /// Empty: on AWS as its chain says (`AWS_REGION`, a profile, the machine), else `us-east-1`.
    pub region: String,
    /// Buckets are called by this and `illustrations`, `user-uploads`, `exports`, `backups`.
    pub bucket_prefix: String,
    /// Buckets as a part of the address's path, not of its host: what most servers of one's own want.
    pub path_style: bool,
    /// Where readers reach the storage, if not at `endpoint`; empty: there.
    pub public_endpoint: String,
    /// Whether readers get pictures at signed addresses of the storage, or all through this service.
    pub presign: bool,
    /// How the storage encrypts what it keeps.
    pub encryption: Encryption,
    /// The key of `aws:kms`, which is then meant; empty: with `encryption = "kms"` the account's own for S3.
    pub kms_key: String,
    /// The longest that a connection may take to be there.
    #[serde(with = "humantime_serde")]
    pub connect_timeout: Duration,
    /// The longest that one try may take, from its begin to its answer's head.
    #[serde(with = "humantime_serde")]
    pub attempt_timeout: Duration,
    /// How often a call is tried in all, with growing pauses.
    pub attempts: u32,
}

/// What a storage is asked to do with every object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// Nothing is asked for: as the bucket is set.
    Bucket,
    /// `AES256`, with the storage's own keys.
    Aes256,
    /// `aws:kms`.
    Kms,
}

/// A setting that is impossible, by its key within `[objects.s3]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid {
    pub key: &'static str,
    pub detail: &'static str,
}

/// Characters of a bucket's name (AWS's rules for general purpose buckets).
const LONGEST_BUCKET: usize = 63;
/// Of the longest name that stands behind the prefix.
const LONGEST_BEHIND: usize = "illustrations".len();

impl S3Options {
    /// Names the first setting that is impossible.
    pub fn check(&self) -> Result<(), Invalid> {
        for (key, endpoint) in [("endpoint", &self.endpoint), ("public_endpoint", &self.public_endpoint)] {
            let Some(url) = Url::parse(endpoint).ok().filter(|url| is_web(url) && url.path() == "/") else {
                ensure(endpoint.is_empty(), key, "must be an address such as https://s3.example.org, without a path")?;
                continue;
            };
            let has_name = matches!(url.host(), Some(Host::Domain(_)));
            ensure(has_name || self.path_style, key, "needs path_style = true: a bucket stands before no number")?;
        }
        let prefix = self.bucket_prefix.as_bytes();
        let is_name = prefix.iter().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || *sign == b'-')
            && prefix.first() != Some(&b'-')
            && prefix.len() <= LONGEST_BUCKET - LONGEST_BEHIND;
        ensure(is_name, "bucket_prefix", "must be at most 50 of a-z, 0-9 and -, and not begin with -")?;
        let fits = self.kms_key.is_empty() || self.encryption != Encryption::Aes256;
        ensure(fits, "kms_key", "does not go with encryption = \"aes256\"")?;
        ensure(self.connect_timeout >= Duration::from_millis(1), "connect_timeout", "must be at least 1ms")?;
        ensure(self.attempt_timeout >= Duration::from_millis(1), "attempt_timeout", "must be at least 1ms")?;
        ensure((1..=20).contains(&self.attempts), "attempts", "must be 1 to 20")
    }
}

fn ensure(holds: bool, key: &'static str, detail: &'static str) -> Result<(), Invalid> {
    if holds { Ok(()) } else { Err(Invalid { key, detail }) }
}
