//! What somebody is: afraid, without something, lonely, sad. Nobody is ever afraid of a person here, and only things
//! are ever lost.

use super::deed::{deed, ends};
use super::inflection::{Form, ing, singulars};
use super::lexicon::{FEARS, FEELINGS, group, verbs_at};
use super::noun_phrase::phrase;
use super::phrase::{Determiner, Phrase};
use super::text::Text;
use crate::builtin::storyteller::subject::Subject;

/// `of the dark`, `of spiders and snakes`, `to swim`, behind `afraid`.
pub(super) fn fear(text: &Text, at: usize) -> Option<Subject> {
    let from = text.after_any(at, &["of", "about", "by", "to", "that", "from"]).unwrap_or(at);
    let unsure = || Some(Subject::Feeling(if is_crowd(text, from) { "shy" } else { "worried" }.to_owned()));
    if text.word(at) == "to" {
        return deed(text, from).map(|(deed, _)| Subject::Fear(ing(&deed))).or_else(unsure);
    }
    let Some((first, end)) = feared(text, from) else { return unsure() };
    let second = text.is_one_of(end, &["and", "or"]).then(|| feared(text, end + 1)).flatten();
    match second {
        Some((second, end)) if ends(text, end) => Some(Subject::Fear(format!("{first} and {second}"))),
        _ => Some(Subject::Fear(first)),
    }
}

/// `children`, `other people`: whoever is afraid of everybody is shy.
fn is_crowd(text: &Text, at: usize) -> bool {
    let at = text.after_any(at, &["other", "all", "new", "the other"]).unwrap_or(at);
    text.is_one_of(at, &["children", "people", "kids", "humans", "everybody", "everyone", "persons", "adults"])
}

/// What a child may be afraid of in a story.
fn feared(text: &Text, at: usize) -> Option<(String, usize)> {
    let whole =
        |end: usize| ends(text, end) || text.is_one_of(end, &["in", "at", "under", "on", "with", "about", "from"]);
    if let Some(found) =
        phrase(text, at).filter(|found| found.is_harmless() && found.owner.is_none() && found.name.is_none())
        && is_feared(&found)
    {
        let told = if found.determiner == Determiner::Number(1) { found.bare(false) } else { found.told() };
        let under = text.after_any(
            found.end,
            &[
                "under the bed",
                "in the closet",
                "in the wardrobe",
                "at school",
                "in the night",
                "in the dark",
                "in the cellar",
                "at night",
            ],
        );
        return Some(match under {
            Some(end) => (format!("{told} {}", text.joined(found.end, end - found.end)), end),
            None => (told, found.end),
        });
    }
    if verbs_at(text, at).iter().any(|verb| verb.form == Form::Ing)
        && let Some((done, end)) = deed(text, at)
    {
        return Some((ing(&done), end));
    }
    if let Some(behind) = text.after_any(at, &["going to the", "going to"])
        && let Some(found) = phrase(text, behind).filter(|found| {
            found.is_harmless() && found.is_any(&["place", "school", "feast"]) || found.head() == "doctor"
        })
    {
        return Some((format!("{} {}", text.joined(at, behind - at), found.bare(false)), found.end));
    }
    let from = at + usize::from(text.is_one_of(at, &["the", "a", "an", "his", "her", "their", "my"]));
    let listed = |count: usize| {
        let words = text.joined(from, count);
        FEARS.contains(words.as_str()) || singulars(&words).iter().any(|word| FEARS.contains(word.as_str()))
    };
    let end = (1..=4).rev().find(|count| listed(*count)).map(|count| from + count).filter(|end| whole(*end))?;
    let article = match text.word(at) {
        _ if from == at => "",
        "a" => "a ",
        "an" => "an ",
        _ => "the ",
    };
    Some((format!("{article}{}", text.joined(from, end - from)), end))
}

