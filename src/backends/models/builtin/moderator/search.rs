//! Looks tokens up: each word, each phrase, and neighbours that are one word in pieces (`k i l l`, `ki ll`).

use super::fold::{Shape, Token};
use super::lexicon::{GAP, Lexicon, Step};
use crate::backends::models::Category;

/// Combinations of readings that are tried for neighbours in one piece.
const COMBINATIONS: usize = 64;

/// The first thing that may not be shown.
pub fn find(tokens: &[Token], lexicon: &Lexicon) -> Option<Category> {
    let passes = passing(tokens, lexicon);
    (0..tokens.len()).filter(|&start| !passes[start]).find_map(|start| {
        find_word(&tokens[start], lexicon)
            .or_else(|| find_phrase(&tokens[start..], lexicon))
            .or_else(|| find_pieces(&tokens[start..], &passes[start..], lexicon))
    })
}

/// Words with hidden letters (`f*ck`), `*` for each.
pub fn find_masked(masked: &[String], lexicon: &Lexicon) -> Option<Category> {
    let fits = |mask: &str, word: &str| {
        let seen = mask.bytes().filter(|&letter| letter != b'*').count();
        mask.len() == word.len()
            && seen >= 2
            && seen * 2 >= word.len()
            && mask.bytes().zip(word.bytes()).all(|(shown, letter)| shown == b'*' || shown == letter)
    };
    masked
        .iter()
        .find_map(|mask| lexicon.plain().iter().find(|(word, _)| fits(mask, word)).map(|(_, category)| *category))
}

/// Which tokens belong to something that passes (*killer whale*, *g r a p e*).
fn passing(tokens: &[Token], lexicon: &Lexicon) -> Vec<bool> {
    let mut passes = vec![false; tokens.len()];
    for start in 0..tokens.len() {
        let phrase = harmless_phrase(&tokens[start..], lexicon);
        let length = phrase.max(spelled_harmless(&tokens[start..], lexicon));
        passes[start..start + length].fill(true);
    }
    passes
}

fn harmless_phrase(tokens: &[Token], lexicon: &Lexicon) -> usize {
    let starting = |word| lexicon.harmless_phrases.starting(word);
    let lengths = words(&tokens[0]).flat_map(starting).filter_map(|(steps, _)| phrase_length(tokens, steps));
    lengths.max().unwrap_or(0)
}

/// How many single letters from here spell a harmless word.
fn spelled_harmless(tokens: &[Token], lexicon: &Lexicon) -> usize {
    let mut spelled = String::new();
    let mut length = 0;
    for (index, token) in tokens.iter().enumerate() {
        if token.readings[0].len() != 1 || spelled.len() > lexicon.longest() {
            break;
        }
        spelled.push_str(&token.readings[0]);
        if lexicon.is_harmless(&spelled) {
            length = index + 1;
        }
    }
    length
}

fn find_word(token: &Token, lexicon: &Lexicon) -> Option<Category> {
    words(token).chain(token.parts.iter().map(String::as_str)).find_map(|word| lexicon.word(word))
}

fn find_phrase(tokens: &[Token], lexicon: &Lexicon) -> Option<Category> {
    let starting = |word| lexicon.phrases.starting(word);
    let found = |(steps, category)| phrase_length(tokens, steps).map(|_| category);
    words(&tokens[0]).flat_map(starting).find_map(found)
}

/// How many tokens a phrase takes, if they begin with it.
fn phrase_length(tokens: &[Token], steps: &[Step]) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(0) };
    match step {
        Step::Any(alternatives) => {
            let first = tokens.first()?;
            let fits = words(first).any(|word| alternatives.iter().any(|alternative| alternative == word));
            if !fits {
                return None;
            }
            phrase_length(&tokens[1..], rest).map(|length| length + 1)
        }
        Step::Gap => (0..=GAP.min(tokens.len()))
            .find_map(|skipped| phrase_length(&tokens[skipped..], rest).map(|length| length + skipped)),
    }
}

/// Neighbours that read as one listed word. Ordinary words are never glued (*hero in*, *pen is*): one of the pieces
/// must be a fragment, and a number counts as letters only between single letters (`k 1 l l`).
fn find_pieces(tokens: &[Token], passes: &[bool], lexicon: &Lexicon) -> Option<Category> {
    let mut window = Window::default();
    for (index, token) in tokens.iter().enumerate() {
        window.take(token, lexicon);
        if passes[index] || window.length > lexicon.longest() {
            return None;
        }
        if index == 0 || !window.may_be_one_word() {
            continue;
        }
        if let Some(category) = join(&tokens[..=index]).iter().find_map(|word| lexicon.whole_word(word)) {
            return Some(category);
        }
    }
    None
}

/// Every way to read tokens as one word; of too many ways, the first for each later token.
fn join(tokens: &[Token]) -> Vec<String> {
    let mut joined = vec![String::new()];
    for token in tokens {
        let fits = joined.len() * token.readings.len() <= COMBINATIONS;
        let ends = if fits { &token.readings[..] } else { &token.readings[..1] };
        joined = joined.iter().flat_map(|start| ends.iter().map(move |end| format!("{start}{end}"))).collect();
    }
    joined
}

/// What the pieces taken so far are like.
#[derive(Default)]
struct Window {
    pieces: usize,
    length: usize,
    letters: usize,
    numbers: usize,
    longest: usize,
    has_fragment: bool,
    ends_in_initial: bool,
}

impl Window {
    fn take(&mut self, token: &Token, lexicon: &Lexicon) {
        let length = token.readings.iter().map(String::len).min().unwrap_or_default();
        self.pieces += 1;
        self.length += length;
        self.longest = self.longest.max(length);
        match token.shape {
            Shape::Number => self.numbers += 1,
            _ => self.letters += 1,
        }
        let is_fragment = token.shape == Shape::Mixed || !lexicon.is_ordinary(&token.readings[0]);
        self.has_fragment |= is_fragment && token.shape != Shape::Number;
        self.ends_in_initial = token.shape == Shape::Initial;
    }

    fn may_be_one_word(&self) -> bool {
        let has_few_numbers = self.numbers == 0 || (self.longest == 1 && self.letters >= self.numbers);
        let is_name_with_initial = self.pieces == 2 && self.ends_in_initial && self.longest > 1;
        self.has_fragment && has_few_numbers && !is_name_with_initial
    }
}

/// The ways to read a token as a word; a number is none.
fn words(token: &Token) -> impl Iterator<Item = &str> {
    let readings = if token.shape == Shape::Number { &[] } else { token.readings.as_slice() };
    readings.iter().map(String::as_str)
}
