//! What a model that judges is asked, and what its answer means: one line of JSON, or no verdict.
//!
//! What is judged travels as JSON in the user's message, which the instructions declare to be data: words that ask to
//! be passed are words to be judged.

use serde::Deserialize;
use serde_json::{Value, json};
use strum::VariantArray;

use super::prompts::{JUDGE_PICTURE, JUDGE_WORDS};
use crate::domain::{AgeGroup, Category, Text, Verdict};

/// The two messages of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgePrompt {
    /// The system's message: a fixed text.
    pub instructions: String,
    /// The user's message, a picture left out: one JSON object.
    pub data: String,
}

/// What is answered. A field that is not known may mean anything.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    safe: bool,
    #[serde(default)]
    category: Option<String>,
    /// Which texts are not safe, counted from 1.
    #[serde(default)]
    texts: Option<Vec<usize>>,
}

impl JudgePrompt {
    /// About texts for readers of this age.
    #[must_use]
    pub fn of_words(texts: &[Text<'_>], age: AgeGroup) -> Self {
        let numbered = (1..).zip(texts).map(|(number, text)| json!({ "number": number, "text": text.words }));
        let data = json!({ "ages": age.as_str(), "texts": numbered.collect::<Vec<Value>>() });
        Self { instructions: JUDGE_WORDS.text(), data: data.to_string() }
    }

    /// About a picture for readers of this age.
    #[must_use]
    pub fn of_picture(age: AgeGroup) -> Self {
        Self { instructions: JUDGE_PICTURE.text(), data: json!({ "ages": age.as_str() }).to_string() }
    }
}

/// The verdicts on so many things that were asked about; `None` where the answer is anything but one line of the JSON
/// that was asked for. Where it does not say which of them are unsafe, all are.
#[must_use]
pub fn verdicts_of(answer: &str, count: usize) -> Option<Vec<Verdict>> {
    let line = answer.trim();
    if line.contains(['\n', '\r']) {
        return None;
    }
    let Said { safe, category, texts } = serde_json::from_str(line).ok()?;
    let texts = texts.unwrap_or_default();
    let are_known = texts.iter().all(|number| (1..=count).contains(number));
    match category {
        None if safe && texts.is_empty() => Some(vec![Verdict::Safe; count]),
        // it says both
        _ if safe => None,
        category => {
            let refused = Verdict::Unsafe(category_of(category.as_deref().unwrap_or_default()));
            let is_named = |number| texts.is_empty() || !are_known || texts.contains(&number);
            Some((1..=count).map(|number| if is_named(number) { refused } else { Verdict::Safe }).collect())
        }
    }
}

/// The category of a name; of one that is not known, the gravest that has a name of its own.
fn category_of(name: &str) -> Category {
    Category::VARIANTS.iter().copied().find(|category| category.as_str() == name).unwrap_or(Category::Violence)
}
