//! The weather of a story: it holds for as long as the hour does, and every page's sky, time and lines agree with it.

use std::collections::HashSet;

use rand::Rng;
use rand::seq::IndexedRandom;

use super::book::{Line, SKY, lines};
use super::english::capitalised;
use super::marks::{DAY, Marks, Moment, Surroundings, Way};
use super::slots::Slots;
use super::step::{Since, Step};
use crate::domain::{TimeOfDay, Weather};

/// Gives every step its weather, drawn from the skies that are written for its hour and place; the weather that was
/// `wished` is that of the first half, wherever it may be.
pub(super) fn forecast(steps: &mut [Step], wished: Option<Weather>, random: &mut impl Rng) {
    let mut at = 0;
    let half = steps.len() / 2;
    while at < steps.len() {
        let length = 1 + steps[at + 1..].iter().take_while(|step| step.since == Since::Later).count();
        let wished = wished.filter(|_| at <= half);
        let run = &mut steps[at..at + length];
        let of_all = wished.filter(|weather| suits(run, *weather)).or_else(|| drawn(run, random));
        for step in run {
            let alone = std::slice::from_ref(step);
            let mut of_one = || {
                let own = wished.filter(|weather| suits(alone, *weather)).or_else(|| drawn(alone, random));
                own.unwrap_or(Weather::Clear)
            };
            let weather = of_all.unwrap_or_else(&mut of_one);
            step.moment.weather = weather;
            // where no weather suits them all, each is told of a day of its own, or of how the weather changed
            if of_all.is_none() && step.since == Since::Later {
                step.since = if step.marks.are_told(Way::GoingOn) { Since::Onward } else { Since::Overnight };
            }
        }
        at += length;
    }
}

/// A weather that suits all steps of a run. Indoors, underwater and in space there may be none to choose from.
fn drawn(run: &[Step], random: &mut impl Rng) -> Option<Weather> {
    const ALL: [Weather; 6] =
        [Weather::Clear, Weather::Cloudy, Weather::Rain, Weather::Snow, Weather::Wind, Weather::Fog];
    let asked = run.iter().flat_map(|step| step.marks.weathers()).find(|weather| !ALL.contains(weather)).copied();
    let skies = ALL.into_iter().chain(asked).flat_map(|weather| {
        let count = run.iter().map(|step| skies(Moment { weather, ..step.moment }).count()).min().unwrap_or_default();
        std::iter::repeat_n(weather, if suits(run, weather) { count } else { 0 })
    });
    let skies: Vec<Weather> = skies.collect();
    skies.choose(random).copied().or_else(|| run.first()?.marks.weathers().first().copied())
}

fn suits(run: &[Step], weather: Weather) -> bool {
    run.iter()
        .all(|step| step.marks.allow_weather(weather) && skies(Moment { weather, ..step.moment }).next().is_some())
}

/// Whether there can be such weather by day in a place.
pub(super) fn may_have(weather: Weather, surroundings: Surroundings) -> bool {
    skies(Moment { hour: TimeOfDay::Day, weather, surroundings }).next().is_some()
}

fn skies(moment: Moment) -> impl Iterator<Item = &'static Line> {
    lines(&SKY, "sky").iter().filter(move |line| line.marks.fit(moment))
}

/// The phrases and skies that a story has used.
#[derive(Debug, Default)]
pub(super) struct Skies {
    times: HashSet<&'static str>,
    skies: HashSet<&'static str>,
}

/// "At sunrise, mist lay over the meadow." Each time is said once; a sky may come again when all were seen.
pub(super) fn setting(
    step: &Step,
    level: u8,
    slots: &Slots<'_>,
    used: &mut Skies,
    random: &mut impl Rng,
) -> Option<String> {
    let section = match step.since {
        Since::Later => "later",
        Since::Onward => "time",
        Since::Overnight => "next",
    };
    let fitting = |name| lines(&SKY, name).iter().filter(|line| line.level <= level && line.marks.fit(step.moment));
    let beat: String = step.lines.iter().map(|line| line.text.to_lowercase()).collect();
    let times = fitting(section).map(|line| line.text).filter(|time| !beat.contains(&time.to_lowercase()));
    let free: Vec<&str> = times.filter(|time| !used.times.contains(time)).collect();
    let time = free.choose(random).copied()?;
    let all: Vec<&str> = fitting("sky").map(|line| line.text).filter(|sky| !echo(time, sky)).collect();
    let new: Vec<&str> = all.iter().copied().filter(|sky| !used.skies.contains(sky)).collect();
    let sky = if new.is_empty() { all } else { new }.choose(random).copied()?;
    used.times.insert(time);
    used.skies.insert(sky);
    Some(capitalised(&format!("{time}, {}.", slots.words_of(sky)?)))
}

/// Whether a sky names again what the time has named: the moon that came up hangs in the sky.
fn echo(time: &str, sky: &str) -> bool {
    const NAMED: [&str; 9] = ["moon", "star", "sun", "shadow", "light", "cloud", "lamp", "evening", "morning"];
    let (time, sky) = (time.to_lowercase(), sky.to_lowercase());
    NAMED.iter().any(|word| time.contains(word) && sky.contains(word))
}

/// Whether there is a sky for what marks ask for in such a place.
pub(super) fn may_be(marks: &Marks, surroundings: Surroundings) -> bool {
    let hours = DAY.into_iter().filter(|hour| marks.allow_hour(*hour));
    let mut moments = hours.map(|hour| Moment { hour, weather: Weather::Clear, surroundings });
    marks.weathers().is_empty()
        || moments.any(|moment| {
            marks.weathers().iter().any(|weather| skies(Moment { weather: *weather, ..moment }).next().is_some())
        })
}
