//! How long a book is: what its plan says, at most; shorter where no storyteller has more to tell.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::{Arc, Mutex};

use ai_tale::backends::models::{Call, ModelError, Storyteller};
use ai_tale::domain::{Event, Record};
use futures_util::FutureExt;

use super::alone::{ending, told};
use super::players;

/// What a storyteller answers to a call.
type Answer = Vec<Result<String, ModelError>>;

/// A storyteller with an answer to each call, which notes its calls by the number of scenes that were told before.
fn scripted(
    name: char,
    calls: &Arc<Mutex<Vec<(char, usize)>>>,
    answer: impl Fn(&Call, usize) -> Answer + Send + Sync + 'static,
) -> Arc<dyn Storyteller> {
    let seen = Arc::clone(calls);
    players::storyteller(move |call| {
        let told = match &call {
            Call::Begin { .. } => 0,
            Call::Continue { scenes, .. } => scenes.len(),
            Call::Rewrite { .. } => panic!("nothing was unsafe"),
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

async fn told_by(storytellers: Vec<Arc<dyn Storyteller>>) -> Vec<Record> {
    let log = told(6, &[], |mut parts| {
        parts.models.storytellers = storytellers;
        parts
    });
    log.await
}

#[tokio::test(start_paused = true)]
async fn scenes_beyond_the_plan_are_cut() {
    let calls = Arc::default();
    let log = told_by(vec![scripted('a', &calls, |_, _| begun(3, 1..=6))]).await;
    assert_eq!(ending(&log), Ok(3));
    let planned = log.iter().find_map(|record| match &record.event {
        Event::StoryOutlined(outline) => Some(outline.scenes),
        _ => None,
    });
    assert_eq!((planned, calls.lock().unwrap().len()), (Some(3), 1));
}
