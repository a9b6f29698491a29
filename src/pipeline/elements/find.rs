//! Reads scenes by the lists of [`super::words`]; how much each word counts is [`super::reading`]'s.

use super::family::kin_of;
use super::mood::mood;
use super::phrase::{kind_word, places_of, words_of};
use super::reading::{Reading, read};
use super::sky::sky;
use super::things::things;
use super::weighing::{is_denied, newest};
use super::words::{PLACES, PLURAL_PRONOUNS, TIMES};
use crate::domain::{Character, Clouds, Elements, Hero, Place, PlannedScene, TimeOfDay, Weather};

/// More than this are too small to be known again.
const MOST_HEROES: usize = 4;

/// What is to be seen in the last of `scenes`, which are a story's texts so far; `planned` is what was planned of each,
/// from the first on, as far as anything was.
#[must_use]
pub fn find(scenes: &[&str], planned: &[PlannedScene], cast: &[Character]) -> Elements {
    let readings: Vec<Reading> = scenes.iter().map(|text| read(text)).collect();
    let place = newest(&readings, &PLACES, |scene| planned.get(scene)?.place).unwrap_or(Place::Meadow);
    let time = newest(&readings, &TIMES, |scene| planned.get(scene)?.time).unwrap_or(TimeOfDay::Day);
    let (weather, clouds) = sky(&readings);
    let last = readings.last();
    let who = scenes.len().checked_sub(1).and_then(|scene| planned.get(scene)).map_or(&[][..], |plan| &plan.heroes);
    let worn: Vec<String> =
        cast.iter().flat_map(|sheet| [words_of(&sheet.look), words_of(&sheet.kind)]).flatten().collect();
    Elements {
        place,
        time,
        weather,
        clouds,
        mood: mood(&readings, planned),
        heroes: heroes(last.map_or(&[], |last| &last.words), who, cast),
        props: things(&readings, &worn, |thing| can_be_seen(thing, (place, time, weather, clouds))),
    }
}

/// The cast as the scene names it, first named first: by name, by kind, or (when nobody is) the first of the cast. Who
/// was planned is in it too, where the plan fits the words.
fn heroes(words: &[String], planned: &[usize], cast: &[Character]) -> Vec<Hero> {
    let mut found: Vec<(usize, usize)> =
        cast.iter().enumerate().filter_map(|(index, sheet)| Some((named(words, sheet, cast)?, index))).collect();
    found.sort_unstable();
    let mut indices: Vec<usize> = found.into_iter().map(|(_, index)| index).collect();
    let planned: Vec<usize> = planned.iter().copied().filter(|index| *index < cast.len()).collect();
    let is_as_planned = indices.is_empty() || planned.iter().any(|index| indices.contains(index));
    if !planned.is_empty() && is_as_planned {
        let most = if says_alone(words) { indices.len().max(1) } else { MOST_HEROES };
        for index in planned {
            if indices.len() < most && !indices.contains(&index) {
                indices.push(index);
            }
        }
        indices.truncate(MOST_HEROES);
        return in_picture(&indices, cast);
    }
    let together = words.iter().any(|word| PLURAL_PRONOUNS.contains(&word.as_str()));
    let wanted = if together { 2.min(cast.len()) } else { 1.min(cast.len()) };
    for index in 0..cast.len() {
        if indices.len() < wanted && !indices.contains(&index) {
            indices.push(index);
        }
    }
    indices.truncate(MOST_HEROES);
    in_picture(&indices, cast)
}

fn in_picture(indices: &[usize], cast: &[Character]) -> Vec<Hero> {
    indices.iter().map(|index| hero(*index, cast)).collect()
}

fn hero(index: usize, cast: &[Character]) -> Hero {
    Hero { sheet: cast[index].clone(), index, kin: kin_of(index, cast) }
}

/// Whether somebody is by themselves, whoever was planned to be there.
fn says_alone(words: &[String]) -> bool {
    words.iter().enumerate().any(|(at, word)| word == "alone" && !is_denied(words, at))
}

/// Where somebody is named first; a kind names them only while it is theirs alone.
pub(super) fn named(words: &[String], sheet: &Character, cast: &[Character]) -> Option<usize> {
    let name = words_of(&sheet.name).join(" ");
    let by_name = if name.is_empty() { None } else { places_of(words, &name).first().copied() };
    by_name.or_else(|| {
        let kind = kind_word(&sheet.kind);
        let alone = cast.iter().filter(|other| kind_word(&other.kind) == kind).count() == 1;
        (alone && !kind.is_empty()).then(|| places_of(words, &kind).first().copied())?
    })
}

/// The lights of the night do not shine by day, the moon not beside a low sun, and none behind grey clouds.
fn can_be_seen(prop: &str, (place, time, weather, clouds): (Place, TimeOfDay, Weather, Clouds)) -> bool {
    match (prop, time) {
        _ if place == Place::Space => true,
        ("moon" | "star" | "sun" | "rainbow", _) if place == Place::Cave => false,
        ("moon" | "star" | "sun", _) if clouds == Clouds::Grey => false,
        ("sun", _) if weather == Weather::Snow => false,
        ("moon", TimeOfDay::Dawn | TimeOfDay::Day | TimeOfDay::Sunset)
        | ("star" | "firefly", TimeOfDay::Day)
        | ("sun" | "rainbow", TimeOfDay::Night) => false,
        _ => true,
    }
}
