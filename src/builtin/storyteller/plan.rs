//! Which beat is told on which page, where and when: fixed beats first and last, meetings on the way between.

use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};

use super::book::{self, Book, EPISODES, Hour, Line, PLACES};

/// What a page does for the story; says how it is told anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Open,
    Middle,
    Turn,
    End,
}

impl Purpose {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Middle => "middle",
            Self::Turn => "turn",
            Self::End => "end",
        }
    }
}

#[derive(Debug)]
pub(super) struct Step {
    pub(super) purpose: Purpose,
    pub(super) hour: Hour,
    /// A section of the places' book.
    pub(super) place: &'static str,
    /// Where the way leads next.
    pub(super) next: &'static str,
    pub(super) lines: Vec<Line>,
}

const HOMES: [&str; 4] = ["garden", "cottage", "lighthouse", "mill"];
const ON_THE_WAY: [&str; 13] = [
    "forest",
    "meadow",
    "river",
    "lake",
    "mountain",
    "cave",
    "beach",
    "island",
    "farm",
    "village",
    "snowfield",
    "castle",
    "desert",
];

/// The fixed beats in the order of the story, with the smallest number of scenes that has room for them.
const BEFORE: [(&str, u32); 5] = [("open", 1), ("wish", 7), ("trouble", 4), ("try", 5), ("setout", 8)];
const AFTER: [(&str, u32); 5] = [("low", 9), ("turn", 1), ("proof", 10), ("end", 3), ("coda", 11)];

/// Plans a story of at least one scene.
pub(super) fn plan(plot: &'static Book, place: Option<&'static str>, scenes: u32, random: &mut impl Rng) -> Vec<Step> {
    let drawn = HOMES.choose(random).copied().unwrap_or("cottage");
    let home = place.unwrap_or(drawn);
    let mut way = ON_THE_WAY.to_vec();
    way.shuffle(random);
    way.retain(|stop| *stop != home);
    if scenes == 1 {
        let (lines, hour) = beat(plot, "tiny", random);
        return vec![Step { purpose: Purpose::End, hour, place: home, next: way[0], lines }];
    }
    let fits = |beats: &[(&'static str, u32)]| -> Vec<&'static str> {
        beats.iter().filter(|(_, least)| *least <= scenes).map(|(name, _)| *name).collect()
    };
    let (before, after) = (fits(&BEFORE), fits(&AFTER));
    let between = (scenes as usize).saturating_sub(before.len() + after.len());
    let stops = between.div_ceil(2).max(between.min(6));
    let last = way[stops % way.len()];
    let mut planned: Vec<Step> = Vec::new();
    for name in before {
        let name = if name == "open" && scenes < 4 && plot.contains_key("meet") { "meet" } else { name };
        let (lines, hour) = beat(plot, name, random);
        let purpose = if name == "open" || name == "meet" { Purpose::Open } else { Purpose::Middle };
        planned.push(Step { purpose, hour, place: home, next: way[0], lines });
    }
    planned.extend(meetings(&way, stops, between, random));
    for name in after {
        let (lines, hour) = beat(plot, name, random);
        let place = if matches!(name, "end" | "coda") { home } else { last };
        let purpose = if matches!(name, "end" | "coda") { Purpose::End } else { Purpose::Turn };
        let purpose = if name == "low" { Purpose::Middle } else { purpose };
        planned.push(Step { purpose, hour, place, next: home, lines });
    }
    planned
}

/// Each stop is a meeting; where there are more pages than stops, the first stops have a second page.
fn meetings(way: &[&'static str], stops: usize, pages: usize, random: &mut impl Rng) -> Vec<Step> {
    let mut planned = Vec::new();
    for (at, place) in way.iter().take(stops).enumerate() {
        let next = way[(at + 1) % way.len()];
        let parts: &[&str] = if at < pages - stops { &["meet", "part"] } else { &["meet"] };
        for part in parts {
            let (lines, _) = beat(&EPISODES, &format!("{place}.{part}"), random);
            let hour = Hour::ALL[(planned.len() + 1) % Hour::ALL.len()];
            planned.push(Step { purpose: Purpose::Middle, hour, place, next, lines });
        }
    }
    planned
}

fn beat(book: &'static Book, name: &str, random: &mut impl Rng) -> (Vec<Line>, Hour) {
    let Some(section) = book.get(name) else { return (Vec::new(), Hour::Day) };
    (section.variants.choose(random).cloned().unwrap_or_default(), section.hour)
}

/// What can be said of a place: the first line short, the second longer, the others long or extra.
pub(super) fn lines_of(place: &str) -> Vec<Line> {
    let lines = book::lines(&PLACES, place);
    let level = |at: usize| u8::try_from(at + 1).unwrap_or(3).min(3);
    lines.into_iter().enumerate().map(|(at, (_, text))| (if at > 2 { 2 } else { level(at) }, text)).collect()
}

/// A place with its article, as a line says it.
pub(super) fn noun(place: &str) -> String {
    match place {
        "mill" => "the old mill".to_owned(),
        "castle" => "the old castle".to_owned(),
        "cottage" => "the little house".to_owned(),
        _ => format!("the {place}"),
    }
}

/// Being at a place, as somebody says it who points there.
pub(super) fn there(place: &str) -> String {
    let preposition = match place {
        "mountain" | "beach" | "island" | "farm" => "on",
        "river" | "lake" => "by",
        "castle" | "mill" | "lighthouse" | "cottage" => "at",
        _ => "in",
    };
    format!("{preposition} {}", noun(place))
}
