//! Judging by the moderation endpoint: scores by category, which thresholds turn into verdicts.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Client;
use super::thresholds::{category_of, threshold_of};
use crate::backends::models::options::ModeratorOptions;
use crate::backends::models::{Answer, ModelError};
use crate::domain::{Text, Usage, Verdict, tokens_of};

/// A moderator behind `moderations`.
pub(super) struct Scoring<'a> {
    pub(super) options: &'a ModeratorOptions,
    pub(super) client: &'a Client,
}

#[derive(Deserialize)]
struct Moderations {
    results: Vec<Moderation>,
}

/// What is said of one input.
#[derive(Deserialize)]
struct Moderation {
    flagged: bool,
    #[serde(default)]
    categories: BTreeMap<String, Option<bool>>,
    #[serde(default)]
    category_scores: BTreeMap<String, Option<f64>>,
}

impl Scoring<'_> {
    /// Judges each of these texts.
    pub(super) async fn words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let words: Vec<&str> = texts.iter().map(|text| text.words).collect();
        let usage = Usage { input_tokens: words.iter().map(|words| tokens_of(words)).sum(), ..Usage::default() };
        Ok(Answer { value: self.ask(json!(words), texts.len()).await?, usage })
    }

    /// Judges the picture at an address.
    pub(super) async fn picture(&self, url: &str) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let picture = json!([{ "type": "image_url", "image_url": { "url": url } }]);
        Ok(Answer { value: self.ask(picture, 1).await?, usage: Usage::default() })
    }

    /// As many verdicts as inputs, or an error: whatever is missing was not judged.
    async fn ask(&self, input: Value, inputs: usize) -> Result<Vec<Verdict>, ModelError> {
        let body = json!({ "model": self.options.provider.model, "input": input });
        let answer: Moderations = self.client.call("moderations", &body).await?;
        if answer.results.len() != inputs {
            return Err(ModelError::Unusable("it judged another number of inputs".to_owned()));
        }
        answer.results.iter().map(|result| self.verdict(result)).collect()
    }

    /// The worst of what it says, above what is allowed here. Where it gives no scores, or none that can be, only a
    /// flag counts: that it has none says no more than that it would not shock grown-ups.
    fn verdict(&self, result: &Moderation) -> Result<Verdict, ModelError> {
        let mut worst: Option<(f64, &str)> = None;
        let mut is_scored = false;
        for (name, score) in &result.category_scores {
            let Some(score) = score else { continue };
            if !(0.0..=1.0).contains(score) {
                return Err(ModelError::Unusable("one of its scores can't be".to_owned()));
            }
            is_scored = true;
            let excess = score / self.threshold(name);
            if excess >= 1.0 && worst.is_none_or(|(most, _)| excess > most) {
                worst = Some((excess, name.as_str()));
            }
        }
        match worst.map(|(_, name)| name).or_else(|| flag(result)) {
            Some(name) => Ok(Verdict::Unsafe(category_of(name))),
            None if is_scored => Ok(Verdict::Safe),
            None => Err(ModelError::Unusable("it gives no scores".to_owned())),
        }
    }

    /// From which score on a category is refused; never zero, which would be no share of it.
    fn threshold(&self, name: &str) -> f64 {
        let own = self.options.thresholds.get(name).copied();
        own.unwrap_or_else(|| threshold_of(name, self.options.age_group)).max(f64::MIN_POSITIVE)
    }
}

/// The category that is flagged; an empty one where none is named.
fn flag(result: &Moderation) -> Option<&str> {
    let set = result.categories.iter().find(|(_, is_set)| **is_set == Some(true)).map(|(name, _)| name.as_str());
    if result.flagged { Some(set.unwrap_or_default()) } else { set }
}
