//! The painter's own account of a picture holds: whatever it tells, the picture would be another without it.
//!
//! `AI_TALE_PICTURES` says how many chance pictures are tried (60 where it is not set), `AI_TALE_SEED` with which seed.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use ai_tale::domain::{Clouds, Elements, Mood, PictureSpec, Place, Style, TimeOfDay, Weather};
use ai_tale::pipeline::illustration;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use super::{PLACES, character, drawn, spec};

const STYLES: [Style; 5] = Style::ALL;
const TIMES: [TimeOfDay; 4] = [TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night];
const WEATHERS: [Weather; 7] =
    [Weather::Clear, Weather::Cloudy, Weather::Rain, Weather::Storm, Weather::Snow, Weather::Wind, Weather::Fog];
const THINGS: [&str; 19] = [
    "moon",
    "sun",
    "star",
    "rainbow",
    "boat",
    "lantern",
    "kite",
    "book",
    "acorn",
    "guitar",
    "sword",
    "cookie",
    "drum",
    "train",
    "excavator",
    "football",
    "birthday cake",
    "music box",
    "piñata",
];

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn words(list: &'static str) -> Vec<&'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// A page of somebody with some looks, somewhere, at some time.
fn by_chance(random: &mut StdRng, kinds: &[&'static str], looks: &[&'static str]) -> (PictureSpec, Vec<&'static str>) {
    let kind = *kinds.choose(random).unwrap();
    let mut pieces: Vec<&str> = looks.choose_multiple(random, 4).copied().collect();
    // what is said twice is drawn once
    for of in ["skin", "hair"] {
        let mut is_first = true;
        pieces.retain(|piece| !piece.contains(of) || std::mem::take(&mut is_first));
    }
    let (place, style) = (*PLACES.choose(random).unwrap(), *STYLES.choose(random).unwrap());
    let mut page = spec(place, style, vec![character("Noa", kind, &pieces.join(", "))]);
    page.seed = random.random();
    page.elements.time = *TIMES.choose(random).unwrap();
    page.elements.weather = *WEATHERS.choose(random).unwrap();
    page.elements.props = THINGS.choose_multiple(random, 3).map(|thing| (*thing).to_owned()).collect();
    (page, pieces)
}

/// The page without one of the pieces of its hero's look.
fn without(page: &PictureSpec, pieces: &[&str], left_out: usize) -> PictureSpec {
    let mut other = page.clone();
    let rest = pieces.iter().enumerate().filter(|(index, _)| *index != left_out).map(|(_, piece)| *piece);
    other.elements.heroes[0].sheet.look = rest.collect::<Vec<_>>().join(", ");
    other
}

/// Lights of the sky, the boat on the sea, the train at the station: there without being asked for.
fn is_of_place(thing: &str, page: &PictureSpec) -> bool {
    matches!(thing, "sun" | "moon" | "star" | "boat") || (thing, page.elements.place) == ("train", Place::Station)
}

async fn is_same_of_others(page: &PictureSpec, pieces: &[&str], left_out: usize) -> bool {
    for name in ["Tim", "Ada", "Lou"] {
        let mut named = page.clone();
        name.clone_into(&mut named.elements.heroes[0].sheet.name);
        if drawn(&named).await.0 != drawn(&without(&named, pieces, left_out)).await.0 {
            return false;
        }
    }
    true
}

#[tokio::test]
async fn what_is_told_is_in_the_picture() {
    let (seed, count) = (number("AI_TALE_SEED", 16), number("AI_TALE_PICTURES", 60));
    let mut random = StdRng::seed_from_u64(seed);
    // of those that have nothing on by nature
    let animals = include_str!("kinds.txt").split("# people").next().unwrap();
    let kinds: Vec<&str> = words(animals).into_iter().flat_map(|line| line.split(", ")).collect();
    let people = ["girl", "boy", "woman", "man", "child", "mother", "father", "sister"];
    let rows: Vec<Vec<&str>> =
        words(include_str!("looks.txt")).into_iter().map(|line| line.split(" | ").collect()).collect();
    let looks: Vec<&str> = rows.iter().map(|row| row[1]).filter(|look| !look.contains([',', '&'])).collect();
    let mut wrong = Vec::new();
    for turn in 0..count {
        let of = if turn % 3 == 0 { &kinds[..] } else { &people[..] };
        let (page, pieces) = by_chance(&mut random, of, &looks);
        let (picture, account) = drawn(&page).await;
        for (index, piece) in pieces.iter().enumerate() {
            let told = account.heroes[0].looks.clone();
            let (other, less) = drawn(&without(&page, &pieces, index)).await;
            // somebody may have by chance what is wished: then others have not
            if less.heroes[0].looks != told && other == picture && is_same_of_others(&page, &pieces, index).await {
                let kind = &page.elements.heroes[0].sheet.kind;
                wrong.push(format!(
                    "{kind} at {:?} with {pieces:?}: {piece} is told, and changes nothing",
                    account.place
                ));
            }
        }
        for thing in account.things.iter().filter(|thing| !is_of_place(thing, &page)) {
            let props = page.elements.props.iter().filter(|prop| *prop != thing).cloned().collect();
            let elements = Elements { props, ..page.elements.clone() };
            if drawn(&PictureSpec { elements, ..page.clone() }).await.0 == picture {
                wrong.push(format!("{thing} is told at {:?}, and changes nothing", account.place));
            }
        }
    }
    println!("pictures whose account names what is not drawn: {} of {count} (seed {seed})", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn alt_texts_name_what_was_drawn_alone() {
    for (place, kind, look, props, unwanted) in [
        (Place::Forest, "fox", "red boots, wheelchair, blond hair", &["sun"][..], &[" hair", "sun"][..]),
        (Place::Mountain, "digger", "red boots, glasses", &[], &["boots"]),
        (Place::House, "girl", "yellow boots", &["rainbow", "moon"], &["rainbow"]),
        (Place::Sea, "boy", "red boots, prosthetic leg", &[], &["boots", "prosthetic"]),
        (Place::Space, "flibbertigibbet", "", &[], &["flibbertigibbet"]),
    ] {
        let mut page = spec(place, Style::Night, vec![character("Noa", kind, look)]);
        page.elements.props = props.iter().map(|prop| (*prop).to_owned()).collect();
        page.elements.time = TimeOfDay::Day;
        let alt = illustration::alt_of(&drawn(&page).await.1);
        assert!(unwanted.iter().all(|word| !alt.contains(word)), "{alt}");
        assert!(!alt.contains("by day"), "the style is night: {alt}");
    }
}

#[tokio::test]
async fn sad_faces_are_drawn_and_told() {
    for (kind, look) in [("girl", ""), ("fox", "red scarf"), ("owl", ""), ("robot", ""), ("boy", "wheelchair")] {
        for seed in 0..9 {
            let mut page = spec(Place::Meadow, Style::Storybook, vec![character("Noa", kind, look)]);
            page.seed = seed;
            let (merry, _) = drawn(&page).await;
            page.elements.mood = Mood::Sad;
            let (sad, account) = drawn(&page).await;
            assert_ne!(merry, sad, "{kind}, seed {seed}");
            let alt = illustration::alt_of(&account);
            assert!(alt.contains(" sadly ") && !alt.contains("smiles"), "{alt}");
            page.elements.mood = Mood::Calm;
            let alt = illustration::alt_of(&drawn(&page).await.1);
            assert!(!alt.contains("sadly") && !alt.contains("smiles"), "{alt}");
        }
    }
}

#[test]
fn briefs_of_sad_pages_ask_for_no_smile() {
    let mut page = spec(Place::Meadow, Style::Storybook, vec![character("Noa", "girl", "")]);
    assert!(illustration::softened(&page).prompt.contains("smiling"));
    page.elements.mood = Mood::Sad;
    let prompt = illustration::softened(&page).prompt;
    assert!(!prompt.contains("smiling") && prompt.contains("nobody smiles or laughs"), "{prompt}");
}

#[tokio::test]
async fn a_covered_sky_shows_no_light() {
    for time in TIMES {
        for (weather, clouds) in
            [(Weather::Rain, Clouds::White), (Weather::Storm, Clouds::Grey), (Weather::Cloudy, Clouds::Grey)]
        {
            let mut page = spec(Place::Meadow, Style::Storybook, Vec::new());
            page.elements = Elements { time, weather, clouds, ..page.elements };
            page.elements.props = ["sun", "moon", "star"].map(str::to_owned).to_vec();
            let (_, account) = drawn(&page).await;
            assert!(account.things.is_empty(), "{time:?} {weather:?}: {:?}", account.things);
            page.elements.weather = Weather::Clear;
            page.elements.clouds = Clouds::None;
            assert!(!drawn(&page).await.1.things.is_empty(), "a clear sky is lit: {time:?}");
        }
    }
}

#[tokio::test]
async fn a_cloudless_sky_has_no_white() {
    let mut page = spec(Place::Meadow, Style::Storybook, Vec::new());
    page.elements = Elements { time: TimeOfDay::Day, props: Vec::new(), ..page.elements };
    for (clouds, has_white) in [(Clouds::None, false), (Clouds::White, true), (Clouds::Grey, false)] {
        page.elements.clouds = clouds;
        let picture = image::load_from_memory(&drawn(&page).await.0).unwrap().into_rgb8();
        let (width, sky) = (picture.width(), picture.height() / 3);
        let is_white = |x, y| picture.get_pixel(x, y).0.iter().all(|channel| *channel > 244);
        let white = (0..width).flat_map(|x| (0..sky).map(move |y| (x, y))).any(|(x, y)| is_white(x, y));
        assert_eq!(white, has_white, "{clouds:?}");
    }
}

#[tokio::test]
async fn falling_snow_hides_the_sun() {
    for time in [TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset] {
        for style in [Style::Watercolor, Style::PaperCut, Style::Crayon, Style::Storybook] {
            let mut page = spec(Place::Snowfield, style, Vec::new());
            page.elements = Elements { time, weather: Weather::Snow, props: vec!["sun".to_owned()], ..page.elements };
            let (_, account) = drawn(&page).await;
            assert!(account.things.is_empty(), "{time:?}: {:?}", account.things);
        }
    }
}

#[tokio::test]
async fn alt_texts_tell_white_clouds_from_grey() {
    for (weather, clouds, time, end) in [
        (Weather::Cloudy, Clouds::White, TimeOfDay::Day, "in a meadow by day, under white clouds and the sun."),
        (Weather::Cloudy, Clouds::White, TimeOfDay::Night, "in a meadow at night, under soft clouds."),
        (Weather::Cloudy, Clouds::Grey, TimeOfDay::Day, "in a meadow by day, under grey clouds."),
        (Weather::Wind, Clouds::Grey, TimeOfDay::Day, "in a windy meadow by day, under grey clouds."),
        (Weather::Rain, Clouds::White, TimeOfDay::Day, "in a rainy meadow by day."),
        (Weather::Clear, Clouds::White, TimeOfDay::Day, "in a bright meadow by day, under the sun."),
    ] {
        let mut page = spec(Place::Meadow, Style::Storybook, vec![character("Noa", "fox", "")]);
        page.elements = Elements { time, weather, clouds, props: vec!["sun".to_owned()], ..page.elements };
        let alt = illustration::alt_of(&drawn(&page).await.1);
        assert!(alt.ends_with(end), "{alt}");
        assert_eq!(alt.contains(" clouds"), illustration::alt_text(&page).contains(" clouds"), "{alt}");
    }
}

#[tokio::test]
async fn alt_texts_name_no_thing_twice() {
    let things = include_str!("../../../src/pipeline/elements/words/things.txt");
    let things: Vec<&str> = words(things).into_iter().filter_map(|line| line.split(':').next()).collect();
    for place in PLACES.iter().copied() {
        let mut page = spec(place, Style::Storybook, Vec::new());
        (page.width, page.height) = (16, 12);
        let mut alts = Vec::new();
        for thing in &things {
            page.elements.props = vec![(*thing).to_owned()];
            alts.push((thing, illustration::alt_text(&page)));
        }
        for thing in &["lighthouse", "tent", "train", "plane", "fire engine", "star", "boat"] {
            page.elements.props = vec![(*thing).to_owned()];
            alts.push((thing, illustration::alt_of(&drawn(&page).await.1)));
        }
        for (thing, alt) in alts {
            let named = format!(" {} ", alt.to_lowercase().replace([',', '.'], ""));
            let times = named.matches(&format!(" {thing} ")).count() + named.matches(&format!(" {thing}s ")).count();
            assert!(times < 2, "{alt}");
        }
    }
}
