//! What a clause says of somebody: past `is`, `can't` and `wants to` to the state or the act.

use super::acting::says_deed;
use super::acts::{Stance, act};
use super::deed::deed;
use super::heroes::Heroes;
use super::inflection::{Form, ing};
use super::lexicon::{ADVERBS, group, verbs_at};
use super::noun_phrase::phrase;
use super::phrase::Phrase;
use super::states::{fear, lonely_or_feeling, lost, sought};
use super::text::Text;
use crate::builtin::storyteller::subject::Subject;

const IS: [&str; 9] = ["am", "been", "being", "be", "is", "are", "was", "were", "feels"];

/// What the clause that begins here says, and the place behind `is` and `wants to`.
pub(super) fn predicate(text: &Text, start: usize, heroes: &Heroes) -> (Option<Subject>, usize) {
    let start = text.after_listed(start, &ADVERBS).unwrap_or(start);
    let mut at = past_somebody(text, start);
    let is_other = at > start && is_other(text, start, heroes);
    let mut stance = Stance::default();
    while at < text.len() {
        if let Some(disliked) = disliked(text, at, stance) {
            return (Some(disliked), at);
        }
        if let Some(end) = wish(text, at) {
            stance.wishes = true;
            at = end;
        } else if let Some(found) = state(text, at, stance) {
            return (found.subject, at);
        } else if let Some(end) = passed(text, at, stance) {
            stance.is |= IS.contains(&text.word(at));
            stance.not |= text.is_one_of(at, &["not", "never"]);
            stance.wishes |= end == at + 2;
            at = end;
        } else {
            break;
        }
    }
    let has = !stance.wishes && text.is_one_of(at, &["has", "have", "had", "owns", "gets", "got"]);
    let done = || {
        let (told, _) = deed(text, at).filter(|_| !has)?;
        if text.word(at.saturating_sub(1)) == "only" && text.is_one_of(at.saturating_sub(2), &["can", "could"]) {
            let own = verbs_at(text, at).first().and_then(|verb| phrase(text, verb.end));
            return own.map(|own| Subject::Matter(own.told()));
        }
        let unable = stance.not || (0..text.len()).any(|at| text.after_any(at, group("unable")).is_some());
        if unable
            && (text.after_any(at, group("never by will")).is_some()
                || !stance.not && text.is_one_of(at, &["run", "jump", "dance"]))
        {
            return None;
        }
        if unable && matches!(told.as_str(), "sleep" | "fall asleep" | "go to sleep") {
            return Some(Subject::Feeling("wide awake".to_owned()));
        }
        done_deed(text, at, stance, told, is_other)
    };
    (act(text, at, stance).or_else(done), at)
}

/// What a story makes of a known deed: what is refused is no wish, what nobody can put off is done by trying, what the
/// grown-up of a wish does is often nothing to be done by a child.
fn done_deed(text: &Text, at: usize, stance: Stance, told: String, is_other: bool) -> Option<Subject> {
    let is = |name: &str| group(name).iter().any(|verb| told == *verb || told.starts_with(&format!("{verb} ")));
    let own = verbs_at(text, at).first().and_then(|verb| phrase(text, verb.end)).filter(Phrase::is_harmless);
    if is("leaves off") && stance.not || is_other && is("not for others") {
        return None;
    }
    if refuses(text, at) {
        return Some(Subject::Feeling(format!("cross about {}", ing(&told))));
    }
    if stance.wishes || stance.not {
        return Some(Subject::Deed(told));
    }
    if is("changes") {
        return own.filter(|own| !own.is_any(&["relation", "grown-up"])).map(|own| Subject::Matter(own.told()));
    }
    let shared = own.is_none_or(|own| !own.is_any(&["relation", "child", "grown-up"]) || own.is_any(&["fantasy"]));
    Some(if is("together") && shared { Subject::Together(told) } else { Subject::Deed(told) })
}

/// `won't tidy up`, `refuses to`, right before a deed.
fn refuses(text: &Text, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|near| {
        text.is_one_of(near, &["refuses", "refused", "refuse"])
            || text.is_one_of(near, &["will", "would"]) && text.is_one_of(near + 1, &["not", "never"])
    })
}

/// Whether a clause tells of a grown-up who is no hero: `her mum says no`.
fn is_other(text: &Text, at: usize, heroes: &Heroes) -> bool {
    let of_hero = |found: &Phrase| heroes.beings.iter().any(|being| being.noun == found.head());
    phrase(text, at).is_some_and(|found| found.is_any(&["relation", "grown-up", "job"]) && !of_hero(&found))
}

/// `hates broccoli`, `does not want to sleep`: never told as what somebody loves or wishes.
fn disliked(text: &Text, at: usize, stance: Stance) -> Option<Subject> {
    let never = stance.not || at > 0 && text.word(at - 1) == "never";
    let liked = ["like", "likes", "want", "wants", "love", "loves", "enjoy", "enjoys"];
    if !(group("hates").contains(&text.word(at)) || never && text.is_one_of(at, &liked)) {
        return None;
    }
    let from = at + 1 + usize::from(text.word(at + 1) == "to");
    let done = || deed(text, from).map(|(deed, _)| ing(&deed));
    let thing = || {
        let found = phrase(text, from).filter(Phrase::is_harmless)?;
        (!found.is_any(&["relation", "child", "grown-up"])).then(|| found.told_known())
    };
    let what = done().or_else(thing)?;
    Some(Subject::Feeling(format!("cross about {what}")))
}

