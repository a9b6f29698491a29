//! Who is in the story: those with whom a wish begins, else the first who are named, else the child who wishes.

use super::acting::{MAY_ACT, acts, says_deed};
use super::deed::{deed, ends};
use super::inflection::Form;
use super::lexicon::{ILLNESSES, group, noun, verbs_at};
use super::look::{leads_to_look, look};
use super::name::{name, told_name};
use super::named::{aside, each_named, names_said_first, names_said_later, with_name_behind};
use super::noun_phrase::phrase;
use super::phrase::{Determiner, Phrase};
use super::somebody::{MOST, being, me, of_name};
use super::text::Text;
use crate::builtin::storyteller::being::Being;
use crate::builtin::storyteller::pronoun::Pronoun;

/// The heroes of a wish.
#[derive(Clone, Debug, Default)]
pub(super) struct Heroes {
    pub(super) beings: Vec<Being>,
    /// Where the wish says what they do.
    pub(super) end: usize,
    /// The first one's adjectives, which may be what the story is about: `shy`.
    pub(super) adjectives: Vec<String>,
}

pub(super) fn heroes(text: &Text) -> Heroes {
    let mut found = beginning(text);
    if found.beings.is_empty() && begins_with_doing(text) {
        found.beings.push(me());
    }
    if found.beings.is_empty() {
        found = Heroes { end: found.end, ..somewhere(text) };
    }
    if found.beings.is_empty() && (0..text.len()).any(|at| text.is_one_of(at, &["i", "my", "me", "we", "our", "us"])) {
        found.beings.push(Being { kind: "child".to_owned(), noun: "child".to_owned(), count: 1, ..Being::default() });
    }
    names_said_later(text, &mut found.beings);
    pronouns(text, &mut found.beings);
    found
}

/// `building a snowman with papa`: whoever wishes it does it.
fn begins_with_doing(text: &Text) -> bool {
    let learns = text.after_any(0, &["learning to", "learning how to", "how to", "trying to"]);
    let from = learns.unwrap_or(0);
    let is_doing = learns.is_some() || verbs_at(text, 0).iter().any(|verb| verb.form == Form::Ing);
    is_doing && deed(text, from).is_some()
}

/// `Mia and her cat`, `a fox, a bear and an owl`, `two sisters`: those before anything is said of them.
fn beginning(text: &Text) -> Heroes {
    let mut heroes = Heroes::default();
    let mut at = text
        .after_any(
            0,
            &[
                "both", "if", "when", "how", "why", "what", "that", "because", "why do", "why does", "how do",
                "how does", "how did", "why did", "and",
            ],
        )
        .unwrap_or(0);
    if let Some((beings, end)) = names_said_first(text) {
        return Heroes { beings, end, adjectives: Vec::new() };
    }
    if let Some(behind) = text.after(at, "i am")
        && let Some(found) = name(text, behind)
    {
        heroes.end = found.end;
        heroes.beings.push(of_name(found));
        return heroes;
    }
    if let Some(behind) = text.after(at, "we are").filter(|behind| name(text, *behind).is_some()) {
        at = behind;
    }
    if text.is_one_of(at, &["i", "we"]) || text.after(at, "me and").is_some() {
        heroes.beings.push(me());
        heroes.end = at + 1;
        at = if text.is_one_of(at + 1, &["and", "with"]) { at + 2 } else { return heroes };
    }
    while let Some(found) = phrase(text, at).map(|found| with_name_behind(text, found)) {
        if found.determiner == Determiner::Mine
            && found.owner.is_none()
            && !found.is_being()
            && heroes.beings.is_empty()
        {
            heroes.beings.push(me());
            return heroes;
        }
        // `a family trip`
        if heroes.beings.is_empty() && found.head().starts_with("family ") {
            heroes.beings.push(me());
            return heroes;
        }
        if let Some(owner) = found.owner.as_ref().filter(|owner| owns_story(owner, &found)) {
            if heroes.beings.is_empty() {
                heroes.beings.extend(being(owner));
                return heroes;
            }
            break;
        }
        let thing = !heroes.beings.is_empty() && found.is_any(&["vehicle"]) && found.name.is_none();
        if !acts(text, &found, !heroes.beings.is_empty()) || thing && !says_deed(text, found.end, found.plural) {
            break;
        }
        if heroes.beings.is_empty() {
            heroes.adjectives.clone_from(&found.adjectives);
        }
        if let Some((each, end)) = each_named(text, &found) {
            heroes.beings.extend(each);
            heroes.end = end;
        } else {
            heroes.beings.extend(being(&found));
            // `Pablo's sister`: he is in the story as well
            heroes.beings.extend(found.owner.as_deref().filter(|owner| owner.name.is_some()).and_then(being));
            heroes.end = found.end;
        }
        heroes.end = modifiers(text, heroes.end, &mut heroes);
        if let Some(found) = aside(text, heroes.end)
            && let Some(last) = heroes.beings.last_mut().filter(|last| last.name.is_none() && last.count == 1)
        {
            last.pronoun = last.pronoun.or(found.pronoun);
            last.name = Some(found.name);
            heroes.end = found.end + usize::from(text.word(found.end) == ",");
        }
        let next = joined(text, heroes.end);
        if text.after(heroes.end, "and me").or_else(|| text.after(heroes.end, "and i")).is_some() {
            heroes.beings.push(me());
            heroes.end += 2;
        }
        let Some(next) = next.filter(|_| heroes.beings.len() < MOST) else { break };
        at = next;
    }
    // `two friends, a girl and a robot`: these are the two
    let told_twice = heroes.beings.first().is_some_and(|first| {
        let group = matches!(
            first.noun.as_str(),
            "friend" | "best friend" | "twin" | "child" | "kid" | "animal" | "sibling" | "cousin"
        );
        group && first.name.is_none() && first.count > 1 && heroes.beings.len() > first.count
    });
    if told_twice {
        heroes.beings.remove(0);
    }
    heroes
}

