//! Personal data: phone numbers, addresses, mail addresses, links and handles, in many spellings.
//! Numbers that a story may well hold (years, counting, a million stars) pass.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Digits that make a phone, card or account number.
const NUMBER_LENGTH: usize = 7;
/// Signs between the groups of one number.
const WITHIN_NUMBERS: &str = " -–—‐‑.,()/+*_~";
/// What a street is called.
const STREETS: [&str; 13] =
    ["street", "str", "road", "rd", "avenue", "ave", "lane", "ln", "boulevard", "blvd", "crescent", "terrace", "alley"];
/// What a street is called too, when it is written as a name.
const STREETS_IF_CAPITAL: [&str; 13] =
    ["st", "drive", "dr", "close", "court", "ct", "place", "square", "way", "gardens", "grove", "hill", "row"];
/// Words that stand between a number and a street that is no address (*7 dwarfs walk down the road*).
const NOT_NAMES: [&str; 28] = [
    "a", "an", "the", "on", "in", "at", "to", "of", "by", "and", "or", "with", "from", "down", "up", "along", "across",
    "over", "into", "near", "is", "are", "was", "were", "this", "that", "their", "its",
];
/// What a number counts (*3 quiet roads*, *2 foxes cross the road*).
const QUALITIES: [&str; 14] = [
    "long", "dark", "quiet", "little", "big", "small", "busy", "muddy", "winding", "narrow", "empty", "dusty", "snowy",
    "mile",
];
/// Ends of host names that are no English words.
const DOMAINS: [&str; 24] = [
    "com", "net", "org", "edu", "gov", "info", "biz", "io", "co", "tv", "gg", "app", "dev", "xyz", "uk", "de", "fr",
    "nl", "ru", "cn", "eu", "ch", "au", "ca",
];
/// Ends of host names that are told apart from words when spelled out (*dot com*).
const SPOKEN_DOMAINS: [&str; 8] = ["com", "net", "org", "edu", "gov", "io", "co", "uk"];
const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const NUMBER_WORDS: [&str; 20] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
];
/// Endings of a number with letters that is no door (*3rd*, *5pm*).
const NOT_DOORS: [&str; 12] = ["st", "nd", "rd", "th", "am", "pm", "cm", "mm", "km", "kg", "m", "s"];

/// A word or number, with what stands before it.
#[derive(Debug)]
struct Part {
    before: String,
    text: String,
    is_capital: bool,
}

impl Part {
    fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.text.as_str())
    }
}

/// Whether a text seems to name a real place, number, mailbox or page.
pub fn is_personal(text: &str) -> bool {
    let parts = parts(text);
    has_number(&parts) || has_address(&parts) || has_post_code(&parts) || has_link(&parts) || has_handle(&parts)
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut before = String::new();
    let mut word = String::new();
    // plain letters are most of what is judged, and need no folding
    let plain = if text.is_ascii() { Cow::from(text) } else { text.nfkc().filter(|sign| !is_hidden(*sign)).collect() };
    for character in plain.chars().chain([' ']) {
        if character.is_alphanumeric() {
            word.push(character);
            continue;
        }
        if !word.is_empty() {
            let is_capital = word.starts_with(char::is_uppercase);
            parts.push(Part { before: std::mem::take(&mut before), text: word.to_lowercase(), is_capital });
            word.clear();
        }
        before.push(if character.is_whitespace() { ' ' } else { character });
    }
    parts
}

fn is_hidden(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}' | '\u{20e3}')
}

/// A run of digits and words for digits, as long as a phone number.
fn has_number(parts: &[Part]) -> bool {
    let mut groups: Vec<String> = Vec::new();
    let mut is_thousands = true;
    let mut repeats = 1;
    for part in parts {
        let is_sentence_end =
            part.before.contains(". ") && (part.text.len() > 1 || groups.last().is_some_and(|group| group.len() > 1));
        let is_near = part.before.len() <= 6 && part.before.chars().all(|sign| WITHIN_NUMBERS.contains(sign));
        let continues = is_near && !is_sentence_end;
        if !continues {
            if is_private_number(&groups, is_thousands) {
                return true;
            }
            groups.clear();
        }
        match (repetition(&part.text), digits(part, !groups.is_empty())) {
            (Some(times), _) => repeats = times,
            (None, Some(group)) => {
                is_thousands = groups.is_empty() || (is_thousands && part.before == "," && group.len() == 3);
                groups.push(group.repeat(repeats));
                repeats = 1;
            }
            (None, None) => {
                if is_private_number(&groups, is_thousands) {
                    return true;
                }
                groups.clear();
                repeats = 1;
            }
        }
    }
    is_private_number(&groups, is_thousands)
}

fn repetition(word: &str) -> Option<usize> {
    match word {
        "double" => Some(2),
        "triple" => Some(3),
        _ => None,
    }
}

fn digits(part: &Part, is_inside: bool) -> Option<String> {
    if part.is_number() {
        return Some(part.text.clone());
    }
    if is_inside && part.is(&["o", "oh"]) {
        return Some("0".to_owned());
    }
    DIGITS.iter().position(|word| *word == part.text).map(|digit| digit.to_string())
}

fn is_private_number(groups: &[String], is_thousands: bool) -> bool {
    let length: usize = groups.iter().map(String::len).sum();
    if length < NUMBER_LENGTH {
        return false;
    }
    let is_round = groups.len() == 1 && groups[0].ends_with("0000");
    let is_amount = is_thousands && groups.len() > 1 && groups[0].len() <= 3;
    !(is_round || is_amount || is_counting(groups) || are_years(groups) || is_date(groups))
}

