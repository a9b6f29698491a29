//! What the words for kinds look like; the words are in `words/kinds.txt` and `words/people.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::shape::Shape;
use crate::pipeline::elements::{entries, kind_word, words_of};
use crate::pipeline::palette::{Rgb, rgb};

/// Ears of an animal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
pub(super) enum Ears {
    Pointed,
    /// Small and pointed, with a tuft of hair.
    Tufted,
    /// As small and upright as a horse has them.
    Short,
    Long,
    Round,
    Wide,
    Floppy,
    Elephant,
    Side,
    Ape,
    None,
}

/// Tail of an animal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
pub(super) enum Tail {
    Bushy,
    /// A high tail that curls outwards beside the head.
    Plume,
    Puff,
    Thin,
    Curl,
    Mane,
    Flat,
    Thick,
    None,
}

/// Middle of an animal's face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
pub(super) enum Snout {
    /// Pale fluff on both cheeks, a pointed chin.
    Cheeks,
    Muzzle,
    Nose,
    Trunk,
    Pig,
    /// A long soft muzzle.
    Long,
}

/// What else is special.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
pub(super) enum Extra {
    None,
    Stripes,
    ZebraStripes,
    Spots,
    CowSpots,
    GiraffeSpots,
    Spines,
    Mane,
    Fleece,
    Antlers,
    Horn,
    HorseMane,
    Mask,
    BadgerStripes,
    Panda,
    Patch,
    Whiskers,
    Horns,
    Tusks,
    NoseHorn,
    Wings,
    Feathers,
    Pouch,
    Hump,
    Teeth,
}

/// An animal on two legs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beast {
    pub(super) ears: Ears,
    pub(super) tail: Tail,
    pub(super) snout: Snout,
    pub(super) extra: Extra,
}

/// A person's age and cut of clothes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub(super) enum Build {
    Baby,
    Girl,
    Boy,
    Child,
    Woman,
    Man,
    Grown,
    Grandmother,
    Grandfather,
    Elder,
}

impl Build {
    pub(super) const fn is_old(self) -> bool {
        matches!(self, Self::Grandmother | Self::Grandfather | Self::Elder)
    }

    /// Whether longer hair and a dress are more likely; by chance of whom nobody says it.
    pub(super) const fn wears_dresses(self, hash: u64) -> bool {
        match self {
            Self::Girl | Self::Woman | Self::Grandmother => true,
            Self::Boy | Self::Man | Self::Grandfather | Self::Baby => false,
            Self::Child | Self::Grown | Self::Elder => hash & 0x400 == 0,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Beast(Beast),
    Person(Build),
    Shape(Shape),
    /// One of the painter's things, with a face.
    Thing(&'static str),
}

/// What is known of a kind.
pub(super) struct Being {
    pub(super) kind: Kind,
    /// In a word that is true of the drawing.
    pub(super) label: String,
    /// `None` for a person, whose skin is drawn by chance.
    pub(super) coat: Option<Rgb>,
    pub(super) belly: Rgb,
    /// What they wear when nobody says, as the look of a sheet.
    pub(super) outfit: &'static str,
}

#[derive(Clone, Copy)]
struct Known {
    kind: Kind,
    coat: Option<Rgb>,
    belly: Rgb,
    outfit: &'static str,
}

const PALE: Rgb = rgb(0xff_f4_de);

static KINDS: LazyLock<HashMap<Vec<String>, Known>> = LazyLock::new(|| {
    let animals = entries(include_str!("words/kinds.txt")).map(|(head, words)| (shaped(head), words));
    let people = entries(include_str!("words/people.txt")).map(|(head, words)| (dressed(head), words));
    animals
        .chain(people)
        .flat_map(|(known, words)| words.into_iter().map(move |word| (words_of(word), known)))
        .collect()
});

/// Reads a kind: its words in any order of importance, the last known one first.
pub(super) fn of(kind: &str) -> Being {
    let words = words_of(kind);
    if words.is_empty() {
        return being("", dressed("child"));
    }
    let head = kind_word(kind);
    let at_head = words.iter().position(|word| *word == head).map_or(words.len(), |at| at + 1);
    let found = longest_ending(&words[..at_head])
        .or_else(|| (1..=words.len()).rev().find_map(|end| longest_ending(&words[..end])));
    match found {
        Some((label, known)) => being(&label, known),
        None if is_somebody(&words[..at_head]) => being("grown-up", dressed("grown")),
        None => being(
            "round fluffy creature",
            Known { kind: Kind::Shape(Shape::Round), coat: None, belly: PALE, outfit: "" },
        ),
    }
}

fn being(label: &str, known: Known) -> Being {
    let Known { kind, coat, belly, outfit } = known;
    Being { kind, label: label.to_owned(), coat, belly, outfit }
}

/// The longest known phrase that these words end with; a plural is known by its singular.
fn longest_ending(words: &[String]) -> Option<(String, Known)> {
    (words.len().saturating_sub(4)..words.len()).find_map(|from| {
        let phrase = &words[from..];
        KINDS.get(phrase).map(|known| (phrase.join(" "), *known)).or_else(|| {
            let last = phrase.last()?.strip_suffix('s')?.to_owned();
            let single: Vec<String> = phrase[..phrase.len() - 1].iter().cloned().chain([last]).collect();
            KINDS.get(&single).map(|known| (single.join(" "), *known))
        })
    })
}

/// A job that no list knows is done by a grown-up.
fn is_somebody(words: &[String]) -> bool {
    const JOBS: [&str; 9] = ["ist", "man", "woman", "smith", "maker", "keeper", "worker", "driver", "trainer"];
    words.last().is_some_and(|word| JOBS.iter().any(|ending| word.ends_with(ending)))
}

/// `girl crown, pink dress`: a build and an outfit.
fn dressed(head: &'static str) -> Known {
    let (build, outfit) = head.split_once(' ').unwrap_or((head, ""));
    let build = build.parse().unwrap_or_else(|_| panic!("people.txt has the build {build}, which nobody draws"));
    Known { kind: Kind::Person(build), coat: None, belly: PALE, outfit }
}

/// `Pointed Bushy Cheeks None ea7b34 fff3e2` for a beast, `Owl a67e5c f4e2c2` for others.
fn shaped(head: &'static str) -> Known {
    let words: Vec<&str> = head.split(' ').collect();
    let known = match words[..] {
        [ears, tail, snout, extra, coat, belly] => beast([ears, tail, snout, extra]).zip(Some((coat, belly))),
        ["Thing", name, coat, belly] => Some((Kind::Thing(name), (coat, belly))),
        [shape, coat, belly] => shape.parse().ok().map(Kind::Shape).zip(Some((coat, belly))),
        _ => None,
    };
    let colour = |word: &str| u32::from_str_radix(word, 16).map(rgb).ok();
    known
        .and_then(|(kind, (coat, belly))| {
            Some(Known { kind, coat: Some(colour(coat)?), belly: colour(belly)?, outfit: "" })
        })
        .unwrap_or_else(|| panic!("kinds.txt has the line {head}, which nobody draws"))
}

fn beast([ears, tail, snout, extra]: [&str; 4]) -> Option<Kind> {
    let beast = Beast {
        ears: ears.parse().ok()?,
        tail: tail.parse().ok()?,
        snout: snout.parse().ok()?,
        extra: extra.parse().ok()?,
    };
    Some(Kind::Beast(beast))
}
