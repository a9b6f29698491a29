//! Where stories play: each place of `tales/places.txt` with what it is called, what it is like and what lies near.
//!
//! A head reads `== name | on the farm | mild way | near: meadow village`: how one is there, its words of kind
//! (`visited` where nobody lives; `home` and `way` where a story without a wish begins and leads to), its neighbours.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::book::{Line, line};
use super::marks::{Surroundings, surroundings};

/// A place of a story.
#[derive(Debug)]
pub(super) struct Place {
    /// Its section, as wishes and episodes name it.
    pub(super) name: &'static str,
    /// Being there: `on the farm`.
    pub(super) there: &'static str,
    pub(super) surroundings: Surroundings,
    /// Nobody lives there, so stories end at home.
    pub(super) is_visited: bool,
    is_home: bool,
    is_on_the_way: bool,
    near: Vec<&'static str>,
    /// What can be said of it.
    pub(super) lines: Vec<Line>,
}

/// Places by their sections' names.
pub(super) static PLACES: LazyLock<BTreeMap<&'static str, Place>> = LazyLock::new(|| {
    let sections = include_str!("tales/places.txt").split("== ").skip(1);
    sections.map(read).map(|place| (place.name, place)).collect()
});

/// The place of a section's name; the little house for a name that is none.
pub(super) fn place(name: &str) -> &'static Place {
    PLACES.get(name).unwrap_or_else(|| &PLACES["cottage"])
}

/// Where somebody lives of whom nothing is said.
pub(super) fn homes() -> Vec<&'static Place> {
    PLACES.values().filter(|place| place.is_home).collect()
}

/// Where the way leads from nowhere special.
pub(super) fn on_the_way() -> Vec<&'static Place> {
    PLACES.values().filter(|place| place.is_on_the_way).collect()
}

impl Place {
    /// With its article, as a line says it: `the farm`.
    pub(super) fn noun(&self) -> &'static str {
        self.there.split_once(' ').map_or(self.there, |(_, noun)| noun)
    }

    /// What lies around it, the nearest first, itself not among them.
    pub(super) fn neighbours(&self) -> Vec<&'static Self> {
        let mut found: Vec<&'static Self> = self.near.iter().map(|name| place(name)).collect();
        let mut at = 0;
        while at < found.len() {
            for name in &found[at].near {
                if *name != self.name && found.iter().all(|known| known.name != *name) {
                    found.push(place(name));
                }
            }
            at += 1;
        }
        found
    }
}

fn read(section: &'static str) -> Place {
    let (head, body) = section.split_once('\n').unwrap_or((section, ""));
    let mut parts = head.split('|').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let there = parts.next().unwrap_or_default();
    let words: Vec<&str> = parts.next().unwrap_or_default().split(' ').collect();
    let near = parts.next().and_then(|part| part.strip_prefix("near: ")).unwrap_or_default();
    Place {
        name,
        there,
        surroundings: words.iter().find_map(|word| surroundings(word)).unwrap_or(Surroundings::Mild),
        is_visited: words.contains(&"visited"),
        is_home: words.contains(&"home"),
        is_on_the_way: words.contains(&"way"),
        near: near.split(' ').filter(|name| !name.is_empty()).collect(),
        lines: body.lines().filter(|text| !text.trim().is_empty()).map(line).collect(),
    }
}
