//! Wishes for a quiet story: somebody is missed, somebody is ill, a home changes. Looked for before all else, anywhere
//! in a wish, so that nothing merry is made of them.

use super::heroes::Heroes;
use super::lexicon::{FoundNoun, ILLNESSES, group, is_adjective, noun_at};
use super::noun_phrase::phrase;
use super::phrase::{Determiner, Phrase};
use super::text::Text;
use crate::builtin::storyteller::subject::Subject;

/// What a wish is quietly about.
pub(super) fn quiet(text: &Text, heroes: &Heroes) -> Option<Subject> {
    let feeling = |list: &str, feeling: &str| said(text, group(list)).map(|_| Subject::Feeling(feeling.to_owned()));
    missing(text)
        .or_else(|| feeling("dying", "sad"))
        .or_else(|| two_homes(text))
        .or_else(|| new_baby(text))
        .or_else(|| feeling("worries", "worried"))
        .or_else(|| feeling("hurts", "sad"))
        .or_else(|| said(text, group("no friends")).map(|_| Subject::Friend))
        .or_else(|| ill(text, heroes))
        .or_else(|| moving(text))
}

/// Where nothing of a wish was understood but a sad word, the story is quiet as well; and so it is where a child tells
/// of itself, of somebody near, and of what may be harm.
pub(super) fn gloom(text: &Text) -> Option<Subject> {
    let harm = || {
        let of_somebody = || {
            let near = |found: &Phrase| found.is_any(&["relation", "grown-up", "job", "body"]) || found.name.is_some();
            phrases(text).iter().any(near) || (0..text.len()).any(|at| text.is_one_of(at, &["he", "she", "they"]))
        };
        (of_me(text) && of_somebody()).then(|| said(text, group("harm"))).flatten()
    };
    let sad = said(text, group("gloomy")).map(|_| "sad");
    sad.or_else(|| harm().map(|_| "worried")).map(|feeling| Subject::Feeling(feeling.to_owned()))
}

/// Whether a child tells, of itself or of another, what a grown-up does to it. Moderators hear most of this; what they
/// miss is told quietly, whatever else was understood.
pub(super) fn is_cry(text: &Text) -> bool {
    let found = phrases(text);
    let is_mine = |found: &Phrase| found.determiner == Determiner::Bare && found.is_parent();
    let of_child =
        of_me(text) || found.iter().any(|found| found.is_any(&["child"]) || is_named_child(found) || is_mine(found));
    let is_near = |found: &Phrase| found.is_any(&["relation", "grown-up", "job"]);
    let of_other = found.iter().any(|found| is_near(found) || found.owner.as_deref().is_some_and(is_near))
        || said(text, &["bruises"]).is_some()
        || (0..text.len()).any(|at| text.is_one_of(at, &["he", "she", "they", "somebody", "someone", "man", "owner"]));
    of_child && of_other && (said(text, group("cries")).is_some() || is_done_to_child(text))
}

pub(super) fn of_me(text: &Text) -> bool {
    (0..text.len()).any(|at| text.is_one_of(at, &["i", "me", "my", "us", "our", "we"]))
}

fn is_named_child(found: &Phrase) -> bool {
    found.name.is_some() && found.noun.is_none()
}

/// `hits me`, `touches my sister`, `locks him`.
fn is_done_to_child(text: &Text) -> bool {
    (0..text.len()).filter_map(|at| text.after_any(at, group("does to a child"))).any(|end| {
        let to_me = text.is_one_of(end, &["me", "us", "him"]);
        let to_her = text.word(end) == "her" && (text.is_break(end + 1) || noun_at(text, end + 1).is_none());
        let to_mine = text.is_one_of(end, &["my", "his", "her"])
            && phrase(text, end).is_some_and(|found| {
                let in_a_game = text.is_one_of(found.end, &["at", "in"]) && !text.is_break(found.end + 1);
                found.is_any(&["relation", "child", "body"]) && !in_a_game
            });
        let by_kin = end > 0 && text.word(end - 1) == "by";
        to_me || to_her || to_mine || by_kin
    })
}

fn said(text: &Text, phrases: &[&str]) -> Option<usize> {
    (0..text.len()).find(|at| text.after_any(*at, phrases).is_some())
}

/// Who is missed: as one who died, or as one who is away and comes back. A place that is missed is a home that changed.
fn missing(text: &Text) -> Option<Subject> {
    let dead = said(text, group("gone"));
    let away = said(text, group("away"));
    let misses = (0..text.len()).find_map(|at| {
        let verb = text.is_one_of(at, &["misses", "miss", "missed", "missing"]);
        phrase(text, at + 1).filter(|found| verb && found.end > at + 1 && can_be_missed(found))
    });
    if let (Some(found), None) = (&misses, dead) {
        if !is_somebody(found) {
            let is_ill = (0..text.len()).any(|at| text.after_listed(at, &ILLNESSES).is_some());
            return (!is_ill).then_some(Subject::Moving);
        }
        let apart = away.is_some()
            || said(text, group("apart")).is_some()
            || (found.end..text.len()).any(|at| is_far(text, at));
        let dear = !found.plural && (found.is_any(&["animal", "grandparent"]) || found.head().contains("grand"));
        let missed = missed(found);
        return Some(if dear && !apart { Subject::Missing(missed) } else { Subject::Away(missed) });
    }
    if let (None, Some((found, is_parent))) = (&misses, lost_somebody(text)) {
        let missed = missed(&found);
        return Some(if is_parent && dead.is_none() { Subject::Away(missed) } else { Subject::Missing(missed) });
    }
    let found = misses.or_else(|| nearest(text, dead.or(away)?))?;
    let family = found.is_any(&["relation", "animal", "child"]) || found.name.is_some();
    match dead {
        Some(_) => Some(Subject::Missing(missed(&found))),
        None => (family && !found.is_any(&["machine"]) && is_family(&found)).then(|| Subject::Away(missed(&found))),
    }
}

