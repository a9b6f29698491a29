//! Who is the hero of a quiet story: never the one who is missed or ill, nor the parents who part, but whoever feels
//! it.

use super::heroes::Heroes;
use super::lexicon::{group, noun};
use super::phrase::Phrase;
use super::quiet::phrases;
use super::somebody::{being, in_english, me};
use super::text::Text;
use crate::builtin::storyteller::being::Being;
use crate::builtin::storyteller::subject::Subject;

/// Gives the first part to whoever feels what a quiet story is about; `of_others` where it is about what happened to
/// those whom the wish names first.
pub(super) fn give_parts(text: &Text, heroes: &mut Heroes, subject: Option<&Subject>, of_others: bool) {
    let away: Box<dyn Fn(&Being) -> bool> = match subject {
        Some(Subject::Missing(missed) | Subject::Away(missed)) => {
            let missed = missed.trim_start_matches("the ").to_lowercase();
            Box::new(move |being| is_called(being, &missed))
        }
        Some(Subject::TwoHomes | Subject::NewBaby) => Box::new(|being| !is_child(being)),
        Some(Subject::Feeling(_)) if says_i_feel(text) => Box::new(|_| true),
        Some(Subject::Feeling(_)) if of_others && says_my(text) => Box::new(|being| !is_known_child(being)),
        Some(Subject::Feeling(_) | Subject::Moving) => Box::new(|being| {
            let is_mine = says_mine(text) && is_other(being);
            is_called_by_kind(being) || is_parents(being) || being.noun == "baby" || is_mine
        }),
        _ => return,
    };
    heroes.beings.retain(|being| !away(being));
    // `Lena's little brother was born too early`: she is the one who worries
    let is_sibling =
        |being: &Being| being.name.is_none() && noun(&being.noun).is_some_and(|(noun, _)| noun.is("relation"));
    let named = heroes.beings.iter().skip(1).any(|other| other.name.is_some());
    if named && matches!(subject, Some(Subject::Feeling(_))) && is_sibling(&heroes.beings[0]) {
        heroes.beings.remove(0);
    }
    if says_i_feel(text) && matches!(subject, Some(Subject::Feeling(_))) {
        heroes.beings.insert(0, me());
    } else if heroes.beings.is_empty() {
        let found = phrases(text);
        let owners = found.iter().filter_map(|found| found.owner.as_deref()).filter(|owner| owner.is_being());
        let named = found.iter().filter(|found| found.name.is_some());
        let children = found.iter().filter(|found| found.is_any(&["child"]));
        let mut others = owners.chain(named).chain(children).filter_map(|found: &Phrase| being(found));
        let other = others.find(|other| !away(other) && !is_called_by_kind(other) && other.noun != "friend");
        heroes.beings.push(other.unwrap_or_else(me));
    }
}

/// `Opa takes me fishing`: the child who wishes is with those of the family.
pub(super) fn with_me(text: &Text, heroes: &mut Heroes) {
    let family = |being: &Being| noun(&being.noun).is_some_and(|(noun, _)| noun.is("relation"));
    let is_with_us = (0..text.len()).any(|at| text.is_one_of(at, &["me", "us", "we", "i"]));
    let only_family = !heroes.beings.is_empty() && heroes.beings.iter().all(family);
    if is_with_us && only_family && heroes.beings.len() < 3 {
        heroes.beings.push(me());
    }
}

/// `I am sad`, `we feel`: the child who wishes is the one who feels.
fn says_i_feel(text: &Text) -> bool {
    (0..text.len()).any(|at| text.after_any(at, &["i am", "i feel", "i was", "me sad", "makes me", "i get"]).is_some())
}

fn says_my(text: &Text) -> bool {
    text.is_one_of(0, &["my", "our"])
}

fn says_mine(text: &Text) -> bool {
    (0..text.len()).any(|at| text.is_one_of(at, &["my", "me"]))
}

/// Others of whom a child tells: `my cousins`, `the kids at school`.
fn is_other(being: &Being) -> bool {
    let is_kin = matches!(being.noun.as_str(), "cousin" | "uncle" | "aunt" | "friend" | "best friend" | "classmate");
    let are_others = being.count > 1 && matches!(being.noun.as_str(), "kid" | "child" | "girl" | "boy" | "pupil");
    being.name.is_none() && (is_kin || are_others)
}

/// The child who wishes, or a child of the family who is named.
fn is_known_child(being: &Being) -> bool {
    const CHILDREN: [&str; 9] = ["twin", "son", "daughter", "kid", "child", "girl", "boy", "grandson", "granddaughter"];
    being.name.is_none() && being.noun == "child" || being.name.is_some() && CHILDREN.contains(&being.noun.as_str())
}

fn is_called(being: &Being, missed: &str) -> bool {
    let name = being.name.as_deref().unwrap_or(&being.kind).to_lowercase();
    name == missed || being.noun == missed || being.kind == missed
}

/// Whether somebody is `Grandma`, and so one of the wisher's family.
pub(super) fn is_called_by_kind(being: &Being) -> bool {
    let is_noun = |word: &str| word.eq_ignore_ascii_case(&being.noun);
    let by_noun = || noun(&being.noun).and_then(|(noun, _)| in_english(noun)).is_some_and(|kin| kin == being.kind);
    (being.kind == being.noun || by_noun())
        && being.name.as_ref().is_some_and(|name| is_noun(name) || name.split(' ').any(is_noun))
}

fn is_parents(being: &Being) -> bool {
    matches!(being.noun.as_str(), "parent" | "grandparent")
}

fn is_child(being: &Being) -> bool {
    !group("not heroes").contains(&being.noun.as_str()) && being.kind != "new baby"
}
