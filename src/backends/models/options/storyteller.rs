//! One of `[[models.storytellers]]`.

use std::num::NonZeroU32;

use serde::Deserialize;

use super::provider::ProviderOptions;
use crate::backends::models::Terms;

/// A storyteller behind somebody's API.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct StorytellerOptions {
    pub kind: StorytellerKind,
    #[serde(flatten)]
    pub provider: ProviderOptions,
    /// The most tokens that one answer may have, with what the model thinks before it speaks.
    #[serde(default = "default_max_tokens")]
    pub max_tokens: NonZeroU32,
    /// Under which name the provider takes that limit.
    #[serde(default)]
    pub token_limit: TokenLimit,
    /// How freely it writes, 0 to 2; else the provider's default.
    pub temperature: Option<f32>,
    /// Whether the provider knows `stream_options`, to say what a call used.
    #[serde(default = "yes")]
    pub stream_usage: bool,
    #[serde(flatten)]
    pub unknown: toml::Table,
}

impl StorytellerOptions {
    /// On what terms it works.
    #[must_use]
    pub fn terms(&self) -> Terms {
        Terms { max_output_tokens: Some(u64::from(self.max_tokens.get())), ..self.provider.terms() }
    }
}

/// How a storyteller is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StorytellerKind {
    /// By streamed chat completions, `chat/completions`.
    Openai,
}

/// The field that limits an answer: providers took different ones over the years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenLimit {
    /// What servers at home take.
    #[default]
    MaxTokens,
    /// What hosted models take that think before they speak.
    MaxCompletionTokens,
}

/// A book of 32 of the longest pages has about 9,000 tokens.
fn default_max_tokens() -> NonZeroU32 {
    NonZeroU32::new(16_384).expect("it is not zero")
}

const fn yes() -> bool {
    true
}
