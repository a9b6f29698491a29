//! Judges by the moderation endpoint: scores by category, which thresholds turn into verdicts.

use std::collections::BTreeMap;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Client;
use super::thresholds::{category_of, threshold_of};
use crate::backends::models::options::{Judged, ModeratorOptions};
use crate::backends::models::{Answer, Judges, ModelError, Moderator, Terms};
use crate::domain::{MediaType, Text, Usage, Verdict};

/// A moderator behind `moderations`.
pub struct OpenaiModerator {
    options: ModeratorOptions,
    client: Client,
}

#[derive(Deserialize)]
struct Moderations {
    results: Vec<Moderation>,
}

/// What is said of one input. Servers that give no scores give flags.
#[derive(Deserialize)]
struct Moderation {
    flagged: bool,
    #[serde(default)]
    categories: BTreeMap<String, Option<bool>>,
    #[serde(default)]
    category_scores: BTreeMap<String, Option<f64>>,
}

impl OpenaiModerator {
    /// As these options say, through this client.
    #[must_use]
    pub const fn new(options: ModeratorOptions, client: Client) -> Self {
        Self { options, client }
    }

    /// As many verdicts as inputs, or an error: whatever is missing was not judged.
    async fn ask(&self, input: Value, inputs: usize) -> Result<Vec<Verdict>, ModelError> {
        let body = json!({ "model": self.options.provider.model, "input": input });
        let answer: Moderations = self.client.call("moderations", &body).await?;
        if answer.results.len() != inputs {
            return Err(ModelError::Unusable("it judged another number of inputs".to_owned()));
        }
        Ok(answer.results.iter().map(|scores| self.verdict(scores)).collect())
    }

    /// The worst of what it says, above what is allowed here.
    fn verdict(&self, scores: &Moderation) -> Verdict {
        let over = |(name, score): (&String, &Option<f64>)| {
            let most = self.options.thresholds.get(name).copied().unwrap_or_else(|| threshold_of(name));
            score.filter(|score| *score >= most).map(|score| (score / most.max(f64::MIN_POSITIVE), name.clone()))
        };
        let worst = scores.category_scores.iter().filter_map(over).max_by(|one, other| one.0.total_cmp(&other.0));
        let flag = || {
            let set = scores.categories.iter().find(|(_, is_set)| **is_set == Some(true));
            scores.flagged.then(|| set.map_or_else(String::new, |(name, _)| name.clone()))
        };
        match worst.map(|(_, name)| name).or_else(flag) {
            Some(name) => Verdict::Unsafe(category_of(&name)),
            None => Verdict::Safe,
        }
    }
}

#[async_trait]
impl Moderator for OpenaiModerator {
    fn name(&self) -> &str {
        &self.options.provider.name
    }

    fn terms(&self) -> Terms {
        self.options.provider.terms()
    }

    fn judges(&self) -> Judges {
        let is_asked = |about| self.options.is_asked(about);
        Judges { words: is_asked(Judged::Words), pictures: is_asked(Judged::Pictures) }
    }

    fn knows_language(&self, language: &str) -> bool {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        self.options.languages.iter().any(|known| primary(known) == primary(language))
    }

    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let bytes = texts.iter().map(|text| text.words.len()).sum();
        let usage = Usage::of_judgement(bytes);
        if texts.is_empty() {
            return Ok(Answer { value: Vec::new(), usage });
        }
        let words: Vec<&str> = texts.iter().map(|text| text.words).collect();
        Ok(Answer { value: self.ask(json!(words), texts.len()).await?, usage })
    }

    async fn check_picture(&self, bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        let media_type = media_type_of(bytes)?;
        let url = format!("data:{};base64,{}", media_type.as_str(), STANDARD.encode(bytes));
        let verdicts = self.ask(json!([{ "type": "image_url", "image_url": { "url": url } }]), 1).await?;
        Ok(Answer { value: verdicts[0], usage: Usage::default() })
    }
}

/// What an encoded picture is, by its first bytes.
fn media_type_of(bytes: &[u8]) -> Result<MediaType, ModelError> {
    match image::guess_format(bytes) {
        Ok(image::ImageFormat::Png) => Ok(MediaType::Png),
        Ok(image::ImageFormat::Jpeg) => Ok(MediaType::Jpeg),
        Ok(image::ImageFormat::WebP) => Ok(MediaType::Webp),
        _ => Err(ModelError::Unusable("it is no picture that can be judged".to_owned())),
    }
}
