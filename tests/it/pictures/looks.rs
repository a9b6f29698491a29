//! People as they were wished: each look changes the picture, and is told by the painter that drew it.

use ai_tale::domain::{Drawn, Place, Style};
use ai_tale::pipeline::illustration;

use super::{PLACES, character, drawn, spec};

/// Who, the look, and what must be told of it.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    let lines = include_str!("looks.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let [kind, look, told] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else { panic!("{line}") };
        (kind, look, told.split(';').map(str::trim).collect())
    })
}

fn looks(drawn: &Drawn) -> &[String] {
    &drawn.heroes[0].looks
}

#[tokio::test]
async fn each_look_is_painted_and_told() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (kind, look, told) in rows() {
        count += 1;
        let paint = async |name: &str, look: &str| {
            drawn(&spec(Place::Meadow, Style::Storybook, vec![character(name, kind, look)])).await
        };
        let (picture, account) = paint("Noa", look).await;
        // one of them may have by chance what is wished
        let is_same = paint("Noa", "").await.0 == picture;
        if is_same && paint("Tim", "").await.0 == paint("Tim", look).await.0 {
            wrong.push(format!("{kind}, {look}: changes nothing"));
        }
        if told.iter().any(|piece| !looks(&account).iter().any(|look| look == piece)) {
            wrong.push(format!("{kind}, {look}: told as {:?}", looks(&account)));
        }
    }
    println!("looks painted and told: {} of {count}", count - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_look_said_with_the_kind_counts() {
    for (kind, piece) in [
        ("girl in a wheelchair", "wheelchair"),
        ("boy with dark skin and glasses", "dark skin"),
        ("girl who wears a hijab", "hijab"),
        ("black-haired girl", "black hair"),
        ("Black girl", "black skin"),
        ("blind boy", "white cane"),
    ] {
        let account = drawn(&spec(Place::Meadow, Style::Crayon, vec![character("Sam", kind, "")])).await.1;
        assert!(looks(&account).iter().any(|look| look == piece), "{kind}: {:?}", looks(&account));
    }
}

#[tokio::test]
async fn a_hero_looks_the_same_everywhere() {
    let look = "brown skin, curly black hair, a wheelchair, a hearing aid, a red dress";
    for place in PLACES.iter().copied() {
        for style in Style::ALL {
            let account = drawn(&spec(place, style, vec![character("Zoe", "girl", look)])).await.1;
            let told = looks(&account).join(", ");
            assert_eq!(told, "brown skin, red dress, wheelchair, curly black hair, hearing aid", "{place:?} {style:?}");
        }
    }
}

#[tokio::test]
async fn what_is_not_worn_is_not_told() {
    for look in ["no glasses", "without a hat", "not a crown", ""] {
        let account = drawn(&spec(Place::Meadow, Style::Storybook, vec![character("Ben", "boy", look)])).await.1;
        assert!(looks(&account).is_empty(), "{look}: {:?}", looks(&account));
    }
}

#[tokio::test]
async fn skins_and_hair_differ_by_chance() {
    let mut pictures = std::collections::HashSet::new();
    for name in ["Ada", "Ben", "Cem", "Dao", "Eva", "Fin", "Gil", "Hal", "Ida", "Jun", "Kai", "Lou"] {
        pictures.insert(drawn(&spec(Place::Meadow, Style::Storybook, vec![character(name, "child", "")])).await.0);
    }
    assert!(pictures.len() >= 10, "{} of 12 children differ", pictures.len());
}

#[tokio::test]
async fn kin_have_the_skin_of_their_relative() {
    let hair = "short straight black hair";
    let mut page = spec(Place::Meadow, Style::Storybook, vec![character("Kofi", "father", hair)]);
    let mut pictures = Vec::new();
    for skin in ["", "very pale skin", "very dark skin"] {
        page.elements.heroes[0].kin = (!skin.is_empty()).then(|| character("Ama", "girl", skin));
        let (picture, account) = drawn(&page).await;
        assert_eq!(looks(&account), ["short straight black hair"], "no sheet says a skin of his");
        pictures.push(picture);
    }
    let said = vec![character("Kofi", "father", &format!("{hair}, very dark skin"))];
    assert_eq!(pictures[2], drawn(&spec(Place::Meadow, Style::Storybook, said)).await.0);
    assert_ne!(pictures[1], pictures[2]);
}

#[tokio::test]
async fn fair_hair_and_light_skin_go_together() {
    let look = "blond braids and blue eyes";
    for name in ["Ada", "Ben", "Cem", "Dao", "Eva", "Fin"] {
        let paint = async |look: &str| {
            drawn(&spec(Place::Meadow, Style::Storybook, vec![character(name, "girl", look)])).await.0
        };
        let picture = paint(look).await;
        let mut is_light = false;
        for skin in ["very pale skin", "fair skin", "beige skin"] {
            is_light |= picture == paint(&format!("{look}, {skin}")).await;
        }
        assert!(is_light, "{name}");
    }
}

#[tokio::test]
async fn alt_texts_read_as_sentences() {
    for (kind, look, start) in [
        (
            "girl",
            "brown skin, curly black hair, in a wheelchair",
            "Zoe the girl with brown skin and curly black hair in a wheelchair smiles in ",
        ),
        ("boy", "dark skin and glasses", "Zoe the boy with dark skin and glasses stands in "),
        ("grandfather", "an orange turban", "Zoe the grandfather with an orange turban stands in "),
        ("girl", "on crutches", "Zoe the girl on crutches stands in "),
        ("red fox", "a green scarf", "Zoe the red fox with a green scarf stands in "),
        ("monster", "sharp teeth and three eyes", "Zoe the monster with three eyes and sharp teeth stands in "),
    ] {
        let account = drawn(&spec(Place::Meadow, Style::Storybook, vec![character("Zoe", kind, look)])).await.1;
        let alt = illustration::alt_of(&account);
        assert!(alt.starts_with(start), "{alt}");
    }
}
