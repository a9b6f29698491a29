//! Small pieces of English that the brief and the alt text share.

use crate::domain::{Clouds, DrawnHero, Place, TimeOfDay, Weather};

/// `Mira the girl with brown skin and a red scarf in a wheelchair`; only what is known.
pub(super) fn introduced(hero: &DrawnHero) -> String {
    let mut text = if hero.name.is_empty() { "somebody".to_owned() } else { hero.name.clone() };
    let kind = hero.kind.trim();
    if !kind.is_empty() && !hero.name.to_lowercase().contains(&kind.to_lowercase()) {
        text = format!("{text} the {}", without_article(kind));
    }
    let is_carrier = |look: &&String| CARRIERS.iter().any(|(noun, _)| look.ends_with(noun));
    let (carriers, looks): (Vec<&String>, Vec<&String>) = hero.looks.iter().partition(is_carrier);
    if !looks.is_empty() {
        let looks: Vec<String> = looks.into_iter().map(|look| with_article(look)).collect();
        text = format!("{text} with {}", list(&looks));
    }
    for carrier in carriers {
        let on = CARRIERS.iter().find(|(noun, _)| carrier.ends_with(noun)).map_or("with", |(_, on)| on);
        text = format!("{text} {on} {}", with_article(carrier));
    }
    text
}

/// What somebody is in or on, rather than with.
const CARRIERS: [(&str, &str); 2] = [("wheelchair", "in"), ("crutches", "on")];

/// The pieces of a look, without the words that join them: `wears a red scarf and green boots`.
pub(super) fn pieces(look: &str) -> Vec<String> {
    const JOINTS: [&str; 13] = [
        "and ", "with ", "who ", "wearing ", "wears ", "has ", "have ", "having ", "uses ", "using ", "in ", "on ",
        "is ",
    ];
    look.split([',', ';', '.'])
        .flat_map(|piece| piece.split(" and "))
        .flat_map(|piece| piece.split(" with "))
        .map(|piece| {
            let mut piece = piece.trim();
            while let Some(rest) = JOINTS.iter().find_map(|joint| piece.strip_prefix(joint)) {
                piece = rest.trim_start();
            }
            ["a ", "an "].iter().find_map(|article| piece.strip_prefix(article)).unwrap_or(piece).to_owned()
        })
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// `a lantern`, `an apple`, `the moon`, `red boots`, `bread`.
pub(super) fn with_article(thing: &str) -> String {
    let has_one = ["a ", "an ", "the ", "his ", "her ", "their ", "one ", "two ", "three ", "some "];
    // a bowl of dates is one bowl
    let head = thing.split(" of ").next().unwrap_or(thing);
    let last = head.rsplit(' ').next().unwrap_or(head).to_lowercase();
    let lower = thing.to_lowercase();
    let uncounted = [
        "bread", "honey", "treasure", "fur", "hair", "skin", "armour", "armor", "glasses", "freckles", "vitiligo",
        "bald", "teeth", "fangs", "dark", "fair", "wool", "metal", "feathers", "popcorn", "cheese", "sushi", "bunting",
        "matzah",
    ];
    if has_one.iter().any(|article| lower.starts_with(article)) || uncounted.contains(&last.as_str()) {
        thing.to_owned()
    } else if matches!(thing, "moon" | "sun") {
        format!("the {thing}")
    } else if last.ends_with('s') && !last.ends_with("ss") && last != "compass" {
        thing.to_owned()
    } else if lower.starts_with(['a', 'e', 'i', 'o']) || lower.starts_with("um") {
        format!("an {thing}")
    } else {
        format!("a {thing}")
    }
}

fn without_article(kind: &str) -> &str {
    ["a ", "an ", "the "].iter().find_map(|article| kind.strip_prefix(article)).unwrap_or(kind)
}

/// `a, b and c`.
pub(super) fn list(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Whether the words for a place name a thing already: the lighthouse of `a beach with a lighthouse`.
pub(super) fn is_part_of(place: Place, thing: &str) -> bool {
    let phrase = format!("{} ", place_phrase(place));
    ["", "s", "es"].iter().any(|ending| phrase.contains(&format!(" {thing}{ending} ")))
}

/// The place with its article.
pub(super) fn place_phrase(place: Place) -> &'static str {
    match place {
        Place::Forest => "a forest",
        Place::Meadow => "a meadow",
        Place::Village => "a village",
        Place::City => "a city",
        Place::House => "a cosy room",
        Place::Bedroom => "a bedroom",
        Place::Garden => "a garden",
        Place::Mountain => "a mountain",
        Place::Cave => "a cave",
        Place::River => "a river",
        Place::Lake => "a lake",
        Place::Sea => "the sea",
        Place::Underwater => "a coral reef under the sea",
        Place::Beach => "a beach",
        Place::Island => "an island",
        Place::Desert => "a desert",
        Place::Snowfield => "a snowfield",
        Place::Sky => "the sky above the clouds",
        Place::Space => "space among the stars",
        Place::Castle => "a castle garden",
        Place::School => "a classroom",
        Place::Farm => "a farm",
        Place::Jungle => "a jungle",
        Place::Mill => "a meadow with an old windmill",
        Place::Campsite => "a campsite",
        Place::Harbour => "a harbour",
        Place::Lighthouse => "a beach with a lighthouse",
        Place::Cottage => "a meadow with a little house",
        Place::Street => "a street",
        Place::Park => "a park",
        Place::Playground => "a playground",
        Place::SportsField => "a football field",
        Place::BuildingSite => "a building site",
        Place::Zoo => "a zoo",
        Place::Kitchen => "a kitchen",
        Place::Library => "a library",
        Place::Museum => "a museum",
        Place::Theatre => "a theatre",
        Place::Circus => "a circus tent",
        Place::Shop => "a shop",
        Place::Hospital => "a hospital room",
        Place::Pool => "a swimming bath",
        Place::Train => "a train",
        Place::Station => "a railway platform with a train",
        Place::Airport => "an airport with a plane behind the glass",
        Place::FireStation => "a fire station with a fire engine",
        Place::Workshop => "a workshop",
        Place::Stable => "a stable",
    }
}

pub(super) fn time_phrase(time: TimeOfDay) -> &'static str {
    match time {
        TimeOfDay::Dawn => "at dawn",
        TimeOfDay::Day => "by day",
        TimeOfDay::Sunset => "at sunset",
        TimeOfDay::Night => "at night",
    }
}

/// The clouds, where the weather's adjective does not say them; white ones are white by day alone.
pub(super) fn clouds_phrase(weather: Weather, clouds: Clouds, time: TimeOfDay) -> Option<&'static str> {
    match (weather, clouds) {
        (Weather::Rain | Weather::Storm, _) | (_, Clouds::None) => None,
        (_, Clouds::Grey) => Some("grey clouds"),
        (Weather::Cloudy, Clouds::White) if time == TimeOfDay::Day => Some("white clouds"),
        (Weather::Cloudy, Clouds::White) => Some("soft clouds"),
        (_, Clouds::White) => None,
    }
}

/// The weather, where it says anything.
pub(super) fn weather_phrase(weather: Weather) -> Option<&'static str> {
    match weather {
        Weather::Clear => None,
        Weather::Cloudy => Some("soft clouds"),
        Weather::Rain => Some("gentle rain"),
        Weather::Storm => Some("a far storm"),
        Weather::Snow => Some("falling snow"),
        Weather::Wind => Some("a playful wind"),
        Weather::Fog => Some("soft mist"),
    }
}
