//! Where the storyteller meets the moderator: no tale of the built-in one is refused, however it was wished for.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

mod any_book;

use ai_tale::actors::judge::{check_texts, check_wish};
use ai_tale::builtin::moderator::BuiltinModerator;
use ai_tale::domain::{
    AgeGroup, Category, Character, Clouds, Drawn, DrawnHero, Mood, Place, Scene, StoryRequest, Style, TimeOfDay,
    Verdict, Weather,
};
use ai_tale::pipeline::illustration::{alt_of, alt_text, spec};
use ai_tale::pipeline::safety::{WishVerdict, outline_texts};
use ai_tale::pipeline::story_prompt::{Reason, StoryCall};
use futures_util::FutureExt;
use strum::VariantArray;

use crate::kit::answer;

/// Where stories play, and the words of a wish that lead there.
const PLACES: &str = include_str!("../../src/builtin/storyteller/wish/words/places.txt");

const THEMES: [&str; 40] = [
    "a fox who is afraid of the dark",
    "a girl who is scared of spiders",
    "a boy who is frightened of thunder",
    "a kitten who is afraid of the vacuum cleaner",
    "a dragon who is afraid of heights",
    "a mouse who fears the big black cat",
    "the lost umbrella",
    "an elephant who lost his red hat",
    "a boy who lost his dog",
    "a bear who lost her way home",
    "the missing crown jewels",
    "a trip to the moon",
    "a journey to the bottom of the sea",
    "across the desert on a camel",
    "a voyage around the world in a balloon",
    "pirates and a treasure map",
    "Mia wants to be a pirate captain",
    "a pirate ship in a terrible storm",
    "a ghost who can't say boo",
    "the haunted castle on the hill",
    "two ghosts in an old library",
    "a skeleton who wants to dance",
    "a witch and her broken broom",
    "a vampire who likes tomato soup",
    "a lonely dragon",
    "the dragon and the brave knight",
    "a knight who lost his sword",
    "a knight who will not fight",
    "a battle of snowballs",
    "a monster under the bed",
    "a wolf who is hungry",
    "the hunter and the deer",
    "a shark with a toothache",
    "a robot who learns to bake bread",
    "dinosaurs and pancakes",
    "a princess who hates princes",
    "grandmother's funeral in the spring",
    "a new baby brother",
    "a cowboy and his horse",
    "zzz qqq 42",
];

const HEROES: [(&str, &str, &str, &str); 16] = [
    ("Fenn", "fox", "shy", "red scarf"),
    ("Captain Flint", "pirate", "loud", "black eye patch and a wooden leg"),
    ("Boo", "ghost", "see-through", "a white sheet"),
    ("Ember", "dragon", "hot-tempered", "green scales, golden horns"),
    ("Sir Roland", "knight", "brave", "shining armour and a long sword"),
    ("Mira", "girl", "loves cheese", "long hair, green boots"),
    ("Tom", "boy", "clumsy", "bare feet"),
    ("Queen Ada", "queen", "proud", "a silver crown"),
    ("Bolt", "robot", "curious", "one big blue eye"),
    ("Willy", "whale", "slow", ""),
    ("Cocky", "cockerel", "proud", "red comb"),
    ("Titus", "great tit", "tiny", "yellow breast"),
    ("Grim", "wolf", "hungry", "sharp teeth"),
    ("Hagatha", "witch", "grumpy", "pointed hat, warty nose"),
    ("Bones", "skeleton", "funny", "rattling ribs"),
    ("Duke", "donkey", "stubborn", "long ears"),
];

fn hero((name, kind, quality, look): (&str, &str, &str, &str)) -> Character {
    let [name, kind, look] = [name, kind, look].map(str::to_owned);
    Character { name, kind, traits: vec![quality.to_owned()], look }
}

/// Every theme nine times: ages, lengths, styles, seeds and heroes all change.
fn wishes() -> Vec<StoryRequest> {
    let wish = |number: usize| StoryRequest {
        theme: THEMES[number % THEMES.len()].to_owned(),
        age_group: AgeGroup::ALL[(number / THEMES.len()) % 3],
        characters: HEROES.into_iter().cycle().skip(number * 5 % 16).take(number % 4).map(hero).collect(),
        style: Style::Watercolor,
        language: "en".to_owned(),
        scenes: u32::try_from(number % 12 + 1).unwrap(),
        seed: number as u64 * 7_919,
        notify: false,
    };
    (0..THEMES.len() * 9).map(wish).collect()
}

/// Texts that are refused, with why and whose they are.
#[derive(Default)]
struct Refused(Vec<String>);

impl Refused {
    fn check(&mut self, whose: &str, texts: &[&str]) {
        self.check_told(whose, texts, &[]);
    }

    /// With the texts of the wish that name its heroes.
    fn check_told(&mut self, whose: &str, texts: &[&str], wish: &[&str]) {
        let verdict = check_texts(&BuiltinModerator::new(), texts, wish).now_or_never().unwrap().unwrap();
        if let Verdict::Unsafe(category) = verdict.value {
            self.0.push(format!("{whose}: {}: {texts:?}", category.as_str()));
        }
    }

