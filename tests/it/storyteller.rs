//! The built-in storyteller tells whole, deterministic, wished-for stories.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::collections::HashSet;
use std::time::Duration;

use ai_tale::backends::models::{Storyteller, TextChunk};
use ai_tale::builtin::Pace;
use ai_tale::builtin::storyteller::BuiltinStoryteller;
use ai_tale::domain::{AgeGroup, Category, Character, Outline, Scene, StoryRequest, Style};
use ai_tale::pipeline::metadata::word_count;
use ai_tale::pipeline::story_prompt::{Reason, StoryCall};
use futures_util::StreamExt;
use proptest::prelude::*;
use tokio::time::Instant;

use crate::kit::{answer, tale};

const THEMES: [&str; 20] = [
    "a fox who is afraid of the dark",
    "two robots learn to bake bread",
    "the lost umbrella",
    "dinosaurs and pancakes",
    "A trip to the moon!",
    "Mia wants to be a pirate",
    "a lonely dragon",
    "an elephant who lost his red hat",
    "three little mice build a ship",
    "owl",
    "my birthday party with {cake} and \"presents\"",
    "why is the sky blue?",
    "the brave knight who can't sleep",
    "a hedgehog finds an egg",
    "friendship",
    "a girl who is scared of her own shadow",
    "zzz qqq 42",
    "💫🦊",
    "a bear who wants to visit the sea",
    "tell me a story about a unicorn that flies to an island made of sugar and then meets a hundred other unicorns. They party!",
];

fn request(theme: &str, age_group: AgeGroup, scenes: u32, seed: u64) -> StoryRequest {
    StoryRequest {
        theme: theme.to_owned(),
        age_group,
        characters: Vec::new(),
        style: Style::Watercolor,
        language: "en".to_owned(),
        scenes,
        seed,
        notify: false,
    }
}

fn hero(name: &str, kind: &str, traits: &[&str], look: &str) -> Character {
    let traits = traits.iter().map(|text| (*text).to_owned()).collect();
    Character { name: name.to_owned(), kind: kind.to_owned(), traits, look: look.to_owned() }
}

fn logged(texts: &[String]) -> Vec<Scene> {
    let scene = |(at, text): (usize, &String)| Scene {
        scene: u32::try_from(at + 1).unwrap(),
        text: text.clone(),
        words: word_count(text),
        palette: ["#000000".to_owned(), "#ffffff".to_owned()],
    };
    texts.iter().enumerate().map(scene).collect()
}

/// The sentences of a page; what is said and who says it are one. Shouts of one or two words may come again.
fn sentences(text: &str) -> Vec<String> {
    let marked = text.replace(". ", ".\n").replace(".\" ", ".\"\n").replace("\n\n", "\n");
    marked.lines().filter(|line| word_count(line) > 2).map(str::to_owned).collect()
}

/// What is wrong with a page, if anything.
fn faults(text: &str, age: AgeGroup) -> Vec<String> {
    let (least, most) = match age {
        AgeGroup::ThreeToFive => (25, 45),
        AgeGroup::SixToEight => (45, 80),
        AgeGroup::NineToTwelve => (80, 130),
    };
    let words = word_count(text);
    let mut faults = Vec::new();
    let mut check = |wrong: bool, what: &str| {
        if wrong {
            faults.push(format!("{what}: {text}"));
        }
    };
    check(!(least..=most).contains(&words), &format!("{words} words, not {least} to {most}"));
    check(text.matches('"').count() % 2 == 1, "an open quote");
    check(text.contains("  ") || text.contains(" .") || text.contains(" ,") || text.contains(".."), "stray signs");
    check(text.contains(['{', '}', '@']) || text.contains("=="), "template debris");
    check(!text.starts_with(|c: char| c.is_uppercase() || c == '"'), "no capital at the start");
    check(!text.ends_with(['.', '!', '?', '"']), "no end");
    let lower = format!(" {} ", text.to_lowercase().replace(['"', ',', '.', '!', '?'], " "));
    for wrong in [
        " a a", " a e", " a i", " a o", " an b", " an c", " an d", " an f", " an g", " an l", " an m", " an r",
        " an s", " an t",
    ] {
        let hit = lower.match_indices(wrong).any(|(at, _)| {
            let word = lower[at + wrong.len() - 1..].split(' ').next().unwrap_or_default();
            !["one", "once", "a", "i", "and", "as", "are", "or", "of", "on", "in"].contains(&word)
        });
        check(hit, &format!("article `{wrong}`"));
    }
    check(lower.contains(" the the ") || lower.contains(" the a ") || lower.contains(" a the "), "two articles");
    check(lower.contains("they was") || lower.contains("he were") && lower.contains("she were"), "agreement");
    faults
}

