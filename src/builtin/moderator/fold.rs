//! Undoes disguises: what a reader's eye takes for a letter becomes that letter.
//!
//! A [`Token`] is what stands between two gaps, in every way it can be read: `k1ll` as `kill` and `klll`. Gaps are
//! white space and everything that is neither letter, digit nor a sign used for a letter; [`super::search`] decides
//! which of them to close.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// More readings of one token than this are not followed: four signs of two meanings, or a few more of one.
const READINGS: usize = 32;

/// What a contraction ends with; the word before it is judged alone (*who're*).
const CONTRACTIONS: [&str; 7] = ["s", "t", "d", "m", "ll", "re", "ve"];

/// Letters that look like Latin ones and that Unicode's table of confusables does not map to them.
const LOOK_ALIKES: [(char, &str); 57] = [
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ß', "ss"),
    ('þ', "th"),
    ('ŋ', "n"),
    ('ɐ', "a"),
    ('ʙ', "b"),
    ('ᴄ', "c"),
    ('ᴅ', "d"),
    ('ᴇ', "e"),
    ('ꜰ', "f"),
    ('ɢ', "g"),
    ('ʜ', "h"),
    ('ɪ', "i"),
    ('ᴊ', "j"),
    ('ᴋ', "k"),
    ('ʟ', "l"),
    ('ᴍ', "m"),
    ('ɴ', "n"),
    ('ᴏ', "o"),
    ('ᴘ', "p"),
    ('ʀ', "r"),
    ('ꜱ', "s"),
    ('ᴛ', "t"),
    ('ᴜ', "u"),
    ('ᴠ', "v"),
    ('ᴡ', "w"),
    ('ʏ', "y"),
    ('ᴢ', "z"),
    ('ĸ', "k"),
    ('к', "k"),
    ('в', "b"),
    ('н', "h"),
    ('т', "t"),
    ('м', "m"),
    ('и', "u"),
    ('п', "n"),
    ('я', "r"),
    ('з', "e"),
    ('є', "e"),
    ('α', "a"),
    ('β', "b"),
    ('ε', "e"),
    ('η', "n"),
    ('ι', "i"),
    ('κ', "k"),
    ('μ', "u"),
    ('τ', "t"),
    ('υ', "u"),
    ('χ', "x"),
    ('ω', "w"),
];

/// One way to read a token, and all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Lower-case Latin letters only; at least one reading. A number has the letters that its digits may stand for.
    pub readings: Vec<String>,
    /// The words between the digits and signs of a mixed token (`kill4fun`).
    pub parts: Vec<String>,
    /// How it was typed.
    pub shape: Shape,
}

/// How a token was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Letters.
    Word,
    /// One capital letter: perhaps the initial of a name.
    Initial,
    /// Letters with digits or signs among them.
    Mixed,
    /// Digits alone.
    Number,
}

/// A sign after folding: an ASCII letter in lower case, a digit, a blank, or a symbol.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    sign: char,
    is_upper: bool,
}

/// A text as tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut glyphs = glyphs(text);
    name_strokes(&mut glyphs);
    let mut tokens = Vec::new();
    for chunk in glyphs.split(|glyph| glyph.sign == ' ') {
        for part in pieces(chunk) {
            push_tokens(part, &mut tokens);
        }
    }
    tokens
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

/// The ASCII letters or digits that a character stands for, in lower case; `None` when it stands for none.
pub fn plain_letters(character: char) -> Option<String> {
    let base: String = character.nfkd().filter(|&part| !is_dropped(part)).collect();
    let folded: String = base.chars().flat_map(fold_one).flat_map(char::to_lowercase).collect();
    (!folded.is_empty() && folded.chars().all(|part| part.is_ascii_alphanumeric())).then_some(folded)
}

/// Accents, zero-width characters and other marks that a letter is read without.
fn is_dropped(character: char) -> bool {
    let is_mark = character.general_category_group() == GeneralCategoryGroup::Mark;
    is_mark || character.general_category() == GeneralCategory::Format || character == '\u{3164}'
}

fn glyphs(text: &str) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            push_ascii(character, &mut glyphs);
        } else {
            character.nfkd().filter(|&part| !is_dropped(part)).flat_map(fold_one).for_each(|part| {
                push_ascii(part, &mut glyphs);
            });
        }
    }
    glyphs
}

fn push_ascii(character: char, glyphs: &mut Vec<Glyph>) {
    let is_upper = character.is_ascii_uppercase();
    let sign = if character.is_whitespace() { ' ' } else { character.to_ascii_lowercase() };
    glyphs.push(Glyph { sign, is_upper });
}

/// What one decomposed character looks like.
fn fold_one(character: char) -> Vec<char> {
    if character.is_ascii() {
        return vec![character];
    }
    if let Some(letter) = framed_letter(character) {
        return vec![letter];
    }
    if let Some(letters) = look_alike(character) {
        return letters.chars().collect();
    }
    let prototype: Vec<char> = unicode_security::skeleton(character.encode_utf8(&mut [0; 4])).collect();
    if prototype.iter().all(char::is_ascii) {
        return prototype;
    }
    match character {
        '’' | '‘' | 'ʼ' => vec!['\''],
        _ => vec![character],
    }
}

fn stands_for_letter(glyph: Glyph) -> bool {
    glyph.sign.is_ascii_alphanumeric() || matches!(glyph.sign, '@' | '$' | '€' | '£')
}