fn is_feared(found: &Phrase) -> bool {
    let person = found.is_any(&["relation", "child", "grown-up", "job"]);
    let listed = FEARS.contains(found.head().to_lowercase().as_str())
        || FEARS.contains(found.bare(false).to_lowercase().as_str());
    let own = matches!(found.determiner, Determiner::Mine | Determiner::Theirs) && person;
    !own && (listed || !person && found.noun.is_some())
}

/// What is lost: a thing is looked for; for a person there is the quiet plot, an animal is found again by a deed.
pub(super) fn lost(text: &Text, at: usize) -> Option<Subject> {
    if ends(text, at) || text.is_one_of(at, &["in", "on", "at", "from"]) {
        return Some(Subject::Deed("find the way home".to_owned()));
    }
    if let Some(end) = text.after_any(at, &["her way", "his way", "their way", "its way", "the way", "my way"]) {
        let home =
            if text.after_any(end, &["home", "back home"]).is_some() { "find the way home" } else { "find the way" };
        return Some(Subject::Deed(home.to_owned()));
    }
    let found = phrase(text, at).filter(Phrase::is_harmless)?;
    if found.is_any(&["body"]) && matches!(found.head(), "hair" | "leg" | "arm" | "finger" | "hand" | "foot" | "eye") {
        return Some(Subject::Ill(None));
    }
    if matches!(found.head(), "job" | "money" | "house" | "home" | "work" | "flat" | "country") {
        return Some(Subject::Feeling("worried".to_owned()));
    }
    if matches!(
        found.head(),
        "race"
            | "game"
            | "match"
            | "tooth"
            | "loose tooth"
            | "wobbly tooth"
            | "milk tooth"
            | "baby tooth"
            | "first tooth"
    ) {
        return Some(Subject::Matter(found.definite().told_known()));
    }
    sought(text, at)
}

/// What is looked for.
pub(super) fn sought(text: &Text, at: usize) -> Option<Subject> {
    let found = phrase(text, at).filter(|found| found.is_harmless() || found.name.is_some())?;
    if found.head().ends_with("friend") {
        return Some(Subject::Friend);
    }
    if found.is_any(&["relation"]) && !found.is_any(&["toy"]) {
        let parent = found.noun.is_some_and(|noun| noun.pronoun.is_some()) && found.name.is_none();
        return parent.then(|| Subject::Deed(format!("find {}", found.told_known())));
    }
    if found.is_any(&["child", "grown-up", "job"]) {
        return None;
    }
    let is_day = found.is_any(&["feast"]) && !found.is_any(&["toy", "treasure", "home", "nature", "clothes"]);
    if is_day && !["present", "gift", "egg", "tree", "card"].iter().any(|thing| found.head().ends_with(thing)) {
        return Some(Subject::Occasion(found.told_known()));
    }
    let thing = found.is_any(&[
        "toy", "clothes", "home", "treasure", "music", "vehicle", "food", "nature", "school", "sight", "feast",
    ]);
    if thing && !is_quality(&found) {
        let known = Phrase { determiner: Determiner::The, ..found };
        return Some(Subject::Lost(known.told()));
    }
    let told = if found.name.is_some() { found.told() } else { found.told_known() };
    Some(Subject::Deed(format!("find {told}")))
}

/// What nobody can sleep in.
fn is_quality(found: &Phrase) -> bool {
    found.is_any(&["body", "place", "space", "weather", "sport", "geography", "history"])
        || group("qualities").contains(&found.head())
}

/// `lonely`, `shy`, `too small`.
pub(super) fn lonely_or_feeling(text: &Text, at: usize) -> Option<Subject> {
    let at = text
        .after_any(at, &["very", "so", "too", "really", "always", "a bit", "a little", "often", "not"])
        .unwrap_or(at);
    if text.after_any(at, &["lonely", "all alone", "alone", "lonesome", "new at school", "new in class"]).is_some() {
        return Some(Subject::Friend);
    }
    let end = text.after_listed(at, &FEELINGS)?;
    let open = ends(text, end)
        || text
            .is_one_of(end, &["of", "about", "with", "at", "in", "on", "for", "to", "every", "all", "than", "today"]);
    open.then(|| Subject::Feeling(text.joined(at, end - at)))
}
