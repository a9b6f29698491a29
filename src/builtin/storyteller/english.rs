//! English in small: articles, lists, capitals.

/// `a` or `an`, by the sound that a word begins with.
pub(super) fn article(word: &str) -> &'static str {
    let lower = word.to_lowercase();
    let exception = ["hour", "honest", "heir"].iter().any(|silent| lower.starts_with(silent));
    let consonant = ["uni", "use", "eu", "one", "once", "ufo", "ukulele", "unicorn"];
    let vowel =
        lower.starts_with(['a', 'e', 'i', 'o', 'u', '8']) || lower.starts_with("11 ") || lower.starts_with("18 ");
    let sounds_consonant = consonant.iter().any(|start| lower.starts_with(start)) && !lower.starts_with("unim");
    if exception || (vowel && !sounds_consonant) { "an" } else { "a" }
}

/// A word with its article.
pub(super) fn with_article(word: &str) -> String {
    format!("{} {word}", article(word))
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// The first letter, behind quotes, as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let at = text.find(|character: char| character.is_alphanumeric()).unwrap_or(0);
    let (before, rest) = text.split_at(at);
    let mut letters = rest.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{before}{first}{}", letters.as_str())
}

/// A title's capitals: every word but the small ones within.
pub(super) fn title_case(text: &str) -> String {
    const SMALL: [&str; 17] =
        ["a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "for", "with", "from", "by", "is", "as", "but"];
    let words = text
        .split(' ')
        .enumerate()
        .map(|(at, word)| if at > 0 && SMALL.contains(&word) { word.to_owned() } else { capitalised(word) });
    words.collect::<Vec<_>>().join(" ")
}