/// A state that is named here, and what the story makes of it: nothing, where somebody is afraid of a person.
struct State {
    subject: Option<Subject>,
}

fn state(text: &Text, at: usize, stance: Stance) -> Option<State> {
    let said = |subject: Option<Subject>| Some(State { subject });
    if group("afraid").contains(&text.word(at)) && stance.not {
        let from = at + 1 + usize::from(text.word(at + 1) == "of");
        return said(phrase(text, from).filter(Phrase::is_harmless).map(|found| Subject::Matter(found.told_known())));
    }
    if group("afraid").contains(&text.word(at)) {
        return said(fear(text, at + 1));
    }
    if group("loses").contains(&text.word(at)) {
        return said(lost(text, at + 1));
    }
    if group("looks for").contains(&text.word(at)) && text.word(at + 1) == "for" {
        return said(sought(text, at + 2));
    }
    let from = if stance.is { at } else { at + 1 };
    let felt = (stance.is || group("feels").contains(&text.word(at))).then(|| lonely_or_feeling(text, from)).flatten();
    felt.map(|felt| State { subject: Some(felt) })
}

/// Past `wants to`, `is good at`, `loves` before `dancing`, `can't remember how to`: where the deed begins.
fn wish(text: &Text, at: usize) -> Option<usize> {
    let word = text.word(at);
    let to = text.word(at + 1) == "to";
    let goes = word == "going" && !verbs_at(text, at + 2).iter().any(|verb| verb.form == Form::Base);
    if to && !goes && (group("wishes").contains(&word) || matches!(word, "how" | "have" | "had" | "having" | "ought")) {
        return Some(at + 2);
    }
    let skilled = text.after_any(
        at,
        &["good at", "bad at", "best at", "great at", "dreams of", "dreaming of", "dreamed of", "thinks of"],
    );
    let doing = skilled.or_else(|| group("doing").contains(&word).then_some(at + 1)).filter(|end| is_doing(text, *end));
    doing.or_else(|| text.after_any(at, group("before deed")))
}

/// Past a word that says nothing of what is done.
fn passed(text: &Text, at: usize, stance: Stance) -> Option<usize> {
    let word = text.word(at);
    let often = at + 1 + usize::from(text.is_one_of(at + 1, &["never", "not", "always", "just", "already"]));
    if matches!(word, "has" | "have" | "had") && is_past(text, often) {
        return Some(at + 1);
    }
    if text.is_one_of(at, &["gets", "get", "got", "getting", "is", "was"]) && text.word(at + 1) == "lost" {
        return Some(at + 1);
    }
    if matches!(word, "keeps" | "keep" | "kept") && text.word(at + 1).ends_with("ing") {
        return Some(at + 1);
    }
    if group("wishes").contains(&word) && text.is_one_of(at + 1, &["it", "that", "i", "he", "she", "they", "we"]) {
        return Some(at + 2);
    }
    let itself = matches!(word, "be" | "being") && !stance.is
        || matches!(word, "does" | "do" | "did") && does_itself(text, at + 1);
    (!itself && group("passed").contains(&word)).then_some(at + 1)
}

/// Past the one of whom a clause speaks: `he`, `her dog`.
fn past_somebody(text: &Text, at: usize) -> usize {
    if text
        .is_one_of(at, &["he", "she", "they", "it", "i", "we", "who", "that", "everyone", "everybody", "nobody", "you"])
    {
        return at + 1;
    }
    match phrase(text, at) {
        Some(found)
            if says_deed(text, found.end, found.plural || is_joined(text, at)) || is_passed(text, found.end) =>
        {
            found.end
        }
        _ => at,
    }
}

/// `Lena and her wheelchair win`: two act together.
fn is_joined(text: &Text, at: usize) -> bool {
    at > 0 && text.word(at - 1) == "and"
}

fn is_passed(text: &Text, at: usize) -> bool {
    text.is_one_of(at, &["can", "could", "will", "would", "do", "does", "did", "never", "always", "who"])
}

fn is_past(text: &Text, at: usize) -> bool {
    verbs_at(text, at).iter().any(|verb| verb.form == Form::Past)
        || group("loses").contains(&text.word(at))
        || text.is_one_of(at, &["been", "seen"])
}

/// `does gymnastics`
fn does_itself(text: &Text, at: usize) -> bool {
    !text.is_one_of(at, &["not"]) && verbs_at(text, at).iter().all(|verb| verb.form != Form::Base)
}

fn is_doing(text: &Text, at: usize) -> bool {
    verbs_at(text, at).iter().any(|verb| verb.form == Form::Ing) || text.word(at) == "being"
}
