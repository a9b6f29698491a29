//! What comes before a wish and is no part of it: `please write me a short story about`, `for my son Leo who`.

use super::lexicon::{OPENINGS, group, is_adjective};
use super::noun_phrase::phrase;
use super::phrase::{Determiner, Phrase};
use super::somebody::being;
use super::text::Text;
use crate::builtin::storyteller::being::Being;

/// Where the wish itself begins, and for whom it is told where that is said with a name.
pub(super) fn opening(text: &Text) -> (usize, Option<Being>) {
    let (at, listener) = asking(text);
    (if at < text.len() { at } else { 0 }, listener)
}

/// Where the wish itself ends: what comes behind it and only asks for it (`..., write a story please`) is left out.
pub(super) fn closing(text: &Text) -> usize {
    let is_asked = |from: usize| {
        let rest = text.from(from);
        let end = asking(&rest).0;
        end == rest.len() || end > 0 && end + 1 == rest.len() && rest.is_one_of(end, &["it", "this", "that"])
    };
    let breaks = (1..text.len()).filter(|at| text.is_break(*at) && at + 1 < text.len());
    breaks.filter(|at| is_asked(at + 1)).min().unwrap_or(text.len())
}

/// How far a text only asks for a story, and for whom it is told where that is said with a name.
fn asking(text: &Text) -> (usize, Option<Being>) {
    let mut at = 0;
    let mut listener = None;
    while at < text.len() {
        if text.is_break(at) {
            at += 1;
        } else if let Some(end) = story(text, at)
            .or_else(|| asked(text, at))
            .or_else(|| asked_for(text, at))
            .or_else(|| text.after_listed(at, &OPENINGS))
        {
            at = end;
        } else if let Some((end, named)) = wisher(text, at) {
            listener = named.or(listener);
            at = end;
        } else if text.word(at) == "for"
            && let Some((end, named)) = audience(text, at + 1)
        {
            listener = named.or(listener);
            at = end;
        } else {
            break;
        }
    }
    (at, listener)
}

/// `I want a story with`.
fn asked(text: &Text, at: usize) -> Option<usize> {
    const ASKED: [&str; 26] = [
        "make",
        "do",
        "have",
        "need",
        "needs",
        "want",
        "gimme",
        "give",
        "looking for",
        "i am looking for",
        "we need",
        "we are looking for",
        "read",
        "let us have",
        "let us make",
        "let us make up",
        "i want",
        "we want",
        "i would like",
        "we would like",
        "i need",
        "can i have",
        "can we have",
        "could i have",
        "i wish for",
        "please may i have",
    ];
    story(text, text.after_any(at, &ASKED)?)
}

/// `I want a unicorn and a penguin`: those who are asked for are the heroes; one alone is what a child wishes for.
fn asked_for(text: &Text, at: usize) -> Option<usize> {
    let lead =
        text.after_any(at, &["i want", "we want", "i would like", "we would like", "can i have", "can we have"])?;
    let is_hero = |found: &Phrase| found.determiner == Determiner::Any && found.is_any(&["animal", "fantasy"]);
    let first = phrase(text, lead).filter(is_hero)?;
    let next = text.after_any(first.end, &["and", ","]).and_then(|at| phrase(text, at)).filter(is_hero)?;
    Some(next).map(|_| lead)
}

/// `a very short bedtime story about`.
fn story(text: &Text, at: usize) -> Option<usize> {
    const STORIES: [&str; 10] =
        ["story", "stories", "tale", "tales", "fairytale", "storybook", "book", "poem", "rhyme", "fable"];
    let is_before = |word: &str| group("before story").contains(&word) || is_adjective(word);
    let told = (at..at + 6).find(|place| !is_before(text.word(*place)) && text.word(*place) != "'s")?;
    if !STORIES.contains(&text.word(told)) || text.is_one_of(told + 1, &["who", "is", "was", "comes", "'s"]) {
        return None;
    }
    if text.is_one_of(told + 1, &["for", "please"]) || text.is_break(told + 1) {
        return Some(told + 1);
    }
    // `set in` names the place, so that its `in` stays
    let lead = text.after_any(told + 1, group("after story"))?;
    Some(if text.word(lead - 1) == "in" && text.word(lead - 2) == "set" { lead - 1 } else { lead })
}

/// `my son wants a story about`.
fn wisher(text: &Text, at: usize) -> Option<(usize, Option<Being>)> {
    let found = phrase(text, at).filter(Phrase::is_being)?;
    // `Mila is 5 and wants`
    let is_old = text.is_one_of(found.end, &["is", "turns"]) && text.word(found.end + 1).parse::<u8>().is_ok();
    let old = text.after_any(found.end + 2, &["years old and", "and", "now and"]).filter(|_| is_old);
    let wants = text.after_any(
        old.unwrap_or(found.end),
        &["wants", "wants to hear", "would like", "would love", "needs", "asked for", "loves", "wishes for"],
    )?;
    Some((story(text, wants)?, being(&found)))
}

/// For whom a story is told: left out, unless more is said of them (`for my son Leo who loves trains`).
fn audience(text: &Text, at: usize) -> Option<(usize, Option<Being>)> {
    let years = text.after_any(at, &["a", "my", "our", "ages", "age", "kids aged", "children aged"]).unwrap_or(at);
    if text.word(years).starts_with(|letter: char| letter.is_ascii_digit())
        && let Some(end) = text.after_any(years + 1, &["year old", "year olds", "years old", "to", "and", "-"])
    {
        let end = if text.word(end).starts_with(|letter: char| letter.is_ascii_digit()) { end + 1 } else { end };
        return (!text.is_one_of(end, &["who", "boy", "girl"])).then_some((end, None));
    }
    let found = phrase(text, at).filter(Phrase::is_being)?;
    let end = found.end;
    if text.is_one_of(end, &["about", "where", "of", "in", "with"]) {
        return Some((end, found.name.is_some().then(|| being(&found)).flatten()));
    }
    let told_of = text.is_one_of(end, &["who", "whose", "is", "'s", "and"])
        || text.is_one_of(end + 1, &["he", "she", "who", "his", "her"]);
    if !told_of
        && found.name.is_none()
        && (found.plural || matches!(found.determiner, Determiner::Mine | Determiner::Any))
    {
        return Some((end, None));
    }
    // the one for whom it is told is the hero
    Some((at, None))
}
