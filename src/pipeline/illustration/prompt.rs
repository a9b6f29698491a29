//! What a painter that takes words is told: style, place, time, light, who with their sheets word for word, how they
//! feel, and what must not be there. The same sheet gives the same words on every page.

use super::wording::{is_part_of, list, place_phrase, time_phrase, weather_phrase, with_article};
use crate::domain::{AgeGroup, Character, Clouds, Elements, Hero, Mood, Place, Style, TimeOfDay, Weather};
use crate::pipeline::palette::{is_inside, is_sheltered};
use crate::pipeline::prompts::PAGE;

/// The prompt of a page; without heroes, of a quiet one.
pub(super) fn prompt(elements: &Elements, style: Style, age_group: AgeGroup) -> String {
    // one style knows no other hour
    let hour = if style == Style::Night { TimeOfDay::Night } else { elements.time };
    let filled = PAGE.fill(&[
        ("ages", age_group.as_str()),
        ("style", style_phrase(style)),
        ("scene", &scene(elements, hour)),
        ("light", light_phrase(elements, hour)),
        ("who", &who(&elements.heroes)),
        ("things", &things(elements)),
        ("feeling", feeling(elements)),
        ("composition", composition(&elements.heroes)),
    ]);
    filled.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The prompt of a hero's own picture, which is shown to the painter with every page.
pub(super) fn character_sheet(hero: &Character, style: Style, age_group: AgeGroup) -> String {
    format!(
        "A character sheet for a children's picture book for ages {}. Style: {}. Exactly one character: {} Alone, the \
         whole figure from the front, standing, on a plain light background. No text, letters or frames.",
        age_group.as_str(),
        style_phrase(style),
        described(hero)
    )
}

fn scene(elements: &Elements, hour: TimeOfDay) -> String {
    let (place, time) = (place_phrase(elements.place), time_phrase(hour));
    if is_sheltered(elements.place) {
        return format!("{place}, {time}");
    }
    format!("{place}, {time}, {}", sky_phrase(elements))
}

fn sky_phrase(elements: &Elements) -> &'static str {
    match (elements.weather, elements.clouds) {
        (Weather::Clear, Clouds::None) => "a clear sky without clouds",
        (Weather::Cloudy, Clouds::Grey) => "grey clouds all over the sky, no sun or moon",
        (weather, _) => weather_phrase(weather).unwrap_or("clear weather"),
    }
}

fn light_phrase(elements: &Elements, hour: TimeOfDay) -> &'static str {
    let is_grey = elements.clouds == Clouds::Grey || matches!(elements.weather, Weather::Storm | Weather::Fog);
    match (elements.place, hour) {
        (Place::Underwater, TimeOfDay::Night) => "dim blue light from above, with a soft glow",
        (Place::Underwater, _) => "soft blue light from above",
        (Place::Space, _) => "starlight",
        (Place::Cave, _) => "a soft, warm glow in the dark",
        (place, TimeOfDay::Night) if is_inside(place) => "warm lamplight, dark windows",
        (place, _) if is_inside(place) => "soft daylight through the windows",
        (_, TimeOfDay::Night) if is_grey => "dark blue and soft",
        (_, TimeOfDay::Night) => "soft moonlight",
        (_, TimeOfDay::Dawn) => "pale, rosy morning light",
        (_, TimeOfDay::Sunset) => "low golden evening light",
        (_, TimeOfDay::Day) if is_grey => "soft and grey, without shadows",
        (_, TimeOfDay::Day) => "bright daylight",
    }
}

/// Everybody, and that there is nobody else.
fn who(heroes: &[Hero]) -> String {
    let count = match heroes.len() {
        0 => return "Nobody is in the picture; it is calm and empty.".to_owned(),
        1 => "Exactly one character is in the picture, and nobody else:".to_owned(),
        2 => "Exactly two characters are in the picture, each once, and nobody else:".to_owned(),
        3 => "Exactly three characters are in the picture, each once, and nobody else:".to_owned(),
        more => format!("Exactly {more} characters are in the picture, each once, and nobody else:"),
    };
    let sheets: Vec<String> = heroes.iter().map(|hero| described(&hero.sheet)).collect();
    format!("{count} {} Each looks exactly as described.", sheets.join(" "))
}

/// A sheet, as it stands: `Mira, a fox. Looks: red scarf, white paws. Character: curious, brave.`
pub(super) fn described(sheet: &Character) -> String {
    let kind = sheet.kind.trim();
    let kind = if kind.is_empty() { String::new() } else { with_article(kind) };
    let named: Vec<&str> = [sheet.name.trim(), &kind].into_iter().filter(|part| !part.is_empty()).collect();
    let mut text = if named.is_empty() { "Somebody.".to_owned() } else { format!("{}.", named.join(", ")) };
    let look = sheet.look.trim().trim_end_matches('.');
    if !look.is_empty() {
        text = format!("{text} Looks: {look}.");
    }
    if !sheet.traits.is_empty() {
        text = format!("{text} Character: {}.", sheet.traits.join(", "));
    }
    text
}

fn things(elements: &Elements) -> String {
    let things = elements.props.iter().filter(|prop| !is_part_of(elements.place, prop));
    let things: Vec<String> = things.map(|prop| with_article(prop)).collect();
    if things.is_empty() { String::new() } else { format!("Also to be seen: {}.", list(&things)) }
}

fn feeling(elements: &Elements) -> &'static str {
    match elements.mood {
        _ if elements.heroes.is_empty() => "",
        Mood::Merry => "Feeling: light-hearted and happy.",
        Mood::Calm => "Feeling: quiet and earnest. Calm faces, closed mouths.",
        Mood::Sad => "Feeling: sad and tender. Quiet, sad faces; nobody smiles or laughs.",
    }
}

/// Pages are cut out of what comes: whatever touches an edge may be lost.
const fn composition(heroes: &[Hero]) -> &'static str {
    if heroes.is_empty() {
        ""
    } else {
        "Whole figures in the middle of the picture, with room around them and above their heads."
    }
}

pub(super) fn style_phrase(style: Style) -> &'static str {
    match style {
        Style::Watercolor => "soft watercolor washes on grained paper, light and airy",
        Style::PaperCut => "layered paper cut, flat coloured paper with soft drop shadows",
        Style::Crayon => "wax crayon drawing, visible waxy strokes, bright colours",
        Style::Storybook => "classic storybook, clean ink outlines and flat colours",
        Style::Night => "night scene, deep blues with warm glowing lights",
    }
}
