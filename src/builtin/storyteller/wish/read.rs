//! The whole of a wish: heroes, subject, place.

use super::about::{about, beside};
use super::clauses::clauses;
use super::deed::{deed, ends};
use super::griefs::grief;
use super::heroes::{Heroes, companions, heroes};
use super::lessons::lesson;
use super::lexicon::{BEING_KINDS, FEELINGS, UNFIT, group, is_adjective, is_no_name, noun, noun_at};
use super::noun_phrase::phrase;
use super::opening::{closing, opening};
use super::phrase::Phrase;
use super::place::{ground, home, place, section};
use super::predicate::predicate;
use super::quiet::{gloom, is_cry, of_me, quiet};
use super::roles::{give_parts, with_me};
use super::somebody::{being, me};
use super::spelling::spelt;
use super::spoken::written;
use super::states::{fear, lost, sought};
use super::strangers::without_strangers;
use super::text::Text;
use super::topic::topic;
use super::weather::weather;
use crate::builtin::storyteller::being::Being;
use crate::builtin::storyteller::subject::{Subject, Theme};

pub(in crate::builtin::storyteller) fn read(theme: &str) -> Theme {
    let whole = spelt(Text::of(theme));
    let (start, listener) = opening(&whole);
    let end = closing(&whole);
    let asked = if start < end { whole.until(end) } else { whole.clone() };
    let text = written(asked.from(start));
    let mut found = heroes(&text);
    found.beings.extend(listener.filter(|named| found.beings.iter().all(|other| other.name != named.name)));
    if is_cry(&text) {
        return cry(&text, found);
    }
    let quiet = quiet(&text, &found);
    let strange = without_strangers(&text, &mut found);
    let unfit = strange || (found.end..text.len()).any(|at| text.after_listed(at, &UNFIT).is_some());
    give_parts(&text, &mut found, quiet.as_ref(), true);
    let feast =
        || (0..start).find_map(|at| phrase(&whole, at).filter(|feast| feast.is_any(&["feast"]) && feast.is_harmless()));
    let subject = quiet
        .or_else(|| subject(&text, &found, unfit))
        .or_else(|| feast().filter(|_| !unfit).map(|feast| Subject::Occasion(feast.bare(false))));
    found.beings.retain(|being| being.name.as_deref().is_none_or(|name| !is_no_name(name)));
    let friends = found.beings.first().is_some_and(|being| being.noun.ends_with("friend") && being.name.is_none());
    let subject = subject.or_else(|| (friends && !unfit).then_some(Subject::Friend));
    let is_gloomy = subject.is_none();
    let subject = subject.or_else(|| gloom(&text));
    let is_unknown = subject.is_none() && !unfit;
    let subject = subject.or_else(|| about(&text, &found).filter(|_| !unfit));
    let cause = subject.as_ref().filter(|subject| says_feeling(Some(*subject))).and_then(|_| grief(&text));
    if says_feeling(subject.as_ref()) {
        give_parts(&text, &mut found, subject.as_ref(), is_gloomy);
    }
    if !strange {
        companions(&text, &mut found, subject.is_some() && !unfit && !is_unknown);
    }
    let has_met = is_unknown && !strange && beside(&text, &mut found);
    with_me(&text, &mut found);
    let subject = subject.or(has_met.then_some(Subject::Friend));
    let subject = subject.map(|subject| subject.without_owner(&found.beings));
    if let Some(Subject::Deed(deed) | Subject::Together(deed)) = &subject {
        leave_out_visited(deed, &mut found);
    }
    // the one who is missed is not at the hero's side
    if matches!(subject, Some(Subject::Missing(_) | Subject::Away(_))) {
        give_parts(&text, &mut found, subject.as_ref(), true);
    }
    let place = match &subject {
        Some(Subject::Missing(_) | Subject::Away(_)) => None,
        Some(Subject::Journey(goal)) => match goal.trim_start_matches("the ") {
            "sea" | "ocean" => section("beach"),
            goal => section(goal),
        },
        _ => place(&text)
            .or_else(|| subject.as_ref().filter(|subject| is_done_somewhere(subject)).and_then(|it| ground(it.text()?)))
            .or_else(|| found.beings.first().and_then(|first| home(&first.noun))),
    };
    Theme { place, beings: found.beings, subject, cause, weather: weather(&text) }
}

