//! What must hold of every life, and of every story at the end.

use std::collections::BTreeMap;

use ai_tale::domain::{Event, Record, Story};
use ai_tale::pipeline::story_prompt::StoryCall;

use super::chaos::Chaos;
use super::plan::StoryPlan;
use super::readers::Seen;
use crate::kit::{illustrated, texts};

/// The number of the story that a log tells.
pub fn number(log: &[Record]) -> usize {
    match log.first().map(|record| &record.event) {
        Some(Event::StoryCreated { request }) => StoryPlan::number(request.style, request.age_group),
        _ => panic!("a log begins with its story's creation: {log:?}"),
    }
}

/// Nothing that was logged before a life is written or painted again in it, and no picture is paid for twice.
pub fn assert_nothing_again(before: &BTreeMap<usize, Vec<Record>>, chaos: &Chaos) {
    let mut painted = BTreeMap::<(usize, u32), usize>::new();
    for (story, scene) in chaos.painted() {
        *painted.entry((story, scene)).or_default() += 1;
    }
    for ((story, scene), times) in painted {
        let was_logged = before.get(&story).is_some_and(|log| illustrated(log).contains(&scene));
        assert!(!was_logged, "scene {scene} of story {story} was painted in an earlier life");
        assert_eq!(times, 1, "scene {scene} of story {story} was painted twice in one life");
    }
    for call in chaos.told() {
        let (request, known) = match &call {
            StoryCall::Begin { request } => (request, Vec::new()),
            StoryCall::Continue { request, scenes, .. } => {
                (request, scenes.iter().map(|scene| scene.text.clone()).collect())
            }
            StoryCall::Rewrite { .. } => panic!("nothing was unsafe"),
        };
        let story = StoryPlan::number(request.style, request.age_group);
        let Some(log) = before.get(&story) else { continue };
        let was_outlined = log.iter().any(|record| matches!(record.event, Event::StoryOutlined(_)));
        assert!(!was_outlined || matches!(call, StoryCall::Continue { .. }), "story {story} was planned again");
        assert!(known.starts_with(&texts(log)), "story {story} goes on after what is logged");
    }
}

/// Numbers without a gap, one end, scenes in order, and what a completed book must have.
pub fn assert_sound(log: &[Record]) {
    let numbers: Vec<u64> = log.iter().map(|record| record.seq).collect();
    assert_eq!(numbers, (1..=log.len() as u64).collect::<Vec<_>>(), "numbers without a gap");
    let ends: Vec<u64> =
        log.iter().filter(|record| record.event.ends_as().is_some()).map(|record| record.seq).collect();
    assert_eq!(ends, [log.len() as u64], "one end, and it is the last event: {log:?}");
    assert!(log.is_sorted_by_key(|record| record.epoch), "no older run writes after a newer one");
    let scenes: Vec<u32> = log.iter().filter_map(scene_of).collect();
    assert_eq!(scenes, (1..=u32::try_from(scenes.len()).expect("few")).collect::<Vec<_>>(), "scenes in order");
    assert!(Story::fold(log).is_some(), "pictures come after their pages, and each revision after the one before");
    let mut pictures = illustrated(log);
    pictures.sort_unstable();
    assert!(pictures.windows(2).all(|pair| pair[0] != pair[1]), "a picture was logged twice: {pictures:?}");
    if let Some(Event::StoryCompleted { scenes: told, .. }) = log.last().map(|record| &record.event) {
        assert_eq!(scenes.len(), *told as usize, "a completed book has the scenes that it says");
        assert_eq!(pictures, scenes, "a completed book has every picture");
    }
}

fn scene_of(record: &Record) -> Option<u32> {
    match &record.event {
        Event::SceneCreated(scene) => Some(scene.scene),
        _ => None,
    }
}

/// A reader saw the whole log, whatever connections and processes died meanwhile.
pub fn assert_all_seen(log: &[Record], seen: &Seen) {
    let logged: Vec<&str> = log.iter().map(|record| record.event.kind()).collect();
    assert_eq!(seen.kinds, logged, "a reader sees what is logged");
}
