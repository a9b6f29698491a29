//! What the painter can paint somebody with, the storyteller understands, so that no look of a child is lost.

use ai_tale::domain::{AgeGroup, StoryRequest, Style};

use crate::kit::tale;

/// The painter's own list: `Hijab: hijab, headscarf, ...`; `~` marks a word that says more than is painted.
const PAINTED: &str = include_str!("../../src/builtin/painter/heroes/words/items.txt");

fn look_of(theme: String) -> String {
    let request = StoryRequest {
        theme,
        age_group: AgeGroup::SixToEight,
        characters: Vec::new(),
        style: Style::Watercolor,
        language: "en".to_owned(),
        scenes: 1,
        seed: 7,
        notify: false,
    };
    let (outline, _) = tale(request);
    outline.characters.into_iter().next().map(|hero| hero.look.to_lowercase()).unwrap_or_default()
}

#[test]
fn looks_that_are_painted_are_told() {
    let lines = PAINTED.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    let words: Vec<&str> =
        lines.flat_map(|(_, words)| words.split(", ")).filter(|word| !word.starts_with('~')).collect();
    let wish = |word: &str| {
        let article = if word.ends_with('s') && !word.ends_with("ss") { "" } else { "a " };
        format!("a girl with {article}{word} and a red ball")
    };
    let lost: Vec<&str> = words.iter().filter(|word| !look_of(wish(word)).contains(**word)).copied().collect();
    println!("of {} looks that are painted, {} are not told: {lost:?}", words.len(), lost.len());
    assert!(lost.len() * 50 < words.len(), "looks are painted that no story tells: {lost:?}");
}
