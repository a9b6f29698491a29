//! What passes the words' check and what does not: two tables, every field, every disguise.

use ai_tale::actors::judge::{check_texts, check_wish};
use ai_tale::backends::models::{Answer, Judges, ModelError, Moderator};
use ai_tale::builtin::moderator::BuiltinModerator;
use ai_tale::domain::{AgeGroup, Category, Character, Outline, Role, StoryRequest, Style, Text, Usage, Verdict};
use ai_tale::pipeline::field_error::FieldCode;
use ai_tale::pipeline::request::free_texts;
use ai_tale::pipeline::safety::{Rejection, WishVerdict, outline_texts};
use proptest::prelude::*;
use proptest::sample::select;

mod languages;
mod learning;
mod wishes;

const HARMLESS: &str = include_str!("moderation/harmless.txt");
const UNSAFE: &str = include_str!("moderation/unsafe.txt");

fn now<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

fn judge(text: &str) -> Verdict {
    now(BuiltinModerator::new().check_words(&[Text::new(text, Role::Together)])).expect("it never fails").value[0]
}

/// The unsafe table: category and text.
fn unsafe_texts() -> Vec<(&'static str, &'static str)> {
    UNSAFE.lines().map(|line| line.split_once(": ").expect("category: text")).collect()
}

fn request() -> StoryRequest {
    StoryRequest {
        theme: "a fox who is afraid of the dark".to_owned(),
        age_group: AgeGroup::SixToEight,
        characters: vec![Character {
            name: "Mira".to_owned(),
            kind: "fox".to_owned(),
            traits: vec!["curious".to_owned()],
            look: "red scarf".to_owned(),
        }],
        style: Style::Watercolor,
        language: "en".to_owned(),
        scenes: 6,
        seed: 7,
        notify: false,
    }
}

/// The wish with `text` in each of its fields in turn, and the field's name.
fn in_every_field(text: &str) -> Vec<(&'static str, StoryRequest)> {
    let hero = request().characters.remove(0);
    let with = |hero| StoryRequest { characters: vec![hero], ..request() };
    let text = || text.to_owned();
    vec![
        ("theme", StoryRequest { theme: text(), ..request() }),
        ("characters[0].name", with(Character { name: text(), ..hero.clone() })),
        ("characters[0].kind", with(Character { kind: text(), ..hero.clone() })),
        ("characters[0].traits[0]", with(Character { traits: vec![text()], ..hero.clone() })),
        ("characters[0].look", with(Character { look: text(), ..hero })),
    ]
}

fn verdict(request: &StoryRequest) -> WishVerdict {
    now(check_wish(&BuiltinModerator::new(), request)).expect("it never fails").value
}