/// A child who cries for help is the hero, with nobody who was named.
fn cry(text: &Text, found: Heroes) -> Theme {
    let is_child = |being: &Being| !of_me(text) && noun(&being.noun).is_none_or(|(noun, _)| noun.is("child"));
    let mut beings: Vec<Being> = found.beings.into_iter().filter(is_child).take(1).collect();
    if beings.is_empty() {
        beings.push(me());
    }
    Theme { beings, subject: Some(Subject::Feeling("worried".to_owned())), place: None, cause: None, weather: None }
}

/// Fears come anywhere, and what is lost or fought may be far from where one would look for it.
const fn is_done_somewhere(subject: &Subject) -> bool {
    matches!(
        subject,
        Subject::Deed(_) | Subject::Together(_) | Subject::Matter(_) | Subject::Occasion(_) | Subject::Race(_)
    )
}

/// Whoever is visited does not walk along.
fn leave_out_visited(deed: &str, heroes: &mut Heroes) {
    let Some(visited) = deed.strip_prefix("visit ") else { return };
    let is_hero = heroes.beings.first().is_some_and(|first| is_named(first, visited));
    heroes.beings.retain(|being| is_hero || !is_named(being, visited));
}

fn is_named(being: &Being, text: &str) -> bool {
    being.name.as_ref().is_some_and(|name| text.starts_with(name.as_str()))
}

fn says_feeling(subject: Option<&Subject>) -> bool {
    matches!(subject, Some(Subject::Feeling(_)))
}

/// The first that says most: a deed rather than a feeling, a feeling rather than a thing that is only named.
fn subject(text: &Text, heroes: &Heroes, unfit: bool) -> Option<Subject> {
    let found = clauses(text, heroes.end).into_iter().filter_map(|at| clause(text, at, heroes));
    let mut found: Vec<Subject> = found
        .map(lesson)
        .filter(|subject| !(is_sky(subject) && !heroes.beings.is_empty() && weather(text).is_some()))
        .filter(|subject| !unfit || matches!(subject, Subject::Contest(_) | Subject::Feeling(_)))
        .collect();
    found.sort_by_key(|subject| match subject {
        Subject::Feeling(_) => 1,
        Subject::Matter(_) => 2,
        _ => 0,
    });
    let by_adjective = || feeling(heroes).filter(|_| !unfit);
    let first = found.into_iter().next();
    let race = race(text).filter(|race| !unfit && may_be_race(first.as_ref(), race));
    race.map(Subject::Race).or(first).or_else(by_adjective)
}

/// `while it snows`: only the sky, where somebody is told of.
fn is_sky(subject: &Subject) -> bool {
    matches!(subject, Subject::Matter(matter) if matter == "the rain" || matter == "the snow")
}

/// `the race`, wherever a wish names a contest of sport or skill that is not lost.
fn race(text: &Text) -> Option<String> {
    if (0..text.len()).any(|at| group("loses").contains(&text.word(at))) {
        return None;
    }
    (0..text.len()).find_map(|at| {
        let end = text.after_any(at, group("race"))?;
        let before = if at == 0 { "" } else { text.word(at - 1) };
        let is_thing = at == 0 || end > at + 1 || DETERMINERS.contains(&before) || is_adjective(before);
        let is_whole = ends(text, end) || noun_at(text, end).is_none();
        (is_thing && is_whole).then(|| format!("the {}", text.joined(at, end - at).replace("olympic", "Olympic")))
    })
}

const DETERMINERS: [&str; 12] =
    ["a", "an", "the", "his", "her", "their", "our", "my", "this", "first", "school", "next"];

/// Whether a contest says more than what was found, or is a part of it.
fn may_be_race(found: Option<&Subject>, race: &str) -> bool {
    let race = race.trim_start_matches("the ");
    match found {
        None | Some(Subject::Matter(_) | Subject::Occasion(_)) => true,
        Some(Subject::Deed(told) | Subject::Together(told) | Subject::Contest(told)) => told.contains(race),
        _ => false,
    }
}

