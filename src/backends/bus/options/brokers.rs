//! The section `[bus.fluvio]`.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

/// Where the cluster is, what its topics are like, and how it is spoken to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FluvioOptions {
    /// The stream controller, as `host:port`.
    pub endpoint: String,
    /// Topics are called by this and `tale-content`, `tale-users`, `tale-performance`, `tale-errors`, `tale-wakeups`.
    pub topic_prefix: String,
    /// Of each topic of facts that `migrate` makes; `tale-wakeups` has one.
    pub partitions: u32,
    /// How many brokers keep each partition.
    pub replication: u32,
    /// How long records are kept, read or not.
    #[serde(with = "humantime_serde")]
    pub retention: Duration,
    /// Bytes of a batch before it is compressed.
    pub batch_size: usize,
    pub compression: Compression,
    /// The longest that a connection may take to be there.
    #[serde(with = "humantime_serde")]
    pub connect_timeout: Duration,
    /// The longest that a call may take, a connection and a second try included.
    #[serde(with = "humantime_serde")]
    pub request_timeout: Duration,
    /// The name in the brokers' certificates; empty: connections are not encrypted.
    pub tls_domain: String,
    /// The authority that signed them, as a PEM file.
    pub tls_ca: PathBuf,
    /// This node's own certificate, as a PEM file: Fluvio knows its clients by them.
    pub tls_cert: PathBuf,
    /// Its key, as a PEM file.
    pub tls_key: PathBuf,
}

/// How batches are made smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compression {
    None,
    Gzip,
    Snappy,
    Lz4,
    Zstd,
}

/// A setting that is impossible, by its key within `[bus.fluvio]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid {
    pub key: &'static str,
    pub detail: &'static str,
}

/// Characters of a topic's name (Fluvio's rule).
const LONGEST_TOPIC: usize = 63;
/// Of the longest name that stands behind the prefix.
const LONGEST_BEHIND: usize = "tale-performance".len();
/// The shortest that Fluvio keeps anything.
const SHORTEST_RETENTION: Duration = Duration::from_secs(10);
/// A broker takes no batch of more than 2 MiB.
const BATCH_SIZES: std::ops::RangeInclusive<usize> = 1 << 10..=1 << 20;

impl FluvioOptions {
    /// Names the first setting that is impossible.
    pub fn check(&self) -> Result<(), Invalid> {
        ensure(is_address(&self.endpoint), "endpoint", "must be a host and a port")?;
        let prefix = self.topic_prefix.as_bytes();
        let is_name = prefix.iter().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || *sign == b'-')
            && prefix.first() != Some(&b'-')
            && prefix.len() <= LONGEST_TOPIC - LONGEST_BEHIND;
        ensure(is_name, "topic_prefix", "must be at most 47 of a-z, 0-9 and -, and not begin with -")?;
        ensure((1..=1_000).contains(&self.partitions), "partitions", "must be 1 to 1000")?;
        ensure((1..=100).contains(&self.replication), "replication", "must be 1 to 100")?;
        let is_kept = self.retention >= SHORTEST_RETENTION && u32::try_from(self.retention.as_secs()).is_ok();
        ensure(is_kept, "retention", "must be at least 10s, and at most 136 years")?;
        ensure(BATCH_SIZES.contains(&self.batch_size), "batch_size", "must be 1024 to 1048576")?;
        ensure(self.connect_timeout >= Duration::from_millis(1), "connect_timeout", "must be at least 1ms")?;
        ensure(self.request_timeout >= Duration::from_millis(1), "request_timeout", "must be at least 1ms")
    }

    /// Names a part of the encryption that is there without the others.
    pub(super) fn check_encryption(&self) -> Result<(), Invalid> {
        let files = [&self.tls_ca, &self.tls_cert, &self.tls_key];
        let given = files.iter().filter(|file| !file.as_os_str().is_empty()).count();
        let is_whole = if self.is_encrypted() { given == files.len() } else { given == 0 };
        ensure(is_whole, "tls_domain", "goes with tls_ca, tls_cert and tls_key: all four or none")
    }

    /// Whether connections are encrypted.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        !self.tls_domain.is_empty()
    }
}

fn is_address(endpoint: &str) -> bool {
    endpoint.rsplit_once(':').is_some_and(|(host, port)| {
        !host.is_empty() && !host.contains(['/', ' ']) && port.parse::<u16>().is_ok_and(|port| port > 0)
    })
}

fn ensure(holds: bool, key: &'static str, detail: &'static str) -> Result<(), Invalid> {
    if holds { Ok(()) } else { Err(Invalid { key, detail }) }
}
