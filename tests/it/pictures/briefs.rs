//! What painters elsewhere are told, and what is softened for one that refused.

use ai_tale::domain::{AgeGroup, Character, MediaType, Mood, PictureSpec, Place, Reference, Style, TimeOfDay};
use ai_tale::pipeline::illustration::{self, gentle};
use bytes::Bytes;

use super::{character, mira, spec};

/// What was said, and what is said instead; nothing where it is left out.
const GENTLER: &[(&str, &str)] = &[
    ("a red scarf", "a red scarf"),
    ("brave", "brave"),
    ("a knife", ""),
    ("a knife in her belt", ""),
    ("Knives!", ""),
    ("a pen-knife", ""),
    ("a pocket knife", "a whistle"),
    ("a butter knife.", "a spoon."),
    ("a long sword", "a long wooden toy sword"),
    ("two swords,", "two wooden toy swords,"),
    ("blood on his paws", ""),
    ("bloody", ""),
    ("a blood-red coat", "a deep red coat"),
    ("(bloodshot) eyes", "(tired) eyes"),
    ("naked", ""),
    ("a naked mole rat", "a mole rat"),
    ("bare-chested", "in a shirt"),
    ("loves to kill", ""),
    ("killer whale", "orca"),
    ("killer", ""),
    ("a shooting star", "a falling star"),
    ("shooting", ""),
    ("green shoots", "green sprouts"),
    ("a gun", ""),
    ("a water-gun", ""),
    ("dead-eyed", ""),
    ("death's hood", ""),
    ("a fierce warrior", "a bold hero"),
    ("scary", "funny"),
    ("a bow and arrow", "a feather"),
    ("a cigarette", ""),
    ("skilled", "skilled"),
    ("a begun game", "a begun game"),
    ("warm mittens", "warm mittens"),
    ("Gunnar's hat", "Gunnar's hat"),
    ("ein roter Schal", "ein roter Schal"),
    ("", ""),
    ("  ", ""),
];

#[test]
fn painters_are_told_gentler_words() {
    for (said, wanted) in GENTLER {
        assert_eq!(gentle(said).unwrap_or_default(), *wanted, "{said}");
    }
}

/// A page that a painter refused.
fn refused() -> PictureSpec {
    let pirate = Character {
        traits: vec!["fierce".into(), "bloodthirsty".into(), "deadly".into(), "loves blood".into()],
        ..character("Killer", "pirate hunter", "a wooden leg, a knife between the teeth and a black hat with a skull")
    };
    let mut page = spec(Place::Beach, Style::Storybook, vec![pirate, mira(), character("Bo", "bear", "green hat")]);
    page.elements.props = vec!["knife".into(), "sword".into(), "kite".into()];
    page
}

#[test]
fn a_softened_brief_has_no_such_word() {
    let soft = illustration::softened(&refused());
    let hero = &soft.elements.heroes[0].sheet;
    assert_eq!(hero.look, "wooden leg, black hat, skull");
    assert_eq!((hero.kind.as_str(), &hero.traits[..1]), ("pirate forester", &["bold".to_owned()][..]));
    assert_eq!(soft.elements.props, ["wooden toy sword"], "one thing, the first that may be painted");
    assert_eq!(soft.elements.heroes.len(), 2);
    for word in ["knife", "Killer", "killer", "loves blood", "deadly", "hunter"] {
        assert!(!soft.prompt.contains(word), "{word}: {}", soft.prompt);
    }
    assert_eq!(hero.name, "Killer", "whoever can't see it hears the name");
    assert!(soft.prompt.contains("Mira") && soft.prompt.contains("gentle"), "{}", soft.prompt);
}

#[test]
fn a_softened_brief_shows_whom_it_leaves_unnamed() {
    let reference = |name: &str| Reference {
        name: name.to_owned(),
        media_type: MediaType::Webp,
        bytes: Bytes::from_static(b"a picture"),
    };
    let page = PictureSpec { references: ["Killer", "Mira", "Bo"].map(reference).into(), ..refused() };
    let soft = illustration::softened(&page);
    let told = illustration::beside(&soft.prompt, &soft.references);
    let who = "the first picture is one of the characters and the second picture is Mira.";
    assert!(told.contains(who) && !told.contains("Killer"), "{told}");
    assert_eq!(illustration::beside(&soft.prompt, &[]), soft.prompt);
}

#[test]
fn a_brief_says_all_that_is_asked() {
    let mut page = spec(Place::Forest, Style::Watercolor, vec![character("Mira", "fox", "red scarf; one white ear")]);
    page.elements.mood = Mood::Sad;
    page.age_group = AgeGroup::ThreeToFive;
    let prompt = illustration::softened(&page).prompt;
    for part in [
        "ages 3-5",
        "watercolor",
        "a forest",
        "at night",
        "moonlight",
        "Exactly one character",
        "Mira, a fox.",
        "red scarf, one white ear",
        "Character: brave.",
        "a lantern",
        "sad faces",
        "room around them and above their heads",
        "No writing of any kind",
        "nobody else",
        "nothing frightening",
    ] {
        assert!(prompt.contains(part), "{part}: {prompt}");
    }
}

#[test]
fn the_light_is_that_of_the_hour() {
    let light = |place, time| {
        let mut page = spec(place, Style::Storybook, vec![mira()]);
        page.elements.time = time;
        let prompt = illustration::quiet(&page).prompt;
        prompt.split("Light: ").nth(1).and_then(|rest| rest.split('.').next()).map(str::to_owned)
    };
    assert_eq!(light(Place::Meadow, TimeOfDay::Day).as_deref(), Some("bright daylight"));
    assert_eq!(light(Place::Meadow, TimeOfDay::Sunset).as_deref(), Some("low golden evening light"));
    assert_eq!(light(Place::Bedroom, TimeOfDay::Night).as_deref(), Some("warm lamplight, dark windows"));
    assert_eq!(light(Place::Underwater, TimeOfDay::Day).as_deref(), Some("soft blue light from above"));
}

#[test]
fn a_sheet_has_its_words_on_every_page() {
    let told = |place, time| {
        let request = ai_tale::domain::StoryRequest {
            theme: "t".into(),
            age_group: AgeGroup::SixToEight,
            characters: vec![],
            style: Style::Crayon,
            language: "en".into(),
            scenes: 2,
            seed: 1,
            notify: false,
        };
        let characters = vec![character("Mira", "fox", "red scarf with white dots, a torn left ear")];
        let outline =
            ai_tale::domain::Outline { title: "T".into(), summary: "S".into(), tags: vec![], characters, scenes: 2 };
        let text = format!("Mira the fox stood in the {place} {time}.");
        illustration::spec(&request, &outline, &[], &[text.as_str()], (640, 480)).prompt
    };
    let sheet = "Mira, a fox. Looks: red scarf with white dots, a torn left ear. Character: brave.";
    for prompt in [told("forest", "at night"), told("kitchen", "in the morning")] {
        assert!(prompt.contains(sheet), "{prompt}");
    }
}
