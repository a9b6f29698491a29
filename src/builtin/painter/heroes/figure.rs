//! How somebody looks on every page: what they are, their colours, and what they have on. [`super::reading`] makes it.

use super::super::colour::darker;
use super::items::{Item, Pattern, Slot};
use super::kinds::Kind;
use super::lists::{Cut, Texture};
use crate::pipeline::palette::{Rgb, mix, rgb};

/// Something that somebody has on.
#[derive(Clone, Debug)]
pub(super) struct Worn {
    pub(super) item: Item,
    pub(super) colour: Rgb,
    pub(super) pattern: Pattern,
    /// As the sheet says it; empty where it is the painter's own idea.
    pub(super) words: String,
}

/// The hair of a person.
#[derive(Clone, Debug)]
pub(super) struct Hair {
    pub(super) colour: Rgb,
    pub(super) cut: Cut,
    pub(super) texture: Texture,
    /// What its cut is when only its texture is said.
    pub(super) is_worn_long: bool,
    pub(super) said: Said,
}

/// What the sheet says of hair.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) any: bool,
    pub(super) cut: Option<&'static str>,
    pub(super) texture: bool,
    pub(super) colour: Option<&'static str>,
}

/// What is on a coat besides its colour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    pub(super) pattern: Pattern,
    /// Nothing said is darker than the coat.
    pub(super) colour: Option<(Rgb, &'static str)>,
}

impl Marks {
    /// `orange spots`.
    pub(super) fn words(&self) -> String {
        let noun = if self.pattern == Pattern::Stripes { "stripes" } else { "spots" };
        self.colour.map_or_else(|| noun.to_owned(), |(_, colour)| format!("{colour} {noun}"))
    }
}

/// How somebody looks on every page.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) kind: Kind,
    /// What they are, in a word that is true of the drawing: `fox`.
    pub(super) label: String,
    /// Fur, feathers, skin, metal.
    pub(super) coat: Rgb,
    /// The coat's colour where the sheet says it.
    pub(super) coat_said: Option<&'static str>,
    /// The tone of a person's skin where the sheet says it.
    pub(super) skin: Option<&'static str>,
    pub(super) belly: Rgb,
    /// Spots or stripes that the sheet gives to an animal or a monster.
    pub(super) marks: Option<Marks>,
    pub(super) hair: Hair,
    pub(super) eyes: Option<(Rgb, &'static str)>,
    /// How many eyes a monster has, where its sheet says so.
    pub(super) eye_count: Option<usize>,
    /// Eyes' rims and small extras.
    pub(super) accent: Rgb,
    pub(super) wear: Vec<Worn>,
    /// Whether it is somebody: a car that stands by has no face.
    pub(super) has_face: bool,
    /// From the name: chooses what nobody says.
    pub(super) hash: u64,
    /// Adjectives of a look that still wait for their noun: `curly, black hair`.
    pub(super) waiting: Vec<String>,
}

impl Figure {
    pub(super) fn is_person(&self) -> bool {
        matches!(self.kind, Kind::Person(_))
    }

    /// What a boat's side hides is not told, though it is drawn behind it.
    pub(super) fn hide_below_the_waist(&mut self) {
        for worn in self.wear.iter_mut().filter(|worn| worn.item.is_below_the_waist()) {
            worn.words.clear();
        }
    }

    /// What they are, with the colour of their coat where the sheet says it.
    pub(super) fn told_kind(&self) -> String {
        match self.coat_said {
            // a thing has its own colours
            Some(colour) if !matches!(self.kind, Kind::Thing(_)) => format!("{colour} {}", self.label),
            _ => self.label.clone(),
        }
    }

    /// The colour of a mane: a unicorn's is pink unless its sheet says more.
    pub(super) fn mane(&self) -> Rgb {
        if self.coat[0] > 0.9 && self.coat[2] > 0.9 {
            mix(self.accent, rgb(0xf4_a0_d0), 0.6)
        } else {
            darker(self.coat, 0.45)
        }
    }

    pub(super) fn paint_coat(&mut self, colour: Rgb, said: &'static str) {
        (self.coat, self.coat_said) = (colour, Some(said));
        if colour.iter().all(|channel| *channel < 0.35) {
            self.belly = rgb(0xcf_c8_d0);
        }
    }

    pub(super) fn wears(&self, slot: Slot) -> bool {
        self.wear.iter().any(|worn| worn.item.slot() == slot)
    }

    /// Something that no sheet says.
    pub(super) fn add(&mut self, item: Item, colour: Rgb) {
        self.wear.push(Worn { item, colour, pattern: Pattern::Plain, words: String::new() });
    }
}
