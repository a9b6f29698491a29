//! Elements, briefs, the built-in painter, and the stored picture set.

use std::io::Cursor;

use ai_tale::backends::models::Painter;
use ai_tale::builtin::Pace;
use ai_tale::builtin::painter::BuiltinPainter;
use ai_tale::domain::{
    AgeGroup, Character, Elements, Hero, Outline, PictureSpec, Place, StoryId, StoryRequest, Style, TimeOfDay, Weather,
};
use ai_tale::pipeline::postprocess::{Options, PostprocessError, finish};
use ai_tale::pipeline::{elements, illustration, palette};
use base64::Engine as _;
use image::{ImageFormat, Rgb, RgbImage};

const PLACES: [Place; 22] = [
    Place::Forest,
    Place::Meadow,
    Place::Village,
    Place::City,
    Place::House,
    Place::Bedroom,
    Place::Garden,
    Place::Mountain,
    Place::Cave,
    Place::River,
    Place::Lake,
    Place::Sea,
    Place::Underwater,
    Place::Beach,
    Place::Island,
    Place::Desert,
    Place::Snowfield,
    Place::Sky,
    Place::Space,
    Place::Castle,
    Place::School,
    Place::Farm,
];

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
    let heroes = heroes.into_iter().enumerate().map(|(index, sheet)| Hero { sheet, index }).collect();
    let props = vec!["lantern".into(), "kite".into()];
    let elements = Elements { place, time: TimeOfDay::Night, weather: Weather::Clear, heroes, props };
    PictureSpec {
        scene: 1,
        prompt: String::new(),
        elements,
        style,
        age_group: AgeGroup::SixToEight,
        seed: 7,
        width: 160,
        height: 120,
    }
}

async fn painted(spec: &PictureSpec) -> Vec<u8> {
    let pace = Pace { first_token_ms: 0, tokens_per_second: 0, picture_ms: 0 };
    let raw = BuiltinPainter::new(pace).paint(spec).await.expect("the built-in painter paints every brief");
    assert!(raw.drawn_here);
    raw.bytes.to_vec()
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).expect("writing to memory cannot fail");
    file.into_inner()
}

fn plain(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 120]));
    encoded(&picture, ImageFormat::Png)
}

fn options(widths: &[u32]) -> Options {
    Options { width: 1280, height: 960, widths: widths.to_vec(), quality: 80 }
}

fn finished(raw: &[u8], widths: &[u32]) -> Result<Vec<(u32, u32)>, PostprocessError> {
    let set = finish(raw, Style::Watercolor, true, &options(widths))?;
    Ok(set
        .encodings
        .iter()
        .map(|encoding| {
            let picture = image::load_from_memory(&encoding.bytes).expect("what was encoded decodes");
            assert_eq!(encoding.width, picture.width());
            (picture.width(), picture.height())
        })
        .collect())
}

#[test]
fn a_scene_says_where_it_is() {
    for (text, place) in [
        ("Mira ran into the dark forest.", Place::Forest),
        ("The meadow was full of daisies.", Place::Meadow),
        ("The whole village came to the market.", Place::Village),
        ("Trams rang in the streets of the city.", Place::City),
        ("They warmed up in the kitchen of the house.", Place::House),
        ("She hid under the blanket in her bed.", Place::Bedroom),
        ("Carrots grew in grandmother's garden.", Place::Garden),
        ("Up, up to the summit of the mountain!", Place::Mountain),
        ("Something glowed in the cave.", Place::Cave),
        ("A bridge crossed the river.", Place::River),
        ("Frogs sang around the lake.", Place::Lake),
        ("The ship sailed over the sea.", Place::Sea),
        ("Among the coral of the reef lived a snail.", Place::Underwater),
        ("They built a sandcastle on the beach.", Place::Beach),
        ("A small island lay ahead.", Place::Island),
        ("The camel knew every dune of the desert, and its oasis.", Place::Desert),
        ("An igloo stood between the icebergs.", Place::Snowfield),
        ("Above the clouds they flew, flying higher.", Place::Sky),
        ("The rocket passed a planet.", Place::Space),
        ("The castle's drawbridge came down.", Place::Castle),
        ("The teacher opened the classroom.", Place::School),
        ("Hens ran around the barn of the farm.", Place::Farm),
    ] {
        assert_eq!(elements::find(&[text], &cast()).place, place, "{text}");
    }
}

