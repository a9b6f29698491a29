//! What a painter is told of the heroes' own pictures that it gets beside a brief: which of them is whom.

use super::wording::list;
use crate::domain::Reference;
use crate::pipeline::prompts::REFERENCES;

/// Heroes of a story who get a picture of their own: more than these are seldom on one page, and each is a call.
pub const MOST_SHEETS: usize = 4;
/// The places of pictures in words, as many as are ever sent.
const PLACES: [&str; 8] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/// The prompt with a word on each of the pictures that go along with it; without any, as it is.
#[must_use]
pub fn beside(prompt: &str, references: &[Reference]) -> String {
    if references.is_empty() {
        return prompt.to_owned();
    }
    let called = |reference: &Reference| match reference.name.trim() {
        "" => "one of the characters".to_owned(),
        name => name.to_owned(),
    };
    let who: Vec<String> = PLACES
        .iter()
        .zip(references)
        .map(|(place, reference)| format!("the {place} picture is {}", called(reference)))
        .collect();
    format!("{prompt} {}", REFERENCES.fill(&[("who", &list(&who))]))
}
