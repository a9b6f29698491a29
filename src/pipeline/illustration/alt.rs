//! One natural sentence for a reader who can't see the picture: of what was drawn, or of what a painter elsewhere was
//! asked for.

use super::wording::{
    clouds_phrase, introduced, is_part_of, list, pieces, place_phrase, time_phrase, weather_phrase, with_article,
};
use crate::domain::{Clouds, Drawn, DrawnHero, Elements, Mood, PictureSpec, Place, TimeOfDay, Weather};
use crate::pipeline::palette::is_sheltered;

/// What a picture of a brief shows, if its painter did as it was asked.
#[must_use]
pub fn alt_text(spec: &PictureSpec) -> String {
    alt_of(&asked(&spec.elements))
}

/// What was drawn: `Mira the fox with a red scarf stands in a dark forest at night, under the moon.`
#[must_use]
pub fn alt_of(drawn: &Drawn) -> String {
    let setting = setting(drawn);
    let ending = ending(drawn);
    let sentence = if drawn.heroes.is_empty() {
        format!("{setting}{ending}")
    } else {
        let who: Vec<String> = drawn.heroes.iter().map(introduced).collect();
        let sits = drawn.heroes.iter().any(|hero| hero.looks.iter().any(|look| look.ends_with("wheelchair")));
        let verb = verb(drawn.place, drawn.mood, sits, who.len() > 1);
        let manner = if drawn.mood == Mood::Sad { " sadly" } else { "" };
        format!("{} {verb}{manner} {} {setting}{ending}", list(&who), preposition(drawn.place))
    };
    capitalised(&format!("{sentence}."))
}

/// A picture that shows all that was asked for.
#[must_use]
pub fn asked(elements: &Elements) -> Drawn {
    let heroes = elements.heroes.iter().map(|hero| {
        let sheet = &hero.sheet;
        DrawnHero { name: sheet.name.clone(), kind: sheet.kind.clone(), looks: pieces(&sheet.look) }
    });
    Drawn {
        heroes: heroes.collect(),
        place: elements.place,
        time: Some(elements.time),
        weather: if is_sheltered(elements.place) { Weather::Clear } else { elements.weather },
        clouds: if is_sheltered(elements.place) { Clouds::None } else { elements.clouds },
        mood: elements.mood,
        things: elements.props.clone(),
    }
}

/// `a snowy forest at night`: the weather as the place's adjective.
fn setting(drawn: &Drawn) -> String {
    let place = place_phrase(drawn.place);
    let (article, noun) = place.split_once(' ').unwrap_or(("", place));
    let Some(time) = drawn.time else { return place.to_owned() };
    let hour = time_phrase(time);
    if is_sheltered(drawn.place) || matches!(drawn.place, Place::Sky) && weather_phrase(drawn.weather).is_none() {
        return format!("{place} {hour}");
    }
    let adjective = match (drawn.weather, time) {
        (Weather::Snow, _) if drawn.place == Place::Snowfield => "white",
        (Weather::Snow, _) => "snowy",
        (Weather::Rain, _) => "rainy",
        (Weather::Fog, _) => "misty",
        (Weather::Wind, _) => "windy",
        (Weather::Storm, _) => "stormy",
        (Weather::Cloudy, _) => return format!("{place} {hour}"),
        (Weather::Clear, _) if drawn.clouds == Clouds::Grey => return format!("{place} {hour}"),
        (Weather::Clear, TimeOfDay::Day) => "bright",
        (Weather::Clear, TimeOfDay::Night) => "dark",
        (Weather::Clear, TimeOfDay::Dawn | TimeOfDay::Sunset) => "glowing",
    };
    let article = if article == "the" { "the" } else { "a" };
    format!("{article} {adjective} {noun} {hour}")
}

/// `, with a kite, under white clouds and the sun`: what the words for the place do not name already.
fn ending(drawn: &Drawn) -> String {
    let above = |thing: &&String| matches!(thing.as_str(), "moon" | "star" | "sun" | "rainbow");
    let things = drawn.things.iter().filter(|thing| !is_part_of(drawn.place, thing));
    let (high, low): (Vec<_>, Vec<_>) = things.partition(above);
    let named = |things: Vec<&String>| things.into_iter().map(|thing| with_article(thing)).collect::<Vec<_>>();
    let clouds = drawn.time.and_then(|time| clouds_phrase(drawn.weather, drawn.clouds, time));
    let clouds = clouds.filter(|_| drawn.place != Place::Sky).map(str::to_owned);
    let (beside, above) = (named(low), clouds.into_iter().chain(named(high)).collect::<Vec<_>>());
    let mut text = String::new();
    if !beside.is_empty() {
        text = format!(", with {}", list(&beside));
    }
    if !above.is_empty() {
        text = format!("{text}, under {}", list(&above));
    }
    text
}

/// Nobody in a wheelchair stands.
fn verb(place: Place, mood: Mood, sits: bool, several: bool) -> &'static str {
    let (one, more) = match place {
        Place::Underwater => ("swims", "swim"),
        Place::Space => ("floats", "float"),
        Place::Sea => ("sails", "sail"),
        Place::Sky => ("rides a cloud", "ride a cloud"),
        _ if sits && mood == Mood::Merry => ("smiles", "smile"),
        _ if sits => ("sits", "sit"),
        _ => ("stands", "stand"),
    };
    if several { more } else { one }
}

fn preposition(place: Place) -> &'static str {
    match place {
        place if is_ground(place) => "on",
        Place::River | Place::Lake => "beside",
        _ => "in",
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// One is on it rather than in it.
const fn is_ground(place: Place) -> bool {
    matches!(
        place,
        Place::Sea
            | Place::Mountain
            | Place::Beach
            | Place::Lighthouse
            | Place::Island
            | Place::Farm
            | Place::Playground
            | Place::SportsField
            | Place::BuildingSite
            | Place::Campsite
            | Place::Train
            | Place::Station
    )
}
