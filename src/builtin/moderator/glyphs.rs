//! A text as glyphs: folded signs, and the letters that each of them may stand for.

use super::letters::folded;

/// A sign after folding: an ASCII letter in lower case, a digit, a blank, or a symbol.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) sign: char,
    pub(super) is_upper: bool,
}

/// A text sign by sign.
pub(super) fn glyphs(text: &str) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            push_ascii(character, &mut glyphs);
        } else {
            folded(character).for_each(|part| push_ascii(part, &mut glyphs));
        }
    }
    glyphs
}

fn push_ascii(character: char, glyphs: &mut Vec<Glyph>) {
    let is_upper = character.is_ascii_uppercase();
    let sign = if character.is_whitespace() { ' ' } else { character.to_ascii_lowercase() };
    glyphs.push(Glyph { sign, is_upper });
}

/// Whether a sign is read as a letter wherever it stands.
pub(super) fn stands_for_letter(glyph: Glyph) -> bool {
    glyph.sign.is_ascii_alphanumeric() || matches!(glyph.sign, '@' | '$' | '€' | '£')
}

/// Strokes that stand for a letter become the digit one: between letters (`k!ll`), after one (`ki||`), or alone among
/// single letters (`k ! l l`).
pub(super) fn name_strokes(glyphs: &mut [Glyph]) {
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

/// The letters that a sign may stand for.
pub(super) fn letters_of(glyph: Glyph, may_be_l: bool) -> &'static [char] {
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
