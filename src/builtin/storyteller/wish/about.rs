//! What a wish is about where nothing that is done in it is known: the first harmless thing that it names, and whom it
//! names beside the hero. A goose and Sweden, for one who `rides on a goose over Sweden`.

use super::deed::ends;
use super::heroes::Heroes;
use super::lessons::lesson;
use super::lexicon::group;
use super::noun_phrase::phrase;
use super::phrase::{Determiner, Phrase};
use super::somebody::being;
use super::text::Text;
use super::weather::behind_weather;
use crate::builtin::storyteller::being::Being;
use crate::builtin::storyteller::subject::Subject;

/// Of these a story may be whatever is done with them.
const TOLD: [&str; 12] = [
    "food", "toy", "vehicle", "music", "sport", "feast", "weather", "space", "nature", "clothes", "treasure", "history",
];

/// What one has at home, and may have to do with in any way.
const AT_HOME: [&str; 10] =
    ["clock", "cuckoo clock", "alarm clock", "teapot", "lantern", "mirror", "magic mirror", "key", "basket", "letter"];

/// The first thing that a wish names.
pub(super) fn about(text: &Text, heroes: &Heroes) -> Option<Subject> {
    // `is brave at the dentist`
    const VISITED: [&str; 5] = ["dentist", "doctor", "hairdresser", "hospital", "vet"];
    let visit = (0..text.len()).find_map(|at| {
        let behind = text.after_any(at, &["at the", "to the"]).filter(|end| text.is_one_of(*end, &VISITED))?;
        Some(Subject::Occasion(format!("the visit to the {}", text.word(behind))))
    });
    if visit.is_some() {
        return visit;
    }
    phrases_behind(text, heroes).into_iter().find_map(|found| {
        let before = if found.start == 0 { "" } else { text.word(found.start - 1) };
        let far = ["to", "over", "across", "through", "around", "towards", "into"].contains(&before);
        if far && found.is_any(&["geography"]) {
            return Some(Subject::Journey(found.told_known()));
        }
        let is_little = found.adjectives.is_empty() && group("no matter").contains(&found.head());
        let is_known = found.is_any(&TOLD) || AT_HOME.contains(&found.head());
        let is_told = is_known && !found.is_any(&["body", "sight"]) && !found.is_being() && !is_little;
        // `rides`, `treats`: what looks like a thing may be what is done
        let is_done = found.determiner == Determiner::Bare
            && (found.start == heroes.end
                || ["who", "that", "which", "to", "and", "always", "never"].contains(&before));
        // `in the rain`: only the sky
        let is_sky = found.start > 0 && behind_weather(text, found.start - 1).is_some();
        if !is_told || is_done || is_sky || found.owner.is_some() || before == "no" {
            return None;
        }
        let determiner = match found.determiner {
            Determiner::Bare if !found.plural && ends(text, found.end) => Determiner::Bare,
            Determiner::Mine | Determiner::Theirs => Determiner::The,
            other => other,
        };
        Some(lesson(Subject::Matter(Phrase { determiner, of: None, ..found }.told())))
    })
}

/// Gives a hero who has nobody beside them the first animal or being of a fairy tale that the wish names; says whether
/// there was one.
pub(super) fn beside(text: &Text, heroes: &mut Heroes) -> bool {
    if heroes.beings.len() != 1 || heroes.beings[0].count > 1 {
        return false;
    }
    let living = |found: &Phrase| found.is_any(&["animal", "fantasy"]) && found.determiner != Determiner::Bare;
    let found = phrases_behind(text, heroes).into_iter().find(living).and_then(|found| being(&found));
    let fresh = found.filter(|found| heroes.beings.iter().all(|hero| hero.noun != found.noun));
    heroes.beings.extend(fresh.map(|being| Being { count: 1, ..being }));
    heroes.beings.len() > 1
}

/// The harmless nouns behind the heroes, in their order.
fn phrases_behind(text: &Text, heroes: &Heroes) -> Vec<Phrase> {
    let mut at = heroes.end;
    let mut found = Vec::new();
    while at < text.len() {
        let next = phrase(text, at).filter(|next| next.end > at);
        at = next.as_ref().map_or(at + 1, |next| next.end);
        found.extend(next.filter(Phrase::is_harmless));
    }
    found
}