fn clause(text: &Text, at: usize, heroes: &Heroes) -> Option<Subject> {
    // `but mum says no`: what another does is not what the hero wishes
    let other = phrase(text, at).filter(|_| at > 0 && text.word(at - 1) == "but").and_then(|found| being(&found));
    if other.is_some_and(|other| heroes.beings.iter().all(|hero| hero.noun != other.noun)) {
        return None;
    }
    // `finds one that glows`: not the hero does
    if at > 1
        && at > heroes.end + 1
        && text.is_one_of(at - 1, &["that", "which"])
        && text.is_one_of(at - 2, &["one", "ones"])
    {
        return None;
    }
    let (said, from) = predicate(text, at, heroes);
    named(text, at).or(said).or_else(|| topic(text, from, heroes)).or_else(|| topic(text, at, heroes))
}

/// `the lost umbrella`, `a trip to the moon`, `learning to swim`, `fear of the dark`: without anybody.
fn named(text: &Text, at: usize) -> Option<Subject> {
    if text.is_one_of(at + 2, &["killer", "slayer", "tamer"]) && text.word(at) == "the" {
        let found = phrase(text, at).filter(|found| found.is_any(&["fantasy"]))?;
        return Some(Subject::Contest(found.told_known()));
    }
    if let Some(whole) = moment(text, at) {
        return Some(Subject::Matter(whole));
    }
    let lost_thing =
        ["the lost", "a lost", "my lost", "the missing", "a missing", "the stolen", "the vanished", "lost", "missing"];
    if let Some(end) = text.after_any(at, &lost_thing)
        && phrase(text, end).is_some_and(|found| !found.is_any(&BEING_KINDS) && ends(text, found.end))
    {
        return lost(text, end);
    }
    if let Some(end) = text.after_any(
        at,
        &["the search for", "the hunt for", "the quest for", "a search for", "in search of", "search for"],
    ) {
        return sought(text, end);
    }
    if let Some(end) =
        text.after_any(at, &["fear of", "the fear of", "being afraid", "being scared", "afraid", "scared"])
    {
        return fear(text, if text.word(end - 1) == "of" { end - 1 } else { end });
    }
    let trip = (at..at + 4)
        .find(|near| text.is_one_of(*near, &["trip", "journey", "voyage", "flight", "expedition", "way", "road"]));
    if let Some(trip) = trip.filter(|trip| text.word(trip + 1) == "to") {
        let goal = phrase(text, trip + 2).filter(Phrase::is_harmless)?;
        if matches!(goal.head(), "dentist" | "doctor" | "hairdresser" | "hospital" | "vet") {
            return Some(Subject::Occasion(format!("the visit to the {}", goal.bare(false))));
        }
        return Some(Subject::Journey(goal.told_known()));
    }
    if text
        .after_any(
            at,
            &[
                "friendship",
                "making friends",
                "making new friends",
                "finding a friend",
                "finding friends",
                "being friends",
                "a new friend",
                "best friends",
            ],
        )
        .is_some()
    {
        return Some(Subject::Friend);
    }
    None
}

/// `the night the stars came down for tea`: told whole, for all of it is known.
fn moment(text: &Text, at: usize) -> Option<String> {
    let times =
        ["the day", "the night", "the morning", "the evening", "the summer", "the winter", "the year", "the week"];
    let time = text.after_any(at, &times)?;
    let from = text.after_any(time, &["that", "when"]).unwrap_or(time);
    if let Some(rains) = text.after_any(from, &["it rained", "it snowed", "it rains", "it snows"]) {
        let told = phrase(text, rains).filter(Phrase::is_harmless).map(|found| format!(" {}", found.told()));
        return Some(format!("{}{}", text.joined(at, rains - at), told.unwrap_or_default()));
    }
    let found = phrase(text, from).filter(Phrase::is_harmless)?;
    let (_, end) = deed(text, found.end)?;
    Some(format!("{} {} {}", text.joined(at, 2), found.told_known(), text.joined(found.end, end - found.end)))
}

/// `a shy girl`, `the lonely dragon`.
fn feeling(heroes: &Heroes) -> Option<Subject> {
    if heroes.adjectives.iter().any(|adjective| adjective == "lost") {
        return Some(Subject::Deed("find the way home".to_owned()));
    }
    let lonely = heroes.adjectives.iter().any(|adjective| matches!(adjective.as_str(), "lonely" | "loneliest"));
    let felt = || {
        heroes.adjectives.iter().find(|adjective| {
            FEELINGS.contains(adjective.as_str())
                && !matches!(adjective.as_str(), "small" | "blue" | "different" | "quiet" | "invisible")
        })
    };
    if lonely { Some(Subject::Friend) } else { felt().map(|adjective| Subject::Feeling(adjective.clone())) }
}
