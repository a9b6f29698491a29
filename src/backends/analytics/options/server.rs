//! The section `[analytics.clickhouse]`.

use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use crate::backends::secret::Secret;

/// Where the server is, and how it is spoken to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClickHouseOptions {
    /// Its HTTP interface, such as `https://clickhouse.example.org:8443`.
    pub url: String,
    /// The database that is AI Tale's own; `migrate` makes it.
    pub database: String,
    /// Whose rights are used.
    pub username: String,
    /// Empty: none, or the one in `password_file`.
    pub password: Secret,
    /// A file that holds the password; empty: none.
    pub password_file: PathBuf,
    /// The longest that a connection may take to be there.
    #[serde(with = "humantime_serde")]
    pub connect_timeout: Duration,
    /// The longest that a statement may take, here and on the server.
    #[serde(with = "humantime_serde")]
    pub timeout: Duration,
    /// How batches are compressed on their way.
    pub compression: Compression,
    /// Records that are inserted at once at most, where so many wait.
    pub batch: NonZeroUsize,
    /// The least time between two inserts of a topic, while fewer records wait; 0: none.
    #[serde(with = "humantime_serde")]
    pub flush: Duration,
}

/// What makes a batch smaller on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compression {
    None,
    /// Costs next to nothing.
    Lz4,
}

/// A setting that is impossible, by its key within `[analytics.clickhouse]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid {
    pub key: &'static str,
    pub detail: &'static str,
}

/// Records that a node should hold in memory for one insert, whatever it is told.
const MOST_RECORDS: usize = 1_000_000;
/// Characters of a database's name.
const LONGEST_NAME: usize = 64;

impl ClickHouseOptions {
    /// Names the first setting that is impossible.
    pub fn check(&self) -> Result<(), Invalid> {
        let is_web = |url: Url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.query().is_none()
                && url.username().is_empty()
                && url.password().is_none()
        };
        let has_address = Url::parse(&self.url).is_ok_and(is_web);
        ensure(has_address, "url", "must be an address such as https://clickhouse.example.org:8443, without a user")?;
        let is_name = self.database.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '_')
            && self.database.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_')
            && self.database.len() <= LONGEST_NAME;
        ensure(is_name, "database", "must be at most 64 of a-z, A-Z, 0-9 and _, and not begin with a digit")?;
        ensure(!self.username.is_empty(), "username", "is empty")?;
        let is_one = self.password.is_empty() || self.password_file.as_os_str().is_empty();
        ensure(is_one, "password_file", "does not go with password")?;
        ensure(self.connect_timeout >= Duration::from_millis(1), "connect_timeout", "must be at least 1ms")?;
        ensure(self.timeout >= Duration::from_secs(1), "timeout", "must be at least 1s")?;
        ensure(self.batch.get() <= MOST_RECORDS, "batch", "must be at most 1000000")?;
        ensure(self.flush <= Duration::from_hours(1), "flush", "must be at most 1h")
    }

    /// The password, read from its file where that is named.
    pub fn password(&self) -> io::Result<Secret> {
        if self.password_file.as_os_str().is_empty() {
            return Ok(self.password.clone());
        }
        Ok(Secret::new(fs::read_to_string(&self.password_file)?.trim_end_matches(['\r', '\n'])))
    }
}

fn ensure(holds: bool, key: &'static str, detail: &'static str) -> Result<(), Invalid> {
    if holds { Ok(()) } else { Err(Invalid { key, detail }) }
}
