//! What must hold of every story as its reader saw it, whatever happened.

use std::collections::BTreeMap;

use serde_json::Value;

use super::reader::StreamedEvent;

/// How often a kind is among the events.
pub fn count(events: &[StreamedEvent], kind: &str) -> usize {
    events.iter().filter(|event| event.kind == kind).count()
}

/// The numbers of the scenes of a kind of event, in the order of the log.
fn scenes_of(events: &[StreamedEvent], kind: &str) -> Vec<u64> {
    events.iter().filter(|event| event.kind == kind).map(|event| event.data["scene"].as_u64().unwrap()).collect()
}

/// Numbers without a gap, one end, nothing twice, scenes and the revisions of their pictures in order.
pub fn assert_sound(events: &[StreamedEvent]) {
    let numbers: Vec<u64> = events.iter().map(|event| event.id).collect();
    assert_eq!(numbers, (1..=events.len() as u64).collect::<Vec<_>>());
    assert_eq!(events.iter().filter(|event| event.is_last()).count(), 1, "{events:?}");
    assert!(events.last().unwrap().is_last());
    for once in ["story.created", "story.started", "story.outlined"] {
        assert!(count(events, once) <= 1, "{once} more than once");
    }
    let scenes = scenes_of(events, "scene.created");
    assert_eq!(scenes, (1..=scenes.len() as u64).collect::<Vec<_>>());
    let mut revisions = BTreeMap::<u64, u64>::new();
    for picture in events.iter().filter(|event| event.kind == "illustration.created") {
        let before = revisions.entry(picture.data["scene"].as_u64().unwrap()).or_default();
        *before += 1;
        assert_eq!(picture.data["revision"], *before, "a picture was logged twice, or before an older one");
    }
}

/// As [`assert_sound`], and the story is complete with so many scenes, each illustrated.
pub fn assert_complete(events: &[StreamedEvent], scenes: u64) {
    assert_sound(events);
    assert_eq!(events.last().unwrap().kind, "story.completed", "{:?}", events.last());
    assert_eq!(scenes_of(events, "scene.created"), (1..=scenes).collect::<Vec<_>>());
    let mut pictures = scenes_of(events, "illustration.created");
    pictures.sort_unstable();
    pictures.dedup();
    assert_eq!(pictures, (1..=scenes).collect::<Vec<_>>());
}

/// Pages that were illustrated quietly.
pub fn quiet_pages(events: &[StreamedEvent]) -> Vec<u64> {
    let pictures = events.iter().filter(|event| event.data["illustration"]["fallback"] == true);
    pictures.map(|event| event.data["scene"].as_u64().unwrap()).collect()
}

/// Addresses are signed anew in each time window; all else of a replay is as it was.
pub fn without_addresses(events: &[StreamedEvent]) -> Vec<StreamedEvent> {
    let mut events = events.to_vec();
    for event in &mut events {
        if let Some(sources) = event.data.pointer_mut("/illustration/sources").and_then(Value::as_array_mut) {
            for source in sources {
                source["url"] = Value::Null;
            }
        }
    }
    events
}
