//! Undoes disguises: what a reader's eye takes for a letter becomes that letter.
//!
//! A [`Token`] is what stands between two gaps, in every way it can be read: `k1ll` as `kill` and `klll`. Gaps are
//! white space and everything that is neither letter, digit nor a sign used for a letter; [`super::search`] decides
//! which of them to close.

use super::glyphs::{Glyph, glyphs, letters_of, name_strokes, stands_for_letter};

/// More readings of one token than this are not followed: four signs of two meanings, or a few more of one.
const READINGS: usize = 32;

/// What a contraction ends with; the word before it is judged alone (*who're*).
const CONTRACTIONS: [&str; 7] = ["s", "t", "d", "m", "ll", "re", "ve"];

/// One way to read a token, and all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Lower-case Latin letters only; at least one reading. A number has the letters that its digits may stand for.
    pub readings: Vec<String>,
    /// The words between the digits and signs of a mixed token (`kill4fun`).
    pub parts: Vec<String>,
    /// How it was typed.
    pub shape: Shape,
    /// Whether it begins with a capital letter.
    pub is_capital: bool,
    /// What stands between it and the token before.
    pub before: Before,
    /// What a contraction took from its end.
    pub ending: Ending,
}

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Before {
    /// Signs within one word (`k.i.l.l`, `drink_bleach`).
    Signs,
    Space,
    /// The end of a clause: a comma, a bracket, a dash.
    Clause,
    /// The beginning of a text, or the end of a sentence.
    Sentence,
}

/// What stood behind an apostrophe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    None,
    /// `'s`: of somebody, or *is*.
    S,
    /// `n't`.
    Not,
    /// `'ll`, `'re` and others.
    Other,
}

/// How a token was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Word,
    /// One capital letter: perhaps the initial of a name.
    Initial,
    /// Letters with digits or signs among them.
    Mixed,
    Number,
}

/// A text as tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut glyphs = glyphs(text);
    name_strokes(&mut glyphs);
    let mut tokens = Vec::new();
    let mut before = Before::Sentence;
    for chunk in glyphs.split(|glyph| glyph.sign == ' ') {
        for part in pieces(chunk) {
            push_tokens(part, before, &mut tokens);
            before = Before::Signs;
        }
        // signs before the first token change nothing
        before = if tokens.is_empty() { before } else { before.max(end_of(chunk)) };
    }
    tokens
}

/// What the signs at a chunk's end say.
fn end_of(chunk: &[Glyph]) -> Before {
    let signs = chunk.iter().rev().take_while(|glyph| !glyph.sign.is_ascii_alphanumeric());
    if signs.clone().filter(|glyph| glyph.sign == '.').count() > 1 {
        // somebody hesitates
        return Before::Clause;
    }
    let quoted = signs.clone().any(|glyph| matches!(glyph.sign, '"' | '”' | '“'));
    if quoted && signs.clone().any(|glyph| matches!(glyph.sign, ',' | '.' | '!' | '?')) {
        // what somebody says ends here
        return Before::Sentence;
    }
    let said = signs.map(|glyph| match glyph.sign {
        '.' | '!' | '?' | ';' | ':' => Before::Sentence,
        ',' | '(' | ')' | '-' | '–' | '—' => Before::Clause,
        _ => Before::Space,
    });
    said.max().unwrap_or(Before::Space)
}

/// The words of a text in which signs hide letters, as `f*ck`: each hidden letter is a `*`.
pub fn masked(text: &str) -> Vec<String> {
    let is_mask = |sign: char| matches!(sign, '*' | '#' | '%');
    let read = |chunk: &[Glyph]| -> String {
        let sign = |glyph: &Glyph| if is_mask(glyph.sign) { '*' } else { letters_of(*glyph, false)[0] };
        let word: String = chunk.iter().map(sign).collect();
        word.trim_matches(|sign: char| !sign.is_ascii_lowercase()).to_owned()
    };
    if !text.contains(is_mask) {
        return Vec::new();
    }
    glyphs(text).split(|glyph| glyph.sign == ' ').map(read).filter(|word| word.contains('*')).collect()
}

