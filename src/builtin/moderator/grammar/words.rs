//! Tokens as the words that patterns know, letters in a row put together again.

use std::ops::Range;

use super::vocabulary::{Vocabulary, WordId, WordSet};
use crate::builtin::moderator::fold::{Before, Ending, Shape, Token};

/// Letters of a token from which it is cut into words (*drinkbleach*).
const CUT: usize = 8;

/// Single letters from which they spell words.
const SPELLED: usize = 3;
/// How patterns write any number.
const NUMBER: &str = "0";

/// Words that are typed without a gap: two are more often one of its own (*lighthouse*).
const GLUED: usize = 3;

/// A token as a pattern sees it.
#[derive(Clone, Debug)]
pub struct Word {
    /// What it may be: nothing where no pattern knows it.
    pub ids: Vec<WordId>,
    /// What stands before it.
    pub before: Before,
    /// What a contraction took from its end.
    pub ending: Ending,
    /// The place of its first token.
    pub token: usize,
}

impl Word {
    /// Whether it may be one of these words.
    pub fn is_one_of(&self, words: &WordSet) -> bool {
        self.ids.iter().any(|id| words.contains(id))
    }
}

/// Where each sentence of a text stands among its words.
pub fn sentences(words: &[Word]) -> impl Iterator<Item = Range<usize>> + '_ {
    let ends = (1..=words.len()).filter(|end| words.get(*end).is_none_or(|word| word.before == Before::Sentence));
    ends.scan(0, |start, end| Some(std::mem::replace(start, end)..end))
}

/// A text's words in order.
pub fn words(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<Word> {
    let mut words = Vec::with_capacity(tokens.len());
    let mut place = 0;
    while place < tokens.len() {
        let joined = joined(&tokens[place..]);
        if joined >= SPELLED {
            spelled_word(&tokens[place..place + joined], place, vocabulary, &mut words);
            place += joined;
            continue;
        }
        let letters = letters(&tokens[place..]);
        if letters >= SPELLED {
            spelled(&tokens[place..place + letters], place, vocabulary, &mut words);
            place += letters;
            continue;
        }
        if let Some(ids) = halves(&tokens[place..], vocabulary) {
            words.push(Word { ids, token: place, ..word(&tokens[place], place, vocabulary) });
            place += 2;
            continue;
        }
        push(&tokens[place], place, vocabulary, &mut words);
        place += 1;
    }
    words
}

fn word(token: &Token, place: usize, vocabulary: &Vocabulary) -> Word {
    let ids = match token.shape {
        Shape::Number => {
            let small = token.readings.iter().filter_map(|reading| vocabulary.exactly(reading));
            vocabulary.exactly(NUMBER).into_iter().chain(small).collect()
        }
        _ => token.readings.iter().filter_map(|reading| vocabulary.find(reading)).collect(),
    };
    Word { ids, before: token.before, ending: token.ending, token: place }
}

/// A token as one word, or as those that were typed without a gap.
fn push(token: &Token, place: usize, vocabulary: &Vocabulary, words: &mut Vec<Word>) {
    let whole = word(token, place, vocabulary);
    let is_long = whole.ids.is_empty() && token.readings[0].len() >= CUT && token.shape != Shape::Number;
    let cut = |reading: &String| vocabulary.cut(reading, 2).filter(|parts| parts.len() >= GLUED);
    match is_long.then(|| token.readings.iter().find_map(cut)).flatten() {
        Some(parts) => push_parts(&parts, &whole, words),
        None => words.push(whole),
    }
}

fn push_parts(parts: &[WordId], whole: &Word, words: &mut Vec<Word>) {
    for (index, id) in parts.iter().enumerate() {
        let before = if index == 0 { whole.before } else { Before::Space };
        let ending = if index + 1 == parts.len() { whole.ending } else { Ending::None };
        words.push(Word { ids: vec![*id], before, ending, token: whole.token });
    }
}

/// How many single letters from here are parted by signs alone (`k.i.l.l`).
fn joined(tokens: &[Token]) -> usize {
    let goes_on = |(place, token): &(usize, &Token)| is_letter(token) && (*place == 0 || token.before == Before::Signs);
    tokens.iter().enumerate().take_while(goes_on).count()
}

/// How many single letters from here are parted by gaps.
fn letters(tokens: &[Token]) -> usize {
    let goes_on = |(place, token): &(usize, &Token)| {
        let is_new = token.before >= Before::Clause || joined(&tokens[*place..]) >= SPELLED;
        is_letter(token) && (*place == 0 || !is_new)
    };
    tokens.iter().enumerate().take_while(goes_on).count()
}

fn is_letter(token: &Token) -> bool {
    token.readings[0].len() == 1 && token.ending == Ending::None
}

/// Letters that signs part: one word, perhaps misspelt, or several without a gap.
fn spelled_word(tokens: &[Token], place: usize, vocabulary: &Vocabulary, words: &mut Vec<Word>) {
    let letters: String = tokens.iter().map(|token| token.readings[0].as_str()).collect();
    let ending = tokens[tokens.len() - 1].ending;
    let whole =
        Word { ids: vocabulary.find(&letters).into_iter().collect(), before: tokens[0].before, ending, token: place };
    match vocabulary.cut(&letters, 2).filter(|_| whole.ids.is_empty()) {
        Some(parts) => push_parts(&parts, &whole, words),
        None => words.push(whole),
    }
}

/// Letters that gaps part: as many words as they make.
fn spelled(tokens: &[Token], place: usize, vocabulary: &Vocabulary, words: &mut Vec<Word>) {
    let letters: String = tokens.iter().map(|token| token.readings[0].as_str()).collect();
    let first = word(&tokens[0], place, vocabulary);
    match vocabulary.cut(&letters, 1) {
        Some(parts) => push_parts(&parts, &first, words),
        None => words.extend(tokens.iter().zip(place..).map(|(token, place)| word(token, place, vocabulary))),
    }
}

/// A word that a gap cuts in two (*ble ach*): neither half is one that a pattern knows.
fn halves(tokens: &[Token], vocabulary: &Vocabulary) -> Option<Vec<WordId>> {
    let [first, second, ..] = tokens else { return None };
    let [one, two] = [&first.readings[0], &second.readings[0]];
    let is_whole = |half: &String| vocabulary.find(half).is_some();
    let is_near = second.before <= Before::Space && first.ending == Ending::None;
    if !is_near || one.len().min(two.len()) > 3 || one.len() + two.len() < 5 || is_whole(one) || is_whole(two) {
        return None;
    }
    vocabulary.exactly(&format!("{one}{two}")).map(|id| vec![id])
}
