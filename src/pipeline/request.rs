//! From a wish as it was typed to a request that can be told: normalised, limited, completed.
//!
//! Text is NFC, trimmed, with runs of white space folded to one space; lengths are counted in Unicode scalars after
//! that. Every error is collected, so that a reader mends a wish in one go. What the words *mean* is judged later, by
//! [`super::safety`].

use std::collections::HashSet;

use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::field_error::{FieldCode, FieldError};
use crate::domain::{AgeGroup, Character, StoryRequest, StoryWish, Style};

/// Unicode scalars of a theme.
pub const THEME_LENGTH: usize = 500;
/// Unicode scalars of a name, a kind and a trait.
pub const NAME_LENGTH: usize = 40;
/// Digits of a name that has no letters: a robot may be called *42*.
const NUMBER_LENGTH: usize = 3;
/// Unicode scalars of a look.
pub const LOOK_LENGTH: usize = 120;
/// Heroes of one wish.
pub const CHARACTERS: usize = 8;
/// Traits of one hero.
pub const TRAITS: usize = 5;
/// Scenes of one story.
pub const SCENES: std::ops::RangeInclusive<u32> = 1..=32;
/// The largest seed: the largest whole number that every JSON reader keeps exactly.
pub const SEED_MAX: u64 = (1 << 53) - 1;

/// What a wish gets where it says nothing: the caller's preferences, or these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// Who it is for.
    pub age_group: AgeGroup,
    /// How the pictures look.
    pub style: Style,
    /// The language of the words, as BCP 47.
    pub language: String,
    /// How many scenes the story has.
    pub scenes: u32,
}

impl Default for Defaults {
    fn default() -> Self {
        Self { age_group: AgeGroup::default(), style: Style::default(), language: "en".to_owned(), scenes: 6 }
    }
}

