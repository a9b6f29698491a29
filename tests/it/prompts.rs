//! What models elsewhere are told: files with slots and versions, never a word that was typed, and nothing of it in
//! what a reader sees (`injections`).

mod injections;

use ai_tale::domain::{AgeGroup, StoryRequest};
use ai_tale::pipeline::critic_prompt;
use ai_tale::pipeline::prompts::{
    BEGIN, CONTINUE, Canary, JUDGE_PICTURE, JUDGE_WORDS, PAGE, REFERENCES, REWRITE, STORY, Template, age_guidance,
    is_leak,
};
use ai_tale::pipeline::story_prompt::{StoryCall, StoryPrompt};
use sha2::{Digest, Sha256};

use crate::store::samples;

/// So many words of them in a row are recognised.
const RUN: usize = 8;

/// Every file with its version, and the beginning of its hash: who changes the words raises the version.
const VERSIONS: [(&str, Template, u32, &str); 10] = [
    ("story", STORY, 1, "8fdb6e0f"),
    ("begin", BEGIN, 2, "25c6bc1b"),
    ("continue", CONTINUE, 2, "b59f3ea3"),
    ("rewrite", REWRITE, 1, "98b84b32"),
    ("judge_words", JUDGE_WORDS, 1, "00cf8c48"),
    ("judge_picture", JUDGE_PICTURE, 1, "b4505f2b"),
    ("page", PAGE, 1, "d9422b49"),
    ("references", REFERENCES, 1, "75424d2d"),
    ("a critic's page", critic_prompt::PAGE, 1, "0caf626c"),
    ("a critic's book", critic_prompt::BOOK, 1, "6f5c1c2d"),
];

fn instructions(request: &StoryRequest) -> String {
    StoryPrompt::of(&StoryCall::Begin { request: request.clone() }).instructions
}

#[test]
fn other_words_are_another_version() {
    let found = VERSIONS.map(|(name, template, ..)| (name, template.version(), hash(&template.text())));
    let known = VERSIONS.map(|(name, _, version, hash)| (name, version, hash.to_owned()));
    assert_eq!(found, known, "raise the version in the file's first line, and write it here");
}

fn hash(text: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(text).into();
    format!("{:08x}", u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]))
}

#[test]
fn every_call_says_whom_it_is_for() {
    for age_group in [AgeGroup::ThreeToFive, AgeGroup::SixToEight, AgeGroup::NineToTwelve] {
        let request = StoryRequest { age_group, ..samples::request("a fox") };
        assert!(instructions(&request).contains(&age_guidance(age_group)), "{age_group:?}");
    }
}

#[test]
fn no_slot_is_left_open() {
    let told = instructions(&samples::request("a fox"));
    assert!(!told.contains("{{"), "{told}");
}

#[test]
fn a_value_is_no_template() {
    let template = Template::new("version: 7\n\nOne {{a}}\nline, {{b}}.");
    assert_eq!(template.fill(&[("a", "{{b}}"), ("b", "two")]), "One {{b}} line, two.");
    assert_eq!(template.version(), 7);
}

#[test]
fn a_canary_is_found_however_it_is_written() {
    let request = samples::request("a fox");
    let canary = Canary::of(&request);
    let spaced: String = canary.as_str().chars().flat_map(|letter| [letter.to_ascii_uppercase(), ' ', '-']).collect();
    assert!(instructions(&request).contains(canary.as_str()));
    assert!(is_leak(&format!("The fox said: {}!", canary.as_str()), &canary));
    assert!(is_leak(&spaced, &canary));
    assert!(!is_leak("The fox said nothing, and the owl was glad of it.", &canary));
    assert_ne!(canary, Canary::of(&samples::request("an owl")));
    assert_eq!(format!("{canary:?}"), "Canary(...)");
}

#[test]
fn a_passage_of_the_instructions_is_a_leak() {
    let request = samples::request("a fox");
    let canary = Canary::of(&request);
    let told = instructions(&request);
    let words: Vec<&str> = told.split_whitespace().collect();
    for passage in words.windows(2 * RUN).step_by(7) {
        let text = format!("The owl read: \u{201c}{}\u{201d}", passage.join("  ").to_uppercase());
        let is_of_format = passage.iter().filter(|word| word.contains('"')).count() > 4;
        assert!(is_leak(&text, &canary) || is_of_format, "{text}");
    }
}
