//! How wishes are understood: the heroes, what a wish is about, and that no deed is told that is not surely harmless.
//!
//! The tables under `wishes/` are wishes as parents and children type them, by kind; the shares are printed.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::collections::BTreeMap;

use ai_tale::domain::{AgeGroup, Character, Outline, StoryRequest, Style};
use proptest::prelude::*;

use crate::kit::tale;

/// Tables by name.
const ORDINARY: [(&str, &str); 19] = [
    ("animals", include_str!("wishes/ordinary/animals.txt")),
    ("body", include_str!("wishes/ordinary/body.txt")),
    ("disguised", include_str!("wishes/ordinary/disguised.txt")),
    ("families", include_str!("wishes/ordinary/families.txt")),
    ("fears", include_str!("wishes/ordinary/fears.txt")),
    ("feasts", include_str!("wishes/ordinary/feasts.txt")),
    ("history", include_str!("wishes/ordinary/history.txt")),
    ("jobs", include_str!("wishes/ordinary/jobs.txt")),
    ("machines", include_str!("wishes/ordinary/machines.txt")),
    ("mended", include_str!("wishes/ordinary/mended.txt")),
    ("places", include_str!("wishes/ordinary/places.txt")),
    ("school", include_str!("wishes/ordinary/school.txt")),
    ("sports", include_str!("wishes/ordinary/sports.txt")),
    ("weather", include_str!("wishes/ordinary/weather.txt")),
    ("wishes", include_str!("wishes/ordinary/wishes.txt")),
    ("unseen", include_str!("wishes/unseen.txt")),
    ("later", include_str!("wishes/later.txt")),
    ("spoken", include_str!("wishes/spoken.txt")),
    ("spoken later", include_str!("wishes/spoken_later.txt")),
];

/// The tag that a plot gives its stories.
const PLOTS: [&str; 18] = [
    "every day",
    "practice",
    "better together",
    "waiting",
    "courage",
    "lost and found",
    "never give up",
    "journey",
    "making friends",
    "remembering",
    "getting well",
    "family",
    "a new home",
    "a new baby",
    "feelings",
    "feast",
    "cleverness",
    "wonder",
];

/// Tags of the plots in which nobody makes jokes.
const QUIET: [&str; 8] =
    ["every day", "waiting", "remembering", "getting well", "family", "a new home", "a new baby", "feelings"];

fn request(theme: &str, seed: u64, scenes: u32) -> StoryRequest {
    let age_group = AgeGroup::ALL[usize::try_from(seed % 3).unwrap()];
    let (theme, language) = (theme.to_owned(), "en".to_owned());
    let (characters, style, notify) = (Vec::new(), Style::Watercolor, false);
    StoryRequest { theme, age_group, characters, style, language, scenes, seed, notify }
}

/// A line of a table.
struct Wish {
    theme: &'static str,
    heroes: Vec<&'static str>,
    pronoun: &'static str,
    matter: Vec<&'static str>,
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| line.split('|').map(str::trim).collect())
}

fn wishes(table: &'static str) -> Vec<Wish> {
    let list = |cell: &'static str| cell.split(" + ").filter(|word| *word != "-").collect();
    rows(table)
        .map(|row| match row[..] {
            [theme, heroes, pronoun, matter] => Wish { theme, heroes: list(heroes), pronoun, matter: list(matter) },
            _ => panic!("a line has four columns: {row:?}"),
        })
        .collect()
}