/// `lost her grandma`: people are missed, and never looked for like things. A parent may only be out of sight.
fn lost_somebody(text: &Text) -> Option<(Phrase, bool)> {
    let loses = |at: usize| group("loses").contains(&text.word(at)) && text.word(at) != "forgot";
    let found = (0..text.len())
        .filter(|at| loses(*at))
        .find_map(|at| phrase(text, at + 1).filter(|found| found.is_any(&["relation"]) && !found.is_any(&["toy"])))?;
    let is_parent = group("not heroes").contains(&found.head()) || !found.is_parent();
    Some((found, is_parent))
}

/// `in India`
fn is_far(text: &Text, at: usize) -> bool {
    text.word(at) == "in" && phrase(text, at + 1).is_some_and(|found| found.is_any(&["geography"]))
}

fn is_family(found: &Phrase) -> bool {
    found.is_any(&["relation"]) || matches!(found.head(), "best friend" | "friend" | "parent" | "teacher")
}

/// The one of whom a sad word at `at` tells: the nearest before it, else behind it; the owner of a funeral.
fn nearest(text: &Text, at: usize) -> Option<Phrase> {
    let near = phrases(text);
    let before = near.iter().filter(|found| found.end <= at).rfind(|found| is_somebody(found));
    let owner = near.iter().find(|found| found.end > at && found.start <= at).and_then(|found| found.owner.as_deref());
    let behind = || near.iter().find(|found| found.start > at && is_somebody(found));
    owner.filter(|owner| is_somebody(owner)).or(before).or_else(behind).cloned()
}

/// As the lines speak of who is missed: `Grandpa`, `the hamster`, whosever they are.
fn missed(found: &Phrase) -> String {
    let own = Phrase { owner: None, determiner: Determiner::Theirs, ..found.clone() };
    let told = own.told();
    if told == own.bare(true) { format!("the {told}") } else { told }
}

fn is_somebody(found: &Phrase) -> bool {
    found.is_being() && !found.is_any(&["machine"])
}

fn can_be_missed(found: &Phrase) -> bool {
    let other = group("missed").contains(&found.head()) || found.is_any(&["geography"]);
    (is_somebody(found) || other) && found.end > found.start
}

/// Every phrase of a wish, in its order.
pub(super) fn phrases(text: &Text) -> Vec<Phrase> {
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
        let states = (0..text.len()).find(|at| text.after_any(at + 1, &["is broken", "is hurt", "hurts"]).is_some());
        if let Some(found) = states.and_then(|at| noun_at(text, at).filter(|found| found.noun.is("body"))) {
            return Some((states?, format!("a broken {}", found.noun.written)));
        }
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
    let ill = || said(text, group("is ill")).map(|at| (at, String::new()));
    let (at, illness) = named.or_else(broken).or_else(ill)?;
    let parent = heroes.beings.first().is_some_and(|first| {
        first.kind == first.noun && first.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(&first.noun))
    });
    if of_other(text, at) || parent || of_my_friend(text, heroes) {
        return Some(Subject::Feeling("worried".to_owned()));
    }
    if group("lived with").contains(&illness.as_str()) {
        return Some(Subject::Living(illness));
    }
    if group("passing").contains(&illness.as_str()) {
        return None;
    }
    Some(Subject::Ill(Some(illness).filter(|illness| !illness.is_empty())))
}

/// `my best friend has cancer`: the child who wishes is the one who worries.
fn of_my_friend(text: &Text, heroes: &Heroes) -> bool {
    const NEAR: [&str; 6] = ["friend", "best friend", "cousin", "teacher", "neighbour", "neighbor"];
    let first = heroes.beings.first().filter(|first| first.name.is_none());
    text.is_one_of(0, &["my", "our"]) && first.is_some_and(|first| NEAR.contains(&first.noun.as_str()))
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

/// `whose best friend moves to Australia`: then the friend is away.
fn friend_who_moves(text: &Text, at: usize) -> Option<Subject> {
    let near = phrases(text);
    let mover = near.iter().rfind(|found| found.end <= at && is_somebody(found))?;
    let other = matches!(mover.head(), "best friend" | "friend" | "cousin" | "neighbour" | "neighbor" | "teacher");
    other.then(|| Subject::Away(missed(mover)))
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
        return (!behind).then(|| friend_who_moves(text, at).unwrap_or(Subject::Moving));
    }
    (0..text.len())
        .find(|at| {
            let at = *at;
            let moves = text.after_any(at, &["moves to", "moved to", "move to", "moves from", "moved from"]);
            moves.and_then(|end| noun_at(text, end)).is_some_and(|found| found.noun.is("geography"))
        })
        .map(|at| friend_who_moves(text, at).unwrap_or(Subject::Moving))
}
