//! One of `[[models.critics]]`.

use serde::Deserialize;

use super::answer_limit::{AnswerLimit, MostTokens, ONE_LINE};
use super::provider::ProviderOptions;
use crate::backends::models::Terms;

/// A critic that is asked over the network.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct CriticOptions {
    pub kind: CriticKind,
    #[serde(flatten)]
    pub provider: ProviderOptions,
    #[serde(flatten)]
    pub answer: AnswerLimit,
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

impl CriticOptions {
    /// On what terms it works.
    #[must_use]
    pub fn terms(&self) -> Terms {
        Terms { max_output_tokens: Some(self.most_tokens().count()), ..self.provider.terms() }
    }

    /// The most that one answer may have.
    #[must_use]
    pub fn most_tokens(&self) -> MostTokens {
        self.answer.or(ONE_LINE)
    }
}