#[test]
fn stories_are_about_theme_and_heroes() {
    let mut wish = request("a fox who is afraid of the dark", AgeGroup::SixToEight, 6, 7);
    wish.characters = vec![hero("Fenn", "fox", &["shy"], "red scarf"), hero("Queen Ada", "queen", &[], "")];
    wish.characters.push(hero("Bo", "", &[], ""));
    let (outline, scenes) = tale(wish.clone());
    let all = scenes.join(" ");
    assert_eq!(outline.characters, wish.characters);
    assert_eq!(outline.scenes, 6);
    for word in ["Fenn", "Queen Ada", "Bo", "fox", "the dark", "afraid", "red scarf", "shy"] {
        assert!(all.contains(word), "{word} is missing in {all}");
    }
}

#[test]
fn every_wished_hero_is_always_named() {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eli", "Flo", "Gil", "Hu"];
    for theme in THEMES {
        for (at, scenes) in [1, 2, 3, 6, 12].into_iter().enumerate() {
            let mut wish = request(theme, AgeGroup::ALL[at % 3], scenes, at as u64);
            wish.characters = names.iter().take(3 + at).map(|name| hero(name, "cat", &["shy"], "")).collect();
            let text = tale(wish).1.join(" ");
            for name in names.iter().take(3 + at) {
                assert!(text.contains(name), "{name} is missing ({theme}, {scenes} scenes): {text}");
            }
        }
    }
}

#[test]
fn stories_follow_their_seed() {
    let wish = |seed| request("the lost umbrella", AgeGroup::NineToTwelve, 8, seed);
    assert_eq!(tale(wish(1)), tale(wish(1)));
    assert_ne!(tale(wish(1)).1, tale(wish(2)).1);
}

#[test]
fn as_many_scenes_are_told_as_were_wished() {
    for age in AgeGroup::ALL {
        for scenes in 1..=32 {
            let (outline, told) = tale(request("two robots learn to bake bread", age, scenes, 3));
            assert_eq!((outline.scenes, told.len()), (scenes, scenes as usize));
        }
    }
}

#[test]
fn going_on_gives_exactly_the_rest() {
    for theme in ["a lonely dragon", "owl", "zzz qqq 42"] {
        let wish = request(theme, AgeGroup::ThreeToFive, 9, 5);
        let (outline, scenes) = tale(wish.clone());
        for told in 0..=scenes.len() {
            let call = StoryCall::Continue {
                request: wish.clone(),
                outline: outline.clone(),
                planned: Vec::new(),
                scenes: logged(&scenes[..told]),
            };
            assert_eq!(answer(call), (None, scenes[told..].to_vec()));
        }
    }
}

#[test]
fn another_s_story_goes_on_with_its_cast() {
    let wish = request("owl", AgeGroup::SixToEight, 9, 5);
    let outline = Outline {
        title: "Other".into(),
        summary: "Other.".into(),
        tags: Vec::new(),
        characters: vec![hero("Zaza", "owl", &[], ""), hero("Kiki", "owl", &[], "")],
        scenes: 4,
    };
    let (planned, scenes) = (Vec::new(), logged(&["One.".to_owned()]));
    let call = StoryCall::Continue { request: wish, outline, planned, scenes };
    let (_, scenes) = answer(call);
    assert_eq!(scenes.len(), 3);
    assert!(scenes.join(" ").contains("Zaza"));
}

