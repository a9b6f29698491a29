//! Whole books of the built-in storyteller, read from the first page to the last: light and weather agree, nothing is
//! told twice, everybody takes part, quiet stories stay quiet.

mod light;
mod setting;

use std::collections::{BTreeMap, HashSet};

use ai_tale::domain::{AgeGroup, Character, StoryRequest, Style};
use ai_tale::pipeline::metadata::word_count;
use light::contradictions;
use setting::Matter;

use crate::kit::tale;

/// A wish for each plot, with the tag that tells the plot, and what the story turns on.
const WISHES: [(&str, &str, &str); 17] = [
    ("a fox who is afraid of spiders", "courage", "spiders"),
    ("an elephant who lost his red hat", "lost and found", "red hat"),
    ("two robots learn to bake bread", "never give up", "bake bread"),
    ("a trip to the sea", "journey", "the sea"),
    ("a lonely dragon", "making friends", ""),
    ("a girl who misses her grandpa", "remembering", "grandpa"),
    ("a boy who has a broken leg", "getting well", "broken leg"),
    ("a girl whose parents are getting divorced", "family", ""),
    ("a boy who moves to a new house", "a new home", ""),
    ("a girl who gets a baby brother", "a new baby", ""),
    ("a boy who feels sad", "feelings", "sad"),
    ("Diwali", "feast", "Diwali"),
    ("a knight who fights a dragon", "cleverness", "dragon"),
    ("a girl who loves football", "wonder", "football"),
    ("a bear with asthma", "every day", "asthma"),
    ("a snail who enters a race", "practice", "the race"),
    ("owl", "", ""),
];

/// Tags of the plots in which nobody makes jokes.
const QUIET: [&str; 7] = ["every day", "remembering", "getting well", "family", "a new home", "a new baby", "feelings"];

/// Written lines that only merry stories tell.
const MERRY: [&str; 3] = [
    include_str!("../../src/builtin/storyteller/tales/episodes.txt"),
    include_str!("../../src/builtin/storyteller/tales/episodes_near.txt"),
    include_str!("../../src/builtin/storyteller/tales/episodes_far.txt"),
];

