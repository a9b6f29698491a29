//! Wishes for a quiet story: somebody is missed, somebody is ill, a home changes. Looked for before all else, anywhere
//! in a wish, so that nothing merry is made of them.

use super::heroes::{Heroes, is_called_by_kind};
use super::lexicon::{FoundNoun, ILLNESSES, group, is_adjective, noun_at};
use super::noun_phrase::phrase;
use super::phrase::Phrase;
use super::text::Text;
use crate::builtin::storyteller::subject::Subject;

pub(super) fn quiet(text: &Text, heroes: &Heroes) -> Option<Subject> {
    missing(text)
        .or_else(|| two_homes(text))
        .or_else(|| new_baby(text))
        .or_else(|| ill(text, heroes))
        .or_else(|| moving(text))
}

fn said(text: &Text, phrases: &[&str]) -> Option<usize> {
    (0..text.len()).find(|at| text.after_any(*at, phrases).is_some())
}

/// Who is missed, where somebody is.
fn missing(text: &Text) -> Option<Subject> {
    let misses = (0..text.len()).find_map(|at| {
        let verb = text.is_one_of(at, &["misses", "miss", "missed", "missing"]);
        phrase(text, at + 1).filter(|found| verb && found.end > at + 1 && can_be_missed(found))
    });
    let gone = || {
        let at = said(text, group("gone"))?;
        // the nearest before it, else behind it; of one who has others, those others
        let near: Vec<Phrase> = phrases(text);
        let before = near.iter().filter(|found| found.end <= at).rfind(|found| is_somebody(found));
        let owner =
            near.iter().find(|found| found.end > at && found.start <= at).and_then(|found| found.owner.as_deref());
        let behind = || near.iter().find(|found| found.start > at && is_somebody(found));
        owner.filter(|owner| is_somebody(owner)).or(before).or_else(behind).cloned()
    };
    let found = misses.or_else(gone)?;
    (found.is_harmless() || found.name.is_some()).then(|| Subject::Missing(found.told_known()))
}

fn is_somebody(found: &Phrase) -> bool {
    found.is_being() && !found.is_any(&["machine"])
}

fn can_be_missed(found: &Phrase) -> bool {
    let other = group("missed").contains(&found.head()) || found.is_any(&["geography"]);
    (is_somebody(found) || other) && found.end > found.start
}

/// Every phrase of a wish, in its order.
fn phrases(text: &Text) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match phrase(text, at).filter(|phrase| phrase.end > at) {
            Some(phrase) => {
                at = phrase.end;
                found.push(phrase);
            }
            None => at += 1,
        }
    }
    found
}

fn two_homes(text: &Text) -> Option<Subject> {
    said(text, group("parting")).map(|_| Subject::TwoHomes)
}

fn new_baby(text: &Text) -> Option<Subject> {
    said(text, group("new baby")).map(|_| Subject::NewBaby)
}

/// An illness that somebody has; being ill; broken bones; worries about somebody who is ill.
fn ill(text: &Text, heroes: &Heroes) -> Option<Subject> {
    const HEALERS: [&str; 10] =
        ["cures", "cure", "heals", "heal", "helps", "treats", "doctor", "nurse", "vet", "ambulance"];
    if (0..text.len()).any(|at| text.is_one_of(at, &HEALERS))
        && !heroes.beings.is_empty()
        && said(text, &["is ill", "is sick"]).is_none()
    {
        return None;
    }
    let named = (0..text.len()).find_map(|at| {
        let end = text.after_listed(at, &ILLNESSES)?;
        let of_other = noun_at(text, end).is_some() || is_adjective(text.word(end)) && !text.is_break(end);
        (!of_other).then(|| (at, text.joined(at, end - at)))
    });
    let broken = || {
        let at = said(text, &["broke", "breaks", "broken", "hurt", "hurts", "sprained", "sprains"])?;
        let found: FoundNoun =
            noun_at(text, at + 1 + usize::from(text.is_one_of(at + 1, &["her", "his", "their", "a", "my", "its"])))?;
        matches!(
            found.noun.written,
            "leg" | "arm" | "foot" | "wing" | "paw" | "finger" | "toe" | "tail" | "nose" | "hand" | "knee" | "elbow"
        )
        .then(|| {
            (
                at,
                format!(
                    "a {} {}",
                    if text.word(at).starts_with("hurt") { "sore" } else { "broken" },
                    found.noun.written
                ),
            )
        })
    };
    let ill = || {
        let states = [
            "is ill",
            "is sick",
            "was ill",
            "was sick",
            "feels sick",
            "feels ill",
            "gets sick",
            "gets ill",
            "got sick",
            "is unwell",
            "is poorly",
            "feels poorly",
            "in hospital",
            "in the hospital",
            "into hospital",
            "to hospital",
            "to the hospital",
            "very ill",
            "very sick",
            "has to stay in bed",
            "are ill",
            "are sick",
            "falls ill",
            "fell ill",
            "am sick",
            "am ill",
            "being ill",
            "being sick",
            "ill",
            "hospital stay",
        ];
        said(text, &states).map(|at| (at, String::new()))
    };
    let (at, illness) = named.or_else(broken).or_else(ill)?;
    let parent = heroes.beings.first().is_some_and(is_called_by_kind);
    if of_other(text, at) || parent {
        return Some(Subject::Feeling("worried".to_owned()));
    }
    Some(Subject::Ill(Some(illness).filter(|illness| !illness.is_empty())))
}

/// Whether the one who is ill is not the hero: `a boy whose mum has cancer`.
fn of_other(text: &Text, at: usize) -> bool {
    let whose = (0..at).any(|before| text.word(before) == "whose");
    let relation = (1..at).any(|before| {
        text.is_one_of(before - 1, &["her", "his", "their"])
            && noun_at(text, before).is_some_and(|found| found.noun.is("relation"))
    });
    whose || relation
}

fn moving(text: &Text) -> Option<Subject> {
    if let Some(at) = said(text, group("moving")) {
        let behind = (at..text.len()).take(5).any(|near| {
            text.is_one_of(
                near,
                &[
                    "moon",
                    "mars",
                    "castle",
                    "zoo",
                    "sea",
                    "jungle",
                    "forest",
                    "space",
                    "mountain",
                    "mountains",
                    "music",
                    "beat",
                ],
            )
        });
        return (!behind).then_some(Subject::Moving);
    }
    (0..text.len())
        .any(|at| {
            let moves = text.after_any(at, &["moves to", "moved to", "move to", "moves from", "moved from"]);
            moves.and_then(|end| noun_at(text, end)).is_some_and(|found| found.noun.is("geography"))
        })
        .then_some(Subject::Moving)
}
