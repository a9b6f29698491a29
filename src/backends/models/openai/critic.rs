//! A critic behind chat completions: a model that sees, asked for one line of JSON. Whatever else it says is no
//! opinion.

use async_trait::async_trait;
use serde_json::{Value, json};

use super::Client;
use super::chat::{Choice, Completion};
use super::shown::shown;
use crate::backends::blocking::Processors;
use crate::backends::models::options::{CriticOptions, TokenLimit};
use crate::backends::models::{Answer, Critic, ModelError, Reviewed, Terms};
use crate::domain::{Critique, Outlier, Usage};
use crate::pipeline::critic_prompt::{BOOK, PAGE, beside, critique_of, outliers_of};

/// A critic behind a chat model that sees.
pub struct OpenaiCritic {
    options: CriticOptions,
    client: Client,
    /// Pictures are made JPEG there: servers at home don't read what we store.
    processors: Processors,
}

impl OpenaiCritic {
    /// Asks this client, and shows pictures by these processors.
    #[must_use]
    pub const fn new(options: CriticOptions, client: Client, processors: Processors) -> Self {
        Self { options, client, processors }
    }

    /// What it says of these pictures.
    async fn ask(&self, question: &str, pictures: &[Reviewed]) -> Result<Answer<String>, ModelError> {
        let mut parts = Vec::new();
        let mut words = question.len();
        for picture in pictures {
            let brief = beside(&picture.spec);
            words += brief.len();
            parts.push(json!({ "type": "text", "text": brief }));
            let url = shown(&picture.bytes, &self.processors).await?;
            parts.push(json!({ "type": "image_url", "image_url": { "url": url } }));
        }
        let completion: Completion = self.client.call("chat/completions", &self.body(question, &parts)).await?;
        let counted = Usage { input_tokens: Usage::of_judgement(words).input_tokens, ..Usage::default() };
        let usage = completion.usage.map_or(counted, Into::into);
        Ok(Answer { value: said(completion)?, usage })
    }

    fn body(&self, question: &str, parts: &[Value]) -> Value {
        let limit = match self.options.token_limit {
            TokenLimit::MaxTokens => "max_tokens",
            TokenLimit::MaxCompletionTokens => "max_completion_tokens",
        };
        let mut body = json!({
            "model": self.options.provider.model,
            "messages": [{ "role": "system", "content": question }, { "role": "user", "content": parts }],
            "stream": false,
        });
        body[limit] = json!(self.options.max_tokens);
        body
    }
}

fn said(completion: Completion) -> Result<String, ModelError> {
    let Choice { message, .. } = completion.choices.into_iter().next().unwrap_or_default();
    let words = message.unwrap_or_default();
    if words.refusal.is_some_and(|refusal| !refusal.is_empty()) {
        return Err(ModelError::Refused("it will not look at this".to_owned()));
    }
    words.content.ok_or_else(|| unusable("it says nothing"))
}

fn unusable(reason: &str) -> ModelError {
    ModelError::Unusable(reason.to_owned())
}

#[async_trait]
impl Critic for OpenaiCritic {
    fn name(&self) -> &str {
        &self.options.provider.name
    }

    fn terms(&self) -> Terms {
        let most = u64::from(self.options.max_tokens.get());
        Terms { max_output_tokens: Some(most), ..self.options.provider.terms() }
    }

    async fn review(&self, picture: &Reviewed) -> Result<Answer<Critique>, ModelError> {
        let Answer { value, usage } = self.ask(&PAGE.text(), std::slice::from_ref(picture)).await?;
        let value = critique_of(&value).ok_or_else(|| unusable("its answer is no critique"))?;
        Ok(Answer { value, usage })
    }

    async fn review_book(&self, pages: &[Reviewed]) -> Result<Answer<Vec<Outlier>>, ModelError> {
        let Answer { value, usage } = self.ask(&BOOK.text(), pages).await?;
        let value = outliers_of(&value).ok_or_else(|| unusable("its answer names no pages"))?;
        Ok(Answer { value, usage })
    }
}
