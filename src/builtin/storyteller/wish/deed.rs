//! A deed, told only where the verb and every one of its objects are known to be harmless.
//!
//! A deed is known as a whole or not at all: `bake a cake with bleach` is not `bake a cake`.

use super::acting::taken;
use super::lexicon::{ADVERBS, FoundVerb, KEPT_ADVERBS, group, is_adjective, may_have, noun_at, verbs_at};
use super::noun_phrase::phrase;
use super::phrase::Phrase;
use super::text::Text;

/// The longest deed, in characters.
const LONGEST: usize = 60;

/// The deed that begins here, as an infinitive without `to`: `bake bread`.
pub(super) fn deed(text: &Text, at: usize) -> Option<(String, usize)> {
    let (told, end) = verbs_at(text, at).into_iter().find_map(|verb| with_objects(text, verb))?;
    (told.chars().count() <= LONGEST).then_some((told, end))
}

/// Whether a deed may end here.
pub(super) fn ends(text: &Text, at: usize) -> bool {
    text.is_break(at) || text.is_one_of(at, group("ends"))
}

fn with_objects(text: &Text, verb: FoundVerb) -> Option<(String, usize)> {
    let mut told = verb.verb.base.to_owned();
    let mut at = adverbs(text, verb.end, &mut told);
    if matches!(verb.verb.base, "be" | "become") {
        return becoming(text, at, &told);
    }
    if verb.verb.base == "take"
        && let Some(found) = taking(text, at)
    {
        return Some(found);
    }
    if matches!(verb.verb.base, "help" | "teach")
        && let Some((whole, end)) = helping(text, at, verb.verb.base)
    {
        return Some((whole, end));
    }
    let object = objects(text, at, verb);
    let has_object = object.is_some();
    match object {
        Some((objects, end))
            if verb.verb.base == "learn" && phrase(text, at).is_some_and(|found| found.is_any(&["music", "sport"])) =>
        {
            told = format!("play {objects}");
            at = end;
        }
        Some((objects, end)) => {
            told = format!("{told} {objects}");
            at = end;
        }
        None if verb.verb.objects.contains("alone") => {}
        None => return None,
    }
    loop {
        at = adverbs(text, at, &mut told);
        if let Some((tail, end)) = tail(text, at).or_else(|| source(text, at).filter(|_| has_object)) {
            told = format!("{told} {tail}");
            at = end;
        } else {
            break;
        }
    }
    ends(text, at).then_some((told, at))
}

/// Adverbs: some stay in the story, the others only pass.
fn adverbs(text: &Text, mut at: usize, told: &mut String) -> usize {
    loop {
        if let Some(end) = text.after_listed(at, &KEPT_ADVERBS) {
            *told = format!("{told} {}", text.joined(at, end - at));
            at = end;
        } else if let Some(end) = text.after_listed(at, &ADVERBS) {
            at = end;
        } else if text.word(at).ends_with("ly")
            && text.word(at).len() > 4
            && noun_at(text, at).is_none()
            && !is_adjective(text.word(at))
        {
            at += 1;
        } else {
            return at;
        }
    }
}

/// `bread and cookies`, `Grandma a cake`, `a song for the moon`.
fn objects(text: &Text, at: usize, verb: FoundVerb) -> Option<(String, usize)> {
    let first = phrase(text, at).filter(Phrase::is_harmless)?;
    if group("gives").contains(&verb.verb.base)
        && is_near(&first)
        && let Some(second) = phrase(text, first.end).filter(|found| found.is_harmless() && allows(verb, found))
    {
        return Some((format!("{} {}", first.told(), second.told()), second.end));
    }
    if !allows(verb, &first) {
        return None;
    }
    let mut told = first.told();
    let mut end = first.end;
    while text.is_one_of(end, &["and", ","])
        && let Some(next) = phrase(text, if text.after(end, ", and").is_some() { end + 2 } else { end + 1 })
        && next.is_harmless()
        && allows(verb, &next)
        && (ends(text, next.end) || tail(text, next.end).is_some())
    {
        let link = if text.word(end) == "," && text.word(end + 1) != "and" { "," } else { " and" };
        told = format!("{told}{link} {}", next.told());
        end = next.end;
    }
    Some((told, end))
}

fn allows(verb: FoundVerb, found: &Phrase) -> bool {
    match found.noun {
        Some(noun) => may_have(verb.verb, noun),
        None => found.name.is_some() && verb.verb.objects.contains("relation"),
    }
}

