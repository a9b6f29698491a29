//! The whole configuration: the embedded `config.toml`, then a file, then the environment, read into one typed value
//! and checked before anything starts. An error names its key.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer};

use crate::domain::PlanLimits;

/// The commented default.
pub const DEFAULT: &str = include_str!("../config.toml");

/// Permits are handed out for these limits, each with a cost in memory: more than a machine can hold is a slip.
const MOST_PERMITS: usize = 1_000_000;

/// Keys whose environment variables are lists, separated by commas.
const LIST_KEYS: [&str; 3] = ["roles", "http.trusted_proxies", "pictures.widths"];

/// Why a configuration can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file or variable could not be read as configuration.
    #[error("cannot read the configuration: {0}")]
    Unreadable(#[from] config::ConfigError),
    /// A key is unknown, or its value is of the wrong type.
    #[error("configuration key `{key}`: {detail}")]
    Invalid {
        /// The dotted key.
        key: String,
        /// What is wrong with it.
        detail: String,
    },
}

/// Everything that can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct Config {
    pub data_dir: PathBuf,
    pub roles: Vec<Role>,
    pub http: Http,
    pub auth: Auth,
    pub limits: Limits,
    pub pools: Pools,
    pub plans: BTreeMap<String, PlanLimits>,
    pub pictures: Pictures,
    pub stream: Stream,
    pub store: Choice<StoreKind>,
    pub objects: ObjectsSection,
    pub bus: Choice<BusKind>,
    pub mail: Choice<MailKind>,
    pub payments: Choice<PaymentsKind>,
    pub models: ModelsSection,
    pub telemetry: Telemetry,
}

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub enum Role {
    Gateway,
    Pipeline,
    Analytics,
    Maintenance,
}

/// The section `[http]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct Http {
    pub listen: SocketAddr,
    pub admin_listen: SocketAddr,
    pub public_url: String,
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    #[serde(rename = "header_timeout_ms", deserialize_with = "milliseconds")]
    pub header_timeout: Duration,
    #[serde(rename = "body_timeout_ms", deserialize_with = "milliseconds")]
    pub body_timeout: Duration,
    #[serde(rename = "write_timeout_ms", deserialize_with = "milliseconds")]
    pub write_timeout: Duration,
    #[serde(rename = "shutdown_grace_ms", deserialize_with = "milliseconds")]
    pub shutdown_grace: Duration,
}

/// The section `[auth]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct Auth {
    pub guests: bool,
    pub issuer: String,
    pub audience: String,
    #[serde(rename = "access_ttl_s", deserialize_with = "seconds")]
    pub access_ttl: Duration,
    pub refresh_ttl_days: u32,
}

/// The section `[limits]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct Limits {
    pub queue: usize,
    pub stories: usize,
    pub window: usize,
    pub starts: u32,
    pub guests_per_address_per_hour: u32,
    pub connections_per_address: u32,
    pub connections: usize,
    pub streams_per_user: usize,
}

/// The section `[pools]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct Pools {
    pub scene: Pool,
    pub illustration: IllustrationPool,
    pub storage: Pool,
}

/// A pool's section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct Pool {
    pub size: usize,
    #[serde(rename = "max_wait_ms", deserialize_with = "milliseconds")]
    pub max_wait: Duration,
}

/// The section `[pools.illustration]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct IllustrationPool {
    pub size: usize,
    #[serde(rename = "max_wait_ms", deserialize_with = "milliseconds")]
    pub max_wait: Duration,
    pub policy: Policy,
    #[serde(rename = "unread_after_s", deserialize_with = "seconds")]
    pub unread_after: Duration,
    #[serde(rename = "unread_delay_s", deserialize_with = "seconds")]
    pub unread_delay: Duration,
}

/// In which order a gate grants its credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// As readers will need the pictures.
    Deadline,
    /// First scenes first, then as they came.
    FirstScene,
    /// As they came.
    Fifo,
}

