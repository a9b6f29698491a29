//! Which beat is told on which page, where and when: fixed beats first and last, meetings on the way between.

use std::cmp::Ordering;

use rand::Rng;
use rand::seq::IndexedRandom;

use super::book::{Book, Variant, lines, variants};
use super::marks::{DAY, Marks, Moment, Surroundings, Way};
use super::places::{Place, homes, place};
use super::step::{Purpose, Since, Step};
use super::way::stops;
use super::weather::{forecast, may_be, may_have};
use crate::domain::{TimeOfDay, Weather};

/// The wished places: where the story begins, and where a journey leads; and the wished weather.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stage {
    pub(super) home: Option<&'static str>,
    pub(super) far: Option<&'static str>,
    pub(super) weather: Option<Weather>,
}

/// The fixed beats in the order of the story, with the smallest number of scenes that has room for them.
const BEFORE: [(&str, u32); 5] = [("open", 1), ("wish", 7), ("trouble", 4), ("try", 5), ("setout", 8)];
const AFTER: [(&str, u32); 5] = [("low", 9), ("turn", 1), ("proof", 10), ("end", 3), ("coda", 11)];

/// Plans a story of at least one scene; `matter` says when and where that is which it turns on.
pub(super) fn plan(plot: &'static Book, stage: Stage, matter: &Marks, scenes: u32, random: &mut impl Rng) -> Vec<Step> {
    let weather = stage.weather;
    let mut planned = Planned { is_quiet: plot.contains_key("quiet"), matter, weather, steps: Vec::new() };
    let strand = lines(plot, "strands").choose(random).map_or("", |line| line.text);
    let own: Vec<&'static Place> = lines(plot, "homes").iter().map(|line| place(line.text)).collect();
    let stays = plot.contains_key("stays");
    let is_fit = |wished: &&'static Place| !stays || own.iter().any(|home| home.name == wished.name);
    let wished = stage.home.map(place).filter(is_fit);
    let homes = if own.is_empty() { homes() } else { own.clone() };
    let under_sky = |home: &&&'static Place| weather.is_none_or(|sky| may_have(sky, planned.surroundings(home)));
    let open: Vec<&'static Place> = homes.iter().filter(under_sky).copied().collect();
    let homes = if open.is_empty() { homes } else { open };
    let drawn = homes.choose(random).copied().unwrap_or_else(|| place("cottage"));
    let home = wished.unwrap_or(drawn);
    let house = if home.is_visited && !stays { drawn } else { home };
    if scenes == 1 {
        planned.add(Purpose::End, (home, house), &beats(plot, "tiny", strand), random);
        return planned.finish(home, random);
    }
    let fits = |beats: &[(&'static str, u32)]| -> Vec<&'static str> {
        beats.iter().filter(|(_, least)| *least <= scenes).map(|(name, _)| *name).collect()
    };
    let (before, after) = (fits(&BEFORE), fits(&AFTER));
    for name in &before {
        let is_first = *name == "open";
        let purpose = if is_first { Purpose::Open } else { Purpose::Middle };
        planned.add(purpose, (home, house), &beats(plot, name, strand), random);
    }
    let between = (scenes as usize).saturating_sub(before.len() + after.len());
    let (met, last) = stops(plot, home, wished.is_some(), |at, marks| planned.may_be_at(at, marks), between, random);
    for stop in met {
        for (at, page) in stop.pages.iter().enumerate() {
            planned.meet(stop.place, page, at > 0);
        }
    }
    let far = stage.far.map_or(last, place);
    for name in after {
        let (place, purpose) = match name {
            "end" | "coda" => (house, Purpose::End),
            "low" => (last, Purpose::Middle),
            _ => (far, Purpose::Turn),
        };
        // in a short story the middle is not told, so its turn and its end must not speak of it
        let short = variants(plot, &format!("short {name}"));
        let found = if scenes < 4 && !short.is_empty() { short.iter().collect() } else { beats(plot, name, strand) };
        planned.add(purpose, (place, house), &found, random);
    }
    planned.finish(home, random)
}

/// The steps so far.
struct Planned<'a> {
    is_quiet: bool,
    matter: &'a Marks,
    weather: Option<Weather>,
    steps: Vec<Step>,
}

impl Planned<'_> {
    /// A fixed beat in a wording that suits its place, where there is one; else told where its marks ask for it: at
    /// home, near by, or in the open.
    fn add(
        &mut self,
        purpose: Purpose,
        (at, house): (&'static Place, &'static Place),
        beats: &[&'static Variant],
        random: &mut impl Rng,
    ) {
        let where_told = |beat: &Variant| if beat.marks.are_told(Way::AtHome) { house } else { at };
        let fits = |beat: &&&'static Variant| self.may_be_at(where_told(beat), &beat.marks.told_of(self.matter));
        let fitting: Vec<&&'static Variant> = beats.iter().filter(fits).collect();
        let Some(beat) = fitting.choose(random).copied().or_else(|| beats.choose(random)) else { return };
        let marks = beat.marks.told_of(self.matter);
        let hour = next_hour(self.hour(), &marks);
        let at = where_told(beat);
        let near = || at.neighbours().into_iter().find(|place| self.may_be_at(place, &marks));
        let told = if fitting.is_empty() { near().unwrap_or_else(|| place("garden")) } else { at };
        self.push((purpose, false), told, beat, marks, hour);
    }

    /// Whether a place has what marks ask for, and a sky for it.
    fn may_be_at(&self, place: &Place, marks: &Marks) -> bool {
        let surroundings = self.surroundings(place);
        marks.allow_surroundings(surroundings) && may_be(marks, surroundings)
    }

    /// What a place is like in this story: in winter it snows where it rains at other times.
    fn surroundings(&self, place: &Place) -> Surroundings {
        match place.surroundings {
            Surroundings::Mild if self.matter.are_told(Way::Winter) => Surroundings::Cold,
            other => other,
        }
    }

    /// The second page of a meeting tells on, as a rule in the same hour.
    fn meet(&mut self, place: &'static Place, page: &'static Variant, goes_on: bool) {
        let marks = if goes_on { page.marks.clone().going_on() } else { page.marks.clone() };
        let hour = next_hour(self.hour(), &marks);
        self.push((Purpose::Middle, true), place, page, marks, hour);
    }

    fn push(
        &mut self,
        (purpose, is_meeting): (Purpose, bool),
        place: &'static Place,
        beat: &'static Variant,
        marks: Marks,
        hour: TimeOfDay,
    ) {
        let since = self.hour().map_or(Since::Onward, |before| since(before, hour));
        let moment = Moment { hour, weather: Weather::Clear, surroundings: self.surroundings(place) };
        let (lines, is_quiet) = (beat.lines.as_slice(), self.is_quiet);
        let matter = self.matter.clone();
        let next = place;
        self.steps.push(Step { purpose, moment, since, is_quiet, is_meeting, place, next, marks, matter, lines });
    }

    fn hour(&self) -> Option<TimeOfDay> {
        self.steps.last().map(|step| step.moment.hour)
    }

    /// Every page knows where the way leads; the weather is made last, as it depends on all that will be told.
    fn finish(mut self, home: &'static Place, random: &mut impl Rng) -> Vec<Step> {
        for at in 0..self.steps.len() {
            let here = self.steps[at].place;
            let next = self.steps[at + 1..].iter().map(|step| step.place).find(|place| place.name != here.name);
            self.steps[at].next = next.unwrap_or(home);
        }
        forecast(&mut self.steps, self.weather, random);
        self.steps
    }
}

/// The hour that comes next of those that the marks allow; the same hour where they go on and may.
fn next_hour(before: Option<TimeOfDay>, marks: &Marks) -> TimeOfDay {
    let at = before.and_then(position);
    let first = at.map_or(1, |at| if marks.are_told(Way::GoingOn) { at } else { at + 1 });
    let hours = (first..first + DAY.len()).map(|hour| DAY[hour % DAY.len()]);
    hours.into_iter().find(|hour| marks.allow_hour(*hour)).unwrap_or(TimeOfDay::Day)
}

/// A night goes over into a dawn; whatever else comes round again is of another day.
fn since(before: TimeOfDay, hour: TimeOfDay) -> Since {
    let dawns = before == TimeOfDay::Night && hour == TimeOfDay::Dawn;
    match position(hour).cmp(&position(before)) {
        Ordering::Equal => Since::Later,
        Ordering::Less if !dawns => Since::Overnight,
        _ => Since::Onward,
    }
}

fn position(hour: TimeOfDay) -> Option<usize> {
    DAY.iter().position(|known| *known == hour)
}

/// The wordings of a beat. Beats that refer to each other are told in the same strand of the plot.
fn beats(plot: &'static Book, name: &str, strand: &str) -> Vec<&'static Variant> {
    variants(plot, name).iter().chain(variants(plot, &format!("{name}.{strand}"))).collect()
}
