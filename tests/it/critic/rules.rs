//! What is good enough, which pages are outliers, and what a painter is told: pure.

use ai_tale::domain::{AgeGroup, Character, Critique, Event, Fault, Outlier, PictureSpec, Scores, StoryRequest, Style};
use ai_tale::pipeline::critique::{again, bounded, fault, outliers, replaces};
use ai_tale::pipeline::illustration::{quiet, spec};

use crate::kit::critics::critique;
use crate::store::samples::{outlined, request};

/// The brief of a page with a hero in it.
pub fn page() -> PictureSpec {
    let look = "red scarf".to_owned();
    let mira = Character { name: "Mira".to_owned(), kind: "fox".to_owned(), traits: Vec::new(), look };
    let wish = StoryRequest { style: Style::Crayon, age_group: AgeGroup::ThreeToFive, ..request("a fox") };
    let Event::StoryOutlined(mut outline) = outlined(1) else { unreachable!("it is one") };
    outline.characters = vec![mira];
    spec(&wish, &outline, &[], &["Mira walked into the forest."], (80, 60))
}

fn scored(change: impl Fn(&mut Scores)) -> Critique {
    let mut critique = critique(9);
    change(&mut critique.scores);
    critique
}

#[test]
fn the_worst_of_a_picture_is_its_fault() {
    let elements = page().elements;
    assert_eq!(fault(&critique(9), &elements), None);
    assert_eq!(fault(&scored(|scores| scores.identity = 5), &elements), Some(Fault::Identity));
    assert_eq!(fault(&scored(|scores| scores.heroes = 2), &elements), Some(Fault::Heroes));
    assert_eq!(fault(&scored(|scores| scores.purity = 0), &elements), Some(Fault::Unwanted));
    assert_eq!(fault(&scored(|scores| scores.place = 4), &elements), None, "near enough");
    assert_eq!(fault(&scored(|scores| scores.feeling = 3), &elements), Some(Fault::Feeling));
    let both = scored(|scores| (scores.identity, scores.place) = (5, 1));
    assert_eq!(fault(&both, &elements), Some(Fault::Place));
}

#[test]
fn weak_in_everything_is_a_fault_too() {
    let weak = scored(|scores| *scores = Scores { identity: 6, heroes: 6, feeling: 4, place: 4, purity: 6 });
    assert_eq!(fault(&weak, &page().elements), Some(Fault::Place));
}

#[test]
fn nobody_must_look_like_nobody() {
    let empty = quiet(&page()).elements;
    assert_eq!(fault(&scored(|scores| (scores.identity, scores.feeling) = (0, 0)), &empty), None);
}

#[test]
fn only_a_better_picture_takes_the_place() {
    let elements = page().elements;
    assert!(replaces(&critique(9), None, &elements), "good enough");
    assert!(replaces(&critique(9), Some(&critique(10)), &elements), "good enough, and wanted for the book");
    assert!(replaces(&critique(4), Some(&critique(3)), &elements), "better");
    assert!(!replaces(&critique(3), Some(&critique(3)), &elements));
    assert!(!replaces(&critique(3), None, &elements));
}

#[test]
fn a_painter_is_told_what_was_wrong() {
    let brief = page();
    let told = again(&brief, Fault::Identity, "  the scarf\nis \u{7}blue ", 2);
    assert!(told.prompt.starts_with(&brief.prompt));
    assert!(told.prompt.contains("did not look as described"));
    assert!(told.prompt.ends_with("says: the scarf is blue"), "{}", told.prompt);
    assert_eq!((told.seed, told.elements), (brief.seed.wrapping_add(2), brief.elements.clone()));
    let wordless = again(&brief, Fault::Outlier, " ", 1).prompt;
    assert!(wordless.ends_with("the same book."), "{wordless}");
}

#[test]
fn advice_is_one_short_line() {
    let long = "no hat ".repeat(1_000);
    assert_eq!(bounded(&long).chars().count(), 240);
    assert_eq!(bounded("a\n\nb\u{0}"), "a b");
}

#[test]
fn few_pages_of_this_book_are_outliers() {
    let found = |scenes: &[u32]| {
        let all = scenes.iter().map(|scene| Outlier { scene: *scene, advice: String::new() });
        let chosen = outliers(all.collect(), &[1, 2, 3, 4, 5, 6]);
        chosen.into_iter().map(|page| page.scene).collect::<Vec<_>>()
    };
    assert_eq!(found(&[5, 0, 7, 5, 2, 1]), [5, 2]);
    assert_eq!(found(&[]), Vec::<u32>::new());
}
