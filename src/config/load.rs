//! Defaults, file and environment become one checked [`Config`].

use std::path::Path;

use toml::{Table, Value};

use super::{Config, ConfigError, environment, former_keys};

/// The commented default: documentation, defaults and template in one.
pub const DEFAULT: &str = include_str!("../../config.toml");

impl Config {
    /// Reads the defaults, then `file`, then the process's environment, and checks the result.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::load_with(file, environment::variables()?)
    }

    /// As [`Config::load`], with the environment given.
    ///
    /// # Panics
    ///
    /// Where the embedded defaults are no TOML, which no build that passes its tests has.
    pub fn load_with(file: Option<&Path>, variables: Vec<(String, String)>) -> Result<Self, ConfigError> {
        let defaults: Table = DEFAULT.parse().expect("config.toml is embedded, and every test reads it");
        let mut given = file.map(read).transpose()?.unwrap_or_default();
        environment::apply(&mut given, variables, &defaults);
        former_keys::rename(&mut given)?;
        let mut merged = defaults;
        merge(&mut merged, given);
        let config: Self = serde_path_to_error::deserialize(Value::Table(merged))
            .map_err(|error| ConfigError::invalid(&error.path().to_string(), error.inner().message()))?;
        config.check()?;
        Ok(config)
    }
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
