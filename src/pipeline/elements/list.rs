//! Lists of words as files: a line is `meaning: word, several words, word`, and `#` begins a comment.

/// The lines of a list: a meaning, and the words for it. A meaning may have several lines.
pub(crate) fn entries(list: &'static str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter_map(|line| {
        let (meaning, words) = line.split_once(':')?;
        Some((meaning.trim(), words.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()))
    })
}
