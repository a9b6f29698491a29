//! What a wish is about: somebody, and a fear, a loss, a deed, a journey or a friend. A theme is only ever data: its
//! fragments fill slots of written lines.

use super::being::being;
use super::pronoun::Pronoun;
use super::subject::{Subject, Theme};

const VERBS: [&str; 60] = [
    "build",
    "bake",
    "make",
    "find",
    "learn",
    "grow",
    "fly",
    "paint",
    "sing",
    "dance",
    "save",
    "rescue",
    "help",
    "catch",
    "cook",
    "climb",
    "win",
    "discover",
    "explore",
    "play",
    "teach",
    "open",
    "plant",
    "meet",
    "ride",
    "swim",
    "write",
    "draw",
    "invent",
    "clean",
    "share",
    "follow",
    "chase",
    "solve",
    "tame",
    "wake",
    "become",
    "get",
    "have",
    "start",
    "hatch",
    "join",
    "run",
    "read",
    "tell",
    "count",
    "throw",
    "plan",
    "organise",
    "organize",
    "celebrate",
    "befriend",
    "collect",
    "fix",
    "repair",
    "turn",
    "eat",
    "sleep",
    "jump",
    "wash",
];

const GOING: [&str; 14] = [
    "go", "goes", "travel", "travels", "fly", "flies", "sail", "sails", "walk", "walks", "journey", "visit", "visits",
    "went",
];

pub(super) fn read(theme: &str) -> Theme {
    let text = cleaned(theme);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let small: Vec<&str> = lower.iter().map(String::as_str).collect();
    let long = words.len() > 18 || text.contains(['.', '!', '?', ';', ':', '\n', '@', '/', '#', '=', '*', '`']);
    if long || !text.chars().any(char::is_alphabetic) {
        return anything();
    }
    if let Some(subject) = without_being(&words, &small) {
        return Theme { beings: Vec::new(), subject: Some(subject), place: None };
    }
    about_somebody(&words, &small).unwrap_or_else(anything)
}

/// What reads as none of these: any plot will do.
const fn anything() -> Theme {
    Theme { beings: Vec::new(), subject: None, place: None }
}

/// The theme on one line, without the signs that would break a sentence, and without "tell me a story about".
fn cleaned(theme: &str) -> String {
    let kept: String = theme
        .chars()
        .map(|c| {
            if matches!(c, '{' | '}' | '"' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' | '<' | '>' | '\\')
                || c.is_control()
            {
                ' '
            } else {
                c
            }
        })
        .collect();
    let line = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!' | '?' | ',' | '\''));
    for opening in [
        "please ",
        "tell me ",
        "tell ",
        "write ",
        "i want ",
        "a story ",
        "the story ",
        "a tale ",
        "story ",
        "about ",
        "of ",
        "once upon a time ",
        "there was ",
    ] {
        if text.get(..opening.len()).is_some_and(|head| head.eq_ignore_ascii_case(opening))
            && text.len() > opening.len()
        {
            text = &text[opening.len()..];
        }
    }
    text.trim().to_owned()
}

/// "the lost umbrella", "a trip to the moon", "learning to swim".
fn without_being(words: &[&str], small: &[&str]) -> Option<Subject> {
    let from = |at: usize| fragment(&words[at..]);
    match small {
        ["the" | "a" | "my" | "our", "lost" | "missing" | "stolen" | "vanished", _, ..] => {
            Some(Subject::Lost(format!("the {}", fragment(&words[2..])?)))
        }
        ["lost" | "missing", _, ..] => Some(Subject::Lost(format!("the {}", from(1)?))),
        ["the", "search" | "hunt" | "quest", "for", _, ..] => Some(Subject::Lost(from(3)?)),
        ["looking" | "searching", "for", _, ..] => Some(Subject::Lost(from(2)?)),
        ["a" | "the" | "our" | "my", "trip" | "journey" | "voyage" | "visit" | "flight" | "way", "to", _, ..] => {
            Some(Subject::Journey(from(3)?))
        }
        ["a" | "the", _, "trip" | "journey" | "voyage" | "flight", "to", _, ..] => Some(Subject::Journey(from(4)?)),
        ["going" | "flying" | "sailing" | "travelling" | "traveling", "to", _, ..] => Some(Subject::Journey(from(2)?)),
        ["how" | "learning" | "wanting", "to", _, ..] => Some(Subject::Deed(from(2)?)),
        ["fear", "of", _, ..] => Some(Subject::Fear(from(2)?)),
        ["being" | "the", "afraid" | "scared" | "fear", "of", _, ..] => Some(Subject::Fear(from(3)?)),
        ["friends" | "friendship"]
        | ["a" | "the", "friend" | "friendship"]
        | ["a" | "my" | "the", "new" | "best", "friend"]
        | ["making" | "finding", .., "friend" | "friends"] => Some(Subject::Friend),
        _ => None,
    }
}

