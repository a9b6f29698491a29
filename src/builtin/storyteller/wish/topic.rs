//! What a clause only names: a feast, a thing, a place to go to.

use super::acting::says_deed;
use super::acts::with_place;
use super::deed::ends;
use super::heroes::Heroes;
use super::inflection::Form;
use super::lexicon::{BEING_KINDS, group, verbs_at};
use super::noun_phrase::phrase;
use super::phrase::{Determiner, Phrase};
use super::place::section;
use super::text::Text;
use super::weather::behind_weather;
use crate::builtin::storyteller::subject::Subject;

/// What is only named: `dinosaurs and pancakes`, `the first day of school`.
pub(super) fn topic(text: &Text, at: usize, heroes: &Heroes) -> Option<Subject> {
    // the weather is only the sky, as long as somebody is told of
    if !heroes.beings.is_empty() && behind_weather(text, at).is_some_and(|end| ends(text, end)) {
        return None;
    }
    let from = text.after_any(at, group("before topic")).unwrap_or(at);
    let found = phrase(text, from).filter(Phrase::is_harmless)?;
    if matches!(found.head(), "dentist" | "doctor" | "hairdresser" | "hospital" | "vet") && text.word(at) == "at" {
        return Some(Subject::Occasion(format!("the visit to the {}", found.bare(false))));
    }
    let seen = group("seen").contains(&found.head()) && found.head() != "tooth";
    let worn = seen || found.is_any(&["clothes"]);
    let own = matches!(found.determiner, Determiner::Theirs | Determiner::Mine) && from == at;
    if worn && !heroes.beings.is_empty() && !own {
        return None;
    }
    if text.word(at) == "to" {
        return found.is_any(&["place", "space", "geography"]).then(|| Subject::Journey(found.told_known()));
    }
    if found.is_any(&["feast"]) && !found.is_any(&["toy"]) || found.head() == "first day" {
        return Some(Subject::Occasion(with_place(text, &with_its_article(found))));
    }
    let asked = from > at && text.is_one_of(at, &["how", "why", "what", "where", "does", "do"]);
    let clear = asked
        || ends(text, found.end)
        || text.is_break(found.end + 1) && from > at + 1
        || text.is_one_of(found.end, &["please", "too", "tomorrow", "today", "again"])
        || found.end > from
            && (says_deed(text, found.end, found.plural)
                || text.is_one_of(
                    found.end,
                    &["in", "on", "at", "under", "for", "with", "from", "behind", "without", "between"],
                ));
    let plain = found.is_any(&BEING_KINDS) && !found.is_any(&["toy", "vehicle"])
        || (found.name.is_some() && found.noun.is_none());
    let told_of = plain && heroes.beings.iter().any(|being| being.noun == found.head() || being.name.is_some());
    let behind_who = at > 0 && text.is_one_of(at - 1, &["who", "that", "which", "whose"]) && from == at;
    let behind_hero = from == at && at == heroes.end && at > 0;
    let is_story = matches!(found.head(), "story" | "tale" | "bedtime story" | "poem" | "bedtime");
    let says_little = is_story
        || found.adjectives.is_empty()
            && found.before.is_empty()
            && found.of.is_none()
            && group("no matter").contains(&found.head());
    if (behind_who || behind_hero) && found.determiner == Determiner::Bare || says_little || found.is_any(&["relation"])
    {
        return None;
    }
    if text.is_one_of(from, &["no"]) || text.word(at) == "without" {
        let missing = Phrase {
            determiner: if found.plural { Determiner::Bare } else { Determiner::Any },
            adjectives: [vec!["missing".to_owned()], found.adjectives.clone()].concat(),
            ..found.clone()
        };
        return (!plain).then(|| Subject::Matter(missing.told()));
    }
    let deed = found.determiner == Determiner::Bare && verbs_at(text, from).iter().any(|verb| verb.form == Form::Third);
    if deed && from == at && at > 0 {
        return None;
    }
    let setting = from > at
        && text.is_one_of(at, &["in", "at", "on", "during"])
        && section(&found.head().to_lowercase()).is_some();
    (!told_of && clear && !setting && !plain).then(|| Subject::Matter(with_place(text, &found.definite())))
}

/// `camping trip` alone is `the camping trip`; a feast that has a name is called by it.
fn with_its_article(found: Phrase) -> Phrase {
    let last = found.head().rsplit(' ').next().unwrap_or_default();
    let is_common = last.starts_with(char::is_lowercase)
        && !matches!(last, "breakfast" | "lunch" | "dinner" | "supper" | "carnival");
    let bare = found.determiner == Determiner::Bare && !found.plural && found.owner.is_none() && found.name.is_none();
    Phrase { determiner: if bare && is_common { Determiner::The } else { found.determiner }, ..found }
}
