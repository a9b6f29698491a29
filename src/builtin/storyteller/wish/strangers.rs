//! Strangers: whoever offers, asks or takes along without being known is neither hero nor companion, and nothing that
//! they do is told; the child of the wish stays.

use super::heroes::Heroes;
use super::lexicon::group;
use super::phrase::Phrase;
use super::quiet::phrases;
use super::somebody::{being, me};
use super::text::Text;
use crate::builtin::storyteller::being::Being;

/// Takes strangers out of the story; whether there were any.
pub(super) fn without_strangers(text: &Text, heroes: &mut Heroes) -> bool {
    if !tells_of_stranger(text) {
        return false;
    }
    heroes.beings.retain(|being| !is_strange(being));
    if heroes.beings.is_empty() {
        let known = |found: &Phrase| found.is_any(&["child"]) || found.name.is_some() && !found.is_any(&["grown-up"]);
        let found = phrases(text);
        let child = found.iter().filter(|found| known(found)).filter_map(being).find(|being| !is_strange(being));
        heroes.beings.push(child.unwrap_or_else(me));
    }
    heroes.beings.truncate(1);
    true
}

fn tells_of_stranger(text: &Text) -> bool {
    let says = |name: &str| (0..text.len()).any(|at| text.after_any(at, group(name)).is_some());
    says("strangers") || says("unknown grown-ups") && says("strange deeds")
}

fn is_strange(being: &Being) -> bool {
    let noun = being.noun.as_str();
    let is_child = matches!(noun, "child" | "kid") || being.name.is_some();
    !is_child && (group("unknown grown-ups").contains(&noun) || noun == "stranger" || noun.ends_with("friend"))
        || matches!(noun, "old man" | "old woman" | "old lady" | "van" | "car" | "puppy")
}
