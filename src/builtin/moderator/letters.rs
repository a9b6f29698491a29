//! What a single character looks like to a reader's eye: the letters and digits that it stands for.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

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

/// The ASCII letters or digits that a character stands for, in lower case; `None` when it stands for none.
pub(super) fn plain_letters(character: char) -> Option<String> {
    let folded: String = folded(character).flat_map(char::to_lowercase).collect();
    (!folded.is_empty() && folded.chars().all(|part| part.is_ascii_alphanumeric())).then_some(folded)
}

/// Accents, zero-width characters and other marks that a letter is read without.
fn is_dropped(character: char) -> bool {
    let is_mark = character.general_category_group() == GeneralCategoryGroup::Mark;
    is_mark || character.general_category() == GeneralCategory::Format || character == '\u{3164}'
}

/// What a character that is no ASCII looks like, part by part.
pub(super) fn folded(character: char) -> impl Iterator<Item = char> {
    character.nfkd().filter(|&part| !is_dropped(part)).flat_map(fold_one)
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
