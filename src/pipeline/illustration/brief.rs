//! The brief, and the gentler briefs for when a painter would not.

use super::gentle::gentle;
use super::prompt::{character_sheet, prompt};
use super::wording::pieces;
use crate::domain::{
    Character, Clouds, Elements, Hero, Mood, Outline, PictureSpec, Place, PlannedScene, Reference, StoryRequest,
    TimeOfDay, Weather,
};
use crate::pipeline::elements;

/// The brief of the last of `scenes`, the story's texts so far; `planned` is what was planned of each, `size` in
/// pixels.
///
/// # Panics
///
/// With more scenes than a story can have.
#[must_use]
pub fn spec(
    request: &StoryRequest,
    outline: &Outline,
    planned: &[PlannedScene],
    scenes: &[&str],
    size: (u32, u32),
) -> PictureSpec {
    let scene = u32::try_from(scenes.len()).expect("a story has 32 scenes at most");
    let elements = elements::find(scenes, planned, &outline.characters);
    PictureSpec {
        scene,
        prompt: prompt(&elements, request.style, request.age_group),
        elements,
        references: Vec::new(),
        style: request.style,
        age_group: request.age_group,
        seed: seed_of(request.seed, scene),
        width: size.0,
        height: size.1,
    }
}

/// The brief of a hero's own picture, by which all pages are to know them; `index` is their place in the cast.
#[must_use]
pub fn sheet(request: &StoryRequest, hero: &Character, index: u32, size: (u32, u32)) -> PictureSpec {
    let heroes = vec![Hero { sheet: hero.clone(), index: index as usize, kin: None }];
    let (place, time, weather) = (Place::Meadow, TimeOfDay::Day, Weather::Clear);
    let (clouds, mood, props) = (Clouds::None, Mood::Calm, Vec::new());
    PictureSpec {
        scene: 0,
        prompt: character_sheet(hero, request.style, request.age_group),
        elements: Elements { place, time, weather, clouds, mood, heroes, props },
        references: Vec::new(),
        style: request.style,
        age_group: request.age_group,
        seed: seed_of(request.seed, u32::MAX - index),
        width: size.0,
        height: size.1,
    }
}

/// A gentler brief: the first two heroes, one thing, calm words, and none that painters refuse.
#[must_use]
pub fn softened(spec: &PictureSpec) -> PictureSpec {
    let mut elements = spec.elements.clone();
    elements.props = elements.props.iter().filter_map(|prop| gentle(prop)).take(1).collect();
    elements.heroes.truncate(2);
    for hero in &mut elements.heroes {
        soften(&mut hero.sheet);
    }
    let calm = match elements.mood {
        Mood::Merry => "Everybody is safe, friendly and smiling. A gentle, peaceful moment.",
        Mood::Calm | Mood::Sad => "Everybody is safe and friendly. A gentle, peaceful moment.",
    };
    let prompt = format!("{} {calm}", prompt(&nameless(&elements), spec.style, spec.age_group));
    let is_there = |reference: &&Reference| elements.heroes.iter().any(|hero| hero.sheet.name == reference.name);
    let references = spec.references.iter().filter(is_there).cloned().map(unnamed).collect();
    PictureSpec { prompt, elements, references, ..spec.clone() }
}

/// The brief of a quiet page: the place alone, with nobody and nothing in it.
#[must_use]
pub fn quiet(spec: &PictureSpec) -> PictureSpec {
    let mut elements = spec.elements.clone();
    elements.heroes.clear();
    elements.props.clear();
    let (prompt, references) = (prompt(&elements, spec.style, spec.age_group), Vec::new());
    PictureSpec { prompt, elements, references, ..spec.clone() }
}

/// A sheet in gentler words. The name stays: it is theirs.
fn soften(sheet: &mut Character) {
    sheet.kind = gentle(&sheet.kind).unwrap_or_default();
    sheet.traits = sheet.traits.iter().filter_map(|one| gentle(one)).collect();
    sheet.look = pieces(&sheet.look).iter().filter_map(|piece| gentle(piece)).collect::<Vec<_>>().join(", ");
}

/// The same, without the names that a painter might take amiss.
fn nameless(elements: &Elements) -> Elements {
    let mut elements = elements.clone();
    for hero in &mut elements.heroes {
        if !is_gentle(&hero.sheet.name) {
            hero.sheet.name.clear();
        }
    }
    elements
}

/// The same of a hero's own picture.
fn unnamed(reference: Reference) -> Reference {
    if is_gentle(&reference.name) { reference } else { Reference { name: String::new(), ..reference } }
}

fn is_gentle(name: &str) -> bool {
    gentle(name).as_deref() == Some(name)
}

/// Splitmix64, so that neighbouring scenes share nothing.
fn seed_of(seed: u64, scene: u32) -> u64 {
    let mut mixed = seed.wrapping_add(u64::from(scene).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
