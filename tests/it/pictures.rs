//! What is to be seen and how it is drawn: briefs, palettes and the built-in painter. What words name is in `elements`
//! (of whole stories in `agreement`), what is told of pictures in `account`, what kinds look like in `kinds`, people in
//! `looks`, things in `things`, what painters elsewhere are told in `briefs`, what is stored in `stored`, of pictures
//! from outside in `outside`.

mod account;
mod agreement;
mod briefs;
mod elements;
mod kinds;
mod looks;
mod outside;
mod stored;
mod things;

use std::time::Duration;

use ai_tale::backends::blocking::Processors;
use ai_tale::backends::models::Painter;
use ai_tale::builtin::Pace;
use ai_tale::builtin::painter::BuiltinPainter;
use ai_tale::domain::{
    AgeGroup, Character, Clouds, Drawn, Elements, Hero, Mood, Outline, PictureSpec, Place, StoryRequest, Style,
    TimeOfDay, Weather,
};
use ai_tale::pipeline::{illustration, palette};
use strum::VariantArray as _;

const PLACES: &[Place] = Place::VARIANTS;

fn character(name: &str, kind: &str, look: &str) -> Character {
    Character { name: name.into(), kind: kind.into(), traits: vec!["brave".into()], look: look.into() }
}

fn mira() -> Character {
    character("Mira", "fox", "red scarf")
}

fn cast() -> Vec<Character> {
    vec![mira(), character("Bo", "bear", "green hat")]
}

fn spec(place: Place, style: Style, heroes: Vec<Character>) -> PictureSpec {
    let heroes = heroes.into_iter().enumerate().map(|(index, sheet)| Hero { sheet, index, kin: None }).collect();
    let props = vec!["lantern".into(), "kite".into()];
    let elements = Elements {
        place,
        time: TimeOfDay::Night,
        weather: Weather::Clear,
        clouds: Clouds::White,
        mood: Mood::Merry,
        heroes,
        props,
    };
    PictureSpec {
        scene: 1,
        prompt: String::new(),
        elements,
        references: Vec::new(),
        style,
        age_group: AgeGroup::SixToEight,
        seed: 7,
        width: 160,
        height: 120,
    }
}

async fn painted(spec: &PictureSpec) -> Vec<u8> {
    drawn(spec).await.0
}

/// The picture, and what its painter says of it.
async fn drawn(spec: &PictureSpec) -> (Vec<u8>, Drawn) {
    let pace = Pace { first_token: Duration::ZERO, tokens_per_second: 0, picture: Duration::ZERO };
    let raw = BuiltinPainter::new(pace, Processors::default())
        .paint(spec)
        .await
        .expect("the built-in painter paints every brief")
        .value;
    (raw.bytes.to_vec(), raw.drawn.expect("it is drawn here"))
}

#[test]
fn a_brief_never_holds_the_theme() {
    let request = StoryRequest {
        theme: "zebrafish opera".into(),
        age_group: AgeGroup::ThreeToFive,
        characters: cast(),
        style: Style::Crayon,
        language: "en".into(),
        scenes: 2,
        seed: 5,
        notify: false,
    };
    let outline = Outline { title: "T".into(), summary: "S".into(), tags: vec![], characters: cast(), scenes: 2 };
    let texts = ["Mira found a lantern in the forest.", "She carried it home at night."];
    let first = illustration::spec(&request, &outline, &[], &texts[..1], (640, 480));
    let second = illustration::spec(&request, &outline, &[], &texts, (640, 480));
    assert!(first.prompt.contains("Mira, a fox. Looks: red scarf. Character: brave."), "{}", first.prompt);
    assert!(first.prompt.contains("crayon") && first.prompt.contains("3-5") && first.prompt.contains("a lantern"));
    assert!(!first.prompt.contains("zebrafish"));
    assert_ne!(first.seed, second.seed);
    assert_eq!((first.width, first.height), (640, 480));
    assert!(illustration::softened(&first).prompt.contains("gentle"));
    let quiet = illustration::quiet(&first);
    assert!(quiet.elements.heroes.is_empty() && quiet.elements.props.is_empty());
    assert!(!quiet.prompt.contains("Mira"));
}

#[test]
fn alt_texts_are_sentences() {
    let mut one = spec(Place::Forest, Style::Watercolor, vec![mira()]);
    one.elements.props = vec!["moon".into()];
    assert_eq!(
        illustration::alt_text(&one),
        "Mira the fox with a red scarf stands in a dark forest at night, under the moon."
    );
    let mut two = spec(Place::Sea, Style::Watercolor, cast());
    two.elements.time = TimeOfDay::Day;
    two.elements.props = vec!["lantern".into(), "apple".into()];
    assert_eq!(
        illustration::alt_text(&two),
        "Mira the fox with a red scarf and Bo the bear with a green hat sail on the bright sea by day, with a lantern and an apple."
    );
    let quiet = illustration::quiet(&spec(Place::Space, Style::Night, cast()));
    assert_eq!(illustration::alt_text(&quiet), "Space among the stars at night.");
}

#[test]
fn a_palette_knows_hour_and_style() {
    let night = spec(Place::Meadow, Style::Storybook, vec![]).elements;
    let day = Elements { time: TimeOfDay::Day, ..night.clone() };
    for colour in palette::of(&night, Style::Storybook) {
        assert!(colour.len() == 7 && colour.starts_with('#'), "{colour}");
    }
    assert_ne!(palette::of(&night, Style::Storybook), palette::of(&day, Style::Storybook));
    assert_ne!(palette::of(&day, Style::Crayon), palette::of(&day, Style::Night));
}

#[tokio::test]
async fn pictures_follow_their_brief_and_seed() {
    let brief = spec(Place::Meadow, Style::Crayon, vec![mira()]);
    let other = PictureSpec { seed: 8, ..brief.clone() };
    let first = painted(&brief).await;
    assert_eq!(first, painted(&brief).await);
    assert_ne!(first, painted(&other).await);
}

#[tokio::test]
async fn every_place_can_be_painted_in_every_style() {
    for place in PLACES.iter().copied() {
        for style in Style::ALL {
            let picture = image::load_from_memory(&painted(&spec(place, style, cast())).await).unwrap();
            assert_eq!((picture.width(), picture.height()), (160, 120), "{place:?} {style:?}");
        }
    }
}

#[tokio::test]
async fn a_hero_and_their_sheet_change_the_picture() {
    let alone = painted(&spec(Place::Meadow, Style::Storybook, vec![])).await;
    let with_mira = painted(&spec(Place::Meadow, Style::Storybook, vec![mira()])).await;
    let in_blue = painted(&spec(Place::Meadow, Style::Storybook, vec![character("Mira", "fox", "blue scarf")])).await;
    assert_ne!(alone, with_mira);
    assert_ne!(with_mira, in_blue);
}

#[tokio::test]
async fn a_quiet_page_shows_the_place_alone() {
    let quiet = illustration::quiet(&spec(Place::Meadow, Style::Storybook, cast()));
    let mut empty = spec(Place::Meadow, Style::Storybook, vec![]);
    empty.elements.props.clear();
    assert_eq!(painted(&quiet).await, painted(&empty).await);
}

#[tokio::test(start_paused = true)]
async fn a_rehearsed_picture_takes_its_time() {
    let started = tokio::time::Instant::now();
    let pace = Pace { first_token: Duration::ZERO, tokens_per_second: 0, picture: Duration::from_secs(8) };
    BuiltinPainter::new(pace, Processors::default()).paint(&spec(Place::Lake, Style::Night, vec![])).await.unwrap();
    assert!(started.elapsed().as_millis() >= 8000);
}