fn about_somebody(words: &[&str], small: &[&str]) -> Option<Theme> {
    let relative = small.iter().position(|word| matches!(*word, "who" | "that" | "which" | "whose"));
    let verb = small.iter().enumerate().skip(1).position(|(at, word)| is_verb(word) && at > 0).map(|at| at + 1);
    let (end, rest) = match (relative, verb) {
        (Some(at), _) => (at, at + 1),
        (None, Some(at)) => (at, at),
        (None, None) => (words.len(), words.len()),
    };
    let mut being = being(&words[..end], relative.is_some() || verb.is_some())?;
    being.pronoun = small[rest..].iter().find_map(|word| match *word {
        "his" | "he" | "himself" => Some(Pronoun::He),
        "her" | "she" | "herself" => Some(Pronoun::She),
        _ => None,
    });
    if rest == words.len() {
        return Some(Theme { beings: vec![being], subject: None, place: None });
    }
    let subject = predicate(&words[rest..], &small[rest..])?;
    Some(Theme { beings: vec![being], subject: Some(subject), place: None })
}

fn is_verb(word: &str) -> bool {
    const OTHERS: [&str; 32] = [
        "is", "are", "was", "were", "afraid", "scared", "can't", "cannot", "can", "could", "couldn't", "wants", "want",
        "wishes", "dreams", "hopes", "tries", "loses", "lost", "looks", "searches", "loves", "needs", "learns",
        "who's", "wanted", "look", "search", "lose", "need", "found", "feels",
    ];
    OTHERS.contains(&word) || GOING.contains(&word) || VERBS.contains(&base(word).as_str())
}

/// What is said of somebody.
fn predicate(words: &[&str], small: &[&str]) -> Option<Subject> {
    let from = |at: usize| fragment(&words[at..]);
    match small {
        ["is" | "are" | "was" | "were" | "gets" | "feels", ..] if words.len() > 1 => {
            predicate(&words[1..], &small[1..])
        }
        ["very" | "so" | "always" | "really" | "also" | "just", _, ..] => predicate(&words[1..], &small[1..]),
        ["afraid" | "scared" | "frightened" | "terrified", "of", _, ..] => Some(Subject::Fear(from(2)?)),
        ["lonely" | "alone", ..] | [.., "friend" | "friends"] => Some(Subject::Friend),
        ["lost" | "loses" | "lose" | "misses", _, ..] => Some(Subject::Lost(from(1)?)),
        ["looking" | "looks" | "look" | "searching" | "searches" | "search", "for", _, ..] => {
            Some(Subject::Lost(from(2)?))
        }
        ["can't" | "cannot" | "couldn't", _, ..] => Some(Subject::Deed(from(1)?)),
        ["can" | "could", "not", _, ..] => Some(Subject::Deed(from(2)?)),
        [.., "to", "visit", _] | ["visit" | "visits", _] => {
            Some(Subject::Journey(fragment(&words[words.len() - 1..])?))
        }
        [
            "wants" | "want" | "wanted" | "wishes" | "hopes" | "dreams" | "tries" | "loves" | "learns" | "learn"
            | "learning" | "trying",
            "to",
            _,
            ..,
        ] => journey(&words[2..], &small[2..]).or_else(|| deed(&words[2..], &small[2..])),
        ["wants" | "want" | "wanted" | "needs" | "need", _, ..] => Some(Subject::Lost(from(1)?)),
        [verb, ..] if GOING.contains(verb) => journey(words, small).or_else(|| deed(words, small)),
        [verb, _, ..] if VERBS.contains(&base(verb).as_str()) => deed(words, small),
        _ => None,
    }
}

fn journey(words: &[&str], small: &[&str]) -> Option<Subject> {
    let at = match small {
        ["visit" | "visits", _, ..] => 1,
        [verb, "to", _, ..] if GOING.contains(verb) => 2,
        _ => return None,
    };
    Some(Subject::Journey(fragment(&words[at..])?))
}

fn deed(words: &[&str], small: &[&str]) -> Option<Subject> {
    let verb = base(small.first()?);
    let rest = if words.len() > 1 { fragment(&words[1..])? } else { String::new() };
    let again = small.iter().skip(1).any(|word| matches!(*word, "who" | "because" | "when" | "but"));
    (!again).then(|| Subject::Deed(format!("{verb} {rest}").trim().to_owned()))
}

/// `bakes` to `bake`, `flies` to `fly`.
fn base(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let plain = verb.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with('s')).unwrap_or(verb);
    let short =
        verb.strip_suffix("es").filter(|stem| stem.ends_with("sh") || stem.ends_with("ch") || stem.ends_with('o'));
    match verb {
        "has" => "have".to_owned(),
        "is" => "be".to_owned(),
        _ => short.unwrap_or(plain).to_owned(),
    }
}

/// A part of a theme for a slot: bounded, somebody's `his own` made `the`.
fn fragment(words: &[&str]) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words.iter().take(9) {
        match word.to_lowercase().as_str() {
            "his" | "her" | "their" | "its" | "my" | "our" | "your" => kept.push("the".to_owned()),
            "own" if kept.last().is_some_and(|last| last == "the") => {}
            "the" | "a" | "an" => kept.push(word.to_lowercase()),
            _ => kept.push((*word).to_owned()),
        }
    }
    while kept.last().is_some_and(|last| {
        matches!(last.to_lowercase().as_str(), "the" | "a" | "an" | "and" | "of" | "to" | "in" | "with" | "for" | "or")
    }) {
        kept.pop();
    }
    let text = kept.join(" ");
    let text = text.trim_matches([',', '-', ' ']);
    let fine = !text.is_empty() && text.chars().count() <= 60 && text.chars().any(char::is_alphabetic);
    fine.then(|| text.to_owned())
}
