//! How long a book is: what its plan says, at most; shorter where no storyteller has more to tell.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::{Arc, Mutex};

use ai_tale::backends::models::{ModelError, Storyteller};

use ai_tale::domain::Event;
use ai_tale::pipeline::story_prompt::StoryCall;
use futures_util::FutureExt;

use crate::kit::{Told, node, players};

/// What a storyteller answers to a call.
type Answer = Vec<Result<String, ModelError>>;

/// A storyteller with an answer to each call, which notes its calls by the number of scenes that were told before.
fn scripted(
    name: char,
    calls: &Arc<Mutex<Vec<(char, usize)>>>,
    answer: impl Fn(&StoryCall, usize) -> Answer + Send + Sync + 'static,
) -> Arc<dyn Storyteller> {
    let seen = Arc::clone(calls);
    players::named(name, move |call| {
        let told = match &call {
            StoryCall::Begin { .. } => 0,
            StoryCall::Continue { scenes, .. } => scenes.len(),
            StoryCall::Rewrite { .. } => panic!("nothing was unsafe"),
        };
        let mut seen = seen.lock().unwrap();
        let answer = answer(&call, seen.len());
        seen.push((name, told));
        async { Ok(players::chunks(answer)) }.boxed()
    })
}

/// A plan of so many scenes, and these scenes.
fn begun(planned: u32, scenes: std::ops::RangeInclusive<u32>) -> Answer {
    let lines = scenes.map(|scene| players::line(scene, &players::words(scene)));
    std::iter::once(players::plan(planned)).chain(lines).map(Ok).collect()
}

/// The first call breaks off after two of six scenes.
fn broken_off() -> Answer {
    let mut answer = begun(6, 1..=2);
    answer.push(Err(players::unavailable()));
    answer
}

async fn told_by(storytellers: Vec<Arc<dyn Storyteller>>) -> Told {
    node().storytellers(storytellers).story(6).run().await
}

#[tokio::test(start_paused = true)]
async fn scenes_beyond_the_plan_are_cut() {
    let calls = Arc::default();
    let told = told_by(vec![scripted('a', &calls, |_, _| begun(3, 1..=6))]).await;
    told.assert_complete(3);
    let planned = told.log().iter().find_map(|record| match &record.event {
        Event::StoryOutlined(outline) => Some(outline.scenes),
        _ => None,
    });
    assert_eq!((planned, calls.lock().unwrap().len()), (Some(3), 1));
}

/// No scene at all, and a good end.
fn nothing() -> Answer {
    vec![Ok("\n".to_owned())]
}

#[tokio::test(start_paused = true)]
async fn an_empty_answer_is_asked_for_again() {
    let calls = Arc::default();
    let answer = |call: &StoryCall, number| match number {
        0 => broken_off(),
        1 => nothing(),
        _ => players::script(call, 6),
    };
    let told = told_by(vec![scripted('a', &calls, answer)]).await;
    told.assert_complete(6);
    assert_eq!(*calls.lock().unwrap(), [('a', 0), ('a', 2), ('a', 2)]);
}

#[tokio::test(start_paused = true)]
async fn the_next_storyteller_ends_another_s_book() {
    let calls = Arc::default();
    let first = scripted('a', &calls, |_, number| if number == 0 { broken_off() } else { nothing() });
    let next = scripted('b', &calls, |call, _| players::script(call, 6));
    told_by(vec![first, next]).await.assert_complete(6);
    assert_eq!(*calls.lock().unwrap(), [('a', 0), ('a', 2), ('a', 2), ('b', 2)]);
}

#[tokio::test(start_paused = true)]
async fn a_book_is_shorter_when_nobody_tells_more() {
    let calls = Arc::default();
    let first = scripted('a', &calls, |_, number| if number == 0 { broken_off() } else { nothing() });
    let next = scripted('b', &calls, |_, _| vec![Err(players::unusable())]);
    told_by(vec![first, next]).await.assert_complete(2);
    assert_eq!(*calls.lock().unwrap(), [('a', 0), ('a', 2), ('a', 2), ('b', 2), ('b', 2), ('b', 2)]);
}

#[tokio::test(start_paused = true)]
async fn a_story_of_no_scene_at_all_fails() {
    let calls = Arc::default();
    let told = told_by(vec![scripted(
        'a',
        &calls,
        |_, number| if number == 0 { vec![Ok(players::plan(6))] } else { nothing() },
    )]);
    told.await.assert_failed("storyteller_failed");
    assert_eq!(calls.lock().unwrap().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_broken_off_story_is_no_book() {
    let calls = Arc::default();
    let answer = |_: &StoryCall, number| if number == 0 { broken_off() } else { vec![Err(players::unusable())] };
    told_by(vec![scripted('a', &calls, answer)]).await.assert_failed("storyteller_failed");
    assert_eq!(calls.lock().unwrap().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_ends_well_ends_the_book() {
    let calls = Arc::default();
    let answer = |_: &StoryCall, number| {
        if number == 0 { broken_off() } else { vec![Ok(players::line(3, &players::words(3)))] }
    };
    told_by(vec![scripted('a', &calls, answer)]).await.assert_complete(3);
    assert_eq!(*calls.lock().unwrap(), [('a', 0), ('a', 2)]);
}