#[test]
fn a_scene_says_when_and_in_what_weather_it_is() {
    for (text, time, weather) in [
        ("At dawn the birds sang.", TimeOfDay::Dawn, Weather::Clear),
        ("It was a sunny afternoon.", TimeOfDay::Day, Weather::Clear),
        ("At sunset the sky turned red.", TimeOfDay::Sunset, Weather::Clear),
        ("The moonlight fell on the snow at night.", TimeOfDay::Night, Weather::Snow),
        ("Rain fell in the evening.", TimeOfDay::Sunset, Weather::Rain),
        ("Thunder rolled at midnight.", TimeOfDay::Night, Weather::Storm),
        ("A gust of wind took the kite.", TimeOfDay::Day, Weather::Wind),
        ("Fog hid the morning.", TimeOfDay::Dawn, Weather::Fog),
        ("Grey and cloudy was the day.", TimeOfDay::Day, Weather::Cloudy),
    ] {
        let found = elements::find(&[text], &cast());
        assert_eq!((found.time, found.weather), (time, weather), "{text}");
    }
}

#[test]
fn words_count_only_whole() {
    let found = elements::find(&["The seaweedy carpet was brainy and ballooning."], &cast());
    assert_eq!((found.place, found.weather), (Place::Meadow, Weather::Clear));
    assert!(found.props.is_empty(), "{:?}", found.props);
}

#[test]
fn the_first_sentence_sets_the_scene_and_what_is_spoken_of_does_not() {
    for (text, place, time, weather) in [
        (
            "In the bright of the day, the sun shone on the old mill. Mira was afraid of the dark.",
            Place::Village,
            TimeOfDay::Day,
            Weather::Clear,
        ),
        (
            "By the time the church bell rang twelve, rain fell on the farm. \"Try it in the cave, at night, in the cave!\"",
            Place::Farm,
            TimeOfDay::Day,
            Weather::Rain,
        ),
        (
            "At dusk, the wind lay down in the garden. It lay there like a mountain of snow, as round as moons.",
            Place::Garden,
            TimeOfDay::Sunset,
            Weather::Clear,
        ),
    ] {
        let found = elements::find(&[text], &cast());
        assert_eq!((found.place, found.time, found.weather), (place, time, weather), "{text}");
    }
}

#[test]
fn figures_of_speech_and_what_is_worn_are_no_things() {
    let text = "At tea time the church bell rang, and Mira's heart went thump under the scarf. The moon was far. \
                \"A kite!\" She took the lantern.";
    assert_eq!(elements::find(&[text], &cast()).props, ["lantern", "kite"]);
}

#[test]
fn a_silent_scene_is_where_the_story_was() {
    let found = elements::find(&["It rained in the forest at night.", "Mira laughed."], &cast());
    assert_eq!((found.place, found.time, found.weather), (Place::Forest, TimeOfDay::Night, Weather::Rain));
}

#[test]
fn heroes_are_found_by_name_kind_or_pronoun() {
    for (text, names) in [
        ("Bo waved at Mira.", &["Bo", "Mira"][..]),
        ("Mira's scarf fluttered.", &["Mira"]),
        ("The bear yawned.", &["Bo"]),
        ("She smiled.", &["Mira"]),
        ("They walked on.", &["Mira", "Bo"]),
    ] {
        let found = elements::find(&[text], &cast());
        let who: Vec<&str> = found.heroes.iter().map(|hero| hero.sheet.name.as_str()).collect();
        assert_eq!(who, names, "{text}");
    }
    assert!(elements::find(&["Nobody was there."], &[]).heroes.is_empty());
}

#[test]
fn things_are_found_by_their_names_and_others() {
    let found = elements::find(&["She took a lantern, two books and a canoe."], &cast());
    assert_eq!(found.props, ["lantern", "book", "boat"]);
}

