//! Misspelt kinds: `elefant`, `pengwin`. A word that no list has, where somebody or something may be named, is read as
//! the nearest known noun, if one is near enough; never where a name may stand.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::{BEING_KINDS, UNFIT, group, is_known_word, noun, noun_words};
use super::text::Text;

/// Shorter words are too near to others.
const SHORTEST: usize = 4;
/// Such short ones are put right behind an article only.
const SHORT: usize = 5;
/// From this length on two letters may be wrong.
const LONG: usize = 7;

/// The letters of a known noun of one word, and whether it is somebody.
type Word = (Vec<char>, bool);

/// Known nouns by their first letter.
static WORDS: LazyLock<HashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<Word>> = HashMap::new();
    for (word, is_somebody) in noun_words() {
        if let Some(first) = word.chars().next().filter(|_| word.chars().count() >= SHORTEST) {
            words.entry(first).or_default().push((word.chars().collect(), is_somebody));
        }
    }
    // the same answer on every run
    for list in words.values_mut() {
        list.sort();
    }
    words
});

/// The wish with misspelt kinds put right.
pub(super) fn spelt(mut text: Text) -> Text {
    for at in 0..text.len() {
        if may_be_misspelt(&text, at)
            && let Some(word) = nearest(&text, at)
        {
            text.replace(at, &word);
        }
    }
    text
}

fn may_be_misspelt(text: &Text, at: usize) -> bool {
    let word = text.word(at);
    let is_told = at > 0 && text.is_one_of(at - 1, &["a", "an", "the", "two", "three", "little"]);
    let shortest = if is_told { SHORTEST } else { SHORT };
    let plain = word.chars().count() >= shortest && word.chars().all(|letter| letter.is_ascii_lowercase());
    let is_small = at == 0 || !text.is_capital(at);
    plain && is_small && !is_known_word(word) && !UNFIT.contains(word) && !may_be_name(text, at)
}

/// Behind somebody, a title or `named` stands a name.
fn may_be_name(text: &Text, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| text.word(before)) else { return false };
    let named = ["named", "called", "name", "is", "am", "are"].contains(&before) || group("titles").contains(&before);
    named || noun(before).is_some_and(|(noun, _)| noun.is_any(&BEING_KINDS))
}

/// The nearest noun, if only one is as near; somebody rather than a thing.
fn nearest(text: &Text, at: usize) -> Option<String> {
    let word: Vec<char> = text.word(at).chars().collect();
    let most = if word.len() >= LONG { 2 } else { 1 };
    let bare = at == 0 || text.is_break(at - 1);
    let near = WORDS.get(word.first()?)?.iter().filter_map(|(known, is_somebody)| {
        // a plural only where one was meant
        let distance =
            distance(&word, known, most).filter(|_| known.last() != Some(&'s') || word.last() == Some(&'s'))?;
        // a thing must be nearer, and no thing begins a wish
        let fits = *is_somebody || distance < 2 && word.len() > SHORT && !bare;
        fits.then_some((distance, !*is_somebody, known))
    });
    let mut near: Vec<_> = near.collect();
    near.sort();
    match near[..] {
        [first] => Some(first.2.iter().collect()),
        [first, second, ..] if (first.0, first.1) != (second.0, second.1) => Some(first.2.iter().collect()),
        _ => None,
    }
}

/// How many letters differ, are left out, added or have changed places; `None` for more than `most`.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut rows = vec![(0..=other.len()).collect::<Vec<usize>>()];
    for at in 0..one.len() {
        let mut row = vec![at + 1];
        for to in 0..other.len() {
            let changed = rows[at][to] + usize::from(one[at] != other[to]);
            let mut least = changed.min(rows[at][to + 1] + 1).min(row[to] + 1);
            if at > 0 && to > 0 && one[at] == other[to - 1] && one[at - 1] == other[to] {
                least = least.min(rows[at - 1][to - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()].last().copied().filter(|found| *found <= most)
}
