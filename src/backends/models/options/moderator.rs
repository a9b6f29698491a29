//! One of `[[models.moderators]]`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::answer_limit::{AnswerLimit, MostTokens, ONE_LINE};
use super::provider::ProviderOptions;
use crate::backends::models::{Judges, Terms};
use crate::domain::AgeGroup;

/// A moderator behind somebody's API.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ModeratorOptions {
    pub kind: ModeratorKind,
    #[serde(flatten)]
    pub provider: ProviderOptions,
    /// What it is asked about; at least one.
    #[serde(default = "words")]
    pub judges: Vec<Judged>,
    /// The languages (BCP 47) in which it can judge words.
    #[serde(default = "english")]
    pub languages: Vec<String>,
    /// The youngest whom it judges for, and all older ones. Nobody younger is read to on its word.
    #[serde(default = "youngest")]
    pub age_group: AgeGroup,
    /// Scores, 0 to 1, from which on something is refused, by the provider's name of the category (`violence`); where
    /// none is given, our own hold, by age group. For the moderation endpoint.
    #[serde(default)]
    pub thresholds: BTreeMap<String, f64>,
    /// Of a chat model.
    #[serde(flatten)]
    pub answer: AnswerLimit,
    #[serde(flatten)]
    pub unknown: toml::Table,
}

/// How a moderator is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModeratorKind {
    /// By the moderation endpoint, `moderations`.
    Openai,
    /// A chat model that reads, and sees where it judges pictures, answering in JSON.
    OpenaiVision,
}

/// What can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judged {
    Words,
    Pictures,
}

impl ModeratorOptions {
    /// Whether it is asked about this.
    #[must_use]
    pub fn is_asked(&self, about: Judged) -> bool {
        self.judges.contains(&about)
    }

    /// The same as its trait says it.
    #[must_use]
    pub fn judges(&self) -> Judges {
        Judges { words: self.is_asked(Judged::Words), pictures: self.is_asked(Judged::Pictures) }
    }

    /// Whether it judges for readers of all these ages; of none that are named, for everybody.
    #[must_use]
    pub fn is_for(&self, ages: &[AgeGroup]) -> bool {
        match ages {
            [] => self.age_group == youngest(),
            ages => ages.iter().all(|age| *age >= self.age_group),
        }
    }

    /// Whether it knows a language (BCP 47), in any of its regions.
    #[must_use]
    pub fn knows_language(&self, language: &str) -> bool {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        self.languages.iter().any(|known| primary(known) == primary(language))
    }

    /// On what terms it works.
    #[must_use]
    pub fn terms(&self) -> Terms {
        let most = match self.kind {
            ModeratorKind::Openai => None,
            ModeratorKind::OpenaiVision => Some(self.most_tokens().count()),
        };
        Terms { max_output_tokens: most, ..self.provider.terms() }
    }

    /// The most that one answer of a chat model may have.
    #[must_use]
    pub fn most_tokens(&self) -> MostTokens {
        self.answer.or(ONE_LINE)
    }
}

fn words() -> Vec<Judged> {
    vec![Judged::Words]
}

fn english() -> Vec<String> {
    vec!["en".to_owned()]
}

const fn youngest() -> AgeGroup {
    AgeGroup::ThreeToFive
}