/// Somebody whom a child may be told to be with: no grown-up without a name, nobody of a job.
fn is_near(found: &Phrase) -> bool {
    let by_noun = found.is_any(&["relation", "animal", "fantasy", "toy"])
        || matches!(
            found.head(),
            "friend"
                | "best friend"
                | "child"
                | "kid"
                | "baby"
                | "twin"
                | "robot"
                | "class"
                | "team"
                | "teacher"
                | "neighbour"
                | "neighbor"
                | "classmate"
                | "family"
                | "Santa"
                | "Santa Claus"
        );
    by_noun || (found.name.is_some() && found.noun.is_none())
}

/// `in the garden`, `with her friends`, `for Grandma`, `like a bird`.
fn tail(text: &Text, at: usize) -> Option<(String, usize)> {
    const PLACES: [&str; 9] =
        ["place", "nature", "weather", "space", "geography", "feast", "school", "home", "vehicle"];
    let preposition = text.word(at);
    let found = phrase(text, at + 1).filter(Phrase::is_harmless)?;
    let fits = match preposition {
        "in" | "on" | "at" | "inside" | "under" | "over" | "across" | "through" | "around" | "near" | "behind"
        | "by" => found.is_any(&PLACES),
        "with" => is_near(&found) || found.is_any(&["toy", "food", "nature", "clothes", "music"]),
        "for" | "to" => {
            is_near(&found)
                || found.is_any(&["food", "feast", "place", "school", "music", "geography", "space"])
                || found.is_any(&["job"]) && preposition == "for"
                || matches!(found.head(), "king" | "queen" | "prince" | "princess" | "mayor")
        }
        "without" => {
            found.is_any(&["clothes", "vehicle", "toy", "food"]) || group("learned without").contains(&found.head())
        }
        "like" => found.is_being() || found.is_any(&["nature", "weather", "space"]),
        "about" => is_near(&found) || !found.is_being(),
        _ => false,
    };
    fits.then(|| (format!("{preposition} {}", found.told()), found.end))
}

/// `from a tree`, for what is brought or saved.
fn source(text: &Text, at: usize) -> Option<(String, usize)> {
    let found = phrase(text, at + 1).filter(|found| text.word(at) == "from" && found.is_harmless())?;
    let fits = found.is_any(&["nature", "place", "space", "geography", "weather"]);
    fits.then(|| (format!("from {}", found.told()), found.end))
}

/// `be a pirate`, `become brave`, `be the best dancer`.
fn becoming(text: &Text, at: usize, told: &str) -> Option<(String, usize)> {
    let simply = || {
        let word = text.word(at);
        let end = at + 1;
        (is_adjective(word) || matches!(word, "friends")).then(|| (format!("{told} {word}"), end))
    };
    let somebody = || {
        let found = phrase(text, at).filter(|found| found.is_harmless() && found.name.is_none())?;
        let kinds = ["home", "nature", "space", "food", "toy", "clothes", "vehicle", "weather"];
        let fits = (found.is_being() || found.is_any(&kinds)) && !found.is_any(&["grown-up"]);
        fits.then(|| (format!("{told} {}", found.told()), found.end))
    };
    let (mut whole, mut end) = somebody().or_else(simply)?;
    loop {
        end = adverbs(text, end, &mut whole);
        match tail(text, end) {
            Some((tail, behind)) => {
                whole = format!("{whole} {tail}");
                end = behind;
            }
            None => break,
        }
    }
    ends(text, end).then_some((whole, end))
}

/// `takes me fishing`: those who go go fishing.
fn taking(text: &Text, at: usize) -> Option<(String, usize)> {
    let from = taken(text, at)?;
    let going = Text::of(&format!("go {}", text.word(from)));
    let known = verbs_at(&going, 0).into_iter().any(|verb| verb.end == going.len());
    let mut told = going.joined(0, going.len());
    let mut end = from + 1;
    if let Some((place, behind)) = tail(text, end) {
        told = format!("{told} {place}");
        end = behind;
    }
    end = adverbs(text, end, &mut told);
    (known && ends(text, end)).then_some((told, end))
}

/// `help her grandma bake a cake`, `teach a bear to dance`.
fn helping(text: &Text, at: usize, verb: &str) -> Option<(String, usize)> {
    if text.is_one_of(at, &["me", "him", "her", "them", "us"]) {
        return deed(text, text.after_any(at + 1, &["to", "how to"]).unwrap_or(at + 1));
    }
    let found = phrase(text, at).filter(|found| found.is_harmless() && is_near(found))?;
    let (link, from) = match text.after_any(found.end, &["to", "how to"]) {
        Some(end) => (format!(" {}", text.joined(found.end, end - found.end)), end),
        None => (String::new(), found.end),
    };
    let (rest, end) = deed(text, from)?;
    Some((format!("{verb} {}{link} {rest}", found.told()), end))
}
