//! The words that children know, of `words.txt`. Plurals, pasts and the like are found by their endings.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::domain::AgeGroup;

/// The lists of the file.
struct Lists {
    first: HashSet<&'static str>,
    more: HashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let (first, more) = include_str!("words.txt").split_once("[more]").expect("the file has both lists");
    let (_, first) = first.split_once("[first]").expect("the file has both lists");
    Lists { first: first.split_whitespace().collect(), more: more.split_whitespace().collect() }
});

/// Endings, and what stood in their place.
const ENDINGS: [(&str, &[&str]); 13] = [
    ("ies", &["y", "ie"]),
    ("ied", &["y", "ie"]),
    ("ves", &["f", "fe"]),
    ("es", &["", "e"]),
    ("s", &[""]),
    ("ed", &["", "e"]),
    ("ing", &["", "e"]),
    ("ily", &["y"]),
    ("ly", &["", "le"]),
    ("ier", &["y"]),
    ("er", &["", "e"]),
    ("iest", &["y"]),
    ("est", &["", "e"]),
];

/// Whether children of this age know an English word, written small.
pub(super) fn is_known(word: &str, age: AgeGroup) -> bool {
    is_listed(word, age) || ENDINGS.iter().any(|(ending, stood)| is_form(word, ending, stood, age))
}

fn is_listed(word: &str, age: AgeGroup) -> bool {
    LISTS.first.contains(word) || (age != AgeGroup::ThreeToFive && LISTS.more.contains(word))
}

fn is_form(word: &str, ending: &str, stood: &[&str], age: AgeGroup) -> bool {
    let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 2) else { return false };
    // `running` is a form of `run`
    let doubled =
        stem.as_bytes().windows(2).last().is_some_and(|pair| pair[0] == pair[1]).then(|| &stem[..stem.len() - 1]);
    stood.iter().any(|stood| is_listed(&format!("{stem}{stood}"), age))
        || doubled.is_some_and(|stem| is_listed(stem, age))
}
