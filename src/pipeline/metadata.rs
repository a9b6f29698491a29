//! Title, summary, tags and cast: made whole and bounded, whatever a model left out.
//! Also the two small rules for a page's words: how they are cleaned and how they are counted.
//! [`crate::pipeline::segmenter`] calls this for every outline that it finds.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::domain::{Character, Outline, StoryRequest};

/// The longest title, in characters.
pub const TITLE: usize = 80;
/// The longest summary, in characters.
pub const SUMMARY: usize = 300;
/// The most tags, and the longest, in characters.
pub const TAGS: (usize, usize) = (6, 24);
pub const CAST: usize = 8;
/// The longest name, kind or trait, in characters.
const SHORT: usize = 40;
/// The longest look, in characters.
const LOOK: usize = 120;
/// The most traits of somebody.
const TRAITS: usize = 5;

/// Words that say nothing about what a story is about.
const NO_TAGS: [&str; 46] = [
    "the", "and", "who", "with", "about", "that", "this", "for", "from", "into", "are", "was", "has", "have", "had",
    "his", "her", "their", "its", "not", "but", "one", "two", "three", "some", "very", "story", "tale", "tell",
    "please", "them", "they", "she", "him", "our", "your", "you", "where", "when", "which", "what", "then", "there",
    "would", "could", "want",
];

/// An outline as a model wrote it: anything may be missing, too long or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawOutline {
    /// Empty when not said.
    pub title: String,
    /// Empty when not said.
    pub summary: String,
    /// In the model's order.
    pub tags: Vec<String>,
    /// In the model's order; names may repeat.
    pub characters: Vec<Character>,
    /// `None` when not said.
    pub scenes: Option<u32>,
    /// What is planned of each scene, in order; empty when not said.
    pub planned: Vec<RawPlannedScene>,
}

/// A planned scene as a model wrote it: any of it may be missing, too long or nonsense.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawPlannedScene {
    pub place: String,
    pub time: String,
    /// Names, or what else somebody was called.
    pub who: Vec<String>,
    pub feeling: String,
}

/// Makes an outline whole: every field cleaned, within its bounds and, where it is missing, made from the wish.
#[must_use]
pub fn complete(raw: &RawOutline, request: &StoryRequest) -> Outline {
    let theme = clean_line(&request.theme);
    Outline {
        title: first_filled([clean_title(&raw.title), title_of_theme(&theme), "A Story".to_owned()]),
        summary: first_filled([shorten(&clean_line(&raw.summary), SUMMARY), summary_of_theme(&theme)]),
        tags: tags(&raw.tags, &theme),
        characters: cast(&raw.characters, request),
        scenes: raw.scenes.unwrap_or(request.scenes).clamp(1, request.scenes.max(1)),
    }
}

/// How many words a text has: runs of anything but white space that hold a letter or a digit.
#[must_use]
pub fn word_count(text: &str) -> u32 {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    u32::try_from(words).unwrap_or(u32::MAX)
}

/// A page's words without invisible characters; white space folded, paragraphs parted by one empty line.
#[must_use]
pub fn clean_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}'], "\n").replace('\u{2029}', "\n\n");
    let mut paragraphs = vec![String::new()];
    for line in text.split('\n').map(clean_line) {
        let open = paragraphs.last().is_some_and(|paragraph| !paragraph.is_empty());
        match (open, line.is_empty()) {
            (true, true) => paragraphs.push(String::new()),
            (_, true) => {}
            (_, false) => {
                if let Some(paragraph) = paragraphs.last_mut() {
                    if open {
                        paragraph.push(' ');
                    }
                    paragraph.push_str(&line);
                }
            }
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// One line without invisible characters, white space folded to single spaces.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let visible: String = text.chars().filter_map(visible).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts to a number of characters, at the end of a sentence or else of a word where there is one.
#[must_use]
pub fn shorten(text: &str, characters: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(characters) else { return text.to_owned() };
    let head = &text[..end];
    let half = head.len() / 2;
    let sentence = sentence_ends(head).last().filter(|at| *at >= half);
    let cut = sentence.or_else(|| head.rfind(char::is_whitespace).filter(|at| *at >= half)).unwrap_or(head.len());
    head[..cut].trim_end().to_owned()
}

/// The byte offsets behind the sentences of a text, closing quotes included.
pub fn sentence_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter_map(move |(at, character)| {
        let ends = ends_sentence(&text[..at]);
        (character.is_whitespace() && ends).then_some(at)
    })
}

/// Whether a text ends with the end of a sentence.
#[must_use]
pub fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}', ')', '\u{bb}']).ends_with(['.', '!', '?', '\u{2026}'])
}

