//! One natural sentence for a reader who can't see the picture.

use super::wording::{introduced, list, place_phrase, time_phrase, weather_phrase, with_article};
use crate::domain::{Elements, PictureSpec, Place, TimeOfDay, Weather};

/// What the picture shows: `Mira the fox with a red scarf stands in a forest at night, under the moon.`
#[must_use]
pub fn alt_text(spec: &PictureSpec) -> String {
    let elements = &spec.elements;
    let setting = setting(elements);
    let ending = ending(elements);
    let sentence = if elements.heroes.is_empty() {
        format!("{setting}{ending}")
    } else {
        let who: Vec<String> = elements.heroes.iter().map(|hero| introduced(&hero.sheet)).collect();
        let verb = if who.len() == 1 { verb(elements.place) } else { plural(verb(elements.place)) };
        format!("{} {verb} {} {setting}{ending}", list(&who), preposition(elements.place))
    };
    capitalised(&format!("{sentence}."))
}

/// `a snowy forest at night`: the weather as the place's adjective.
fn setting(elements: &Elements) -> String {
    let place = place_phrase(elements.place);
    let (article, noun) = place.split_once(' ').unwrap_or(("", place));
    let adjective = match (elements.weather, elements.time) {
        (Weather::Snow, _) if elements.place != Place::Snowfield => "snowy",
        (Weather::Rain, _) => "rainy",
        (Weather::Fog, _) => "misty",
        (Weather::Wind, _) => "windy",
        (Weather::Storm, _) => "stormy",
        (Weather::Clear | Weather::Cloudy | Weather::Snow, TimeOfDay::Day) => "bright",
        (Weather::Clear | Weather::Cloudy | Weather::Snow, TimeOfDay::Night) => "dark",
        (Weather::Clear | Weather::Cloudy | Weather::Snow, TimeOfDay::Dawn | TimeOfDay::Sunset) => "glowing",
    };
    let indoors = crate::pipeline::palette::is_inside(elements.place)
        || matches!(elements.place, Place::Space | Place::Underwater | Place::Sky);
    let time = time_phrase(elements.time);
    match (indoors, weather_phrase(elements.weather)) {
        (true, _) => format!("{place} {time}"),
        (false, _) if article == "the" => format!("the {adjective} {noun} {time}"),
        (false, _) => format!("a {adjective} {noun} {time}"),
    }
}

fn ending(elements: &Elements) -> String {
    let above = |prop: &str| matches!(prop, "moon" | "star" | "sun" | "rainbow");
    let (high, low): (Vec<_>, Vec<_>) = elements.props.iter().partition(|prop| above(prop));
    let mut text = String::new();
    if !low.is_empty() {
        let things: Vec<String> = low.iter().map(|prop| with_article(prop)).collect();
        text = format!(", with {}", list(&things));
    }
    if !high.is_empty() {
        let things: Vec<String> = high.iter().map(|prop| with_article(prop)).collect();
        text = format!("{text}, under {}", list(&things));
    }
    text
}

fn verb(place: Place) -> &'static str {
    match place {
        Place::Underwater => "swims",
        Place::Space => "floats",
        Place::Sea => "sails",
        Place::Sky => "rides a cloud",
        _ => "stands",
    }
}

fn plural(verb: &'static str) -> &'static str {
    match verb {
        "swims" => "swim",
        "floats" => "float",
        "sails" => "sail",
        "rides a cloud" => "ride a cloud",
        _ => "stand",
    }
}

fn preposition(place: Place) -> &'static str {
    match place {
        Place::Sea | Place::Mountain | Place::Beach | Place::Island | Place::Farm => "on",
        Place::River | Place::Lake => "beside",
        _ => "in",
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
