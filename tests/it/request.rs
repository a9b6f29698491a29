//! Wishes: normalised, limited, completed.

use ai_tale::domain::{AgeGroup, Character, StoryRequest, StoryWish, Style};
use ai_tale::pipeline::field_error::FieldError;
use ai_tale::pipeline::request::{Defaults, SEED_MAX, free_texts, normalise};
use proptest::prelude::*;

fn wish(theme: &str) -> StoryWish {
    StoryWish { theme: theme.to_owned(), ..StoryWish::default() }
}

fn hero(name: &str) -> Character {
    Character { name: name.to_owned(), ..Character::default() }
}

fn with_heroes(heroes: Vec<Character>) -> StoryWish {
    StoryWish { characters: Some(heroes), ..wish("a fox") }
}

fn told(wish: StoryWish) -> StoryRequest {
    normalise(wish, &Defaults::default(), 7).expect("a good wish")
}

fn errors(wish: StoryWish) -> Vec<(String, &'static str)> {
    let refused = normalise(wish, &Defaults::default(), 7).expect_err("a bad wish");
    refused.into_iter().map(|FieldError { field, code, .. }| (field, code.as_str())).collect()
}

fn error(field: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(field.to_owned(), code)]
}

#[test]
fn a_theme_alone_is_completed_with_defaults() {
    let request = told(wish("a fox"));
    assert_eq!((request.age_group, request.style), (AgeGroup::SixToEight, Style::Watercolor));
    assert_eq!((request.language.as_str(), request.scenes, request.seed), ("en", 6, 7));
    assert!(request.characters.is_empty());
}

#[test]
fn what_the_wish_says_wins_over_the_defaults() {
    let wish = StoryWish {
        age_group: Some(AgeGroup::ThreeToFive),
        style: Some(Style::Night),
        language: Some(" EN-gb ".to_owned()),
        scenes: Some(32),
        seed: Some(SEED_MAX),
        ..wish("a fox")
    };
    let request = told(wish);
    assert_eq!((request.age_group, request.style), (AgeGroup::ThreeToFive, Style::Night));
    assert_eq!((request.language.as_str(), request.scenes, request.seed), ("en-gb", 32, SEED_MAX));
}

#[test]
fn seeds_are_cut_to_json_s_numbers() {
    assert_eq!(normalise(wish("a fox"), &Defaults::default(), u64::MAX).unwrap().seed, SEED_MAX);
}

#[test]
fn text_is_composed_trimmed_and_folded() {
    assert_eq!(
        told(wish("\u{a0} a\tcafe\u{301}\r\n\u{2003}\u{2028}by  the sea\u{85}")).theme,
        "a caf\u{e9} by the sea"
    );
}

#[test]
fn joiners_and_zero_widths_are_kept() {
    for theme in ["a 👩‍🚀 and her 🐈‍⬛", "می‌خواهم", "a f\u{200b}ox", "❤️", "🏴‍☠️ ahoy", "☃"]
    {
        assert_eq!(told(wish(theme)).theme, theme);
    }
}

#[test]
fn nothing_visible_is_empty() {
    let nothing = [
        "",
        " \t\n ",
        "\u{200b}",
        "\u{200d}\u{200c} \u{feff}",
        "\u{301}\u{308}",
        "\u{3164}",
        "\u{2800}",
        "\u{ad}",
        "\u{fe0f}",
        "\u{34f}",
        "\u{2060}\u{2064}",
        "\u{115f}\u{1160}",
        "\u{ffa0}",
        "\u{20dd}",
    ];
    for theme in nothing {
        assert_eq!(errors(wish(theme)), error("theme", "empty"), "{theme:?}");
    }
}