/// The section `[pictures]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct Pictures {
    pub width: u32,
    pub height: u32,
    #[serde(deserialize_with = "numbers")]
    pub widths: Vec<u32>,
    pub quality: u8,
}

/// The section `[stream]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct Stream {
    #[serde(rename = "signing_window_s", deserialize_with = "seconds")]
    pub signing_window: Duration,
    #[serde(rename = "heartbeat_s", deserialize_with = "seconds")]
    pub heartbeat: Duration,
}

/// A section that says which engine it is about, and no more.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice<Kind> {
    /// Which engine.
    pub kind: Kind,
}

/// Which engine the section `[store]` is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreKind {
    /// One file in the data directory.
    Sqlite,
}

/// The section `[objects]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct ObjectsSection {
    pub kind: ObjectsKind,
    #[serde(rename = "grace_s", deserialize_with = "seconds")]
    pub grace: Duration,
}

/// Where pictures are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectsKind {
    /// In the data directory.
    Files,
}

/// Which engine the section `[bus]` is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BusKind {
    /// In the data directory.
    Local,
}

/// Which engine the section `[mail]` is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// A folder in the data directory. Mail comes with accounts; until then nothing is written.
    Outbox,
}

/// Which engine the section `[payments]` is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentsKind {
    /// Nothing is sold.
    Offline,
}

/// The section `[models]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct ModelsSection {
    #[serde(rename = "silence_s", deserialize_with = "seconds")]
    pub silence: Duration,
    #[serde(rename = "picture_s", deserialize_with = "seconds")]
    pub picture: Duration,
    #[serde(rename = "judgement_s", deserialize_with = "seconds")]
    pub judgement: Duration,
    pub builtin: Pace,
}

/// A rehearsal's pace: how fast the built-in models pretend to be. Zero means as fast as they can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Milliseconds to a story's first token.
    pub first_token_ms: u64,
    /// Tokens (about four characters each) per second.
    pub tokens_per_second: u64,
    /// Milliseconds that a picture takes at least.
    pub picture_ms: u64,
}

/// The section `[telemetry]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.toml documents every key")]
pub struct Telemetry {
    pub format: LogFormat,
    pub filter: String,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// For machines: one JSON object a line.
    Json,
}

