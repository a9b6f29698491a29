//! What stands in a written line for a thing of the land, where a page plays in a place that has none: under the sea
//! somebody hides behind a clump of seaweed, not behind a bush. The words are in `tales/elsewhere.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::english::capitalised;
use super::marks::Surroundings;

type Words = HashMap<&'static str, &'static str>;

static WORDS: LazyLock<HashMap<&str, Words>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Words> = HashMap::new();
    let mut place = "";
    for line in include_str!("tales/elsewhere.txt").lines() {
        if let Some(name) = line.strip_prefix("== ") {
            place = name;
        } else if let Some((word, told)) = line.split_once(" = ") {
            words.entry(place).or_default().insert(word, told);
        }
    }
    words
});

/// A line with what such a place has; slots stay as they are.
pub(super) fn told_at(line: &str, surroundings: Surroundings) -> String {
    let Some(words) = WORDS.get(surroundings.name()) else { return line.to_owned() };
    let mut told = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let is_letter = |letter: char| letter.is_alphabetic() || letter == '-';
        let length = match rest.chars().next() {
            Some('{') => rest.find('}').map_or(rest.len(), |end| end + 1),
            Some(letter) if is_letter(letter) => rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len()),
            _ => rest.find(|letter| letter == '{' || is_letter(letter)).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at(length);
        let other = words.get(word.to_lowercase().as_str());
        let is_capital = word.starts_with(char::is_uppercase);
        match other {
            Some(other) if is_capital => told.push_str(&capitalised(other)),
            Some(other) => told.push_str(other),
            None => told.push_str(word),
        }
        rest = after;
    }
    told
}
