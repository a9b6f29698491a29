//! Judging by chat completions: a model that sees, or reads, and answers in one line of JSON. Whatever else it says is
//! no verdict.

use serde_json::{Value, json};

use super::Client;
use super::chat::{ChatRequest, Completion};
use crate::backends::models::options::ModeratorOptions;
use crate::backends::models::{Answer, ModelError};
use crate::domain::{Text, Usage, Verdict, tokens_of};
use crate::pipeline::judge_prompt::{JudgePrompt, verdicts_of};

/// A moderator behind `chat/completions`.
pub(super) struct Chatting<'a> {
    pub(super) options: &'a ModeratorOptions,
    pub(super) client: &'a Client,
}

impl Chatting<'_> {
    /// Judges each of these texts.
    pub(super) async fn words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let prompt = JudgePrompt::of_words(texts, self.options.age_group);
        let content = json!(prompt.data);
        self.ask(&prompt, content, texts.len()).await
    }

    /// Judges the picture at an address.
    pub(super) async fn picture(&self, url: &str) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let prompt = JudgePrompt::of_picture(self.options.age_group);
        let content = json!([
            { "type": "text", "text": prompt.data },
            { "type": "image_url", "image_url": { "url": url } },
        ]);
        self.ask(&prompt, content, 1).await
    }

    /// A verdict on each of so many things.
    async fn ask(
        &self,
        prompt: &JudgePrompt,
        content: Value,
        count: usize,
    ) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let JudgePrompt { instructions, data } = prompt;
        let (model, most) = (&self.options.provider.model, self.options.most_tokens());
        let request = ChatRequest::new(model, instructions, content, most);
        let completion: Completion = self.client.call("chat/completions", &request).await?;
        let counted = Usage { input_tokens: tokens_of(instructions) + tokens_of(data), ..Usage::default() };
        let usage = completion.usage.map_or(counted, Into::into);
        let verdicts = verdicts_of(&completion.whole()?, count);
        let value = verdicts.ok_or_else(|| ModelError::Unusable("its answer is no verdict".to_owned()))?;
        Ok(Answer { value, usage })
    }
}
