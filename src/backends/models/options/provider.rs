//! What all models elsewhere share: where they are, what they are called there, and who pays.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::price::PriceOptions;
use crate::backends::models::guards::Deadlines;
use crate::backends::models::{Price, Terms};

/// One model of a provider.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ProviderOptions {
    /// Its name in routes, metrics and costs; unique in its list, and not `builtin`.
    pub name: String,
    /// Where the API begins, such as `https://models.example/v1`.
    pub base_url: String,
    /// What the provider calls the model.
    pub model: String,
    /// The variable that holds the key.
    pub api_key_env: Option<String>,
    /// The file that holds the key.
    pub api_key_file: Option<PathBuf>,
    /// Our own limit towards it.
    pub requests_per_minute: Option<NonZeroU32>,
    /// What its owner charges; else nothing.
    pub price: Option<PriceOptions>,
    /// From a call to the first word of a text.
    #[serde(default, with = "humantime_serde::option")]
    pub first_token: Option<Duration>,
    /// Between two words of a text.
    #[serde(default, with = "humantime_serde::option")]
    pub silence: Option<Duration>,
    /// From a call to its last byte.
    #[serde(default, with = "humantime_serde::option")]
    pub total: Option<Duration>,
}

/// Where a provider's key comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// It wants none, as models at home.
    None,
    Environment(String),
    File(PathBuf),
}

impl ProviderOptions {
    /// Where its key comes from: the variable, where both are given.
    #[must_use]
    pub fn key_source(&self) -> KeySource {
        match (&self.api_key_env, &self.api_key_file) {
            (Some(variable), _) => KeySource::Environment(variable.clone()),
            (None, Some(file)) => KeySource::File(file.clone()),
            (None, None) => KeySource::None,
        }
    }

    /// How long its calls may take: as given, else as all models may.
    #[must_use]
    pub fn deadlines(&self, of_all: Deadlines) -> Deadlines {
        Deadlines {
            first_token: self.first_token.unwrap_or(of_all.first_token),
            silence: self.silence.unwrap_or(of_all.silence),
            total: self.total.unwrap_or(of_all.total),
        }
    }

    /// On what terms it works.
    #[must_use]
    pub fn terms(&self) -> Terms {
        let price = self.price.map_or(Price::FREE, |price| price.price());
        Terms { is_remote: true, price, max_output_tokens: None }
    }
}
