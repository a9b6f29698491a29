//! One of `[[models.storytellers]]`.

use serde::Deserialize;

use super::answer_limit::{AnswerLimit, MostTokens};
use super::provider::ProviderOptions;
use crate::backends::models::Terms;

/// Tokens of an answer: a book of 32 of the longest pages has about 9,000.
const BOOK: u32 = 16_384;

/// A storyteller behind somebody's API.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct StorytellerOptions {
    pub kind: StorytellerKind,
    #[serde(flatten)]
    pub provider: ProviderOptions,
    #[serde(flatten)]
    pub answer: AnswerLimit,
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
        Terms { max_output_tokens: Some(self.most_tokens().count()), ..self.provider.terms() }
    }

    /// The most that one answer may have.
    #[must_use]
    pub fn most_tokens(&self) -> MostTokens {
        self.answer.or(BOOK)
    }
}

/// How a storyteller is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StorytellerKind {
    /// By streamed chat completions, `chat/completions`.
    Openai,
}

const fn yes() -> bool {
    true
}