/// Cuts a chunk at everything that stands for no letter. Some signs stand for letters only between others.
fn pieces(chunk: &[Glyph]) -> Vec<&[Glyph]> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for index in 0..=chunk.len() {
        let joins = chunk.get(index).is_some_and(|glyph| {
            let is_between = || {
                matches!(glyph.sign, '+' | '\'')
                    && index > start
                    && chunk.get(index + 1).copied().is_some_and(stands_for_letter)
            };
            stands_for_letter(*glyph) || is_between()
        });
        if !joins {
            if index > start {
                pieces.push(&chunk[start..index]);
            }
            start = index + 1;
        }
    }
    pieces
}

fn push_tokens(piece: &[Glyph], before: Before, tokens: &mut Vec<Token>) {
    let mut parts: Vec<&[Glyph]> = piece.split(|glyph| glyph.sign == '\'').collect();
    let is_contraction = |part: &[Glyph]| {
        let ending: String = part.iter().map(|glyph| letters_of(*glyph, false)[0]).collect();
        CONTRACTIONS.contains(&ending.as_str())
    };
    if parts.len() == 2 && is_contraction(parts[1]) {
        let ending = parts.pop().unwrap_or_default();
        let mut token = token(parts[0], before);
        token.readings.extend(disguised_contraction(parts[0], ending));
        token.ending = match ending {
            [letter] if matches!(letter.sign, 's' | '5' | '$') => Ending::S,
            [letter] if matches!(letter.sign, 't' | '7') => Ending::Not,
            _ => Ending::Other,
        };
        return tokens.push(token);
    }
    tokens.extend(parts.into_iter().filter(|part| !part.is_empty()).map(|part| token(part, before)));
}

/// A word cut to look like a contraction (`ki'll`) in one piece; nothing for what is one, and for a possessive.
fn disguised_contraction(word: &[Glyph], ending: &[Glyph]) -> Vec<String> {
    let joined = readings(&[word, ending].concat());
    let is_real = matches!(joined[0].as_str(), "hell" | "whore")
        || matches!(ending, [letter] if matches!(letter.sign, 's' | '5' | '$'));
    if is_real { Vec::new() } else { joined }
}

fn token(part: &[Glyph], before: Before) -> Token {
    let letters = part.iter().filter(|glyph| glyph.sign.is_ascii_lowercase()).count();
    let shape = match letters {
        0 if part.iter().all(|glyph| glyph.sign.is_ascii_digit()) => Shape::Number,
        1 if part.len() == 1 && part[0].is_upper => Shape::Initial,
        count if count == part.len() => Shape::Word,
        _ => Shape::Mixed,
    };
    let parts = if shape == Shape::Mixed { parts(part) } else { Vec::new() };
    Token { readings: readings(part), parts, shape, is_capital: part[0].is_upper, before, ending: Ending::None }
}

fn parts(part: &[Glyph]) -> Vec<String> {
    let words = part.split(|glyph| !glyph.sign.is_ascii_lowercase());
    words.filter(|word| word.len() > 2).map(|word| word.iter().map(|glyph| glyph.sign).collect()).collect()
}

fn readings(part: &[Glyph]) -> Vec<String> {
    let has_small = part.iter().any(|glyph| glyph.sign.is_ascii_lowercase() && !glyph.is_upper);
    let mut readings = vec![String::with_capacity(part.len())];
    for (index, glyph) in part.iter().enumerate() {
        // a capital I among small letters may be an l
        let may_be_l = has_small && index > 0 && glyph.is_upper && glyph.sign == 'i';
        let options = letters_of(*glyph, may_be_l);
        if options.len() == 1 || readings.len() * options.len() > READINGS {
            for reading in &mut readings {
                reading.push(options[0]);
            }
            continue;
        }
        readings =
            options.iter().flat_map(|letter| readings.iter().map(move |start| format!("{start}{letter}"))).collect();
    }
    add_pairs(&mut readings);
    readings
}

/// Two letters that look like one: `rn` for `m`, `vv` for `w`.
fn add_pairs(readings: &mut Vec<String>) {
    let pairs = [("rn", "m"), ("vv", "w")];
    let more: Vec<String> = readings
        .iter()
        .flat_map(|reading| pairs.iter().map(move |pair| (reading, pair)))
        .filter(|(reading, (pair, _))| reading.contains(pair))
        .map(|(reading, (pair, one))| reading.replace(pair, one))
        .collect();
    readings.extend(more);
}
