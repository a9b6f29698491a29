//! The fold of a log: a story as it stands after each event.

use ai_tale::domain::{Event, EventId, Record, Story, StoryId, Timestamp};

use crate::store::samples::{outlined, request, revised, scene};

/// The log of a story with these events after `story.created`.
fn log(events: impl IntoIterator<Item = Event>) -> Vec<Record> {
    let story_id = StoryId::new();
    let created = Event::StoryCreated { request: request("a fox") };
    let numbered = (1..).zip([created].into_iter().chain(events));
    numbered
        .map(|(seq, event)| Record { story_id, seq, at: Timestamp::now(), event_id: EventId::new(), epoch: 1, event })
        .collect()
}

/// The revisions of the pictures of a book with two pages, where these came.
fn shown(pictures: impl IntoIterator<Item = Event>) -> Vec<Option<u32>> {
    let words = [Event::StoryStarted, outlined(2), scene(1), scene(2)];
    let story = Story::fold(&log(words.into_iter().chain(pictures))).expect("the log has a beginning");
    story.scenes.iter().map(|told| told.illustration.as_ref().map(|picture| picture.revision)).collect()
}

#[test]
fn a_picture_painted_again_replaces_the_first() {
    assert_eq!(shown([revised(1, 1), revised(2, 1), revised(1, 2)]), [Some(2), Some(1)]);
}

#[test]
fn an_older_picture_that_comes_late_is_ignored() {
    assert_eq!(shown([revised(2, 3), revised(2, 2)]), [None, Some(3)]);
}

#[test]
fn a_fold_shows_what_comes_before_a_gap() {
    let mut gapped = log([Event::StoryStarted, outlined(2), scene(1), scene(2)]);
    gapped.remove(3);
    assert_eq!(Story::fold(&gapped), None);
    let story = Story::fold_to_gap(&gapped).expect("the log has a beginning");
    assert_eq!((story.last_event, story.scenes.len()), (3, 0));
    gapped.remove(0);
    assert_eq!(Story::fold_to_gap(&gapped), None);
}