/// Normalises a wish, completes it with `defaults`, and holds it to the limits of the contract.
/// `seed` is used (its lower 53 bits) when the wish has none.
///
/// # Errors
///
/// Every field that will not do, in the order of the fields.
pub fn normalise(wish: StoryWish, defaults: &Defaults, seed: u64) -> Result<StoryRequest, Vec<FieldError>> {
    let mut errors = Vec::new();
    let theme = required_text("theme", &wish.theme, THEME_LENGTH, &mut errors);
    let characters = normalise_characters(wish.characters.unwrap_or_default(), &mut errors);
    let language = normalise_language(wish.language.as_deref().unwrap_or(&defaults.language), &mut errors);
    let scenes = wish.scenes.unwrap_or(defaults.scenes);
    if !SCENES.contains(&scenes) {
        let detail = format!("must be {} to {}", SCENES.start(), SCENES.end());
        errors.push(FieldError::new("scenes", FieldCode::OutOfRange, detail));
    }
    let seed = wish.seed.unwrap_or(seed & SEED_MAX);
    if seed > SEED_MAX {
        errors.push(FieldError::new("seed", FieldCode::OutOfRange, format!("must be 0 to {SEED_MAX}")));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let age_group = wish.age_group.unwrap_or(defaults.age_group);
    let style = wish.style.unwrap_or(defaults.style);
    let notify = wish.notify.unwrap_or(false);
    Ok(StoryRequest { theme, age_group, characters, style, language, scenes, seed, notify })
}

/// A wish in its one spelling: texts as [`normalise`] makes them, held to no limit. Wishes that are told the same from
/// the same words are spelt the same.
#[must_use]
pub fn canonical(mut wish: StoryWish) -> StoryWish {
    let spell = |text: &mut String| *text = normalise_text(text);
    spell(&mut wish.theme);
    for Character { name, kind, traits, look } in wish.characters.iter_mut().flatten() {
        [name, kind, look].into_iter().for_each(spell);
        traits.iter_mut().for_each(spell);
    }
    if let Some(language) = &mut wish.language {
        *language = fold_language(language);
    }
    wish
}

/// How a reader wants to be called, normalised as the names in a wish.
///
/// # Errors
///
/// What is wrong with it, all of it.
pub fn display_name(text: &str) -> Result<String, Vec<FieldError>> {
    let mut errors = Vec::new();
    let name = required_text("display_name", text, NAME_LENGTH, &mut errors);
    if errors.is_empty() { Ok(name) } else { Err(errors) }
}

/// Everything in a request that somebody typed freely, with the names of the fields; empty fields are left out.
#[must_use]
pub fn free_texts(request: &StoryRequest) -> Vec<(String, &str)> {
    typed(&request.theme, &request.characters)
}

/// The same of a wish that may be wrong in any way, as far as so many characters reach.
#[must_use]
pub fn first_texts(wish: &StoryWish, characters: usize) -> Vec<(String, &str)> {
    let mut texts = typed(&wish.theme, wish.characters.as_deref().unwrap_or_default());
    let mut left = characters;
    for (_, text) in &mut texts {
        let end = text.char_indices().nth(left).map_or(text.len(), |(end, _)| end);
        *text = &text[..end];
        left -= text.chars().count();
    }
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

fn typed<'a>(theme: &'a str, characters: &'a [Character]) -> Vec<(String, &'a str)> {
    let mut texts = vec![("theme".to_owned(), theme)];
    for (index, character) in characters.iter().enumerate() {
        let path = format!("characters[{index}]");
        texts.push((format!("{path}.name"), &character.name));
        texts.push((format!("{path}.kind"), &character.kind));
        for (place, one) in character.traits.iter().enumerate() {
            texts.push((format!("{path}.traits[{place}]"), one));
        }
        texts.push((format!("{path}.look"), &character.look));
    }
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

fn normalise_characters(characters: Vec<Character>, errors: &mut Vec<FieldError>) -> Vec<Character> {
    if characters.len() > CHARACTERS {
        errors.push(FieldError::new("characters", FieldCode::TooMany, format!("at most {CHARACTERS} are allowed")));
    }
    let mut names = HashSet::new();
    let mut normalised = Vec::with_capacity(characters.len());
    for (index, character) in characters.into_iter().enumerate() {
        let path = format!("characters[{index}]");
        let character = normalise_character(&path, &character, errors);
        if !character.name.is_empty() && !names.insert(fold_case(&character.name)) {
            let detail = "another character has this name";
            errors.push(FieldError::new(&format!("{path}.name"), FieldCode::DuplicateName, detail));
        }
        normalised.push(character);
    }
    normalised
}

fn normalise_character(path: &str, character: &Character, errors: &mut Vec<FieldError>) -> Character {
    let name = normalise_name(&format!("{path}.name"), &character.name, errors);
    let kind = optional_text(&format!("{path}.kind"), &character.kind, NAME_LENGTH, errors);
    if character.traits.len() > TRAITS {
        let detail = format!("at most {TRAITS} are allowed");
        errors.push(FieldError::new(&format!("{path}.traits"), FieldCode::TooMany, detail));
    }
    let one_trait =
        |(place, text): (usize, &String)| required_text(&format!("{path}.traits[{place}]"), text, NAME_LENGTH, errors);
    let traits = character.traits.iter().enumerate().map(one_trait).collect();
    let look = optional_text(&format!("{path}.look"), &character.look, LOOK_LENGTH, errors);
    Character { name, kind, traits, look }
}

fn normalise_name(field: &str, text: &str, errors: &mut Vec<FieldError>) -> String {
    let before = errors.len();
    let name = required_text(field, text, NAME_LENGTH, errors);
    if errors.len() == before && !is_name(&name) {
        errors.push(FieldError::new(field, FieldCode::InvalidName, "must have letters, as names do"));
    }
    name
}

/// No name is nothing but signs, pictures or a long number.
fn is_name(text: &str) -> bool {
    let digits = text.chars().filter(|character| character.is_numeric()).count();
    text.chars().any(char::is_alphabetic) || (1..=NUMBER_LENGTH).contains(&digits)
}

/// The key by which two names are the same.
fn fold_case(name: &str) -> String {
    UniCase::unicode(name).to_folded_case().nfc().collect()
}

fn required_text(field: &str, text: &str, limit: usize, errors: &mut Vec<FieldError>) -> String {
    let text = normalise_text(text);
    let before = errors.len();
    check_text(field, &text, limit, errors);
    if errors.len() == before && !has_visible(&text) {
        errors.push(FieldError::new(field, FieldCode::Empty, "must hold something to read"));
    }
    text
}

fn optional_text(field: &str, text: &str, limit: usize, errors: &mut Vec<FieldError>) -> String {
    if normalise_text(text).is_empty() { String::new() } else { required_text(field, text, limit, errors) }
}

/// NFC, trimmed, every run of white space one space.
fn normalise_text(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_text(field: &str, text: &str, limit: usize, errors: &mut Vec<FieldError>) {
    if let Some(character) = text.chars().find(|&character| is_forbidden(character)) {
        let detail = format!("must not hold the character U+{:04X}", u32::from(character));
        errors.push(FieldError::new(field, FieldCode::ForbiddenCharacter, detail));
    }
    let length = text.chars().count();
    if length > limit {
        let detail = format!("{length} characters where at most {limit} are allowed");
        errors.push(FieldError::new(field, FieldCode::TooLong, detail));
    }
}

/// Controls, those of direction and annotation too, private use, tags and noncharacters: nothing that a story needs,
/// and each a way to show a reader something else than was judged.
fn is_forbidden(character: char) -> bool {
    let is_direction = matches!(character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}');
    let is_annotation = matches!(character, '\u{fff9}'..='\u{fffb}');
    let is_tag = matches!(character, '\u{e0000}'..='\u{e007f}');
    let is_noncharacter = matches!(character, '\u{fdd0}'..='\u{fdef}') || u32::from(character) & 0xfffe == 0xfffe;
    let category = character.general_category();
    let is_control = matches!(category, GeneralCategory::Control | GeneralCategory::PrivateUse);
    is_control || is_direction || is_annotation || is_tag || is_noncharacter
}

fn has_visible(text: &str) -> bool {
    text.chars().any(is_visible)
}

/// Whether a character alone leaves ink: no white space, no mark without its base, no format character, no filler.
fn is_visible(character: char) -> bool {
    let is_filler = matches!(character, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}' | '\u{1d159}');
    let has_ink = !matches!(
        character.general_category_group(),
        GeneralCategoryGroup::Mark | GeneralCategoryGroup::Separator | GeneralCategoryGroup::Other
    );
    // emoji newer than the tables are still unassigned there, and are seen
    let is_unassigned = character.general_category() == GeneralCategory::Unassigned;
    (has_ink || is_unassigned) && !is_filler && !is_ignorable_unassigned(character)
}

/// Unassigned places that Unicode reserves for characters that leave no ink (`Default_Ignorable_Code_Point`).
fn is_ignorable_unassigned(character: char) -> bool {
    matches!(character, '\u{2065}' | '\u{fff0}'..='\u{fff8}' | '\u{e0080}'..='\u{e0fff}')
}

/// Tags differ in no letter's case.
fn fold_language(language: &str) -> String {
    language.trim().to_ascii_lowercase()
}

/// Checks the shape of a BCP 47 tag; whether it is known is asked of the moderator, in [`super::safety`].
fn normalise_language(language: &str, errors: &mut Vec<FieldError>) -> String {
    let language = fold_language(language);
    let is_subtag = |tag: &str| (1..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let starts_well = language
        .split('-')
        .next()
        .is_some_and(|tag| tag.len() >= 2 && tag.bytes().all(|byte| byte.is_ascii_alphabetic()));
    if !starts_well || language.len() > 35 || !language.split('-').all(is_subtag) {
        errors.push(FieldError::new("language", FieldCode::UnsupportedLanguage, "must be a language tag, like en"));
    }
    language
}