fn assert_no_failures(failures: &[String]) {
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn harmless_sentences_pass() {
    assert!(HARMLESS.lines().count() >= 150);
    let judged = HARMLESS.lines().map(|text| (text, judge(text)));
    let failures: Vec<_> = judged.filter(|(_, verdict)| *verdict != Verdict::Safe).collect();
    assert_no_failures(&failures.iter().map(|(text, verdict)| format!("{text}: {verdict:?}")).collect::<Vec<_>>());
}

#[test]
fn harmless_sentences_pass_in_every_field() {
    let wishes = HARMLESS.lines().flat_map(in_every_field);
    let failures: Vec<_> = wishes.filter(|(_, wish)| verdict(wish) != WishVerdict::Safe).collect();
    assert_no_failures(&failures.iter().map(|(field, wish)| format!("{field}: {wish:?}")).collect::<Vec<_>>());
}

#[test]
fn harmless_sentences_pass_next_to_each_other() {
    let sentences: Vec<&str> = HARMLESS.lines().collect();
    let pages = sentences.windows(4).map(|page| page.join(". "));
    assert_no_failures(&pages.filter(|page| judge(page) != Verdict::Safe).collect::<Vec<_>>());
}

#[test]
fn unsafe_texts_are_found_and_named_by_category() {
    assert!(unsafe_texts().len() >= 150);
    let named = |text: &str| match judge(text) {
        Verdict::Unsafe(category) => category.as_str(),
        Verdict::Safe => "safe",
    };
    let failures = unsafe_texts().into_iter().filter(|(category, text)| named(text) != *category);
    assert_no_failures(
        &failures.map(|(category, text)| format!("{category}: {text}: {}", named(text))).collect::<Vec<_>>(),
    );
}

#[test]
fn unsafe_texts_are_found_inside_a_sentence() {
    let inside = |text: &str| format!("Once there was a fox, {text}, and the moon shone.");
    let failures = unsafe_texts().into_iter().filter(|(_, text)| judge(&inside(text)) == Verdict::Safe);
    assert_no_failures(&failures.map(|(_, text)| inside(text)).collect::<Vec<_>>());
}

#[test]
fn an_unsafe_field_is_refused_and_named() {
    let mut failures = Vec::new();
    for (_, text) in unsafe_texts() {
        for (field, wish) in in_every_field(text) {
            match verdict(&wish) {
                WishVerdict::Rejected(Rejection { fields: errors, .. })
                    if errors.len() == 1
                        && errors[0].field == field
                        && errors[0].code == FieldCode::ContentRejected => {}
                other => failures.push(format!("{field}: {text}: {other:?}")),
            }
        }
    }
    assert_no_failures(&failures);
}

#[test]
fn every_unsafe_field_is_named() {
    let mut wish = request();
    wish.theme = "kill".to_owned();
    wish.characters[0].look = "naked girl".to_owned();
    let WishVerdict::Rejected(Rejection { fields: errors, .. }) = verdict(&wish) else { panic!("must be refused") };
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["theme", "characters[0].look"]);
    assert!(errors.iter().all(|error| !error.detail.contains("kill") && !error.detail.contains("naked")));
}

#[test]
fn a_word_split_over_two_fields_is_found() {
    let mut wish = request();
    wish.theme = "a story of ki".to_owned();
    wish.characters[0].name = "ll".to_owned();
    let WishVerdict::Rejected(Rejection { fields: errors, .. }) = verdict(&wish) else { panic!("must be refused") };
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].field, "characters[0].name", "the field that completes it");
}

#[test]
fn a_language_that_is_not_known_is_unsupported() {
    let knows = |language| BuiltinModerator::new().knows_language(language);
    for language in ["de", "zz", "enm", "fr-en"] {
        assert!(!knows(language), "{language}");
    }
    for language in ["en", "en-gb", "EN-US"] {
        assert!(knows(language), "{language}");
    }
}

#[test]
fn a_picture_from_outside_fails_closed() {
    let answer = now(BuiltinModerator::new().check_picture(b"any"));
    assert_eq!(answer, Err(ModelError::Unusable("no moderator of pictures is configured".to_owned())));
}

#[test]
fn an_outline_s_neighbouring_texts_are_judged_together() {
    let moderator = BuiltinModerator::new();
    let outline = Outline {
        title: "The Fox".to_owned(),
        summary: "A fox finds a lamp.".to_owned(),
        tags: vec!["fox".to_owned(), "night".to_owned()],
        characters: request().characters,
        scenes: 6,
    };
    let texts = outline_texts(&outline);
    assert_eq!(texts, ["The Fox", "A fox finds a lamp.", "fox", "night", "Mira", "fox", "curious", "red scarf"]);
    let verdict = |texts: &[&str]| now(check_texts(&moderator, texts, &[])).expect("it never fails").value;
    assert_eq!(verdict(&texts), Verdict::Safe);
    assert_eq!(verdict(&[]), Verdict::Safe);
    assert_eq!(verdict(&["a fox", "sex"]), Verdict::Unsafe(Category::Sexual));
    assert_eq!(verdict(&["he wants to", "die"]), Verdict::Unsafe(Category::Help));
}

/// Answers with too few verdicts.
struct Silent;

#[async_trait::async_trait]
impl Moderator for Silent {
    fn name(&self) -> &'static str {
        "silent"
    }

    fn judges(&self) -> Judges {
        Judges::BOTH
    }

    fn knows_language(&self, _language: &str) -> bool {
        true
    }

    async fn check_words(&self, _texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        Ok(Answer { value: Vec::new(), usage: Usage::default() })
    }

    async fn check_picture(&self, _bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        Err(ModelError::TimedOut)
    }
}