#[test]
fn controls_directions_and_noncharacters_are_forbidden() {
    let forbidden = [
        '\0',
        '\u{7}',
        '\u{1b}',
        '\u{1f}',
        '\u{7f}',
        '\u{9f}',
        '\u{61c}',
        '\u{200e}',
        '\u{200f}',
        '\u{202a}',
        '\u{202e}',
        '\u{2066}',
        '\u{2069}',
        '\u{e000}',
        '\u{f8ff}',
        '\u{f0000}',
        '\u{10fffd}',
        '\u{e0001}',
        '\u{e0041}',
        '\u{e007f}',
        '\u{fdd0}',
        '\u{fffe}',
        '\u{ffff}',
        '\u{1fffe}',
        '\u{10ffff}',
        '\u{fff9}',
        '\u{206a}',
    ];
    for character in forbidden {
        let found = errors(wish(&format!("a {character}fox")));
        assert_eq!(found, error("theme", "forbidden_character"), "{character:?}");
    }
}

#[test]
fn lengths_are_counted_in_scalars_after_normalising() {
    assert_eq!(told(wish(&format!("  {}  ", "e\u{301}".repeat(500)))).theme.chars().count(), 500);
    assert_eq!(told(wish(&"🦊".repeat(500))).theme.chars().count(), 500);
    assert_eq!(errors(wish(&"a".repeat(501))), error("theme", "too_long"));
    let fields = |name: usize, kind: usize, one: usize, look: usize| {
        with_heroes(vec![Character {
            name: "n".repeat(name),
            kind: "k".repeat(kind),
            traits: vec!["t".repeat(one)],
            look: "l".repeat(look),
        }])
    };
    assert_eq!(told(fields(40, 40, 40, 120)).characters.len(), 1);
    assert_eq!(errors(fields(41, 40, 40, 120)), error("characters[0].name", "too_long"));
    assert_eq!(errors(fields(40, 41, 40, 120)), error("characters[0].kind", "too_long"));
    assert_eq!(errors(fields(40, 40, 41, 120)), error("characters[0].traits[0]", "too_long"));
    assert_eq!(errors(fields(40, 40, 40, 121)), error("characters[0].look", "too_long"));
}

#[test]
fn numbers_are_held_to_their_ranges() {
    for scenes in [0, 33, u32::MAX] {
        assert_eq!(errors(StoryWish { scenes: Some(scenes), ..wish("a fox") }), error("scenes", "out_of_range"));
    }
    assert_eq!(errors(StoryWish { seed: Some(SEED_MAX + 1), ..wish("a fox") }), error("seed", "out_of_range"));
}

#[test]
fn eight_heroes_with_five_traits_are_enough() {
    let heroes = |count: u8| (0..count).map(|index| hero(&format!("hero {index}"))).collect::<Vec<_>>();
    assert_eq!(told(with_heroes(heroes(8))).characters.len(), 8);
    assert_eq!(errors(with_heroes(heroes(9))), error("characters", "too_many"));
    let with_traits = |count| Character { traits: vec!["kind".to_owned(); count], ..hero("Mira") };
    assert_eq!(told(with_heroes(vec![with_traits(5)])).characters[0].traits.len(), 5);
    assert_eq!(errors(with_heroes(vec![with_traits(6)])), error("characters[0].traits", "too_many"));
}

#[test]
fn two_heroes_have_two_names_whatever_their_case() {
    for (one, other) in [("Mira", "mIRA"), ("Straße", "STRASSE"), ("Ähre", "a\u{308}hre"), ("Σίσυφος", "ΣΊΣΥΦΟΣ")]
    {
        let found = errors(with_heroes(vec![hero(one), hero(other)]));
        assert_eq!(found, error("characters[1].name", "duplicate_name"), "{one}");
    }
    assert_eq!(told(with_heroes(vec![hero("Mira"), hero("Mara")])).characters.len(), 2);
}

#[test]
fn a_name_has_letters() {
    for name in ["12345", "😀", "🦄🦄", "???", "2016", "1 2 3 4", "— —", "٢٠١٦"] {
        assert_eq!(errors(with_heroes(vec![hero(name)])), error("characters[0].name", "invalid_name"), "{name}");
    }
    for name in ["42", "R2D2", "007", "Mia 🦄", "小明", "Ω", "٤٢"] {
        assert_eq!(told(with_heroes(vec![hero(name)])).characters.len(), 1, "{name}");
    }
}

