//! The brief, and the gentler briefs for when a painter would not.

use super::wording::{described, is_part_of, list, place_phrase, time_phrase, weather_phrase, with_article};
use crate::domain::{AgeGroup, Clouds, Elements, Mood, Outline, PictureSpec, StoryRequest, Style, Weather};
use crate::pipeline::elements;

/// The brief of the last of `scenes`, the story's texts so far; `scene` is its number, `size` in pixels.
#[must_use]
pub fn spec(request: &StoryRequest, outline: &Outline, scenes: &[&str], scene: u32, size: (u32, u32)) -> PictureSpec {
    let elements = elements::find(scenes, &outline.characters);
    PictureSpec {
        scene,
        prompt: prompt(&elements, request.style, request.age_group),
        elements,
        style: request.style,
        age_group: request.age_group,
        seed: seed_of(request.seed, scene),
        width: size.0,
        height: size.1,
    }
}

/// A gentler brief: the first two heroes, one thing, calm words.
#[must_use]
pub fn softened(spec: &PictureSpec) -> PictureSpec {
    let mut elements = spec.elements.clone();
    elements.heroes.truncate(2);
    elements.props.truncate(1);
    let calm = match elements.mood {
        Mood::Merry => "Everybody is safe, friendly and smiling. A gentle, peaceful moment.",
        Mood::Calm | Mood::Sad => "Everybody is safe and friendly. A gentle, peaceful moment.",
    };
    let prompt = format!("{} {calm}", prompt(&elements, spec.style, spec.age_group));
    PictureSpec { prompt, elements, ..spec.clone() }
}

/// The brief of a quiet page: the place alone, with nobody and nothing in it.
#[must_use]
pub fn quiet(spec: &PictureSpec) -> PictureSpec {
    let mut elements = spec.elements.clone();
    elements.heroes.clear();
    elements.props.clear();
    PictureSpec { prompt: prompt(&elements, spec.style, spec.age_group), elements, ..spec.clone() }
}

fn prompt(elements: &Elements, style: Style, age_group: AgeGroup) -> String {
    let mut parts = vec![format!("A page of a children's picture book for ages {}.", age_group.as_str())];
    parts.push(format!("Style: {}.", style_phrase(style)));
    parts.push(format!(
        "Scene: {}, {}, {}.",
        place_phrase(elements.place),
        time_phrase(elements.time),
        sky_phrase(elements)
    ));
    if elements.heroes.is_empty() {
        parts.push("Nobody is in the picture; it is calm and empty.".to_owned());
    }
    for hero in &elements.heroes {
        parts.push(format!("{}.", described(&hero.sheet)));
    }
    let things = elements.props.iter().filter(|prop| !is_part_of(elements.place, prop));
    let things: Vec<String> = things.map(|prop| with_article(prop)).collect();
    if !things.is_empty() {
        parts.push(format!("Also to be seen: {}.", list(&things)));
    }
    match elements.mood {
        _ if elements.heroes.is_empty() => {}
        Mood::Merry => {}
        Mood::Calm => parts.push("Calm faces, closed mouths.".to_owned()),
        Mood::Sad => parts.push("Quiet, sad faces; nobody smiles or laughs.".to_owned()),
    }
    parts.push("Keep each character exactly as described. Warm and friendly. No text, letters or frames.".to_owned());
    parts.join(" ")
}

fn sky_phrase(elements: &Elements) -> &'static str {
    match (elements.weather, elements.clouds) {
        (Weather::Clear, Clouds::None) => "a clear sky without clouds",
        (Weather::Cloudy, Clouds::Grey) => "grey clouds all over the sky, no sun or moon",
        (weather, _) => weather_phrase(weather).unwrap_or("clear weather"),
    }
}

fn style_phrase(style: Style) -> &'static str {
    match style {
        Style::Watercolor => "soft watercolor washes on grained paper, light and airy",
        Style::PaperCut => "layered paper cut, flat coloured paper with soft drop shadows",
        Style::Crayon => "wax crayon drawing, visible waxy strokes, bright colours",
        Style::Storybook => "classic storybook, clean ink outlines and flat colours",
        Style::Night => "night scene, deep blues with warm glowing lights",
    }
}

/// Splitmix64, so that neighbouring scenes share nothing.
fn seed_of(seed: u64, scene: u32) -> u64 {
    let mut mixed = seed.wrapping_add(u64::from(scene).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
