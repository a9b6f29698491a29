//! The words of a text, and where an entry of a list stands among them.

/// What stands among the words of a scene where a sentence ends: no entry reaches over it.
pub(super) const SENTENCE_END: &str = ".";

/// Lower-case words; an apostrophe ends a word, so that `Mira's` names Mira.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The last word of a kind that says what somebody is: `fox` of `a little red fox`, `captain` of `captain of a ship`.
pub(crate) fn kind_word(kind: &str) -> String {
    let words = words_of(kind);
    let head = words.iter().position(|word| matches!(word.as_str(), "of" | "with" | "from" | "who" | "in"));
    words[..head.unwrap_or(words.len())].last().cloned().unwrap_or_default()
}

/// Where an entry of one or more words stands, as whole words; a plural in `s` or `es` is the same word, and `*` any.
pub(super) fn places_of(words: &[String], entry: &str) -> Vec<usize> {
    let wanted: Vec<&str> = entry.split(' ').collect();
    let same = |window: &[String]| window.iter().zip(&wanted).all(|(word, want)| is_word(word, want));
    words.windows(wanted.len()).enumerate().filter(|(_, window)| same(window)).map(|(at, _)| at).collect()
}

fn is_word(word: &str, wanted: &str) -> bool {
    (wanted == "*" && word != SENTENCE_END)
        || word.strip_prefix(wanted).is_some_and(|rest| matches!(rest, "" | "s" | "es"))
}
