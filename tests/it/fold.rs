//! The fold of a log: a story as it stands after each event.

use ai_tale::domain::{Event, EventId, Record, Story, StoryId, Timestamp};
use proptest::prop_assert_eq;
use proptest::test_runner::TestRunner;

use crate::kit::cases;
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
#[should_panic(expected = "revisions come in order")]
fn a_revision_that_leaves_one_out_is_impossible() {
    shown([revised(2, 1), revised(2, 3)]);
}

#[test]
#[should_panic(expected = "revisions come in order")]
fn a_picture_logged_twice_is_impossible() {
    shown([revised(2, 1), revised(2, 1)]);
}

#[test]
fn every_order_of_revisions_shows_the_newest() {
    let painted = proptest::collection::vec(1..=2_usize, 0..12);
    let outcome = TestRunner::new(cases(file!(), 256)).run(&painted, |painted| {
        let mut newest = [None, None];
        let pictures: Vec<Event> = painted
            .into_iter()
            .map(|scene| {
                let revision = newest[scene - 1].map_or(1, |before| before + 1);
                newest[scene - 1] = Some(revision);
                revised(u32::try_from(scene).expect("one of two"), revision)
            })
            .collect();
        prop_assert_eq!(shown(pictures), newest);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
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
