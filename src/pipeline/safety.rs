//! The words' check: of everything a reader typed, and of everything a model wrote.
//!
//! Texts are judged one by one and joined, so that a word split over two fields is found too. An error of the
//! moderator goes up: whoever gets one shows nothing.

use super::request::{FieldError, free_texts};
use crate::backends::models::{Category, ModelError, Moderator, Verdict};
use crate::domain::{Outline, StoryRequest};

/// What becomes of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WishVerdict {
    /// It may be told.
    Safe,
    /// Its language, or the letters of one of its fields, are not known to the moderator.
    UnsupportedLanguage,
    /// It may not be told: the unsafe fields, code `content_rejected`.
    Rejected(Vec<FieldError>),
}

/// Judges every text that a reader typed, alone and all of them together.
///
/// # Errors
///
/// The moderator's.
pub async fn check_wish(moderator: &dyn Moderator, request: &StoryRequest) -> Result<WishVerdict, ModelError> {
    if !moderator.knows_language(&request.language) {
        return Ok(WishVerdict::UnsupportedLanguage);
    }
    let fields = free_texts(request);
    let texts: Vec<&str> = fields.iter().map(|(_, text)| *text).collect();
    let (verdicts, joined) = judge(moderator, &texts).await?;
    if verdicts.contains(&Verdict::Unsafe(Category::UnknownScript)) {
        return Ok(WishVerdict::UnsupportedLanguage);
    }
    let mut errors: Vec<FieldError> = fields
        .iter()
        .zip(&verdicts)
        .filter_map(|((field, _), verdict)| match verdict {
            Verdict::Unsafe(category) => Some(rejection(field, *category)),
            Verdict::Safe => None,
        })
        .collect();
    if let (true, Verdict::Unsafe(category)) = (errors.is_empty(), joined) {
        errors.push(rejection("theme", category));
    }
    Ok(if errors.is_empty() { WishVerdict::Safe } else { WishVerdict::Rejected(errors) })
}

/// Every text of a plan that a reader may see.
#[must_use]
pub fn outline_texts(outline: &Outline) -> Vec<&str> {
    let mut texts = vec![outline.title.as_str(), &outline.summary];
    texts.extend(outline.tags.iter().map(String::as_str));
    for character in &outline.characters {
        texts.extend([character.name.as_str(), &character.kind]);
        texts.extend(character.traits.iter().map(String::as_str));
        texts.push(&character.look);
    }
    texts.retain(|text| !text.is_empty());
    texts
}

/// Judges what a model wrote: the first unsafe verdict, of the texts alone and then of all of them together.
///
/// # Errors
///
/// The moderator's.
pub async fn check_texts(moderator: &dyn Moderator, texts: &[&str]) -> Result<Verdict, ModelError> {
    let (verdicts, joined) = judge(moderator, texts).await?;
    Ok(verdicts.into_iter().find(|verdict| *verdict != Verdict::Safe).unwrap_or(joined))
}

/// The verdict on each text, and on all of them joined (a single text is not judged twice).
async fn judge(moderator: &dyn Moderator, texts: &[&str]) -> Result<(Vec<Verdict>, Verdict), ModelError> {
    let joined = texts.join(" ");
    let mut asked = texts.to_vec();
    if texts.len() > 1 {
        asked.push(&joined);
    }
    if asked.is_empty() {
        return Ok((Vec::new(), Verdict::Safe));
    }
    let mut verdicts = moderator.check_words(&asked).await?;
    if verdicts.len() != asked.len() {
        return Err(ModelError::Unusable("the moderator judged another number of texts".to_owned()));
    }
    let of_joined = if texts.len() > 1 { verdicts.pop() } else { verdicts.last().copied() };
    Ok((verdicts, of_joined.unwrap_or(Verdict::Safe)))
}

/// Names the field, kindly; repeats no word of it.
fn rejection(field: &str, category: Category) -> FieldError {
    let detail = match category {
        Category::PersonalData => "it looks like a real address, number or link; leave it out, to keep it private",
        Category::SelfHarm => "this is too sad for a story here; please talk to somebody you trust about it",
        _ => "this does not fit into a children's story; try other words",
    };
    FieldError { field: field.to_owned(), code: "content_rejected", detail: detail.to_owned() }
}
