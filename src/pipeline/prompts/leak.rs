//! Instructions in what a model wrote: somebody talked it into telling what it was told. It is shown to nobody.

use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::ages::age_guidance;
use super::files::{BEGIN, CONTINUE, REWRITE, STORY};
use crate::domain::{AgeGroup, StoryRequest};

/// So many words in a row that stand in the instructions are no coincidence.
const RUN: usize = 8;
/// Letters of a canary.
const LETTERS: usize = 16;

/// A word that stands in the instructions of one story and in no language: where it comes out, they do.
#[derive(Clone, PartialEq, Eq)]
pub struct Canary(String);

impl Canary {
    /// The canary of a story: always the same, and other for each wish.
    #[must_use]
    pub fn of(request: &StoryRequest) -> Self {
        // a request is JSON: where it were none, its theme would do
        let wish = serde_json::to_vec(request).unwrap_or_else(|_| request.theme.clone().into_bytes());
        let digest = Sha256::new().chain_update(b"canary").chain_update(wish).finalize();
        Self(digest.iter().take(LETTERS).map(|byte| char::from(b'a' + byte % 26)).collect())
    }

    /// As it stands in the instructions.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Canary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Canary(...)")
    }
}

/// Whether a text tells what its storyteller was told: the canary, however it is spaced, or a passage word for word.
#[must_use]
pub fn is_leak(text: &str, canary: &Canary) -> bool {
    let letters: String = text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    letters.contains(canary.as_str()) || runs(text).any(|run| INSTRUCTIONS.contains(&run))
}

/// Every run of words in the instructions.
static INSTRUCTIONS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let ages = [AgeGroup::ThreeToFive, AgeGroup::SixToEight, AgeGroup::NineToTwelve].map(age_guidance);
    let tasks = [STORY, BEGIN, CONTINUE, REWRITE].map(|template| template.text());
    ages.iter().chain(&tasks).flat_map(|text| runs(text)).collect()
});

fn runs(text: &str) -> impl Iterator<Item = String> + use<> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    (RUN..=words.len()).map(move |end| words[end - RUN..end].join(" "))
}
