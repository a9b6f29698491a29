//! One of `[[models.critics]]`.

use std::num::NonZeroU32;

use serde::Deserialize;

use super::provider::ProviderOptions;
use super::storyteller::TokenLimit;

/// A critic that is asked over the network.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct CriticOptions {
    pub kind: CriticKind,
    #[serde(flatten)]
    pub provider: ProviderOptions,
    /// The most tokens that one answer may have, with what the model thinks before it speaks.
    #[serde(default = "default_max_tokens")]
    pub max_tokens: NonZeroU32,
    /// Under which name the provider takes that limit.
    #[serde(default)]
    pub token_limit: TokenLimit,
    #[serde(flatten)]
    pub unknown: toml::Table,
}

/// How a critic is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CriticKind {
    /// A chat model that sees, answering in JSON.
    OpenaiVision,
}

/// A critique is one line; a model that thinks takes the rest.
fn default_max_tokens() -> NonZeroU32 {
    NonZeroU32::new(4_096).expect("it is not zero")
}