/// A number of runs from the environment, for a long evening.
fn runs(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn wish(theme: &str, age: usize, scenes: u32, seed: u64) -> StoryRequest {
    StoryRequest {
        theme: theme.to_owned(),
        age_group: AgeGroup::ALL[age % 3],
        characters: Vec::new(),
        style: Style::Watercolor,
        language: "en".to_owned(),
        scenes,
        seed,
        notify: false,
    }
}

fn heroes(count: usize) -> Vec<Character> {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eli", "Flo", "Gil", "Hu"];
    let hero = |name: &&str| Character {
        name: (*name).to_owned(),
        kind: "cat".into(),
        traits: Vec::new(),
        look: String::new(),
    };
    names.iter().take(count).map(hero).collect()
}

/// The tags and the pages of a book.
fn book(request: StoryRequest) -> (Vec<String>, Vec<String>) {
    let (outline, pages) = tale(request);
    (outline.tags, pages)
}

/// The sentences of more than two words; what is said and who says it are one.
fn sentences(page: &str) -> Vec<String> {
    let marked = page.replace("\n\n", " ").replace(". ", ".\n").replace("! ", "!\n").replace("? ", "?\n");
    marked.replace(".\" ", ".\"\n").lines().filter(|line| word_count(line) > 2).map(str::to_owned).collect()
}

fn assert_none(found: &[String], what: &str) {
    println!("{what}: {}", found.len());
    assert!(found.is_empty(), "{what}: {}\n{}", found.len(), found[..found.len().min(400)].join("\n"));
}

#[test]
fn light_and_weather_agree_within_a_book() {
    let mut found = Vec::new();
    for seed in 0..runs("AI_TALE_SEEDS", 600) {
        let at = usize::try_from(seed).unwrap();
        let (theme, _, matter) = WISHES[at % WISHES.len()];
        let scenes = [3, 6, 12, 32, 1, 8][at / WISHES.len() % 6];
        let (_, pages) = book(wish(theme, at, scenes, seed * 31));
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        found.extend(contradictions(&pages, matter));
    }
    assert_none(&found, "contradictions of light and weather");
}

/// What wishes turn on, and in what hours and weathers that is there.
const MATTERS: [(&str, Matter); 24] = [
    ("is afraid of thunder", Matter { hours: &[], weathers: &["storm"] }),
    ("is scared of thunderstorms", Matter { hours: &[], weathers: &["storm"] }),
    ("is frightened of lightning", Matter { hours: &[], weathers: &["storm"] }),
    ("is afraid of the rain", Matter { hours: &[], weathers: &["rain"] }),
    ("is afraid of the wind", Matter { hours: &[], weathers: &["wind"] }),
    ("is afraid of the dark", Matter { hours: &["night"], weathers: &[] }),
    ("is scared of monsters under the bed", Matter { hours: &["night"], weathers: &[] }),
    ("is afraid of dogs", Matter { hours: LIGHT, weathers: &[] }),
    ("is afraid of the dentist", Matter { hours: LIGHT, weathers: &[] }),
    ("wants to watch the stars", Matter { hours: &["night"], weathers: &["clear"] }),
    ("loves the moon", Matter { hours: &["night"], weathers: &["clear"] }),
    ("loves rainbows", Matter { hours: LIGHT, weathers: &["clear"] }),
    ("builds a snowman", Matter { hours: LIGHT, weathers: &["snow"] }),
    ("loves the snow", Matter { hours: LIGHT, weathers: &["snow"] }),
    ("plays football", Matter { hours: LIGHT, weathers: &[] }),
    ("wants to learn to swim", Matter { hours: LIGHT, weathers: &[] }),
    ("bakes a cake", Matter { hours: LIGHT, weathers: &[] }),
    ("loves tractors", Matter { hours: LIGHT, weathers: &[] }),
    ("looks for a friend", Matter { hours: &[], weathers: &[] }),
    ("lost her red hat", Matter { hours: &[], weathers: &[] }),
    ("fights a dragon", Matter { hours: &[], weathers: &[] }),
    ("wins the race", Matter { hours: &[], weathers: &[] }),
    ("celebrates Eid", Matter { hours: &[], weathers: &[] }),
    ("goes on a journey to the sea", Matter { hours: &[], weathers: &[] }),
];

const LIGHT: &[&str] = &["dawn", "day", "sunset"];

/// Where the wishes of these tests play.
const PLACES: [&str; 16] = [
    "at the bottom of the sea",
    "on the moon",
    "on the space station",
    "in the kitchen",
    "in the classroom",
    "in the library",
    "at the hospital",
    "on the train",
    "in the forest",
    "on the beach",
    "in the desert",
    "in the snow",
    "in a cave",
    "in the city",
    "in the garden",
    "",
];

#[test]
fn nothing_contradicts_its_hour_weather_or_place() {
    let mut found = Vec::new();
    let mut books = 0;
    for (at, (deed, matter)) in MATTERS.iter().enumerate() {
        for (number, place) in PLACES.iter().enumerate() {
            for round in 0..usize::try_from(runs("AI_TALE_SETTINGS", 1)).unwrap() {
                let theme = format!("a girl named Ada who {deed} {place}");
                let scenes = [3, 6, 10, 1, 16, 4, 24][(at + number + round) % 7];
                let seed = (at * 7 + number * 3 + round) as u64;
                let (outline, pages) = tale(wish(&theme, at + number + round, scenes, seed));
                let of_sheets = outline.characters.iter().flat_map(|sheet| [sheet.name.clone(), sheet.kind.clone()]);
                let last = [*deed, *place].into_iter().filter_map(|words| words.rsplit(' ').next());
                let own: Vec<String> = of_sheets.chain(last.map(str::to_owned)).collect();
                let wrong = setting::contradictions(&pages, &own, matter);
                found.extend(wrong.into_iter().map(|what| format!("{theme} ({scenes} scenes, seed {seed}): {what}")));
                books += 1;
            }
        }
    }
    println!("{books} books of plots, hours, weathers and places");
    assert_none(&found, "pages that contradict their hour, weather or place");
}

#[test]
fn no_sentence_comes_twice_in_a_book() {
    let mut found = Vec::new();
    for seed in 0..runs("AI_TALE_BOOKS", 60) {
        let at = usize::try_from(seed).unwrap();
        let (theme, _, _) = WISHES[at % WISHES.len()];
        let (_, pages) = book(wish(theme, at / WISHES.len(), 32, seed));
        assert_eq!(pages.len(), 32, "{theme}");
        let mut said = HashSet::new();
        let again = pages.iter().flat_map(|page| sentences(page)).filter(|sentence| !said.insert(sentence.clone()));
        found.extend(again.map(|sentence| format!("{theme}: {sentence}")));
    }
    assert_none(&found, "sentences that come twice");
}

#[test]
fn a_story_turns_on_what_was_wished() {
    let mut missing = Vec::new();
    for (at, (theme, tag, matter)) in WISHES.into_iter().enumerate() {
        for scenes in [1, 3, 6, 12] {
            for age in 0..3 {
                let (tags, pages) = book(wish(theme, age, scenes, at as u64));
                let is_told = |page: &&String| page.to_lowercase().contains(&matter.to_lowercase());
                let count = pages.iter().filter(is_told).count();
                let enough = if scenes < 3 { 1 } else { 2 };
                if !tag.is_empty() && !tags.iter().any(|found| found == tag) {
                    missing.push(format!("{theme}: {tag} is not among {tags:?}"));
                }
                if count < enough {
                    missing.push(format!("{theme}: on {count} of {scenes} pages: {}", pages.join(" ")));
                }
            }
        }
    }
    assert_none(&missing, "books that are not about their wish");
}

#[test]
fn everybody_takes_part_beyond_the_first_page() {
    let mut idle = Vec::new();
    for (at, (theme, _, _)) in WISHES.into_iter().enumerate() {
        for count in [3, 5, 8] {
            let mut request = wish(theme, at, 8, at as u64);
            request.characters = heroes(count);
            let (_, pages) = book(request);
            let later = pages[1..].join(" ");
            let missing = heroes(count).into_iter().filter(|hero| !later.contains(&hero.name));
            idle.extend(missing.map(|hero| format!("{theme}: {} does nothing", hero.name)));
        }
    }
    assert_none(&idle, "heroes who do nothing");
}

#[test]
fn quiet_stories_meet_nobody_merry() {
    let merry: HashSet<String> = MERRY
        .iter()
        .flat_map(|text| text.lines().filter_map(|line| line.get(2..)).flat_map(sentences))
        .filter(|sentence| !sentence.contains('{'))
        .collect();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, (theme, _, _)) in WISHES.into_iter().enumerate() {
        for seed in 0..6 {
            let (tags, pages) = book(wish(theme, at + 1, 32, seed));
            let Some(tag) = tags.into_iter().find(|tag| QUIET.contains(&tag.as_str())) else { continue };
            *told.entry(tag).or_default() += 1;
            let jokes = pages.iter().flat_map(|page| sentences(page)).filter(|sentence| merry.contains(sentence));
            found.extend(jokes.map(|joke| format!("{theme}: {joke}")));
        }
    }
    assert_eq!(told.len(), QUIET.len(), "{told:?}");
    assert_none(&found, "merry sentences of quiet stories");
}