#[test]
fn a_rewritten_scene_is_without_the_wish() {
    let mut wish = request("a fox who is afraid of xylophones", AgeGroup::SixToEight, 6, 7);
    wish.characters = vec![hero("Fenn", "fox", &["zesty"], "quilted cape")];
    let (outline, scenes) = tale(wish.clone());
    for (at, original) in scenes.iter().enumerate() {
        let mut wordings = HashSet::from([original.clone()]);
        for attempt in 1..=2 {
            let call = StoryCall::Rewrite {
                request: wish.clone(),
                outline: outline.clone(),
                planned: Vec::new(),
                scenes: logged(&scenes[..at]),
                scene: u32::try_from(at + 1).unwrap(),
                reason: Reason::Unsafe(Category::Violence),
                attempt,
            };
            let (_, texts) = answer(call);
            assert_eq!(texts.len(), 1);
            for word in ["xylophone", "zesty", "quilted", "afraid"] {
                assert!(!texts[0].contains(word), "{word} in {}", texts[0]);
            }
            assert_eq!(faults(&texts[0], AgeGroup::SixToEight), [""; 0]);
            assert!(wordings.insert(texts[0].clone()), "told twice: {}", texts[0]);
        }
    }
}

#[test]
fn pages_are_well_formed_and_suit_their_age() {
    let mut faulty = Vec::new();
    for (at, theme) in THEMES.iter().cycle().take(240).enumerate() {
        let age = AgeGroup::ALL[at % 3];
        let scenes = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 20, 32][(at / 3) % 12];
        let mut wish = request(theme, age, scenes, at as u64 * 77);
        if at % 4 == 1 {
            wish.characters = vec![
                hero("Mia", "girl", &["brave", "loves cheese"], "long hair, green boots"),
                hero("Alexander the Great III", "", &[], ""),
            ];
        }
        let (outline, told) = tale(wish);
        assert!(!outline.title.is_empty() && !outline.title.contains('{'), "{outline:?}");
        let mut said = HashSet::new();
        for text in &told {
            faulty.extend(faults(text, age).into_iter().map(|fault| format!("{theme}, {scenes} scenes, {fault}")));
            let again = sentences(text).into_iter().filter(|sentence| !said.insert(sentence.clone()));
            faulty.extend(again.map(|sentence| format!("{theme}: told twice: {sentence}")));
        }
    }
    assert!(faulty.is_empty(), "{} faults\n{}", faulty.len(), faulty.join("\n"));
}

#[tokio::test(start_paused = true)]
async fn the_pace_of_a_rehearsal_is_kept_exactly() {
    let pace = Pace { first_token: Duration::from_millis(500), tokens_per_second: 50, picture: Duration::ZERO };
    let started = Instant::now();
    let call = StoryCall::Begin { request: request("owl", AgeGroup::ThreeToFive, 3, 1) };
    let mut stream = BuiltinStoryteller::new(pace).tell(call).await.unwrap();
    let mut tokens: u32 = 0;
    while let Some(token) = stream.next().await {
        let TextChunk::Text(text) = token.unwrap() else { continue };
        assert!(text.len() <= 4);
        assert_eq!(started.elapsed(), Duration::from_millis(500) + Duration::from_millis(20) * tokens);
        tokens += 1;
    }
    assert!(tokens > 100);
}

#[tokio::test(start_paused = true)]
async fn without_a_pace_nothing_is_waited_for() {
    let started = Instant::now();
    tale(request("owl", AgeGroup::ThreeToFive, 6, 1));
    assert_eq!(started.elapsed(), Duration::ZERO);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_wish_gives_a_whole_story(
        theme in "(a|the|two|Mia|my)? ?\\PC{0,30}( who| is| wants to| lost| afraid of)? \\PC{1,60}",
        name in "\\PC{1,40}",
        look in "\\PC{0,60}",
        seed in any::<u64>(),
    ) {
        let mut wish = request(&theme, AgeGroup::ALL[usize::try_from(seed % 3).unwrap()], 5, seed);
        wish.characters = vec![hero(&name, &look, &[&theme], &look)];
        let told = tale(wish).1;
        prop_assert_eq!(told.len(), 5);
        for text in &told {
            prop_assert!(!text.contains(['{', '}']), "debris in {}", text);
            prop_assert_eq!(text.matches('"').count() % 2, 0, "an open quote in {}", text);
        }
    }
}
