//! Planned scenes: what a storyteller plans of a scene steers its picture, unless the scene's words clearly say
//! something else (`words`); nothing that it writes there reaches anybody, and no crash loses it (`stories`).

mod stories;
mod words;

use ai_tale::domain::{Character, PlannedScene, StoryRequest};
use ai_tale::pipeline::segmenter::{Expect, Piece, Segmenter};
use serde_json::{Value, json};

use crate::store::samples;

/// Who is in the stories here.
fn cast() -> Vec<Character> {
    let somebody = |name: &str, kind: &str, look: &str| Character {
        name: name.to_owned(),
        kind: kind.to_owned(),
        look: look.to_owned(),
        ..Character::default()
    };
    vec![somebody("Mira", "fox", "red scarf"), somebody("Captain Bo", "bear", "green hat")]
}

/// The first line of a story with such scenes planned.
fn plan(scenes: &Value) -> String {
    let outline =
        json!({ "title": "The Way", "summary": "Two friends.", "tags": [], "characters": cast(), "scenes": scenes });
    json!({ "outline": outline }).to_string() + "\n"
}

/// What is known of such scenes.
fn planned(scenes: &Value) -> Vec<PlannedScene> {
    let request = StoryRequest { scenes: 6, ..samples::request("a fox") };
    let mut segmenter = Segmenter::new(&request, Expect::OutlineFirst, 6);
    let found = segmenter.push(plan(scenes).as_bytes()).into_iter().find_map(|piece| match piece {
        Piece::Outline { planned, .. } => Some(planned),
        Piece::Scene(_) => None,
    });
    found.expect("the plan is whole")
}
