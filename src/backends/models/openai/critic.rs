//! A critic behind chat completions: a model that sees, asked for one line of JSON. Whatever else it says is no
//! opinion.

use async_trait::async_trait;
use serde_json::json;

use super::Client;
use super::chat::{ChatRequest, Completion};
use super::shown::shown;
use crate::backends::blocking::Processors;
use crate::backends::models::options::CriticOptions;
use crate::backends::models::{Answer, Critic, ModelError, Reviewed, Terms};
use crate::domain::{Critique, Outlier, Usage, tokens_of};
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
        let mut input_tokens = tokens_of(question);
        for picture in pictures {
            let brief = beside(&picture.spec);
            input_tokens += tokens_of(&brief);
            parts.push(json!({ "type": "text", "text": brief }));
            let url = shown(&picture.bytes, &self.processors).await?;
            parts.push(json!({ "type": "image_url", "image_url": { "url": url } }));
        }
        let (model, most) = (&self.options.provider.model, self.options.most_tokens());
        let request = ChatRequest::new(model, question, json!(parts), most);
        let completion: Completion = self.client.call("chat/completions", &request).await?;
        let usage = completion.usage.map_or(Usage { input_tokens, ..Usage::default() }, Into::into);
        Ok(Answer { value: completion.whole()?, usage })
    }
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
        self.options.terms()
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