/// Strokes that stand for a letter become the digit one: between letters (`k!ll`), after one (`ki||`), or alone among
/// single letters (`k ! l l`).
fn name_strokes(glyphs: &mut [Glyph]) {
    for index in 1..glyphs.len() {
        if !matches!(glyphs[index].sign, '!' | '|') {
            continue;
        }
        let is_letter = |place: usize| glyphs.get(place).copied().is_some_and(stands_for_letter);
        let is_bar = |place: usize| glyphs.get(place).is_some_and(|glyph| glyph.sign == '|');
        let is_inside =
            is_letter(index - 1) && (glyphs[index].sign == '|' || is_letter(index + 1) || is_bar(index + 1));
        if is_inside || stands_among_single_letters(glyphs, index) {
            glyphs[index].sign = '1';
        }
    }
}

fn stands_among_single_letters(glyphs: &[Glyph], index: usize) -> bool {
    let is_letter = |glyph: &Glyph| stands_for_letter(*glyph) || glyph.sign == '|';
    let is_single = |gap: usize, next: Option<&Glyph>| (1..=4).contains(&gap) && !next.is_some_and(is_letter);
    // what is farther away than a gap and its letter is not looked at
    let (before, after) = (&glyphs[index.saturating_sub(6)..index], &glyphs[index + 1..]);
    let after = &after[..after.len().min(6)];
    let Some(left) = before.iter().rposition(is_letter) else { return false };
    let is_single_before = is_single(before.len() - left - 1, left.checked_sub(1).map(|place| &before[place]));
    let is_single_after = after.iter().position(is_letter).is_some_and(|right| is_single(right, after.get(right + 1)));
    is_single_before && (is_single_after || glyphs[index].sign == '|')
}

/// Letters by the table above; capitals as their small letters.
fn look_alike(character: char) -> Option<&'static str> {
    let find = |wanted: char| LOOK_ALIKES.iter().find(|(letter, _)| *letter == wanted).map(|(_, letters)| *letters);
    let is_capital_of_its_own = matches!(character, 'Η' | 'Ν' | 'Ρ' | 'Υ' | 'Χ' | 'В' | 'Н' | 'Р' | 'С' | 'У' | 'Х');
    find(character).or_else(|| {
        if is_capital_of_its_own {
            return None;
        }
        character.to_lowercase().next().filter(|small| *small != character).and_then(find)
    })
}

/// Letters in boxes and circles, and those that flags are made of.
fn framed_letter(character: char) -> Option<char> {
    let code = u32::from(character);
    let start = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6].into_iter().find(|start| (*start..*start + 26).contains(&code))?;
    char::from_u32(u32::from('a') + code - start)
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

fn push_tokens(piece: &[Glyph], tokens: &mut Vec<Token>) {
    let mut parts: Vec<&[Glyph]> = piece.split(|glyph| glyph.sign == '\'').collect();
    let is_contraction = |part: &[Glyph]| {
        let ending: String = part.iter().map(|glyph| glyph.sign).collect();
        CONTRACTIONS.contains(&ending.as_str())
    };
    if parts.len() == 2 && is_contraction(parts[1]) {
        let ending = parts.pop().unwrap_or_default();
        let mut token = token(parts[0]);
        token.readings.extend(disguised_contraction(parts[0], ending));
        return tokens.push(token);
    }
    tokens.extend(parts.into_iter().filter(|part| !part.is_empty()).map(token));
}

/// A word cut to look like a contraction (`ki'll`) in one piece; nothing for what is one, and for a possessive.
fn disguised_contraction(word: &[Glyph], ending: &[Glyph]) -> Vec<String> {
    let joined = readings(&[word, ending].concat());
    let is_real = matches!(joined[0].as_str(), "hell" | "whore") || ending.len() == 1 && ending[0].sign == 's';
    if is_real { Vec::new() } else { joined }
}

fn token(part: &[Glyph]) -> Token {
    let letters = part.iter().filter(|glyph| glyph.sign.is_ascii_lowercase()).count();
    let shape = match letters {
        0 if part.iter().all(|glyph| glyph.sign.is_ascii_digit()) => Shape::Number,
        1 if part.len() == 1 && part[0].is_upper => Shape::Initial,
        count if count == part.len() => Shape::Word,
        _ => Shape::Mixed,
    };
    let parts = if shape == Shape::Mixed { parts(part) } else { Vec::new() };
    Token { readings: readings(part), parts, shape }
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

/// The letters that a sign may stand for.
fn letters_of(glyph: Glyph, may_be_l: bool) -> &'static [char] {
    const ALPHABET: [char; 26] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
        'w', 'x', 'y', 'z',
    ];
    match glyph.sign {
        '1' | '!' | '|' => &['i', 'l'],
        'i' if may_be_l => &['i', 'l'],
        '0' => &['o'],
        '2' => &['z'],
        '3' | '€' => &['e'],
        '4' | '@' => &['a'],
        '5' | '$' => &['s'],
        '6' => &['g', 'b'],
        '7' | '+' => &['t'],
        '8' => &['b'],
        '9' => &['g'],
        '£' => &['l'],
        letter @ 'a'..='z' => {
            let index = usize::from(u8::try_from(letter).unwrap_or(b'a') - b'a');
            &ALPHABET[index..=index]
        }
        _ => &['-'],
    }
}