    fn assert_none(&self) {
        assert!(self.0.is_empty(), "{} refused:\n{}", self.0.len(), self.0.join("\n"));
    }
}

fn logged(texts: &[String]) -> Vec<Scene> {
    let palette = ["#000000".to_owned(), "#ffffff".to_owned()];
    let scene = |(scene, text): (u32, &String)| Scene { scene, text: text.clone(), words: 1, palette: palette.clone() };
    (1..).zip(texts).map(scene).collect()
}

#[test]
fn every_tale_and_picture_may_be_shown() {
    let mut refused = Refused::default();
    for wish in wishes() {
        let safe = check_wish(&BuiltinModerator::new(), &wish).now_or_never().unwrap().unwrap().value;
        if safe != WishVerdict::Safe {
            refused.0.push(format!("the wish itself: {wish:?}: {safe:?}"));
        }
        let (outline, scenes) = answer(StoryCall::Begin { request: wish.clone() });
        let outline = outline.unwrap();
        assert_eq!(scenes.len(), wish.scenes as usize);
        refused.check("outline", &outline_texts(&outline));
        let texts: Vec<&str> = scenes.iter().map(String::as_str).collect();
        for (at, text) in texts.iter().enumerate() {
            refused.check("scene", &[text]);
            let alt = alt_text(&spec(&wish, &outline, &[], &texts[..=at], (640, 480)));
            refused.check("alt text", &[&alt]);
        }
    }
    refused.assert_none();
}

/// A child and an animal at the first place of every line of the storyteller's list, once for each age.
fn wishes_at_places() -> Vec<StoryRequest> {
    let places = PLACES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    let places = places.filter_map(|(_, words)| words.split(", ").next());
    let themes = places.flat_map(|place| [format!("a girl at the {place}"), format!("a fox in the {place}")]);
    let wish = |(number, (theme, age_group)): (usize, (String, AgeGroup))| StoryRequest {
        theme,
        age_group,
        characters: Vec::new(),
        style: Style::Watercolor,
        language: "en".to_owned(),
        scenes: 3,
        seed: number as u64 * 7_919,
        notify: false,
    };
    let told = themes.flat_map(|theme| AgeGroup::ALL.map(|age_group| (theme.clone(), age_group)));
    told.enumerate().map(wish).collect()
}

#[test]
fn every_place_may_be_told_of_and_shown() {
    let mut refused = Refused::default();
    for wish in wishes_at_places() {
        let (outline, scenes) = answer(StoryCall::Begin { request: wish.clone() });
        let outline = outline.unwrap();
        let texts: Vec<&str> = scenes.iter().map(String::as_str).collect();
        for (at, text) in texts.iter().enumerate() {
            let alt = alt_text(&spec(&wish, &outline, &[], &texts[..=at], (640, 480)));
            refused.check(&wish.theme, &[text, &alt]);
        }
    }
    refused.assert_none();
}

#[test]
fn every_place_and_hour_may_be_shown() {
    let hero = |name: &str, kind: &str, looks: &[&str]| {
        let [name, kind] = [name, kind].map(str::to_owned);
        DrawnHero { name, kind, looks: looks.iter().map(ToString::to_string).collect() }
    };
    let casts = [
        vec![hero("Emma", "girl", &[])],
        vec![hero("Finn", "fox", &["a red scarf"])],
        vec![hero("Leo", "boy", &["a wheelchair"])],
        vec![hero("Emma", "girl", &[]), hero("Finn", "fox", &[])],
    ];
    let mut refused = Refused::default();
    for &place in Place::VARIANTS {
        for &time in TimeOfDay::VARIANTS {
            for (heroes, &weather) in casts.iter().cycle().zip(Weather::VARIANTS) {
                for mood in [Mood::Calm, Mood::Merry, Mood::Sad] {
                    let drawn = Drawn {
                        heroes: heroes.clone(),
                        place,
                        time: Some(time),
                        weather,
                        clouds: Clouds::None,
                        mood,
                        things: Vec::new(),
                    };
                    refused.check("alt text", &[&alt_of(&drawn)]);
                }
            }
        }
    }
    refused.assert_none();
}

#[test]
fn every_rewritten_scene_may_be_shown() {
    let mut refused = Refused::default();
    for wish in wishes().into_iter().step_by(3) {
        let (outline, scenes) = answer(StoryCall::Begin { request: wish.clone() });
        let outline = outline.unwrap();
        for (at, attempt) in (0..scenes.len()).flat_map(|at| [(at, 1), (at, 2)]) {
            let rewrite = StoryCall::Rewrite {
                request: wish.clone(),
                outline: outline.clone(),
                planned: Vec::new(),
                scenes: logged(&scenes[..at]),
                scene: u32::try_from(at + 1).unwrap(),
                reason: Reason::Unsafe(Category::Violence),
                attempt,
            };
            let (_, anew) = answer(rewrite);
            assert_eq!(anew.len(), 1);
            refused.check("scene told anew", &[&anew[0]]);
        }
    }
    refused.assert_none();
}