fn joined(text: &Text, at: usize) -> Option<usize> {
    text.after_any(at, &["and", ", and", ",", "with", "and then", "along with", "together with"])
}

/// What stands behind somebody and says where or how they are: `with red hair`, `from Ghana`, `(5)`, `in a forest`.
fn modifiers(text: &Text, mut at: usize, heroes: &mut Heroes) -> usize {
    loop {
        if let Some(behind) = leads_to_look(text, at)
            && let Some((seen, end)) = look(text, behind)
        {
            if let Some(last) = heroes.beings.last_mut() {
                last.look = if last.look.is_empty() { seen } else { format!("{} and {seen}", last.look) };
            }
            at = end;
        } else if let Some(behind) = text.after_any(at, &["with", "who has", "has"])
            && let Some(end) = text.after_listed(behind, &ILLNESSES)
            && text.is_one_of(end, &["named", "called", "whose"])
        {
            at = end;
        } else if let Some(behind) = text.after_any(at, &["named", "called", ", named", ", called", "whose name is"])
            && let Some(last) = heroes.beings.last_mut().filter(|last| last.name.is_none() && last.count == 1)
            && let Some(found) = told_name(text, behind)
        {
            last.pronoun = last.pronoun.or(found.pronoun);
            last.name = Some(found.name);
            at = found.end;
        } else if let Some((kind, end)) = trade(text, at)
            && let Some(last) = heroes.beings.last_mut().filter(|last| !noun_is(&last.noun, "relation"))
        {
            last.kind = format!("{} {kind}", last.kind);
            at = end;
        } else if text.is_one_of(at, &["from", "in", "on", "at", "under", "near", "inside", "aged", "age"])
            && let Some(place) = phrase(text, at + 1)
            && place.is_any(&["place", "geography", "school"])
            && !matches!(place.head(), "dentist" | "hospital")
            && !place.is_being()
        {
            at = place.end;
        } else if text.is_one_of(at, &["aged", "age"]) || text.word(at) == "," && is_number(text.word(at + 1)) {
            at = text.after_any(at + 2, &["years old", "year old"]).unwrap_or(at + 2);
            at += usize::from(text.word(at) == ",");
        } else {
            return at;
        }
    }
}

/// `who is an astronaut`
fn trade(text: &Text, at: usize) -> Option<(String, usize)> {
    let behind = text.after_any(at, &["who is", "that is", "is"]).filter(|end| text.is_one_of(*end, &["a", "an"]))?;
    let found = phrase(text, behind).filter(|found| found.is_any(&["job"]) && found.name.is_none())?;
    let whole = found.is_harmless() && found.of.is_none() && found.adjectives.is_empty();
    (whole && ends(text, found.end)).then(|| (found.bare(false), found.end))
}

fn noun_is(word: &str, kind: &str) -> bool {
    noun(word).is_some_and(|(noun, _)| noun.is(kind))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|digit| digit.is_ascii_digit())
}