#[test]
fn a_moderator_that_leaves_texts_unjudged_fails_closed() {
    assert!(now(check_wish(&Silent, &request())).is_err());
    assert!(now(check_texts(&Silent, &["a fox"], &[])).is_err());
}

#[test]
fn free_texts_name_what_the_verdict_names() {
    assert_eq!(free_texts(&request()).len(), 5);
}

/// A sign that may stand for a letter, and the letter itself.
fn disguise(letter: char) -> Vec<&'static str> {
    match letter {
        'a' => vec!["a", "A", "4", "@", "а", "á", "ａ", "𝒂", "α"],
        'c' => vec!["c", "C", "с", "ç", "ⓒ"],
        'd' => vec!["d", "D", "ď", "ԁ"],
        'e' => vec!["e", "E", "3", "е", "ë", "𝖊", "€"],
        'f' => vec!["f", "F", "ｆ"],
        'i' => vec!["i", "I", "1", "!", "і", "í", "ⓘ"],
        'k' => vec!["k", "K", "к", "ķ", "𝕜"],
        'l' => vec!["l", "L", "1", "|", "ł", "ӏ"],
        'm' => vec!["m", "M", "м", "rn"],
        'n' => vec!["n", "N", "ñ"],
        'o' => vec!["o", "O", "0", "о", "ö", "ο"],
        'p' => vec!["p", "P", "р", "ρ"],
        'r' => vec!["r", "R", "ř"],
        's' => vec!["s", "S", "5", "$", "ѕ"],
        't' => vec!["t", "T", "7", "т", "τ"],
        'u' => vec!["u", "U", "ü", "υ"],
        'x' => vec!["x", "X", "х", "χ"],
        _ => vec![],
    }
}

fn disguised() -> impl Strategy<Value = String> {
    let words = select(vec!["kill", "murder", "sex", "porn", "suicide", "fuck", "cocaine", "rape", "shit"]);
    let separators = select(vec!["", "", "\u{200b}", "\u{ad}", " ", ".", "-", "_", " . ", "🔥", "/"]);
    (words, separators).prop_flat_map(|(word, separator)| {
        let letters: Vec<_> = word.chars().map(|letter| select(disguise_or_self(letter))).collect();
        letters.prop_map(move |letters| letters.join(separator))
    })
}

fn disguise_or_self(letter: char) -> Vec<String> {
    let signs = disguise(letter);
    if signs.is_empty() { vec![letter.to_string()] } else { signs.into_iter().map(str::to_owned).collect() }
}

/// Whether at least every second sign is a letter.
fn is_readable(word: &str) -> bool {
    let signs = word.chars().filter(|sign| !sign.is_whitespace() && !"._-/🔥\u{200b}\u{ad}".contains(*sign));
    let (letters, others): (Vec<char>, Vec<char>) = signs.partition(|sign| sign.is_alphabetic());
    letters.len() >= others.len()
}

proptest! {
    #[test]
    fn a_disguised_word_is_found(word in disguised()) {
        prop_assume!(is_readable(&word));
        let sentence = format!("the fox will {word} now");
        prop_assert_ne!(judge(&word), Verdict::Safe, "{:?}", word);
        prop_assert_ne!(judge(&sentence), Verdict::Safe, "{:?}", sentence);
    }

    #[test]
    fn no_text_is_too_strange_to_be_judged(text in any::<String>()) {
        let _ = judge(&text);
    }

    #[test]
    fn plain_fairy_tale_words_in_any_order_pass(
        words in proptest::collection::vec(select(vec!["fox", "dark", "forest", "storm", "dragon", "lost", "afraid", "caught", "a", "the", "in", "on", "as", "an", "it", "knight", "sword", "moon", "owl", "sat", "he", "is", "and", "hit", "note", "ill", "ran", "we", "is", "so", "hero", "pen", "an", "all"]), 1..40)
    ) {
        prop_assert_eq!(judge(&words.join(" ")), Verdict::Safe);
    }
}
