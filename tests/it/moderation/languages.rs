//! Names in any script, and languages that no stories are told in.

use ai_tale::actors::judge::{check_texts, check_wish};
use ai_tale::backends::models::Moderator;
use ai_tale::builtin::moderator::BuiltinModerator;
use ai_tale::domain::{Category, Role, StoryRequest, Text, Verdict};
use ai_tale::pipeline::safety::WishVerdict;

use super::{now, request, verdict};

const NAMES: &str = include_str!("names.txt");
const FOREIGN: &str = include_str!("foreign.txt");
const MIXED: &str = include_str!("mixed.txt");
const HARMLESS: &str = include_str!("harmless.txt");
const REFUSED_NAMES: [&str; 12] =
    ["сука", "хуй", "זונה", "شرموطة", "चूतिया", "씨발", "傻逼", "まんこ", "ควย", "μαλάκας", "Гитлер", "希特勒"];

const RUDE_NAMES: [&str; 12] = [
    "Poop Head",
    "Stupid Fatty",
    "Puta",
    "Farter",
    "Mr Butthead",
    "Ugly",
    "Scheisse",
    "Arschloch",
    "Merde",
    "Kurwa",
    "Hitler",
    "Idiot",
];

/// The lines of a table, without what names their kind.
fn unnamed(table: &'static str) -> Vec<&'static str> {
    table.lines().map(|line| line.split_once(": ").map_or(line, |(_, text)| text)).collect()
}

fn judge_as(text: &str, role: Role<'_>) -> Verdict {
    now(BuiltinModerator::new().check_words(&[Text::new(text, role)])).expect("it never fails").value[0]
}

fn is_language_known(theme: &str) -> bool {
    judge_as(theme, Role::Theme) != Verdict::Unsafe(Category::UnknownLanguage)
}

fn with_hero(name: &str) -> StoryRequest {
    let mut wish = request();
    name.clone_into(&mut wish.characters[0].name);
    wish
}

/// Prints the share that is judged well, and gives what is not.
fn failures(kind: &str, texts: Vec<&'static str>, is_well: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let all = texts.len();
    let failures: Vec<&str> = texts.into_iter().filter(|text| !is_well(text)).collect();
    println!("{kind}: {} of {all}", all - failures.len());
    failures
}

#[test]
fn a_hero_may_be_named_in_any_script() {
    let failures = failures("names taken", unnamed(NAMES), |name| verdict(&with_hero(name)) == WishVerdict::Safe);
    assert_eq!(failures, [""; 0]);
}

#[test]
fn a_theme_names_heroes_in_any_script() {
    let is_told = |name: &str| {
        let themes = [format!("a story about {name} and her cat"), format!("{name}'s first day of school")];
        themes.iter().all(|theme| judge_as(theme, Role::Theme) == Verdict::Safe)
    };
    assert_eq!(failures("names taken in a theme", unnamed(NAMES), is_told), [""; 0]);
}

#[test]
fn what_is_no_name_is_refused() {
    for name in REFUSED_NAMES {
        assert!(matches!(verdict(&with_hero(name)), WishVerdict::Rejected(_)), "{name}");
    }
    for sentence in ["жила была одна лиса в лесу", "一只会飞的小狐狸和月亮", "⠋⠕⠭"]
    {
        let field = "characters[0].name".to_owned();
        assert_eq!(verdict(&with_hero(sentence)), WishVerdict::UnsupportedLanguage(vec![field]), "{sentence}");
    }
}

#[test]
fn nobody_is_called_a_bad_name() {
    for name in RUDE_NAMES {
        assert!(matches!(verdict(&with_hero(name)), WishVerdict::Rejected(_)), "{name}");
    }
    for name in ["Willy", "Dumbo", "Piggy", "Mr. Bean", "Pippi", "42", "R2D2", "007"] {
        assert_eq!(verdict(&with_hero(name)), WishVerdict::Safe, "{name}");
    }
}

#[test]
fn a_theme_in_another_language_is_told_apart() {
    assert!(unnamed(FOREIGN).len() >= 190);
    let failures = failures("themes in other languages known", unnamed(FOREIGN), |theme| !is_language_known(theme));
    assert_eq!(failures, [""; 0]);
}

#[test]
fn foreign_words_make_no_foreign_theme() {
    let english: Vec<&str> = HARMLESS.lines().chain(MIXED.lines()).collect();
    assert!(english.len() >= 200);
    assert_eq!(failures("English themes taken for English", english, is_language_known), [""; 0]);
    assert_eq!(
        failures("mixed themes told", MIXED.lines().collect(), |theme| judge_as(theme, Role::Theme) == Verdict::Safe),
        [""; 0]
    );
}

#[test]
fn only_a_theme_tells_its_language() {
    let mut wish = request();
    wish.characters[0].look = "una bufanda roja y un sombrero".to_owned();
    assert_eq!(now(check_wish(&BuiltinModerator::new(), &wish)).expect("it never fails").value, WishVerdict::Safe);
    wish.characters[0].look = "красный шарф".to_owned();
    assert_eq!(verdict(&wish), WishVerdict::UnsupportedLanguage(vec!["characters[0].look".to_owned()]));
}

#[test]
fn a_hero_s_name_comes_back_in_pages() {
    let told = |page: &str, wish: &[&str]| {
        now(check_texts(&BuiltinModerator::new(), &[page], wish)).expect("it never fails").value
    };
    let page = "Маша went to the sea. “Hello,” said МАША’s cat.";
    assert_eq!(told(page, &["a story about Маша and her cat", "Leo"]), Verdict::Safe);
    assert_eq!(told(page, &["a story about Mia"]), Verdict::Unsafe(Category::UnknownLanguage));
    assert_eq!(told("Маша пошла к морю.", &["Маша"]), Verdict::Unsafe(Category::UnknownLanguage));
}
#[test]
fn an_english_name_comes_back_in_pages() {
    let told = |page: &str, wish: &[&str]| {
        now(check_texts(&BuiltinModerator::new(), &[page], wish)).expect("it never fails").value
    };
    let page = "Brandy ran to the gate. “Wait!” called Gunner.";
    assert_eq!(told(page, &["a pony called Brandy and a boy named Gunner"]), Verdict::Safe);
    assert_eq!(told(page, &["a pony and a boy"]), Verdict::Unsafe(Category::Drugs));
    assert_eq!(told("They drank brandy.", &["a pony called Brandy"]), Verdict::Unsafe(Category::Drugs));
    assert_eq!(told("\"It hurts here,\" said Papa, and Willa held his hand.", &["Papa misses grandpa"]), Verdict::Safe);
}
