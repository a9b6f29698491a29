//! Words and pictures of whole stories agree in hour, weather and place. What the words mean is taken from the marks
//! that their writers gave them in `tales/sky.txt` and `tales/places.txt`: neither painter nor teller is asked itself.
//!
//! `AI_TALE_STORIES` says how many stories are told (80 where it is not set).
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::collections::BTreeMap;

use ai_tale::domain::{AgeGroup, Place, StoryRequest, Style, TimeOfDay, Weather};
use ai_tale::pipeline::illustration;
use ai_tale::pipeline::palette::is_sheltered;

use crate::kit::tale;

const THEMES: [&str; 12] = [
    "a fox who is afraid of the dark",
    "two robots learn to bake bread",
    "the lost umbrella",
    "a trip to the moon",
    "a girl who starts school",
    "a whale who lives in the sea",
    "my birthday party",
    "a lonely dragon",
    "grandma and the garden",
    "a boy in hospital",
    "a train that cannot sleep",
    "the rain",
];

/// Sections of `places.txt` that have no picture of their own name.
const SHOWN_AS: [(&str, Place); 14] = [
    ("classroom", Place::School),
    ("kindergarten", Place::School),
    ("supermarket", Place::Shop),
    ("bakery", Place::Shop),
    ("market", Place::Village),
    ("fire_station", Place::FireStation),
    ("football_field", Place::SportsField),
    ("building_site", Place::BuildingSite),
    ("ship", Place::Sea),
    ("moon", Place::Space),
    ("planet", Place::Space),
    ("clouds", Place::Sky),
    ("cottage", Place::Cottage),
    ("space", Place::Space),
];

/// What the words of a page say for sure.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    time: Option<TimeOfDay>,
    weather: Option<Weather>,
    place: Option<Place>,
}

/// Written phrases and what their marks say.
struct Truth {
    times: Vec<(String, TimeOfDay)>,
    skies: Vec<(String, Weather)>,
    /// Nouns with their article, longest first.
    places: Vec<(String, Place)>,
}

fn capitalised(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn truth() -> Truth {
    let sky = include_str!("../../../src/builtin/storyteller/tales/sky.txt");
    let (mut times, mut skies, mut section) = (Vec::new(), Vec::new(), "");
    for line in sky.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            section = name.split(' ').next().unwrap();
            continue;
        }
        let words: Vec<&str> =
            line.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ').split(' ').collect();
        let (marks, text): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| word.starts_with('@'));
        let text = text.join(" ");
        let of = |marks: &[&str]| marks.iter().map(|mark| capitalised(&mark[1..])).collect::<Vec<_>>();
        let hour = of(&marks).iter().filter_map(|mark| mark.parse::<TimeOfDay>().ok()).collect::<Vec<_>>();
        let weather = of(&marks).iter().filter_map(|mark| mark.parse::<Weather>().ok()).collect::<Vec<_>>();
        match (section, &hour[..], &weather[..]) {
            ("time", [hour], _) => times.push((text, *hour)),
            ("sky", _, [weather]) => skies.push((text.split("{place}").next().unwrap().trim().to_owned(), *weather)),
            _ => {}
        }
    }
    let mut places: Vec<(String, Place)> = Vec::new();
    for head in include_str!("../../../src/builtin/storyteller/tales/places.txt")
        .lines()
        .filter_map(|line| line.strip_prefix("== "))
    {
        let mut parts = head.split('|').map(str::trim);
        let (name, there) = (parts.next().unwrap(), parts.next().unwrap());
        // anywhere at all
        if name == "somewhere" {
            continue;
        }
        let shown = SHOWN_AS.iter().find(|(section, _)| *section == name).map(|(_, place)| *place);
        let place =
            shown.unwrap_or_else(|| capitalised(name).parse().unwrap_or_else(|_| panic!("no picture of {name}")));
        places.push((there.split_once(' ').unwrap().1.to_owned(), place));
    }
    places.sort_by_key(|(noun, _)| std::cmp::Reverse(noun.len()));
    Truth { times, skies, places }
}

/// What the first sentence says.
fn said(truth: &Truth, text: &str) -> Said {
    let first = text.split(['.', '!', '?', '"']).next().unwrap_or_default();
    let lower = format!(" {} ", first.to_lowercase().replace(',', " "));
    let time = truth
        .times
        .iter()
        .filter(|(phrase, _)| first.starts_with(phrase.as_str()))
        .max_by_key(|(phrase, _)| phrase.len());
    let weather = truth
        .skies
        .iter()
        .filter(|(phrase, _)| lower.contains(&phrase.to_lowercase()))
        .max_by_key(|(phrase, _)| phrase.len());
    // where the sky is: right behind its words
    let place = weather.and_then(|(phrase, _)| {
        let there = lower.split(&phrase.to_lowercase()).nth(1)?.trim_start();
        truth.places.iter().find(|(noun, _)| there.starts_with(&format!("{noun} ")))
    });
    Said {
        time: time.map(|(_, time)| *time),
        weather: weather.map(|(_, weather)| *weather),
        place: place.map(|(_, place)| *place),
    }
}

#[test]
fn light_weather_and_place_agree_with_words() {
    let count: u64 = std::env::var("AI_TALE_STORIES").ok().and_then(|text| text.parse().ok()).unwrap_or(80);
    let truth = truth();
    let (mut wrong, mut checked): (BTreeMap<&str, Vec<String>>, usize) = (BTreeMap::new(), 0);
    for seed in 0..count {
        let index = usize::try_from(seed).unwrap();
        let request = StoryRequest {
            theme: THEMES[index % THEMES.len()].to_owned(),
            age_group: AgeGroup::ALL[index % AgeGroup::ALL.len()],
            characters: Vec::new(),
            style: Style::Storybook,
            language: "en".to_owned(),
            scenes: 8,
            seed,
            notify: false,
        };
        let (outline, scenes) = tale(request.clone());
        let texts: Vec<&str> = scenes.iter().map(String::as_str).collect();
        for page in 1..=texts.len() {
            let elements = illustration::spec(&request, &outline, &[], &texts[..page], (64, 48)).elements;
            let (text, said) = (texts[page - 1], said(&truth, texts[page - 1]));
            let mut note = |kind, what: String| {
                wrong.entry(kind).or_default().push(format!("seed {seed}, page {page}: {what}: {text}"));
            };
            // among the stars and under the earth no hour is painted
            let is_timeless = matches!(elements.place, Place::Space | Place::Cave);
            if let Some(time) = said.time.filter(|time| *time != elements.time && !is_timeless) {
                note("hour", format!("{time:?} is painted as {:?}", elements.time));
            }
            if let Some(place) = said.place.filter(|place| *place != elements.place) {
                note("place", format!("{place:?} is painted as {:?}", elements.place));
            }
            let weather = said.weather.filter(|weather| *weather != elements.weather && !is_sheltered(elements.place));
            // a storm may come up on a page that begins in the wind
            let weather = weather.filter(|_| elements.weather != Weather::Storm || !text.contains("storm"));
            if let Some(weather) = weather {
                note("weather", format!("{weather:?} is painted as {:?}", elements.weather));
            }
            checked += usize::from(said.time.is_some())
                + usize::from(said.weather.is_some())
                + usize::from(said.place.is_some());
        }
    }
    let all: Vec<String> = wrong.into_values().flatten().collect();
    println!("words of light, weather and place: {checked}, painted otherwise: {} ({count} stories)", all.len());
    assert!(checked > 0 && all.is_empty(), "{}", all.join("\n"));
}
