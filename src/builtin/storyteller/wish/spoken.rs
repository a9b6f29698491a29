//! Wishes as they are spoken, put as they are written: `lost my teddy`, `two brothers find a map, Tom and Ben`.

use super::lexicon::noun;
use super::noun_phrase::phrase;
use super::text::Text;

/// Behind these, with `my`, an `I` was left out.
const WITHOUT_I: [&str; 9] = ["lost", "found", "broke", "forgot", "miss", "missed", "love", "hate", "like"];

/// The same wish in the order and with the words that the other readers know.
pub(super) fn written(mut text: Text) -> Text {
    if text.is_one_of(0, &WITHOUT_I) && text.word(1) == "my" {
        text.put(0, "i");
    }
    name_first(&mut text);
    text
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

fn is_name(text: &Text, at: usize) -> bool {
    text.is_capital(at) && noun(text.word(at)).is_none()
}