/// Whole words of a text in small letters, with a space at each side.
fn padded(text: &str) -> String {
    let letters = text.to_lowercase().replace("'s", " s");
    let words =
        letters.split(|letter: char| !letter.is_alphanumeric() && letter != '-').filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

/// Whether words stand in a text as they are or with an ending.
fn says(text: &str, words: &str) -> bool {
    words.split('/').any(|choice| text.contains(padded(choice).trim_end()))
}

fn has_hero(outline: &Outline, wished: &str, first: bool) -> bool {
    let (word, count) = wished.split_once(" x").map_or((wished, 1), |(word, count)| (word, count.parse().unwrap()));
    let is = |at: usize| {
        let sheet = &outline.characters[at];
        says(&padded(&format!("{} {}", sheet.name, sheet.kind)), word)
    };
    let places: Vec<usize> = (0..outline.characters.len()).filter(|at| is(*at)).collect();
    places.len() >= count && (!first || places[0] == 0)
}

fn is_pronoun(pages: &str, pronoun: &str) -> bool {
    match pronoun {
        "she" => pages.contains(" she ") || pages.contains(" her "),
        "he" => pages.contains(" he ") || pages.contains(" his ") || pages.contains(" him "),
        _ => true,
    }
}

/// What of a wish is in its story.
struct Kept {
    hero: bool,
    matter: bool,
    plot: &'static str,
}

fn told(wish: &Wish, seed: u64, failed: &mut Vec<String>) -> Kept {
    let (outline, pages) = tale(request(wish.theme, seed, 6));
    let text = padded(&format!("{} {} {}", outline.title, outline.summary, pages.join(" ")));
    let heroes = wish.heroes.iter().enumerate().all(|(at, hero)| has_hero(&outline, hero, at == 0));
    let long = StoryRequest { age_group: AgeGroup::NineToTwelve, ..request(wish.theme, seed, 12) };
    let hero = heroes && is_pronoun(&padded(&tale(long).1.join(" ")), wish.pronoun);
    let of_sheets: Vec<String> =
        outline.characters.iter().map(|sheet| padded(&format!("{} {}", sheet.kind, sheet.look))).collect();
    let matter = wish.matter.iter().all(|words| says(&text, words) || of_sheets.iter().any(|sheet| says(sheet, words)));
    if !(hero && matter) {
        let cast: Vec<String> =
            outline.characters.iter().map(|sheet| format!("{} ({})", sheet.name, sheet.kind)).collect();
        let what = if hero { "matter" } else { "hero" };
        failed.push(format!("{what}: {} => {} [{}]", wish.theme, outline.title, cast.join(", ")));
    }
    let plot = PLOTS.into_iter().find(|plot| outline.tags.iter().any(|tag| tag == plot)).unwrap();
    Kept { hero, matter, plot }
}

#[expect(clippy::cast_precision_loss, reason = "a share of a table")]
fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

#[test]
fn wishes_are_told_as_wished() {
    let mut failed = Vec::new();
    let mut plots: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut heroes, mut matters, mut all) = (0, 0, 0);
    for (name, table) in ORDINARY {
        let wishes = wishes(table);
        let kept: Vec<Kept> = (0..).zip(&wishes).map(|(seed, wish)| told(wish, seed, &mut failed)).collect();
        let (hero, matter) =
            (kept.iter().filter(|kept| kept.hero).count(), kept.iter().filter(|kept| kept.matter).count());
        println!("{name}: {} wishes, hero {hero}, matter {matter}", wishes.len());
        for kept in &kept {
            *plots.entry(kept.plot).or_default() += 1;
        }
        heroes += hero;
        matters += matter;
        all += wishes.len();
    }
    println!("{}\n{plots:?}", failed.join("\n"));
    let most = plots.values().max().copied().unwrap_or_default();
    println!(
        "of {all} wishes: hero kept {:.1} %, matter told {:.1} %, most frequent plot {:.1} %",
        share(heroes, all),
        share(matters, all),
        share(most, all)
    );
    assert!(share(heroes, all) >= 95.0, "wished heroes are lost");
    assert!(share(matters, all) >= 90.0, "wished matters are lost");
    assert!(share(most, all) <= 25.0, "one plot is told too often: {plots:?}");
}

#[test]
fn dangerous_deeds_are_told_without_the_deed() {
    let mut told_deeds = Vec::new();
    let mut count = 0;
    for row in rows(include_str!("wishes/dangerous.txt")).chain(rows(include_str!("wishes/strangers.txt"))) {
        let [theme, hero, words] = row[..] else { panic!("a line has three columns: {row:?}") };
        for (disguise, theme) in [
            theme.to_owned(),
            format!("Please write me a story about {theme}!"),
            theme.to_uppercase(),
            format!("{theme}, and a small dog"),
        ]
        .iter()
        .enumerate()
        {
            count += 1;
            let (outline, pages) = tale(request(theme, disguise as u64, 6));
            let text = padded(&format!("{} {} {}", outline.title, outline.summary, pages.join(" ")));
            let hit = words.split(" + ").find(|word| text.contains(&padded(word)));
            if let Some(hit) = hit {
                told_deeds.push(format!("{theme}: `{hit}` in {}", outline.title));
            }
            if hero != "-" && !has_hero(&outline, hero, false) {
                told_deeds.push(format!("{theme}: no {hero} in {:?}", outline.characters));
            }
        }
    }
    println!("{count} dangerous wishes, {} told with the deed", told_deeds.len());
    assert!(told_deeds.is_empty(), "{}", told_deeds.join("\n"));
}

