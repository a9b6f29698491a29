//! A chat completion: what is sent, and the pieces in which its answer comes.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::backends::models::ModelError;
use crate::backends::models::options::MostTokens;
use crate::domain::Usage;

/// What is asked. Nothing that was typed stands in the system's message.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChatRequest {
    model: String,
    messages: [Message; 2],
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
    #[serde(flatten)]
    most: MostTokens,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
}

/// One message of a chat: a text, or a list of texts and pictures.
#[derive(Clone, Debug, Serialize)]
struct Message {
    role: &'static str,
    content: Value,
}

impl ChatRequest {
    /// To be answered at once, and whole.
    pub(super) fn new(model: &str, instructions: &str, content: Value, most: MostTokens) -> Self {
        let messages = [Message { role: "system", content: instructions.into() }, Message { role: "user", content }];
        Self { model: model.to_owned(), messages, stream: false, stream_options: None, most, temperature: None }
    }

    /// To be answered while it is written; `says_usage`: and to say at its end what that took.
    pub(super) fn streamed(self, says_usage: bool, temperature: Option<f32>) -> Self {
        let stream_options = says_usage.then_some(StreamOptions { include_usage: true });
        Self { stream: true, stream_options, temperature, ..self }
    }
}

/// What a stream says of itself.
#[derive(Clone, Copy, Debug, Serialize)]
struct StreamOptions {
    include_usage: bool,
}

/// A piece of a streamed answer, or a whole one. What a model thinks before it speaks (`reasoning`) is not read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Completion {
    pub(super) choices: Vec<Choice>,
    pub(super) usage: Option<ChatUsage>,
    /// It stands for the mark at a stream's end.
    #[serde(skip)]
    pub(super) is_last: bool,
}

impl Completion {
    /// The words of an answer that came at once, and whole.
    pub(super) fn whole(self) -> Result<String, ModelError> {
        let Choice { message, finish_reason, .. } = self.choices.into_iter().next().unwrap_or_default();
        let Words { content, refusal } = message.unwrap_or_default();
        match finish_reason.as_deref() {
            _ if refusal.is_some_and(|refusal| !refusal.is_empty()) => Err(ModelError::Refused(WOULD_NOT.to_owned())),
            Some("content_filter") => Err(ModelError::Refused(WOULD_NOT.to_owned())),
            Some("length" | "max_tokens") => Err(ModelError::Unusable("its answer was cut at its limit".to_owned())),
            _ => content.ok_or_else(|| ModelError::Unusable("it says nothing".to_owned())),
        }
    }
}

/// What a refusal is told as; its own words may quote what was asked.
const WOULD_NOT: &str = "it will not answer this";

/// One answer; only one is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    /// The next words of a stream.
    pub(super) delta: Option<Words>,
    /// All words of an answer that came at once.
    pub(super) message: Option<Words>,
    pub(super) finish_reason: Option<String>,
}

/// What was said, or a refusal to say it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    pub(super) content: Option<String>,
    /// Said instead, by a model that will not.
    pub(super) refusal: Option<String>,
}

/// Tokens, as the provider counts them.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ChatUsage {
    prompt_tokens: u64,
    completion_tokens: u64,
}

impl From<ChatUsage> for Usage {
    fn from(usage: ChatUsage) -> Self {
        Self { input_tokens: usage.prompt_tokens, output_tokens: usage.completion_tokens, ..Self::default() }
    }
}
