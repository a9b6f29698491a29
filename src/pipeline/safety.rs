//! The words' check: which texts are judged, and what follows from the verdicts. `crate::actors::judge` asks the
//! moderator.

use super::field_error::{FieldCode, FieldError};
use crate::domain::{Category, Outline, Role, StoryRequest, Verdict};

/// What becomes of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WishVerdict {
    /// It may be told.
    Safe,
    /// These fields are in a language, or in letters, that the moderator does not know.
    UnsupportedLanguage(Vec<String>),
    Rejected(Rejection),
}

/// Why a wish may not be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// [`Category::Help`] if any field says so, else that of the first field.
    pub category: Category,
    /// The fields of that kind, code `content_rejected`: of a cry for help nothing else is found fault with.
    pub fields: Vec<FieldError>,
}

/// What follows for a wish from the verdicts on its fields. `together` is what no field says alone, with the field that
/// completes it.
#[must_use]
pub fn wish_verdict(
    fields: &[(String, &str)],
    verdicts: &[Verdict],
    together: Option<(usize, Category)>,
) -> WishVerdict {
    let alone = verdicts.iter().enumerate().filter_map(|(place, verdict)| match verdict {
        Verdict::Unsafe(category) => Some((place, *category)),
        Verdict::Safe => None,
    });
    let found: Vec<(&str, Category)> =
        alone.chain(together).map(|(place, category)| (fields[place].0.as_str(), category)).collect();
    let of_help: Vec<_> = found.iter().copied().filter(|(_, category)| asks_for_help(*category)).collect();
    if !of_help.is_empty() {
        return rejected(Category::Help, &of_help);
    }
    let unknown = found.iter().filter(|(_, category)| *category == Category::UnknownLanguage);
    let unknown: Vec<String> = unknown.map(|(field, _)| (*field).to_owned()).collect();
    if !unknown.is_empty() {
        return WishVerdict::UnsupportedLanguage(unknown);
    }
    found.first().map_or(WishVerdict::Safe, |(_, category)| rejected(*category, &found))
}

/// What all fields say together and none alone. Letters and languages are each field's own.
#[must_use]
pub fn said_together(verdicts: &[Verdict], joined: Verdict) -> Option<Category> {
    let Verdict::Unsafe(category) = joined else { return None };
    let is_new = if asks_for_help(category) {
        !verdicts.iter().any(|verdict| matches!(verdict, Verdict::Unsafe(category) if asks_for_help(*category)))
    } else {
        verdicts.iter().all(|verdict| *verdict == Verdict::Safe)
    };
    (is_new && category != Category::UnknownLanguage).then_some(category)
}

/// What part a field has in its wish.
#[must_use]
pub fn role_of(field: &str) -> Role<'static> {
    match field {
        "theme" => Role::Theme,
        _ if field.strip_suffix(".name").is_some() => Role::Name,
        _ => Role::Words,
    }
}

/// The texts of a wish that may name heroes: these names come back in its story.
#[must_use]
pub fn naming_texts(request: &StoryRequest) -> Vec<&str> {
    let names = request.characters.iter().map(|character| character.name.as_str());
    [request.theme.as_str()].into_iter().chain(names).collect()
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

/// Whoever wishes for a story of hurting themselves may be about to: they are met as somebody who says so.
const fn asks_for_help(category: Category) -> bool {
    matches!(category, Category::Help | Category::SelfHarm)
}

fn rejected(category: Category, found: &[(&str, Category)]) -> WishVerdict {
    let fields = found.iter().map(|(field, category)| rejection(field, *category)).collect();
    WishVerdict::Rejected(Rejection { category, fields })
}

/// Names the field, kindly; repeats no word of it.
fn rejection(field: &str, category: Category) -> FieldError {
    let detail = match category {
        Category::PersonalData => "it looks like a real address, number or link; leave it out, to keep it private",
        _ if asks_for_help(category) => "this is too heavy for a story; please tell a grown-up whom you trust about it",
        Category::Danger => "a child who tries it could be badly hurt; wish for something that is safe to do",
        _ => "this does not fit into a children's story; try other words",
    };
    FieldError::new(field, FieldCode::ContentRejected, detail)
}
