//! Wishes as they are spoken, put as they are written: `lost my teddy`, `two brothers find a map, Tom and Ben`, `two
//! brothers Tom and Ben`, `a girl with a loose tooth named Mia`, `hansi the budgie`, `a girl paints. the hero is Noa`.

use super::lexicon::{BEING_KINDS, is_known_word, noun};
use super::noun_phrase::phrase;
use super::text::Text;

/// Behind these, with `my`, an `I` was left out.
const WITHOUT_I: [&str; 9] = ["lost", "found", "broke", "forgot", "miss", "missed", "love", "hate", "like"];

/// Sayings in which nobody comes to harm, and what they mean.
const SAYINGS: [(&str, &[&str]); 11] = [
    ("on the dance floor", &["at", "the", "dance"]),
    ("is dying to", &["wants", "to"]),
    ("am dying to", &["want", "to"]),
    ("are dying to", &["want", "to"]),
    ("is dying for", &["wants"]),
    ("kills it", &["shines"]),
    ("killed it", &["shines"]),
    ("cries with laughter", &["laughs"]),
    ("cries with joy", &["laughs"]),
    ("dies laughing", &["laughs"]),
    ("tears of joy", &["joy"]),
];

/// Words between somebody and their name, at most.
const LONGEST_LOOK: usize = 7;

/// The same wish in the order and with the words that the other readers know.
pub(super) fn written(mut text: Text) -> Text {
    if text.is_one_of(0, &WITHOUT_I) && text.word(1) == "my" {
        text.put(0, "i");
    }
    if !is_known_word(text.word(0)) && text.word(1) == "the" && is_being(&text, 2) {
        text.capitalise(0);
    }
    say_plainly(&mut text);
    own_name_first(&mut text);
    leave_out_titles(&mut text);
    part_names(&mut text);
    name_behind_looks(&mut text);
    name_first(&mut text);
    text
}

fn say_plainly(text: &mut Text) {
    for (saying, meant) in SAYINGS {
        while let Some((at, end)) = (0..text.len()).find_map(|at| Some((at, text.after(at, saying)?))) {
            text.remove(at, end);
            meant.iter().rev().for_each(|word| text.put(at, word));
        }
    }
}

/// `i am an astronaut, my name is Jakub` is `my name is Jakub, i am an astronaut`.
fn own_name_first(text: &mut Text) {
    let said = |at: usize| text.after(at, "my name is").filter(|end| text.is_capital(*end) && text.is_break(end + 1));
    if let Some((at, end)) = (1..text.len()).find_map(|at| Some((at, said(at)?))) {
        text.move_forward(at, end + 1, 0);
        text.put(end + 1 - at, "and");
    }
}

/// `the hero is Noa` at the end says no more than `Noa`.
fn leave_out_titles(text: &mut Text) {
    for at in (1..text.len()).rev().filter(|at| *at > 0) {
        let said =
            text.after_any(at, &["the hero is", "the heroine is", "the hero is called", "the main character is"]);
        if let Some(end) = said.filter(|end| text.is_break(at - 1) && end + 1 == text.len() && text.is_capital(*end)) {
            text.remove(at, end);
            return;
        }
    }
}

/// Commas about names that stand right behind those who bear them: `two brothers Tom and Ben bake`.
fn part_names(text: &mut Text) {
    let is_pair = |at: usize| is_name(text, at) && text.word(at + 1) == "and" && is_name(text, at + 2);
    let are_many = |at: usize| is_being(text, at) && text.word(at).ends_with('s');
    if let Some(at) = (1..text.len()).find(|at| are_many(at - 1) && is_pair(*at)) {
        text.put(at + 3, ",");
        text.put(at, ",");
    }
}

/// The name behind what somebody has is their own: `a girl with a wobbly tooth named Freya`.
fn name_behind_looks(text: &mut Text) {
    let Some(first) = phrase(text, 0).filter(|first| first.is_being() && first.name.is_none()) else { return };
    if text.word(first.end) != "with" {
        return;
    }
    let behind = first.end + 1..(first.end + LONGEST_LOOK).min(text.len());
    let Some(at) = behind.into_iter().find(|at| text.is_one_of(*at, &["named", "called"])) else { return };
    let is_plain = (first.end + 1..at).all(|at| !text.is_break(at) && !is_being(text, at));
    if is_plain && text.is_capital(at + 1) {
        text.move_forward(at, at + 2, first.end);
    }
}

/// Names that stand alone at the end belong to those who stand at the begin without any.
fn name_first(text: &mut Text) {
    let Some(sign) = (1..text.len()).rev().find(|at| text.is_break(*at) && !is_list(text, *at)) else { return };
    let Some(names) = names(text, sign + 1) else { return };
    let Some(first) = phrase(text, 0).filter(|first| first.is_being() && first.name.is_none() && first.owner.is_none())
    else {
        return;
    };
    let fits = if first.plural { names > 1 } else { names == 1 };
    if fits && first.end < sign && !text.is_break(first.end) {
        text.replace(sign, ",");
        text.bring_forward(sign, first.end);
        text.put(first.end + text.len() - sign, ",");
    }
}

/// Whether a comma stands between two names: `, Tom, Ben and Mia`.
fn is_list(text: &Text, at: usize) -> bool {
    text.word(at) == "," && is_name(text, at - 1) && is_name(text, at + 1)
}

/// How many names there are from a place to the end, if nothing else is.
fn names(text: &Text, from: usize) -> Option<usize> {
    let names = (from..text.len()).filter(|at| is_name(text, *at)).count();
    let between = (from..text.len()).filter(|at| text.is_one_of(*at, &["and", ","])).count();
    (names > 0 && names + between == text.len() - from && between < names).then_some(names)
}

fn is_being(text: &Text, at: usize) -> bool {
    noun(text.word(at)).is_some_and(|(noun, _)| noun.is_any(&BEING_KINDS))
}

fn is_name(text: &Text, at: usize) -> bool {
    text.is_capital(at) && noun(text.word(at)).is_none()
}
