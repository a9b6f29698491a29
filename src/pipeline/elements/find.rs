//! Reads scenes by the lists of [`super::words`]; how much each word counts is [`super::reading`]'s.

use super::mood::mood;
use super::phrase::places_of;
use super::reading::{Reading, SPOKEN, read};
use super::sky::sky;
use super::weighing::{is_denied, newest};
use super::words::{FIGURES_OF_SPEECH, PLACES, PLURAL_PRONOUNS, THINGS, TIMES};
use crate::domain::{Character, Clouds, Elements, Hero, Place, TimeOfDay};

/// More than this crowds a page.
const MOST_PROPS: usize = 4;
/// More than this are too small to be known again.
const MOST_HEROES: usize = 4;

/// What is to be seen in the last of `scenes`, which are a story's texts so far.
#[must_use]
pub fn find(scenes: &[&str], cast: &[Character]) -> Elements {
    let readings: Vec<Reading> = scenes.iter().map(|text| read(text)).collect();
    let place = newest(&readings, &PLACES).unwrap_or(Place::Meadow);
    let time = newest(&readings, &TIMES).unwrap_or(TimeOfDay::Day);
    let (weather, clouds) = sky(&readings);
    let last = readings.last();
    Elements {
        place,
        time,
        weather,
        clouds,
        mood: mood(&readings),
        heroes: heroes(last.map_or(&[], |last| &last.words), cast),
        props: last.map_or_else(Vec::new, |last| props(last, cast, (place, time, clouds))),
    }
}

/// Lower-case words; an apostrophe ends a word, so that `Mira's` names Mira.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The last word of a kind that says what somebody is: `fox` of `a little red fox`, `captain` of `captain of a ship`.
pub(crate) fn kind_word(kind: &str) -> String {
    let words = words_of(kind);
    let head = words.iter().position(|word| matches!(word.as_str(), "of" | "with" | "from" | "who" | "in"));
    words[..head.unwrap_or(words.len())].last().cloned().unwrap_or_default()
}

/// The cast as the scene names it, first named first: by name, by kind, or (when nobody is) the first of the cast.
fn heroes(words: &[String], cast: &[Character]) -> Vec<Hero> {
    let mut found: Vec<(usize, usize)> =
        cast.iter().enumerate().filter_map(|(index, sheet)| Some((named(words, sheet, cast)?, index))).collect();
    found.sort_unstable();
    let mut indices: Vec<usize> = found.into_iter().map(|(_, index)| index).collect();
    let together = words.iter().any(|word| PLURAL_PRONOUNS.contains(&word.as_str()));
    let wanted = if together { 2.min(cast.len()) } else { 1.min(cast.len()) };
    for index in 0..cast.len() {
        if indices.len() < wanted && !indices.contains(&index) {
            indices.push(index);
        }
    }
    indices.truncate(MOST_HEROES);
    indices.into_iter().map(|index| Hero { sheet: cast[index].clone(), index }).collect()
}

/// Where somebody is named first; a kind names them only while it is theirs alone.
fn named(words: &[String], sheet: &Character, cast: &[Character]) -> Option<usize> {
    let name = words_of(&sheet.name).join(" ");
    let by_name = if name.is_empty() { None } else { places_of(words, &name).first().copied() };
    by_name.or_else(|| {
        let kind = kind_word(&sheet.kind);
        let alone = cast.iter().filter(|other| kind_word(&other.kind) == kind).count() == 1;
        (alone && !kind.is_empty()).then(|| places_of(words, &kind).first().copied())?
    })
}

/// Things of the list, in the order in which the scene tells of them, and then those that are only spoken of. What
/// somebody wears or is stands there already, and the lights of the night do not shine by day.
fn props(scene: &Reading, cast: &[Character], at: (Place, TimeOfDay, Clouds)) -> Vec<String> {
    let of_cast: Vec<String> =
        cast.iter().flat_map(|sheet| [words_of(&sheet.look), words_of(&sheet.kind)]).flatten().collect();
    let figures: Vec<usize> = FIGURES_OF_SPEECH
        .iter()
        .flat_map(|figure| {
            let length = figure.split(' ').count();
            places_of(&scene.words, figure).into_iter().flat_map(move |at| at..at + length)
        })
        .collect();
    let mut found: Vec<(bool, usize, &str)> = Vec::new();
    for (prop, names) in THINGS.iter() {
        if names.iter().any(|name| !places_of(&of_cast, name).is_empty()) || !can_be_seen(prop, at) {
            continue;
        }
        let told = names.iter().flat_map(|name| places_of(&scene.words, name)).filter(|at| !figures.contains(at));
        let there = told.filter(|at| scene.weights[*at] > 0 && !is_denied(&scene.words, *at));
        let weighed = there.map(|at| (scene.weights[at] == SPOKEN, at));
        found.extend(weighed.min().map(|(spoken, at)| (spoken, at, *prop)));
    }
    found.sort_unstable();
    found.into_iter().take(MOST_PROPS).map(|(_, _, prop)| prop.to_owned()).collect()
}

fn can_be_seen(prop: &str, (place, time, clouds): (Place, TimeOfDay, Clouds)) -> bool {
    match (prop, time) {
        _ if place == Place::Space => true,
        ("moon" | "star" | "sun" | "rainbow", _) if place == Place::Cave => false,
        ("moon" | "star" | "sun", _) if clouds == Clouds::Grey => false,
        ("moon" | "star" | "firefly", TimeOfDay::Day) | ("sun" | "rainbow", TimeOfDay::Night) => false,
        _ => true,
    }
}
