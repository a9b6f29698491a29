//! Judges by chat completions: a model that sees, or reads, and answers in one line of JSON. Whatever else it says is
//! no verdict.

use async_trait::async_trait;
use serde_json::{Value, json};

use super::Client;
use super::chat::Completion;
use super::shown::shown;
use crate::backends::blocking::Processors;
use crate::backends::models::options::{ModeratorOptions, TokenLimit};
use crate::backends::models::{Answer, Judges, ModelError, Moderator, Terms};
use crate::domain::{Text, Usage, Verdict};
use crate::pipeline::judge_prompt::{JudgePrompt, verdicts_of};

/// A moderator behind `chat/completions`.
pub struct OpenaiVisionModerator {
    options: ModeratorOptions,
    client: Client,
    processors: Processors,
}

impl OpenaiVisionModerator {
    /// Asks this client; makes pictures smaller on these processors.
    #[must_use]
    pub const fn new(options: ModeratorOptions, client: Client, processors: Processors) -> Self {
        Self { options, client, processors }
    }

    /// A verdict on each of so many things.
    async fn ask(
        &self,
        prompt: &JudgePrompt,
        content: &Value,
        count: usize,
    ) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let asked = prompt.instructions.len() + prompt.data.len();
        let body = self.body(&prompt.instructions, content);
        let completion: Completion = self.client.call("chat/completions", &body).await?;
        let usage = completion.usage.map_or_else(|| Usage::of_judgement(asked), Into::into);
        let said = completion.whole()?;
        let verdicts = verdicts_of(&said, count);
        let value = verdicts.ok_or_else(|| ModelError::Unusable("its answer is no verdict".to_owned()))?;
        Ok(Answer { value, usage })
    }

    fn body(&self, instructions: &str, content: &Value) -> Value {
        let limit = match self.options.token_limit {
            TokenLimit::MaxTokens => "max_tokens",
            TokenLimit::MaxCompletionTokens => "max_completion_tokens",
        };
        json!({
            "model": self.options.provider.model,
            "messages": [{ "role": "system", "content": instructions }, { "role": "user", "content": content }],
            "stream": false,
            limit: self.options.max_tokens,
        })
    }
}

#[async_trait]
impl Moderator for OpenaiVisionModerator {
    fn name(&self) -> &str {
        &self.options.provider.name
    }

    fn terms(&self) -> Terms {
        self.options.terms()
    }

    fn judges(&self) -> Judges {
        self.options.judges()
    }

    fn knows_language(&self, language: &str) -> bool {
        self.options.knows_language(language)
    }

    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        if texts.is_empty() {
            return Ok(Answer { value: Vec::new(), usage: Usage::default() });
        }
        let prompt = JudgePrompt::of_words(texts, self.options.age_group);
        let content = json!(prompt.data);
        self.ask(&prompt, &content, texts.len()).await
    }

    async fn check_picture(&self, bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        let url = shown(bytes, &self.processors).await?;
        let prompt = JudgePrompt::of_picture(self.options.age_group);
        let content = json!([
            { "type": "text", "text": prompt.data },
            { "type": "image_url", "image_url": { "url": url } },
        ]);
        let Answer { value, usage } = self.ask(&prompt, &content, 1).await?;
        Ok(Answer { value: value[0], usage })
    }
}