/// `1 2 3 4 5 6 7`, `10 9 8 7`, `10, 20, 30, 40`.
fn is_counting(groups: &[String]) -> bool {
    let values: Vec<i64> = groups.iter().filter_map(|group| group.parse().ok()).collect();
    let steps: Vec<i64> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
    groups.len() >= 4 && values.len() == groups.len() && steps[0] != 0 && steps.iter().all(|step| *step == steps[0])
}

fn are_years(groups: &[String]) -> bool {
    let is_year = |group: &String| group.len() == 4 && ("1000".."2200").contains(&group.as_str());
    groups.len() <= 3 && groups.iter().all(is_year)
}

fn is_date(groups: &[String]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(String::len).collect();
    matches!(lengths.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4])
}

/// A door and a street, either way round: `221b elm road`, `Baker Street 12`, `Hauptstrasse 5`.
fn has_address(parts: &[Part]) -> bool {
    (0..parts.len()).any(|place| starts_address(&parts[place..]) || ends_address(&parts[..=place]))
}

fn starts_address(parts: &[Part]) -> bool {
    let Some((door, rest)) = parts.split_first() else { return false };
    let is_door = is_door(&door.text);
    let is_spoken = door.is(&NUMBER_WORDS);
    if !is_door && !is_spoken {
        return false;
    }
    let is_name = |part: &&Part| !part.is(&NOT_NAMES) && !part.before.contains(['.', ';', '!', '?']);
    let named = rest.iter().take(4).take_while(is_name).count();
    (1..named).any(|place| {
        let (name, street) = (&rest[..place], &rest[place]);
        let is_written_as_name = street.is_capital && name.iter().all(|part| part.is_capital);
        let is_typed_fast = !street.is_capital && is_door && place <= 2;
        let is_street = street.is(&STREETS) || (street.is(&STREETS_IF_CAPITAL) && is_written_as_name);
        let describes = name.iter().any(|part| part.is(&QUALITIES) && !part.is_capital);
        is_street && !describes && (is_written_as_name || is_typed_fast)
    })
}

fn ends_address(parts: &[Part]) -> bool {
    let Some((door, rest)) = parts.split_last() else { return false };
    let Some(street) = rest.last() else { return false };
    if !is_door(&door.text) || !door.before.chars().all(|sign| " ,#".contains(sign)) {
        return false;
    }
    let is_german = ["strasse", "straße"].iter().any(|ending| street.text.ends_with(ending));
    let is_named = rest.len() > 1 && rest[rest.len() - 2].is_capital && !rest[rest.len() - 2].is(&NOT_NAMES);
    is_german || (street.is_capital && is_named && street.is(&STREETS))
}

/// Up to five digits and perhaps a letter.
fn is_door(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ending = &text[digits..];
    (1..=5).contains(&digits) && ending.len() <= 1 && !NOT_DOORS.contains(&ending)
}

/// `NW1 6XE`, `CA 90210`.
fn has_post_code(parts: &[Part]) -> bool {
    parts.windows(2).any(|pair| {
        let (first, second) = (&pair[0].text, &pair[1].text);
        let is_near = pair[1].before == " " && pair[0].is_capital;
        is_near && (is_british(first, second) || is_state(first, second))
    })
}

fn is_british(first: &str, second: &str) -> bool {
    let letters = first.bytes().take_while(u8::is_ascii_lowercase).count();
    let area = first.as_bytes();
    let starts = (1..=2).contains(&letters)
        && (letters + 1..=letters + 2).contains(&area.len())
        && area[letters].is_ascii_digit();
    let is_ended = matches!(second.as_bytes(), [digit, one, two]
        if digit.is_ascii_digit() && one.is_ascii_lowercase() && two.is_ascii_lowercase());
    starts && is_ended && !NOT_DOORS.contains(&&second[1..])
}

fn is_state(first: &str, second: &str) -> bool {
    const STATES: [&str; 12] = ["ca", "ny", "tx", "fl", "wa", "il", "ma", "nj", "pa", "oh", "ga", "az"];
    STATES.contains(&first) && second.len() == 5 && second.bytes().all(|byte| byte.is_ascii_digit())
}

/// Mail addresses and pages, typed or spelled out.
fn has_link(parts: &[Part]) -> bool {
    let typed = parts.windows(2).any(|pair| {
        let is_dotted = matches!(pair[1].before.as_str(), "." | " . " | "[.]" | "(.)");
        let is_protocol = pair[0].is(&["http", "https", "ftp"]) && pair[1].before.starts_with(':');
        let is_web = pair[0].is(&["www"]) && pair[1].before.starts_with('.');
        is_protocol || is_web || (is_dotted && pair[1].is(&DOMAINS))
    });
    let spoken = parts.windows(3).any(|three| three[1].is(&["dot"]) && three[2].is(&SPOKEN_DOMAINS));
    typed || spoken
}

/// `@mira_fox`.
fn has_handle(parts: &[Part]) -> bool {
    parts.iter().enumerate().any(|(place, part)| {
        let gap = part.before.strip_suffix('@');
        let starts = gap.is_some_and(|gap| place == 0 || !gap.is_empty());
        starts && part.text.chars().count() > 3
    })
}
