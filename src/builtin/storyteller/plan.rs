//! Which beat is told on which page, where and when: fixed beats first and last, meetings on the way between.

use rand::Rng;
use rand::seq::{IndexedRandom, IteratorRandom};

use super::book::{Book, Variant, lines, variants};
use super::marks::{DAY, Marks, Moment};
use super::places::{Place, homes, place};
use super::step::{Purpose, Step};
use super::way::stops;
use super::weather::forecast;
use crate::domain::{TimeOfDay, Weather};

/// The wished places: where the story begins, and where a journey leads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stage {
    pub(super) home: Option<&'static str>,
    pub(super) far: Option<&'static str>,
}

/// The fixed beats in the order of the story, with the smallest number of scenes that has room for them.
const BEFORE: [(&str, u32); 5] = [("open", 1), ("wish", 7), ("trouble", 4), ("try", 5), ("setout", 8)];
const AFTER: [(&str, u32); 5] = [("low", 9), ("turn", 1), ("proof", 10), ("end", 3), ("coda", 11)];

/// Plans a story of at least one scene.
pub(super) fn plan(plot: &'static Book, stage: Stage, scenes: u32, random: &mut impl Rng) -> Vec<Step> {
    let mut planned = Planned { is_quiet: plot.contains_key("quiet"), steps: Vec::new() };
    let strand = lines(plot, "strands").choose(random).map_or("", |line| line.text);
    let own: Vec<&'static Place> = lines(plot, "homes").iter().map(|line| place(line.text)).collect();
    let stays = plot.contains_key("stays");
    let is_fit = |wished: &&'static Place| !stays || own.iter().any(|home| home.name == wished.name);
    let wished = stage.home.map(place).filter(is_fit);
    let homes = if own.is_empty() { homes() } else { own.clone() };
    let drawn = homes.choose(random).copied().unwrap_or_else(|| place("cottage"));
    let home = wished.unwrap_or(drawn);
    let house = if home.is_visited && !stays { drawn } else { home };
    if scenes == 1 {
        planned.add(Purpose::End, (home, house), beat(plot, "tiny", strand, random));
        return planned.finish(home, random);
    }
    let fits = |beats: &[(&'static str, u32)]| -> Vec<&'static str> {
        beats.iter().filter(|(_, least)| *least <= scenes).map(|(name, _)| *name).collect()
    };
    let (before, after) = (fits(&BEFORE), fits(&AFTER));
    for name in &before {
        let is_first = *name == "open";
        let purpose = if is_first { Purpose::Open } else { Purpose::Middle };
        planned.add(purpose, (home, house), beat(plot, name, strand, random));
    }
    let between = (scenes as usize).saturating_sub(before.len() + after.len());
    let (met, last) = stops(plot, home, wished.is_some(), between, random);
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
        let beat = if scenes < 4 { short_beat } else { beat };
        planned.add(purpose, (place, house), beat(plot, name, strand, random));
    }
    planned.finish(home, random)
}

/// The steps so far.
struct Planned {
    is_quiet: bool,
    steps: Vec<Step>,
}

impl Planned {
    /// A fixed beat, told at its place, or where its marks ask for it: at home, or in the open.
    fn add(&mut self, purpose: Purpose, (at, house): (&'static Place, &'static Place), beat: Option<&'static Variant>) {
        let Some(beat) = beat else { return };
        let hour = next_hour(self.hour(), &beat.marks, false);
        let at = if beat.marks.is_at_home { house } else { at };
        let is_fit = beat.marks.allow_surroundings(at.surroundings);
        self.push((purpose, false), if is_fit { at } else { place("garden") }, beat, hour);
    }

    /// The second page of a meeting tells on, as a rule in the same hour.
    fn meet(&mut self, place: &'static Place, page: &'static Variant, goes_on: bool) {
        let hour = next_hour(self.hour(), &page.marks, goes_on);
        self.push((Purpose::Middle, true), place, page, hour);
    }

    fn push(
        &mut self,
        (purpose, is_meeting): (Purpose, bool),
        place: &'static Place,
        beat: &'static Variant,
        hour: TimeOfDay,
    ) {
        let is_later = self.hour() == Some(hour);
        let moment = Moment { hour, weather: Weather::Clear, surroundings: place.surroundings };
        let (marks, lines, is_quiet) = (&beat.marks, beat.lines.as_slice(), self.is_quiet);
        self.steps.push(Step { purpose, moment, is_later, is_quiet, is_meeting, place, next: place, marks, lines });
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
        forecast(&mut self.steps, random);
        self.steps
    }
}

/// The hour that comes next of those that the marks allow; the same hour where a page `goes_on` and may.
fn next_hour(before: Option<TimeOfDay>, marks: &Marks, goes_on: bool) -> TimeOfDay {
    let at = before.and_then(|hour| DAY.iter().position(|known| *known == hour));
    let first = at.map_or(1, |at| if goes_on { at } else { at + 1 });
    let hours = (first..first + DAY.len()).map(|hour| DAY[hour % DAY.len()]);
    hours.into_iter().find(|hour| marks.allow_hour(*hour)).unwrap_or(TimeOfDay::Day)
}

/// A wording of a beat. Beats that refer to each other are told in the same strand of the plot.
fn beat(plot: &'static Book, name: &str, strand: &str, random: &mut impl Rng) -> Option<&'static Variant> {
    beats(plot, name, strand).choose(random)
}

/// In a short story the middle is not told, so its turn and its end must not speak of it.
fn short_beat(plot: &'static Book, name: &str, strand: &str, random: &mut impl Rng) -> Option<&'static Variant> {
    variants(plot, &format!("short {name}")).choose(random).or_else(|| beat(plot, name, strand, random))
}

fn beats(plot: &'static Book, name: &str, strand: &str) -> impl Iterator<Item = &'static Variant> {
    variants(plot, name).iter().chain(variants(plot, &format!("{name}.{strand}")))
}
