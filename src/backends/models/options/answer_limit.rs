//! How long one answer of a chat model may be.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// Tokens of an answer of one line: a verdict, or a critique. A model that thinks takes the most of them.
pub(super) const ONE_LINE: u32 = 4_096;

/// The limit as an operator writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AnswerLimit {
    /// The most tokens that one answer may have, with what the model thinks before it speaks; else what its task takes.
    pub max_tokens: Option<NonZeroU32>,
    /// Under which name the provider takes that limit.
    pub token_limit: TokenLimit,
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

/// The limit as it is sent: a field and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MostTokens {
    MaxTokens(u32),
    MaxCompletionTokens(u32),
}

impl AnswerLimit {
    /// The limit, of a task that takes so many tokens where nobody says otherwise.
    #[must_use]
    pub fn or(self, task: u32) -> MostTokens {
        let most = self.max_tokens.map_or(task, NonZeroU32::get);
        match self.token_limit {
            TokenLimit::MaxTokens => MostTokens::MaxTokens(most),
            TokenLimit::MaxCompletionTokens => MostTokens::MaxCompletionTokens(most),
        }
    }
}

impl MostTokens {
    /// How many they are.
    #[must_use]
    pub fn count(self) -> u64 {
        let (Self::MaxTokens(most) | Self::MaxCompletionTokens(most)) = self;
        u64::from(most)
    }
}
