//! One of `[[models.moderators]]`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::provider::ProviderOptions;

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
    /// Scores, 0 to 1, from which on something is refused, by the provider's name of the category (`violence`), for
    /// every age; where none is given, our own hold.
    #[serde(default)]
    pub thresholds: BTreeMap<String, f64>,
    #[serde(flatten)]
    pub unknown: toml::Table,
}

/// How a moderator is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModeratorKind {
    /// By the moderation endpoint, `moderations`.
    Openai,
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
}

fn words() -> Vec<Judged> {
    vec![Judged::Words]
}

fn english() -> Vec<String> {
    vec!["en".to_owned()]
}
