//! Any book of the built-in storyteller: plots, heroes whose names are words, families, places, ages and lengths, drawn
//! anew for each number. What its pages and its pictures say may be shown, nothing is said twice, the names are right.
//! `AI_TALE_FUZZ` tells more of them, on a long evening.

use std::collections::HashSet;

use ai_tale::domain::{AgeGroup, Outline, StoryRequest, Style};
use ai_tale::pipeline::illustration::{alt_text, spec};
use ai_tale::pipeline::metadata::word_count;
use ai_tale::pipeline::safety::{naming_texts, outline_texts};

use super::Refused;
use crate::kit::tale;

/// A hero as a wish says it, and the name that the story gives them.
const HEROES: [(&str, &str); 52] = [
    ("a girl named Brandy", "Brandy"),
    ("Brandy", "Brandy"),
    ("a girl called Hope", "Hope"),
    ("Hope", "Hope"),
    ("a boy named Will", "Will"),
    ("a girl named Rose", "Rose"),
    ("Rose", "Rose"),
    ("a boy named Mark", "Mark"),
    ("a girl named Sunny", "Sunny"),
    ("a boy named Storm", "Storm"),
    ("a girl named Grace", "Grace"),
    ("a boy named Hunter", "Hunter"),
    ("a boy named Chase", "Chase"),
    ("a girl named Joy", "Joy"),
    ("a boy named Art", "Art"),
    ("a boy named Jack", "Jack"),
    ("a boy named Bill", "Bill"),
    ("a boy named Rob", "Rob"),
    ("a girl named Ginger", "Ginger"),
    ("a girl named Candy", "Candy"),
    ("a girl named Dawn", "Dawn"),
    ("a girl named Autumn", "Autumn"),
    ("a girl named Summer", "Summer"),
    ("a girl named Star", "Star"),
    ("a girl named Sky", "Sky"),
    ("a girl named Daisy", "Daisy"),
    ("a girl named Poppy", "Poppy"),
    ("a girl named Pearl", "Pearl"),
    ("a girl named Amber", "Amber"),
    ("a boy named Max", "Max"),
    ("a boy named Pat", "Pat"),
    ("a boy named Dick", "Dick"),
    ("a boy named Gunner", "Gunner"),
    ("a boy named Axel", "Axel"),
    ("a boy named Colt", "Colt"),
    ("a boy named Wolf", "Wolf"),
    ("a boy named Bear", "Bear"),
    ("a girl named Kitty", "Kitty"),
    ("a girl named Fanny", "Fanny"),
    ("a girl named Mercy", "Mercy"),
    ("a girl named Melody", "Melody"),
    ("a girl named Ivy", "Ivy"),
    ("Mum", "Mum"),
    ("Dad", "Dad"),
    ("Grandpa", "Grandpa"),
    ("Grandma", "Grandma"),
    ("Abuela", "Abuela"),
    ("Oma", "Oma"),
    ("Nonno", "Nonno"),
    ("my daughter Faith", "Faith"),
    ("my son Rocky", "Rocky"),
    ("my sister Honey", "Honey"),
];

const KIN: [&str; 7] = ["Mum", "Dad", "Grandpa", "Grandma", "Abuela", "Oma", "Nonno"];

/// A deed for each plot, behind `who` or a name.
const PLOTS: [&str; 24] = [
    "is afraid of the dark",
    "is afraid of thunder",
    "is scared of spiders",
    "lost a red umbrella",
    "wants to build a flying boat",
    "learns to swim",
    "bakes a cake",
    "plays football",
    "goes on a journey to the moon",
    "travels to the sea",
    "looks for a friend",
    "misses the old school",
    "has a broken leg",
    "has asthma",
    "moves to a new house",
    "gets a baby brother",
    "is shy",
    "is angry",
    "can't wait for Diwali",
    "celebrates a birthday",
    "outwits a dragon",
    "wins the race",
    "loves tractors",
    "finds a magic stone",
];

const PLACES: [&str; 24] = [
    "",
    "in the forest",
    "in the meadow",
    "by the river",
    "by the lake",
    "on the mountain",
    "in a cave",
    "on the beach",
    "on an island",
    "on the farm",
    "in the village",
    "in the snow",
    "at the castle",
    "in the desert",
    "in the garden",
    "at the lighthouse",
    "in the jungle",
    "in the city",
    "at school",
    "at the zoo",
    "at the circus",
    "on a ship",
    "at the bottom of the sea",
    "in space",
];

const LENGTHS: [u32; 6] = [3, 6, 10, 1, 4, 16];

/// The wish of a number, and the name of its hero: every list at its own pace.
fn wish(number: usize) -> (StoryRequest, &'static str) {
    let (hero, name) = HEROES[number * 5 % HEROES.len()];
    let (plot, place) = (PLOTS[number * 7 % PLOTS.len()], PLACES[(number * 11 + number / 24) % PLACES.len()]);
    let who = if hero.starts_with("a ") { " who" } else { "" };
    let request = StoryRequest {
        theme: format!("{hero}{who} {plot} {place}").trim().to_owned(),
        age_group: AgeGroup::ALL[number % 3],
        characters: Vec::new(),
        style: Style::Watercolor,
        language: "en".to_owned(),
        scenes: LENGTHS[number / 3 % LENGTHS.len()],
        seed: number as u64 * 104_729,
        notify: false,
    };
    (request, name)
}

/// What of a book was said before in it, or names its hero wrongly.
fn faults(outline: &Outline, pages: &[String], name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let sheet = &outline.characters[0];
    // of somebody in the family who is ill or afraid, the child is the hero
    let is_for_child = KIN.contains(&name) && sheet.kind == "child";
    if !is_for_child && (sheet.name != name || !pages[0].contains(name)) {
        found.push(format!("the hero is {} ({}), not {name}: {}", sheet.name, sheet.kind, pages[0]));
    }
    let mut said = HashSet::new();
    for page in pages {
        let marked = page.replace("\n\n", " ").replace(". ", ".\n").replace("! ", "!\n").replace("? ", "?\n");
        let sentences = marked.lines().filter(|line| word_count(line) > 3 && !line.starts_with('"'));
        found.extend(sentences.filter(|line| !said.insert((*line).to_owned())).map(|line| format!("again: {line}")));
    }
    found
}

#[test]
fn any_book_may_be_shown_with_its_hero() {
    let books = std::env::var("AI_TALE_FUZZ").ok().and_then(|text| text.parse().ok()).unwrap_or(72);
    let mut refused = Refused::default();
    let mut pages_told = 0;
    for number in 0..books {
        let (request, name) = wish(number);
        let (outline, pages) = tale(request.clone());
        let whose = format!("{} ({})", request.theme, request.age_group.as_str());
        let named = naming_texts(&request);
        refused.check_told(&whose, &outline_texts(&outline), &named);
        let texts: Vec<&str> = pages.iter().map(String::as_str).collect();
        for (at, text) in texts.iter().enumerate() {
            let alt = alt_text(&spec(&request, &outline, &[], &texts[..=at], (640, 480)));
            refused.check_told(&whose, &[text, &alt], &named);
            pages_told += 1;
        }
        refused.0.extend(faults(&outline, &pages, name).into_iter().map(|fault| format!("{whose}: {fault}")));
    }
    println!("{books} books of {pages_told} pages, {} faults", refused.0.len());
    refused.assert_none();
}
