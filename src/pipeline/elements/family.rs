//! Who is of one family: kin look akin on every page, whoever else is on it.

use super::phrase::{kind_word, words_of};
use super::words::RELATIVES;
use crate::domain::Character;

/// The relative after whom somebody of the cast takes: the first of a family whose skin is said, or else the first.
pub(super) fn kin_of(index: usize, cast: &[Character]) -> Option<Character> {
    let is_one = |sheet: &&Character| RELATIVES.contains(&kind_word(&sheet.kind).as_str());
    let is_grown = |sheet: &Character| !CHILDREN.contains(&kind_word(&sheet.kind).as_str());
    let family: Vec<&Character> = cast.iter().filter(is_one).collect();
    let me = cast.get(index).filter(is_one)?;
    // two children alone may be friends
    if !family.iter().any(|sheet| is_grown(sheet)) {
        return None;
    }
    let says_skin = |sheet: &&&Character| words_of(&sheet.look).iter().any(|word| word.starts_with("skin"));
    let first = family.iter().find(says_skin).or(family.first())?;
    (!std::ptr::eq(*first, me)).then(|| (*first).clone())
}

/// Those whom a story calls so without saying whose they are.
const CHILDREN: [&str; 8] = ["girl", "boy", "child", "kid", "toddler", "baby", "friend", "schoolchild"];
