//! Defaults, file and environment become one checked [`Config`].

use std::path::Path;

use toml::{Table, Value};

use super::former_keys::Renamed;
use super::wording::in_words;
use super::{Config, ConfigError, environment, former_keys, secret_files};

/// The commented default: documentation, defaults and template in one.
pub const DEFAULT: &str = include_str!("../../config.toml");

/// A configuration, and what its author should know of it.
#[derive(Debug)]
pub struct Loaded {
    pub config: Config,
    /// Keys that were given under a former name, which is read for one release.
    pub renamed: Vec<Renamed>,
}

impl Config {
    /// Reads the defaults, then `file`, then the process's environment, and checks the result.
    pub fn load(file: Option<&Path>) -> Result<Loaded, ConfigError> {
        load(file, environment::variables()?)
    }

    /// As [`Config::load`], with the environment given, and without a word on former names.
    pub fn load_with(file: Option<&Path>, variables: Vec<(String, String)>) -> Result<Self, ConfigError> {
        load(file, variables).map(|loaded| loaded.config)
    }
}

fn load(file: Option<&Path>, variables: Vec<(String, String)>) -> Result<Loaded, ConfigError> {
    let mut merged: Table = DEFAULT.parse().expect("config.toml is embedded, and every test reads it");
    let in_file = file.map(read).transpose()?.unwrap_or_default();
    let in_environment = environment::settings(variables, &merged);
    let mut renamed = Vec::new();
    // each by itself: a key of the environment replaces the same one of the file, whichever name either uses
    for mut given in [in_file, in_environment] {
        renamed.extend(former_keys::rename(&mut given)?);
        secret_files::read(&mut given)?;
        merge(&mut merged, given);
    }
    let config: Config = serde_path_to_error::deserialize(Value::Table(merged))
        .map_err(|error| ConfigError::invalid(&error.path().to_string(), in_words(error.inner().message())))?;
    config.check()?;
    Ok(Loaded { config, renamed })
}

fn read(path: &Path) -> Result<Table, ConfigError> {
    let unreadable = |source| ConfigError::Unreadable { path: path.to_owned(), source };
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    text.parse().map_err(|source| ConfigError::NotToml { path: path.to_owned(), source: Box::new(source) })
}

/// Tables are merged key by key; anything else is replaced.
fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => merge(below, above),
            (_, value) => drop(into.insert(key, value)),
        }
    }
}
