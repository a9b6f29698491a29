//! Looks tokens up: each word, each phrase, and neighbours that are one word in pieces (`k i l l`, `ki ll`).

use super::fold::{Shape, Token};
use super::lexicon::{GAP, Lexicon, Step};
use crate::domain::Category;

/// Combinations of readings that are tried for neighbours in one piece.
const COMBINATIONS: usize = 64;

/// The first thing that may not be shown.
///
/// `passes` names the tokens that are told whatever they say; `turns` whether what begins with a token is turned around
/// (*say no to drugs*).
pub fn find(
    tokens: &[Token],
    lexicon: &Lexicon,
    mut passes: Vec<bool>,
    turns: impl Fn(usize, Category) -> bool,
) -> Option<Category> {
    add_passing(tokens, lexicon, &mut passes);
    let pieces: Vec<Piece> = tokens.iter().map(|token| Piece::of(token, lexicon)).collect();
    (0..tokens.len()).filter(|&start| !passes[start]).find_map(|start| {
        let found = find_word(&tokens[start], lexicon)
            .or_else(|| find_phrase(&tokens[start..], lexicon))
            .or_else(|| find_pieces(&tokens[start..], &pieces[start..], &passes[start..], lexicon));
        found.filter(|category| !turns(start, *category))
    })
}

/// Words with hidden letters (`f*ck`), `*` for each: at least half of the letters, and two, are seen.
pub fn find_masked(masked: &[String], lexicon: &Lexicon) -> Option<Category> {
    let is_seen_enough = |mask: &&String| {
        let seen = mask.bytes().filter(|&letter| letter != b'*').count();
        seen >= 2 && seen * 2 >= mask.len()
    };
    let fits =
        |mask: &str, word: &str| mask.bytes().zip(word.bytes()).all(|(shown, letter)| shown == b'*' || shown == letter);
    masked.iter().filter(is_seen_enough).find_map(|mask| {
        lexicon.plain(mask.len()).iter().find(|(word, _)| fits(mask, word)).map(|(_, category)| *category)
    })
}

/// Which tokens belong to something that passes (*killer whale*, *g r a p e*).
fn add_passing(tokens: &[Token], lexicon: &Lexicon, passes: &mut [bool]) {
    for start in 0..tokens.len() {
        let phrase = harmless_phrase(&tokens[start..], lexicon);
        let length = phrase.max(spelled_harmless(&tokens[start..], lexicon));
        passes[start..start + length].fill(true);
    }
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
        if token.readings[0].len() != 1 || spelled.len() > lexicon.longest_harmless() {
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
fn find_pieces(tokens: &[Token], pieces: &[Piece], passes: &[bool], lexicon: &Lexicon) -> Option<Category> {
    let reach = reach(pieces, passes, lexicon.longest());
    let mut window = Window::default();
    let mut joined = vec![Joined::default()];
    for (token, piece) in tokens.iter().zip(&pieces[..reach]) {
        window.take(piece);
        joined = extended(&joined, token, lexicon);
        if joined.is_empty() {
            return None;
        }
        if window.pieces == 1 || !window.may_be_one_word() {
            continue;
        }
        if let Some(category) = joined.iter().find_map(|joined| lexicon.whole_word(&joined.word)) {
            return Some(category);
        }
    }
    None
}

/// How many pieces from here may be one word by their length; none when no fragment is among them.
fn reach(pieces: &[Piece], passes: &[bool], longest: usize) -> usize {
    let mut length = 0;
    let mut has_fragment = false;
    let fits = |(piece, passes): &(&Piece, &bool)| {
        length += piece.length;
        has_fragment |= piece.is_fragment && !**passes && length <= longest;
        !**passes && length <= longest
    };
    let reach = pieces.iter().zip(passes).take_while(fits).count();
    if has_fragment { reach } else { 0 }
}

/// One way to read neighbours as one word, while it may become a listed one.
#[derive(Clone, Debug, Default)]
struct Joined {
    word: String,
    /// Its letters without repetitions.
    key: String,
}

impl Joined {
    fn with(&self, end: &str) -> Self {
        let mut longer = self.clone();
        longer.word.push_str(end);
        for letter in end.chars() {
            if !longer.key.ends_with(letter) {
                longer.key.push(letter);
            }
        }
        longer
    }
}

/// Every way to read one token more that still begins a listed word; of too many ways, the first.
fn extended(joined: &[Joined], token: &Token, lexicon: &Lexicon) -> Vec<Joined> {
    let ways = joined.iter().flat_map(|start| token.readings.iter().map(|end| start.with(end)));
    ways.filter(|longer| lexicon.begins_word(&longer.key)).take(COMBINATIONS).collect()
}

/// What matters of a token as a piece of a word.
#[derive(Clone, Copy)]
struct Piece {
    length: usize,
    shape: Shape,
    /// Whether it is no word of its own.
    is_fragment: bool,
}

impl Piece {
    fn of(token: &Token, lexicon: &Lexicon) -> Self {
        let length = token.readings.iter().map(String::len).min().unwrap_or_default();
        let is_fragment = match token.shape {
            Shape::Number => false,
            Shape::Mixed => true,
            Shape::Word | Shape::Initial => !lexicon.is_ordinary(&token.readings[0]),
        };
        Self { length, shape: token.shape, is_fragment }
    }
}

/// What the pieces taken so far are like.
#[derive(Default)]
struct Window {
    pieces: usize,
    letters: usize,
    numbers: usize,
    longest: usize,
    has_fragment: bool,
    ends_in_initial: bool,
}

impl Window {
    fn take(&mut self, piece: &Piece) {
        self.pieces += 1;
        self.longest = self.longest.max(piece.length);
        match piece.shape {
            Shape::Number => self.numbers += 1,
            _ => self.letters += 1,
        }
        self.has_fragment |= piece.is_fragment;
        self.ends_in_initial = piece.shape == Shape::Initial;
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