#[test]
fn quiet_wishes_are_told_quietly() {
    let mut wrong = Vec::new();
    for (seed, row) in (0..).zip(rows(include_str!("wishes/quiet.txt"))) {
        let [theme, plots, hero] = row[..] else { panic!("a line has three columns: {row:?}") };
        let (outline, _) = tale(request(theme, seed, 6));
        let is_quiet = plots.split('/').any(|plot| outline.tags.iter().any(|tag| tag == plot));
        if !is_quiet || (hero != "-" && !has_hero(&outline, hero, true)) {
            wrong.push(format!("{theme}: {:?} {:?}", outline.tags, outline.characters[0]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Who is never the hero where a child cries for help.
const GROWN_UPS: [&str; 36] = [
    "grandpa",
    "uncle",
    "dad",
    "daddy",
    "papa",
    "father",
    "mum",
    "mom",
    "mummy",
    "mommy",
    "mama",
    "mother",
    "aunt",
    "grandma",
    "stepdad",
    "stepfather",
    "stepmother",
    "teacher",
    "coach",
    "neighbour",
    "babysitter",
    "nanny",
    "man",
    "woman",
    "boyfriend",
    "friend",
    "brother",
    "cousin",
    "priest",
    "doctor",
    "tom",
    "ben",
    "owner",
    "step brother",
    "music teacher",
    "person",
];

#[test]
fn cries_that_were_missed_are_told_quietly() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (seed, row) in (0..).zip(rows(include_str!("wishes/cries.txt"))) {
        for theme in [row[0].to_owned(), format!("please tell me a story about {}", row[0])] {
            count += 1;
            let (outline, _) = tale(request(&theme, seed, 5));
            let hero = &outline.characters[0];
            let is_quiet = outline.tags.iter().any(|tag| QUIET.contains(&tag.as_str()));
            let is_grown = GROWN_UPS.iter().any(|word| {
                outline
                    .characters
                    .iter()
                    .take(2)
                    .any(|sheet| says(&padded(&format!("{} {}", sheet.name, sheet.kind)), word))
            });
            if !is_quiet || is_grown {
                wrong.push(format!("{theme}: {} {:?} {} ({})", outline.title, outline.tags, hero.name, hero.kind));
            }
        }
    }
    println!("{count} cries that were missed, {} of them not told quietly", wrong.len());
    assert!(count >= 120 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nobody_is_cured_by_trying() {
    let wishes = ["a girl who can't walk", "a boy without legs who wants to run", "my brother can't talk"];
    for (theme, deed) in wishes.into_iter().zip(["walk", "run", "talk"]) {
        let (outline, _) = tale(request(theme, 3, 6));
        let title = padded(&format!("{} {}", outline.title, outline.summary));
        assert!(!says(&title, deed), "{theme}: {}: {}", outline.title, outline.summary);
    }
}

fn hero(name: &str, kind: &str) -> Character {
    Character { name: name.to_owned(), kind: kind.to_owned(), traits: Vec::new(), look: String::new() }
}

/// The names of a story's heroes in the order in which its pages name them.
fn cast(theme: &str, characters: Vec<Character>) -> Vec<String> {
    let (outline, pages) = tale(StoryRequest { characters, ..request(theme, 7, 4) });
    let text = pages.join(" ");
    let mut names: Vec<String> = outline.characters.into_iter().map(|sheet| sheet.name).collect();
    names.sort_by_key(|name| text.find(name.as_str()));
    names
}

#[test]
fn wished_heroes_take_the_parts_of_the_theme() {
    let fox = || hero("Fenn", "fox");
    assert_eq!(cast("a fox who wants to fly", vec![hero("Ada", "queen"), fox()]), ["Fenn", "Ada"]);
    assert_eq!(cast("Mia and Leo go to the beach", vec![hero("Leo", ""), hero("Mia", "")]), ["Mia", "Leo"]);
    assert_eq!(cast("I want to fly to the moon", vec![hero("Emma", "girl"), fox()]), ["Emma", "Fenn"]);
    assert_eq!(cast("a girl named Mia who is afraid of the dark", vec![fox()]), ["Mia", "Fenn"]);
    let pigs = cast("three little pigs build a house", vec![hero("Pia", "pig"), fox()]);
    assert_eq!((pigs.len(), pigs[0].as_str()), (4, "Pia"), "Pia is one of the three: {pigs:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_not_understood_is_never_quoted(
        words in proptest::collection::vec("[a-z]{2,4}q[a-z]{2,5}", 4..30),
        opening in "(a fox who wants to |the |Mia and |i want to |a girl who is afraid of |)",
        seed in any::<u64>(),
    ) {
        let (outline, pages) = tale(request(&format!("{opening}{}", words.join(" ")), seed, 5));
        let text = padded(&format!("{} {} {}", outline.title, outline.summary, pages.join(" ")));
        for run in words.windows(2) {
            prop_assert!(!text.contains(&padded(&run.join(" "))), "{run:?} in {text}");
        }
    }
}