#[test]
fn a_hero_needs_only_a_name() {
    let blank = Character { kind: "  ".to_owned(), look: "\n".to_owned(), ..hero(" Mira ") };
    assert_eq!(told(with_heroes(vec![blank])).characters[0], hero("Mira"));
    let empty = Character { traits: vec!["kind".to_owned(), " ".to_owned()], ..hero("\u{200b}") };
    let found = errors(with_heroes(vec![empty]));
    assert_eq!(found, [error("characters[0].name", "empty"), error("characters[0].traits[1]", "empty")].concat());
}

#[test]
fn a_language_has_the_shape_of_a_tag() {
    for language in ["en", "EN-US", "zh-hant-tw", "tlh"] {
        let request = told(StoryWish { language: Some(language.to_owned()), ..wish("a fox") });
        assert_eq!(request.language, language.to_ascii_lowercase());
    }
    for language in
        ["", "e", "1n", "en_us", "en--us", "-en", "en-", "énglish", "en\0", "abcdefghi", &"en-abc".repeat(9)]
    {
        let wish = StoryWish { language: Some(language.to_owned()), ..wish("a fox") };
        assert_eq!(errors(wish), error("language", "unsupported_language"), "{language:?}");
    }
}

#[test]
fn every_error_is_told_at_once() {
    let long = Character { look: "\u{202e}".repeat(121), ..hero("") };
    let wish =
        StoryWish { scenes: Some(0), seed: Some(u64::MAX), language: Some("?".to_owned()), ..with_heroes(vec![long]) };
    let expected = [
        error("characters[0].name", "empty"),
        error("characters[0].look", "forbidden_character"),
        error("characters[0].look", "too_long"),
        error("language", "unsupported_language"),
        error("scenes", "out_of_range"),
        error("seed", "out_of_range"),
    ];
    assert_eq!(errors(wish), expected.concat());
}

#[test]
fn errors_repeat_nothing_that_was_typed() {
    let found = normalise(wish(&"secret".repeat(99)), &Defaults::default(), 7).unwrap_err();
    assert!(!found[0].detail.contains("secret"));
}

#[test]
fn free_texts_are_every_typed_field() {
    let mira = Character { kind: "fox".to_owned(), traits: vec!["shy".to_owned(), "kind".to_owned()], ..hero("Mira") };
    let request = told(with_heroes(vec![mira, Character { look: "tall".to_owned(), ..hero("Otto") }]));
    let fields: Vec<(String, &str)> = free_texts(&request);
    let expected = [
        ("theme", "a fox"),
        ("characters[0].name", "Mira"),
        ("characters[0].kind", "fox"),
        ("characters[0].traits[0]", "shy"),
        ("characters[0].traits[1]", "kind"),
        ("characters[1].name", "Otto"),
        ("characters[1].look", "tall"),
    ];
    assert_eq!(fields, expected.map(|(field, text)| (field.to_owned(), text)));
}

fn as_wish(request: StoryRequest) -> StoryWish {
    StoryWish {
        theme: request.theme,
        age_group: Some(request.age_group),
        characters: Some(request.characters),
        style: Some(request.style),
        language: Some(request.language),
        scenes: Some(request.scenes),
        seed: Some(request.seed),
        notify: Some(request.notify),
    }
}

proptest! {
    #[test]
    fn normalising_twice_is_normalising_once(theme in "\\PC{0,40}", name in "\\PC{0,20}", look in "[ \t\na-zé\u{301}]{0,20}") {
        let wish = StoryWish { theme, ..with_heroes(vec![Character { look, ..hero(&name) }]) };
        if let Ok(once) = normalise(wish, &Defaults::default(), 7) {
            prop_assert_eq!(normalise(as_wish(once.clone()), &Defaults::default(), 8), Ok(once));
        }
    }

    #[test]
    fn no_text_is_too_strange_to_be_normalised(
        theme in any::<String>(),
        name in any::<String>(),
        language in any::<String>(),
    ) {
        let wish = StoryWish { theme, language: Some(language), ..with_heroes(vec![hero(&name)]) };
        let _ = normalise(wish, &Defaults::default(), 7);
    }
}