/// `Emma's birthday`, `a raindrop's journey`: whose it is is the hero.
fn owns_story(owner: &Phrase, found: &Phrase) -> bool {
    const STORIES: [&str; 8] = ["journey", "adventure", "dream", "birthday", "party", "day", "wish", "trip"];
    (owner.is_being() && !found.is_being()) || (owner.is_any(&MAY_ACT) && STORIES.contains(&found.head()))
}

/// The first who live, anywhere in the wish.
fn somewhere(text: &Text) -> Heroes {
    let mut at = 0;
    while at < text.len() {
        let before = if at == 0 { "" } else { text.word(at - 1) };
        let told_of_otherwise = matches!(before, "of" | "than" | "like" | "as" | "about");
        if let Some(found) = phrase(text, at).filter(|found| found.end > at) {
            if let Some((beings, _)) = each_named(text, &found) {
                return Heroes { beings, end: 0, adjectives: Vec::new() };
            }
            // `the race of the snails`
            let of = found.of.as_deref().filter(|of| of.is_being() && of.plural && !found.is_being());
            let owner = found.owner.as_deref().filter(|owner| owner.is_being());
            let somebody = owner.or(of).unwrap_or(&found);
            let told = somebody.is_being() || found.plural && acts(text, &found, false);
            let none = text.word(found.start) == "no";
            // `learning to ride a bike`, `stuck in the elevator`
            let is_object = at > 0 && found.is_any(&["machine"]) && !verbs_at(text, at - 1).is_empty();
            let is_within = matches!(before, "in" | "on" | "inside") && found.is_any(&["machine"]);
            let is_apart = none || is_object || is_within;
            let gone_to = is_apart || matches!(before, "to" | "at") && found.is_any(&["job"]);
            if told && !told_of_otherwise && !gone_to {
                // `a rainy Sunday with papa`: whoever wishes it is there as well
                let is_beside = before == "with" && somebody.is_parent() && somebody.name.is_none();
                let wisher = is_beside.then(me);
                return Heroes {
                    beings: wisher.into_iter().chain(being(somebody)).collect(),
                    end: 0,
                    adjectives: somebody.adjectives.clone(),
                };
            }
            at = found.end;
        } else {
            at += 1;
        }
    }
    Heroes::default()
}

/// Those whom the heroes meet, help or have with them; one of the family only where the wish was `understood`.
pub(super) fn companions(text: &Text, heroes: &mut Heroes, understood: bool) {
    if heroes.beings.is_empty() || heroes.beings.len() > 2 {
        return;
    }
    let mut at = heroes.end.max(1);
    while at < text.len() && heroes.beings.len() < 3 {
        let found = phrase(text, at).filter(|found| found.end > at && !found.left_out);
        let Some(found) = found.map(|found| with_name_behind(text, found)) else {
            at += 1;
            continue;
        };
        let is_named_friend = found.name.is_some() && found.head().ends_with("friend");
        let told = found.name.is_some() || found.determiner != Determiner::Bare || found.is_parent();
        let own = text.is_one_of(at - 1, &["has", "have", "own", "owns", "got", "love", "loves"])
            && found.is_any(&["animal"])
            && (found.name.is_some() || found.determiner == Determiner::Mine);
        if (group("beside").contains(&text.word(at - 1)) || own || is_named_friend)
            && told
            && found.is_being()
            && acts(text, &found, false)
            && found.owner.is_none()
            && !found.is_any(&["grown-up"])
        {
            if found.is_any(&["relation"]) && !understood {
                at = found.end;
                continue;
            }
            let fresh = being(&found).filter(|new| {
                heroes.beings.iter().all(|old| old.name.is_some() && old.name != new.name || old.noun != new.noun)
            });
            heroes.beings.extend(fresh.map(|being| Being { count: being.count.min(2), ..being }));
        }
        at = found.end;
    }
}

/// `his` and `her` say how the first hero is spoken of, where neither the name nor the kind does.
fn pronouns(text: &Text, beings: &mut [Being]) {
    let [first, rest @ ..] = beings else { return };
    if first.pronoun.is_some() || first.count > 1 {
        return;
    }
    let said = (0..text.len()).find_map(|at| match text.word(at) {
        "his" | "he" | "himself" => Some(Pronoun::He),
        "her" | "she" | "herself" => Some(Pronoun::She),
        _ => None,
    });
    if rest.iter().any(|other| said.is_some() && other.pronoun == said) {
        return;
    }
    first.pronoun = said;
    if first.kind == "child" && first.name.is_some() {
        match said {
            Some(Pronoun::She) => "girl".clone_into(&mut first.kind),
            Some(Pronoun::He) => "boy".clone_into(&mut first.kind),
            _ => {}
        }
    }
}