#[test]
fn a_brief_holds_the_sheets_but_never_the_theme() {
    let request = StoryRequest {
        theme: "zebrafish opera".into(),
        age_group: AgeGroup::ThreeToFive,
        characters: cast(),
        style: Style::Crayon,
        language: "en".into(),
        scenes: 2,
        seed: 5,
    };
    let outline = Outline { title: "T".into(), summary: "S".into(), tags: vec![], characters: cast(), scenes: 2 };
    let texts = ["Mira found a lantern in the forest.", "She carried it home at night."];
    let first = illustration::spec(&request, &outline, &texts[..1], 1, (640, 480));
    let second = illustration::spec(&request, &outline, &texts, 2, (640, 480));
    assert!(first.prompt.contains("Mira the fox with a red scarf (brave)"), "{}", first.prompt);
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
fn a_palette_is_two_colours_that_know_the_hour_and_the_style() {
    let night = spec(Place::Meadow, Style::Storybook, vec![]).elements;
    let day = Elements { time: TimeOfDay::Day, ..night.clone() };
    for colour in palette::of(&night, Style::Storybook) {
        assert!(colour.len() == 7 && colour.starts_with('#'), "{colour}");
    }
    assert_ne!(palette::of(&night, Style::Storybook), palette::of(&day, Style::Storybook));
    assert_ne!(palette::of(&day, Style::Crayon), palette::of(&day, Style::Night));
}

#[tokio::test]
async fn the_same_brief_gives_the_same_bytes_and_another_seed_others() {
    let brief = spec(Place::Meadow, Style::Crayon, vec![mira()]);
    let other = PictureSpec { seed: 8, ..brief.clone() };
    let first = painted(&brief).await;
    assert_eq!(first, painted(&brief).await);
    assert_ne!(first, painted(&other).await);
}

#[tokio::test]
async fn every_place_can_be_painted_in_every_style() {
    for place in PLACES {
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
    let pace = Pace { first_token_ms: 0, tokens_per_second: 0, picture_ms: 8000 };
    BuiltinPainter::new(pace).paint(&spec(Place::Lake, Style::Night, vec![])).await.unwrap();
    assert!(started.elapsed().as_millis() >= 8000);
}

#[test]
fn a_picture_is_stored_in_the_widths_it_has() {
    let raw = plain(900, 600);
    assert_eq!(finished(&raw, &[480, 800, 1280]).unwrap(), [(480, 320), (800, 533)]);
    assert_eq!(finished(&raw, &[900, 300, 300]).unwrap(), [(300, 200), (900, 600)]);
    assert_eq!(finished(&raw, &[1280]).unwrap(), [(900, 600)]);
    let set = finish(&raw, Style::Night, false, &options(&[450])).unwrap();
    assert_eq!((set.width, set.height), (450, 300));
}

#[test]
fn jpeg_and_webp_come_in_too_and_metadata_does_not_come_out() {
    let picture = RgbImage::from_pixel(64, 48, Rgb([200, 90, 60]));
    let jpeg = encoded(&picture, ImageFormat::Jpeg);
    let exif = b"\xff\xe1\x00\x16Exif\0\0secret-place";
    let mut tagged = jpeg[..2].to_vec();
    tagged.extend_from_slice(exif);
    tagged.extend_from_slice(&jpeg[2..]);
    for raw in [tagged, encoded(&picture, ImageFormat::WebP)] {
        let set = finish(&raw, Style::Watercolor, false, &options(&[64])).unwrap();
        let bytes = &set.encodings[0].bytes;
        assert!(!bytes.windows(12).any(|window| window == b"secret-place"));
        assert!(!bytes.windows(4).any(|window| window == b"EXIF"));
    }
}

#[test]
fn the_placeholder_is_a_small_hash_of_the_whole_picture() {
    let set = finish(&plain(640, 480), Style::Watercolor, true, &options(&[320])).unwrap();
    let hash = base64::engine::general_purpose::STANDARD.decode(&set.placeholder).unwrap();
    assert!(hash.len() <= 32);
    let (width, height, _) = thumbhash::thumb_hash_to_rgba(&hash).unwrap();
    assert!(width > height);
}

#[test]
fn pictures_from_outside_are_graded_the_same_way_each_time() {
    let raw = plain(96, 64);
    let graded = |style, here| finish(&raw, style, here, &options(&[96])).unwrap().encodings[0].bytes.clone();
    assert_eq!(graded(Style::Night, false), graded(Style::Night, false));
    assert_ne!(graded(Style::Night, false), graded(Style::Night, true));
    assert_ne!(graded(Style::Night, false), graded(Style::Crayon, false));
}

#[test]
fn what_is_no_picture_is_refused_with_its_reason() {
    let refused = |raw: &[u8]| finish(raw, Style::Watercolor, true, &options(&[480])).unwrap_err();
    assert!(matches!(refused(b""), PostprocessError::Empty));
    assert!(matches!(refused(b"<html>no picture</html>"), PostprocessError::UnknownFormat));
    let whole = plain(64, 64);
    assert!(matches!(refused(&whole[..whole.len() / 2]), PostprocessError::Damaged(_)));
    assert!(matches!(refused(&vec![0; (32 << 20) + 1]), PostprocessError::TooManyBytes { .. }));
    assert!(matches!(refused(&plain(9000, 2)), PostprocessError::TooLarge { limit: 8192 }));
}

#[test]
fn encodings_are_stored_under_keys_of_their_own() {
    let story = StoryId::new();
    let set = finish(&plain(900, 600), Style::Watercolor, true, &options(&[300, 900])).unwrap();
    let keys: Vec<String> = set.encodings.iter().map(|encoding| encoding.key(story, 3).to_string()).collect();
    assert!(keys[0].starts_with(&format!("illustrations/{story}/3/")) && keys[0].ends_with("-300.webp"));
    assert!(keys[1].ends_with("-900.webp"));
}
