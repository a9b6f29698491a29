//! The words' check: which texts are judged, and what follows from the verdicts. `crate::actors::judge` asks the
//! moderator.

use super::field_error::{FieldCode, FieldError};
use crate::domain::{Category, Outline, Verdict};

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

/// What follows for a wish from the verdicts on its fields, and on all of them joined.
#[must_use]
pub fn wish_verdict(fields: &[(String, &str)], verdicts: &[Verdict], joined: Verdict) -> WishVerdict {
    if verdicts.contains(&Verdict::Unsafe(Category::UnknownScript)) {
        return WishVerdict::UnsupportedLanguage;
    }
    let mut errors: Vec<FieldError> = fields
        .iter()
        .zip(verdicts)
        .filter_map(|((field, _), verdict)| match verdict {
            Verdict::Unsafe(category) => Some(rejection(field, *category)),
            Verdict::Safe => None,
        })
        .collect();
    if let (true, Verdict::Unsafe(category)) = (errors.is_empty(), joined) {
        errors.push(rejection("theme", category));
    }
    if errors.is_empty() { WishVerdict::Safe } else { WishVerdict::Rejected(errors) }
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

/// Names the field, kindly; repeats no word of it.
fn rejection(field: &str, category: Category) -> FieldError {
    let detail = match category {
        Category::PersonalData => "it looks like a real address, number or link; leave it out, to keep it private",
        Category::Help | Category::SelfHarm => {
            "this is too sad for a story here; please talk to somebody you trust about it"
        }
        _ => "this does not fit into a children's story; try other words",
    };
    FieldError::new(field, FieldCode::ContentRejected, detail)
}
