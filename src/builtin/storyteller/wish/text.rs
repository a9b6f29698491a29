//! A wish as words and signs: contractions written out, quotes and pictures left out.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A word or a sign of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// As it was typed.
    pub(super) typed: String,
    /// In small letters; `,` within a sentence and `.` between two; `'s` for a possessive.
    pub(super) lower: String,
}

/// A wish in tokens. Every reader works with a place in it, and gives back the place behind what it read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    tokens: Vec<Token>,
}

/// The most words of a phrase in a list.
const LONGEST_PHRASE: usize = 8;

/// What short forms stand for. `'s` is an `is` behind some words only; behind others it is a possessive.
static SHORT: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| include_str!("words/short_forms.txt").lines().filter_map(|line| line.split_once(": ")).collect());

const IS_SHORT: [&str; 16] = [
    "who",
    "that",
    "which",
    "there",
    "it",
    "he",
    "she",
    "what",
    "where",
    "here",
    "how",
    "when",
    "everyone",
    "everybody",
    "nobody",
    "somebody",
];

/// Behind these `'s` is an `is`, whoever stands before it.
const AFTER_IS: [&str; 14] = [
    "afraid", "scared", "not", "lost", "missing", "sad", "lonely", "going", "trying", "looking", "learning", "a", "an",
    "too",
];

impl Text {
    pub(super) fn of(wish: &str) -> Self {
        let shouted = !wish.chars().any(char::is_lowercase);
        let wish = if shouted { wish.to_lowercase() } else { wish.to_owned() };
        let raw: Vec<String> = pieces(&wish);
        let mut tokens = Vec::new();
        for (at, piece) in raw.iter().enumerate() {
            push(&mut tokens, piece, raw.get(at + 1).map_or("", String::as_str));
        }
        Self { tokens }
    }

    /// What stands from a place on.
    pub(super) fn from(&self, at: usize) -> Self {
        Self { tokens: self.tokens.get(at..).unwrap_or_default().to_vec() }
    }

    /// What stands before a place.
    pub(super) fn until(&self, end: usize) -> Self {
        Self { tokens: self.tokens.get(..end).unwrap_or(&self.tokens).to_vec() }
    }

    /// Puts what stands from a place on in another place before it.
    pub(super) fn bring_forward(&mut self, from: usize, to: usize) {
        self.move_forward(from, self.len(), to);
    }

    /// Puts what stands between two places in another place before them.
    pub(super) fn move_forward(&mut self, from: usize, until: usize, to: usize) {
        let moved: Vec<Token> = self.tokens.drain(from..until.min(self.len())).collect();
        self.tokens.splice(to..to, moved);
    }

    /// Leaves out what stands between two places.
    pub(super) fn remove(&mut self, from: usize, until: usize) {
        self.tokens.drain(from..until.min(self.len()));
    }

    /// Writes a word as a name is written.
    pub(super) fn capitalise(&mut self, at: usize) {
        if let Some(token) = self.tokens.get_mut(at)
            && let Some(first) = token.lower.chars().next()
        {
            token.typed = first.to_uppercase().chain(token.lower.chars().skip(1)).collect();
        }
    }

    /// Puts a word or sign before what stands in a place.
    pub(super) fn put(&mut self, at: usize, word: &str) {
        self.tokens.insert(at.min(self.len()), Token { typed: word.to_owned(), lower: word.to_owned() });
    }

    /// Puts another word in a place.
    pub(super) fn replace(&mut self, at: usize, word: &str) {
        if let Some(token) = self.tokens.get_mut(at) {
            *token = Token { typed: word.to_owned(), lower: word.to_owned() };
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The word in small letters; empty behind the end.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.lower)
    }

    /// The word as typed; empty behind the end.
    pub(super) fn typed(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.typed)
    }

    /// Whether the word begins with a capital letter.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.typed(at).starts_with(char::is_uppercase)
    }

    /// Whether a sign stands here, or nothing.
    pub(super) fn is_break(&self, at: usize) -> bool {
        matches!(self.word(at), "" | "," | ".")
    }

    pub(super) fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// The place behind these words (parted by spaces), where they stand here.
    pub(super) fn after(&self, at: usize, words: &str) -> Option<usize> {
        let mut end = at;
        for word in words.split(' ') {
            if self.word(end) != word {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// Where one of the phrases stands here: the place behind the longest.
    pub(super) fn after_any(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().filter_map(|phrase| self.after(at, phrase)).max()
    }

    /// Where a phrase of a list stands here: the place behind the longest.
    pub(super) fn after_listed(&self, at: usize, phrases: &HashSet<&str>) -> Option<usize> {
        (1..=LONGEST_PHRASE)
            .rev()
            .map(|count| at + count)
            .find(|end| *end <= self.len() && phrases.contains(self.joined(at, end - at).as_str()))
    }

    /// `count` words from here, in small letters.
    pub(super) fn joined(&self, at: usize, count: usize) -> String {
        (at..at + count).map(|at| self.word(at)).collect::<Vec<_>>().join(" ")
    }
}

/// Words and signs, parted. What is no letter, number or sign of a sentence is a space.
fn pieces(wish: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut word = String::new();
    let letters: Vec<char> = wish.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let letter = if matches!(letter, '\u{2019}' | '\u{2018}' | '\u{b4}' | '`') { '\'' } else { *letter };
        let inner = at > 0
            && letters[at - 1].is_alphanumeric()
            && letters.get(at + 1).is_some_and(|next| next.is_alphanumeric());
        let title = letter == '.' && matches!(word.to_lowercase().as_str(), "mr" | "mrs" | "ms" | "dr" | "st");
        let sign = match letter {
            _ if title => None,
            ',' | '(' | ')' | ';' | ':' | '\u{2013}' | '\u{2014}' => Some(","),
            '.' | '!' | '?' | '\n' | '\u{2026}' | '\u{3002}' => Some("."),
            _ => None,
        };
        let is_word = letter.is_alphanumeric() || is_mark(letter) || (inner && matches!(letter, '-' | '\'')) || title;
        if is_word {
            word.push(letter);
            continue;
        }
        if !word.is_empty() {
            pieces.push(std::mem::take(&mut word));
        }
        if letter == '&' || letter == '+' {
            pieces.push("and".to_owned());
        }
        if letter == '-' && !inner {
            pieces.push(",".to_owned());
        }
        pieces.extend(sign.map(str::to_owned));
    }
    if !word.is_empty() {
        pieces.push(word);
    }
    pieces
}

/// Marks that belong to the letter before them, in scripts that write vowels so.
fn is_mark(letter: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
    letter.general_category_group() == GeneralCategoryGroup::Mark && !matches!(letter, '\u{fe00}'..='\u{fe0f}')
}

fn push(tokens: &mut Vec<Token>, piece: &str, next: &str) {
    let lower = piece.to_lowercase();
    let mut add = |typed: &str| tokens.push(Token { typed: typed.to_owned(), lower: typed.to_lowercase() });
    if let Some(long) = SHORT.get(lower.as_str()) {
        long.split(' ').for_each(add);
        return;
    }
    match lower.strip_suffix("'s") {
        Some(owner) if !owner.is_empty() => {
            add(&piece[..piece.len() - 2]);
            let next = next.to_lowercase();
            let is = IS_SHORT.contains(&owner) || AFTER_IS.contains(&next.as_str());
            add(if is { "is" } else { "'s" });
        }
        _ => add(piece),
    }
}
