//! What is read of a plan, and what a scene's own words leave of it.

use ai_tale::domain::{Elements, Mood, Place, PlannedScene, TimeOfDay};
use ai_tale::pipeline::elements;
use ai_tale::pipeline::prompts::BEGIN;
use serde_json::{Value, json};
use strum::VariantArray as _;

use super::{cast, planned};

/// What is to be seen in the last of the scenes, with this planned of them.
fn seen(texts: &[&str], scenes: &Value) -> Elements {
    elements::find(texts, &planned(scenes), &cast())
}

fn names(elements: &Elements) -> Vec<&str> {
    elements.heroes.iter().map(|hero| hero.sheet.name.as_str()).collect()
}

#[test]
fn a_plan_says_where_when_who_and_how() {
    let found = planned(&json!([
        { "place": "a fire station", "time": "dusk", "who": ["Bo", "the fox", "Bo"], "feeling": "sad" },
        { "place": "the Sky", "time": "Night", "who": "Mira", "feeling": "they laugh" },
    ]));
    let expected = [
        (Place::FireStation, TimeOfDay::Sunset, Mood::Sad, vec![1, 0]),
        (Place::Sky, TimeOfDay::Night, Mood::Merry, vec![0]),
    ];
    let expected = expected.map(|(place, time, mood, heroes)| PlannedScene {
        place: Some(place),
        time: Some(time),
        mood: Some(mood),
        heroes,
    });
    assert_eq!(found, expected);
}

#[test]
fn every_place_is_offered_by_its_name() {
    let text = BEGIN.text();
    let (_, list) = text.split_once("nearest of ").expect("the places are listed");
    let list: Vec<&str> = list.split('.').next().unwrap_or_default().split(", ").collect();
    let scenes: Vec<Value> = list.iter().map(|place| json!({ "place": place })).collect();
    let found: Vec<Option<Place>> =
        scenes.chunks(6).flat_map(|scenes| planned(&json!(scenes))).map(|scene| scene.place).collect();
    let known: Vec<Option<Place>> = Place::VARIANTS.iter().copied().map(Some).collect();
    assert_eq!(found, known, "{list:?}");
}

#[test]
fn nonsense_in_a_plan_says_nothing() {
    let found = planned(&json!([
        { "place": 7, "time": ["night"], "who": { "Mira": 1 }, "feeling": null },
        null,
        { "place": "x".repeat(9_000), "time": "qwertz", "who": ["Nobody Here", "", 3], "feeling": "\u{0}\u{202e}" },
        ["forest"],
    ]));
    assert_eq!(found, vec![PlannedScene::default(); 4], "each keeps its place");
}

#[test]
fn a_plan_fills_what_words_leave_open() {
    let plan = json!([{ "place": "harbour", "time": "night", "who": ["Mira", "Bo"], "feeling": "sad" }]);
    let found = seen(&["She looked at him for a long time."], &plan);
    assert_eq!((found.place, found.time, found.mood), (Place::Harbour, TimeOfDay::Night, Mood::Sad));
    assert_eq!(names(&found), ["Mira", "Captain Bo"]);
}

#[test]
fn words_win_where_they_clearly_differ() {
    let plan = json!([{ "place": "harbour", "time": "night", "who": ["Captain Bo"], "feeling": "sad" }]);
    let found = seen(&["In the morning Mira ran through the forest and laughed."], &plan);
    assert_eq!((found.place, found.time, found.mood), (Place::Forest, TimeOfDay::Dawn, Mood::Merry));
    assert_eq!(names(&found), ["Mira"], "whoever was planned is somewhere else");
}

#[test]
fn a_plan_chooses_among_what_words_name() {
    let plan = json!([{ "place": "forest", "time": "sunset" }]);
    let told = "Mira left the house at noon. She reached the forest in the evening.";
    let found = seen(&[told], &plan);
    assert_eq!((found.place, found.time), (Place::Forest, TimeOfDay::Sunset));
    let found = seen(&["\"Shall we go to the sea tomorrow?\" asked Mira."], &plan);
    assert_eq!(found.place, Place::Forest, "what is only spoken of is no other place");
}

#[test]
fn whoever_is_alone_is_alone() {
    let plan = json!([{ "who": ["Mira", "Captain Bo"] }]);
    assert_eq!(names(&seen(&["Mira sat there all alone."], &plan)), ["Mira"]);
    assert_eq!(names(&seen(&["She sat there all alone."], &plan)), ["Mira"]);
    assert_eq!(names(&seen(&["Mira was not alone."], &plan)), ["Mira", "Captain Bo"]);
}

#[test]
fn later_scenes_stay_where_a_plan_led() {
    let plan = json!([{ "place": "cave", "time": "night", "feeling": "sad" }]);
    let found = seen(&["Mira waited.", "Then she stood up."], &plan);
    assert_eq!((found.place, found.time, found.mood), (Place::Cave, TimeOfDay::Night, Mood::Calm));
}
