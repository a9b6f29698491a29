//! The section `[objects]`.

use std::time::Duration;

use serde::Deserialize;
use url::Url;

use super::S3Options;
use super::is_web::is_web;

/// Where pictures are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Which engine keeps them.
    pub kind: Kind,
    /// Pictures that no log names are removed when they are older than this.
    #[serde(with = "humantime_serde")]
    pub grace: Duration,
    /// A walk over all pictures removes those of unknown stories only where these are at most so many of a hundred
    /// stories' folders, 0 to 100. More waits for an operator.
    pub walk_percent: u8,
    /// What stands before this service's addresses of pictures, such as a CDN's host; empty: nothing.
    pub public_base: String,
    /// With `kind = "s3"`.
    pub s3: S3Options,
}

/// Which objects that no log names are removed.
#[derive(Clone, Copy, Debug)]
pub struct Cleanup {
    /// Older ones than this.
    pub grace: Duration,
    /// At most so many of a hundred stories' folders, 0 to 100.
    pub walk_percent: u8,
}

impl Options {
    /// What maintenance needs of them.
    #[must_use]
    pub const fn cleanup(&self) -> Cleanup {
        Cleanup { grace: self.grace, walk_percent: self.walk_percent }
    }

    /// What is wrong with `public_base`, if anything is.
    pub fn check_public_base(&self) -> Result<(), &'static str> {
        let is_possible = self.public_base.is_empty() || Url::parse(&self.public_base).as_ref().is_ok_and(is_web);
        if is_possible { Ok(()) } else { Err("must be an address such as https://cdn.example.org") }
    }
}

/// The engines that keep pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A folder in the data directory.
    Files,
    /// Buckets of a storage that speaks S3.
    S3,
}