fn visible(character: char) -> Option<char> {
    match character.general_category() {
        GeneralCategory::Control | GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator => Some(' '),
        GeneralCategory::Format => matches!(character, '\u{200c}' | '\u{200d}').then_some(character),
        GeneralCategory::PrivateUse => None,
        _ => Some(character),
    }
}

fn first_filled<const N: usize>(choices: [String; N]) -> String {
    choices.into_iter().find(|choice| !choice.is_empty()).unwrap_or_default()
}

fn clean_title(raw: &str) -> String {
    let line = clean_line(raw);
    let bare = line.trim_matches(|character: char| {
        character.is_whitespace() || matches!(character, '#' | '*' | '_' | '`' | '"' | '\u{201c}' | '\u{201d}')
    });
    shorten(bare.strip_prefix("Title:").unwrap_or(bare).trim(), TITLE)
}

fn title_of_theme(theme: &str) -> String {
    let head = theme.split(['.', '!', '?', ';', ':']).map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
    let mut letters = shorten(head, TITLE).chars().collect::<Vec<_>>().into_iter();
    // One letter may become two (ß), so the bound is kept again.
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).take(TITLE).collect();
    title.trim_end().to_owned()
}

fn summary_of_theme(theme: &str) -> String {
    let theme = theme.trim_end_matches(['.', '!', '?', ' ']);
    if theme.is_empty() {
        return "A story for you.".to_owned();
    }
    format!("A story about {}.", shorten(theme, SUMMARY - 15))
}

fn tags(raw: &[String], theme: &str) -> Vec<String> {
    let said = distinct(raw.iter().map(|tag| shorten(clean_line(tag).to_lowercase().trim_matches(['#', ' ']), TAGS.1)));
    if !said.is_empty() {
        return said;
    }
    let words = theme.split(|character: char| !character.is_alphanumeric()).map(str::to_lowercase);
    distinct(
        words
            .filter(|word| word.chars().count() > 2 && !NO_TAGS.contains(&word.as_str()))
            .map(|word| shorten(&word, TAGS.1)),
    )
}

fn distinct(tags: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags.filter(|tag| !tag.is_empty()) {
        if kept.len() < TAGS.0 && !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}

/// The wished heroes exactly as wished, then the model's, each name once.
fn cast(raw: &[Character], request: &StoryRequest) -> Vec<Character> {
    let mut cast = request.characters.clone();
    for character in raw.iter().map(bounded) {
        let name = folded(&character.name);
        if !name.is_empty() && cast.len() < CAST && cast.iter().all(|other| folded(&other.name) != name) {
            cast.push(character);
        }
    }
    cast
}

fn folded(name: &str) -> String {
    unicase::UniCase::unicode(name).to_folded_case()
}

fn bounded(character: &Character) -> Character {
    let short = |text: &str| shorten(&clean_line(text), SHORT);
    Character {
        name: short(&character.name),
        kind: short(&character.kind),
        traits: character.traits.iter().map(|text| short(text)).filter(|text| !text.is_empty()).take(TRAITS).collect(),
        look: shorten(&clean_line(&character.look), LOOK),
    }
}
