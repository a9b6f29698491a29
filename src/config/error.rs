//! What is wrong with a configuration.

use std::io;
use std::path::PathBuf;

/// Why a configuration can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there, or may not be read.
    #[error("failed to read {path}: {source}")]
    Unreadable {
        /// As it was given on the command line.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file is no TOML.
    #[error("failed to read {path}: {source}")]
    NotToml {
        /// As it was given on the command line.
        path: PathBuf,
        /// With the line and column.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A key is unknown, or its value is of the wrong type or impossible.
    #[error("configuration key `{key}`: {detail}")]
    Invalid {
        /// With dots between its parts.
        key: String,
        /// What is wrong with it.
        detail: String,
    },
}

impl ConfigError {
    /// Something is wrong with a key.
    pub(super) fn invalid(key: &str, detail: impl Into<String>) -> Self {
        Self::Invalid { key: key.to_owned(), detail: detail.into() }
    }
}