impl Config {
    /// Reads the defaults, then `file`, then the process's environment, and checks the result.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::load_with(file, std::env::vars().collect())
    }

    /// As [`Config::load`], with the environment given.
    pub fn load_with(file: Option<&Path>, variables: Vec<(String, String)>) -> Result<Self, ConfigError> {
        let mut environment = config::Environment::with_prefix("AI_TALE")
            .prefix_separator("__")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .source(Some(variables.into_iter().filter(|(_, value)| !value.is_empty()).collect()));
        for key in LIST_KEYS {
            environment = environment.with_list_parse_key(key);
        }
        let mut sources =
            config::Config::builder().add_source(config::File::from_str(DEFAULT, config::FileFormat::Toml));
        if let Some(path) = file {
            sources = sources.add_source(config::File::from(path).format(config::FileFormat::Toml));
        }
        let merged: serde_json::Value = sources.add_source(environment).build()?.try_deserialize()?;
        let config: Self = serde_path_to_error::deserialize(merged)
            .map_err(|error| invalid(&error.path().to_string(), error.inner().to_string()))?;
        config.check()?;
        Ok(config)
    }

    /// Whether this process has a role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let positive = [
            ("limits.queue", self.limits.queue),
            ("limits.stories", self.limits.stories),
            ("limits.window", self.limits.window),
            ("limits.starts", self.limits.starts as usize),
            ("limits.connections", self.limits.connections),
            ("pictures.width", self.pictures.width as usize),
            ("pictures.height", self.pictures.height as usize),
            ("pictures.widths", self.pictures.widths.len()),
            ("auth.refresh_ttl_days", self.auth.refresh_ttl_days as usize),
            ("auth.access_ttl_s", usize::from(!self.auth.access_ttl.is_zero())),
            ("stream.heartbeat_s", usize::from(!self.stream.heartbeat.is_zero())),
            ("stream.signing_window_s", usize::from(!self.stream.signing_window.is_zero())),
            ("http.header_timeout_ms", usize::from(!self.http.header_timeout.is_zero())),
            ("http.body_timeout_ms", usize::from(!self.http.body_timeout.is_zero())),
            ("http.write_timeout_ms", usize::from(!self.http.write_timeout.is_zero())),
            ("roles", self.roles.len()),
        ];
        if let Some((key, _)) = positive.iter().find(|(_, value)| *value == 0) {
            return Err(invalid(key, "must be at least 1"));
        }
        let bounded = [
            ("limits.queue", self.limits.queue),
            ("limits.stories", self.limits.stories),
            ("limits.window", self.limits.window),
        ];
        if let Some((key, _)) = bounded.iter().find(|(_, value)| *value > MOST_PERMITS) {
            return Err(invalid(key, format!("must be at most {MOST_PERMITS}")));
        }
        let sizes = [
            ("pools.scene.size", self.pools.scene.size),
            ("pools.illustration.size", self.pools.illustration.size),
            ("pools.storage.size", self.pools.storage.size),
        ];
        if let Some((key, _)) = sizes.iter().find(|(_, size)| !(1..=1024).contains(size)) {
            return Err(invalid(key, "must be 1 to 1024"));
        }
        let edges = [("pictures.width", self.pictures.width), ("pictures.height", self.pictures.height)];
        if let Some((key, _)) = edges.iter().find(|(_, pixels)| *pixels > 4096) {
            return Err(invalid(key, "must be at most 4096"));
        }
        if self.pictures.widths.iter().any(|width| *width == 0 || *width > self.pictures.width) {
            return Err(invalid("pictures.widths", "each must be 1 to pictures.width"));
        }
        if !(1..=100).contains(&self.pictures.quality) {
            return Err(invalid("pictures.quality", "must be 1 to 100"));
        }
        if !self.plans.contains_key("guest") {
            return Err(invalid("plans.guest", "is missing"));
        }
        if self.data_dir.as_os_str().is_empty() {
            return Err(invalid("data_dir", "is empty"));
        }
        if self.http.listen == self.http.admin_listen && self.http.listen.port() != 0 {
            return Err(invalid("http.admin_listen", "is the same as http.listen"));
        }
        crate::telemetry::check(&self.telemetry).map_err(|error| invalid("telemetry.filter", error.to_string()))?;
        let url = &self.http.public_url;
        if !url.is_empty() && !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(invalid("http.public_url", "must begin with http:// or https://"));
        }
        Ok(())
    }
}

fn invalid(key: &str, detail: impl Into<String>) -> ConfigError {
    ConfigError::Invalid { key: key.to_owned(), detail: detail.into() }
}

fn milliseconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u64::deserialize(deserializer).map(Duration::from_millis)
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u64::deserialize(deserializer).map(Duration::from_secs)
}

/// Numbers; from the environment they come as texts.
fn numbers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum NumberOrText {
        Number(u32),
        Text(String),
    }
    Vec::<NumberOrText>::deserialize(deserializer)?
        .into_iter()
        .map(|item| match item {
            NumberOrText::Number(number) => Ok(number),
            NumberOrText::Text(text) => text.trim().parse().map_err(|_| serde::de::Error::custom("not a number")),
        })
        .collect()
}

/// Networks, or single addresses.
fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    Vec::<String>::deserialize(deserializer)?
        .iter()
        .map(|text| text.parse::<IpNet>().or_else(|_| text.parse::<std::net::IpAddr>().map(IpNet::from)))
        .collect::<Result<_, _>>()
        .map_err(|_| serde::de::Error::custom("not an address or network"))
}
