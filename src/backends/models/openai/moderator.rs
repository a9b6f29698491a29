//! A moderator behind somebody's API. Its settings say what it is asked, and how: by `scores` of the moderation
//! endpoint, or by `verdicts` of a chat model.

use async_trait::async_trait;

use super::Client;
use super::scores::Scoring;
use super::shown::shown;
use super::verdicts::Chatting;
use crate::backends::blocking::Processors;
use crate::backends::models::options::{ModeratorKind, ModeratorOptions};
use crate::backends::models::{Answer, Judges, ModelError, Moderator, Terms};
use crate::domain::{Text, Usage, Verdict};

/// A moderator behind `moderations` or `chat/completions`.
pub struct OpenaiModerator {
    options: ModeratorOptions,
    client: Client,
    processors: Processors,
}

impl OpenaiModerator {
    /// Asks this client; makes pictures smaller on these processors.
    #[must_use]
    pub const fn new(options: ModeratorOptions, client: Client, processors: Processors) -> Self {
        Self { options, client, processors }
    }

    fn scoring(&self) -> Scoring<'_> {
        Scoring { options: &self.options, client: &self.client }
    }

    fn chatting(&self) -> Chatting<'_> {
        Chatting { options: &self.options, client: &self.client }
    }
}

#[async_trait]
impl Moderator for OpenaiModerator {
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
        match self.options.kind {
            ModeratorKind::Openai => self.scoring().words(texts).await,
            ModeratorKind::OpenaiVision => self.chatting().words(texts).await,
        }
    }

    async fn check_picture(&self, bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        let url = shown(bytes, &self.processors).await?;
        let Answer { value, usage } = match self.options.kind {
            ModeratorKind::Openai => self.scoring().picture(&url).await,
            ModeratorKind::OpenaiVision => self.chatting().picture(&url).await,
        }?;
        Ok(Answer { value: value[0], usage })
    }
}
