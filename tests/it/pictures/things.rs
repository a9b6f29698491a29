//! Things that children wish for: found in the words of a scene, painted beside the heroes, and told.

use std::collections::HashMap;

use ai_tale::domain::{Elements, Place, Style, TimeOfDay};
use ai_tale::pipeline::{elements, illustration};

use super::{PLACES, cast, character, drawn, painted, spec};

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
}

/// What a scene says, and the things that must be painted of it.
fn rows() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    lines(include_str!("things.txt")).map(|line| {
        let (words, told) = line.split_once('|').unwrap_or_else(|| panic!("{line}"));
        (words.trim(), told.split(',').map(str::trim).filter(|thing| !thing.is_empty()).collect())
    })
}

/// Every name that the painter knows a thing by.
fn known() -> Vec<&'static str> {
    let list = include_str!("../../../src/pipeline/elements/words/things.txt");
    let entry = |line: &'static str| line.split_once(':').unwrap_or_else(|| panic!("{line}"));
    let names = lines(list).map(entry).flat_map(|(name, words)| {
        let own = words.split(',').filter_map(|word| word.trim().strip_prefix('='));
        [name].into_iter().chain(own)
    });
    names.collect()
}

#[test]
fn words_name_the_things_to_paint() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (words, told) in rows() {
        count += 1;
        let found = elements::find(&[words], &[], &cast()).props;
        if found != told {
            wrong.push(format!("{words}: {found:?}"));
        }
    }
    println!("things found in the words of a scene: {} of {count}", count - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn each_thing_is_painted_and_told() {
    let mut sparkles = HashMap::new();
    let (mut wrong, names) = (Vec::new(), known());
    for (index, name) in names.iter().enumerate().filter(|(_, name)| !matches!(**name, "sun" | "moon" | "star")) {
        let style = Style::ALL[index % Style::ALL.len()];
        let mut page = spec(Place::Meadow, style, vec![character("Noa", "girl", "")]);
        page.elements.time = TimeOfDay::Day;
        if !sparkles.contains_key(style.as_str()) {
            page.elements.props = vec!["flibbertigibbet".to_owned()];
            sparkles.insert(style.as_str(), painted(&page).await);
        }
        page.elements.props = vec![(*name).to_owned()];
        let (picture, account) = drawn(&page).await;
        if picture == sparkles[style.as_str()] {
            wrong.push(format!("{name} has no drawing"));
        }
        let alt = illustration::alt_of(&account);
        if account.things != [*name] || !alt.contains(name) {
            wrong.push(format!("{name} is told as {alt}"));
        }
    }
    println!("things painted and told: {} of {}", names.len() - wrong.len(), names.len());
    assert!(names.len() > 200 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn things_are_to_be_seen_beside_everybody() {
    let heroes = ["girl", "bear", "elephant", "digger"];
    for (index, place) in PLACES.iter().copied().enumerate() {
        let count = index % heroes.len() + 1;
        let cast = heroes[..count].iter().map(|kind| character("Noa", kind, "wheelchair")).collect();
        let mut page = spec(place, Style::Storybook, cast);
        page.seed = 3 + u64::try_from(index).expect("there are few places");
        page.elements.props.clear();
        let alone = image::load_from_memory(&painted(&page).await).expect("it is a picture").into_rgb8();
        for thing in ["football", "kite", "tractor", "birthday cake"] {
            let elements = Elements { props: vec![thing.to_owned()], ..page.elements.clone() };
            page.elements = elements;
            let (picture, account) = drawn(&page).await;
            assert_eq!(account.things, [thing], "{place:?}");
            let picture = image::load_from_memory(&picture).expect("it is a picture").into_rgb8();
            let seen = alone.pixels().zip(picture.pixels()).filter(|(before, after)| before != after).count();
            assert!(seen > 70, "{thing} at {place:?} beside {count}: {seen} pixels");
        }
    }
}

#[test]
fn what_a_story_is_about_comes_first() {
    let first = "Mira had a kite.";
    let crowded = "There were a flower, a stone, a feather, a ladder and the kite.";
    let found = elements::find(&[first, crowded], &[], &cast()).props;
    assert_eq!(found, ["kite", "flower", "stone", "feather"]);
}

#[test]
fn things_have_the_article_they_need() {
    let mut page = spec(Place::Kitchen, Style::Crayon, Vec::new());
    page.elements.props = ["bowl of dates", "popcorn", "Easter egg", "skis"].map(str::to_owned).to_vec();
    let alt = illustration::alt_text(&page);
    assert!(alt.ends_with("with a bowl of dates, popcorn, an Easter egg and skis."), "{alt}");
}
