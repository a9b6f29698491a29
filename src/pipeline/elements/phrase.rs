//! Where an entry of a list stands among the words of a text.

/// Where an entry of one or more words stands, as whole words; a plural in `s` or `es` is the same word, and `*` any.
pub(super) fn places_of(words: &[String], entry: &str) -> Vec<usize> {
    let wanted: Vec<&str> = entry.split(' ').collect();
    let same = |window: &[String]| window.iter().zip(&wanted).all(|(word, want)| is_word(word, want));
    words.windows(wanted.len()).enumerate().filter(|(_, window)| same(window)).map(|(at, _)| at).collect()
}

fn is_word(word: &str, wanted: &str) -> bool {
    wanted == "*" || word.strip_prefix(wanted).is_some_and(|rest| matches!(rest, "" | "s" | "es"))
}
