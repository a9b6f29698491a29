//! The first page's picture is asked for twice where its painter takes long, and whoever answers first is taken.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::backends::models::guards::{Guards, Provider, guard_painter};
use ai_tale::backends::models::{ModelError, Painter};
use ai_tale::domain::{CallKind, CallOutcome, Cause};
use futures_util::FutureExt;
use tokio::time::sleep;

use crate::kit::{node, players};

const SECOND: Duration = Duration::from_secs(1);

/// The scene of each call, as it came.
type Asked = Arc<Mutex<Vec<u32>>>;

/// A painter whose calls take so many seconds, those beyond the last as long as that, and then do what is said; it is
/// asked a second time after ten seconds.
fn hedging(calls: Vec<(u64, Option<ModelError>)>) -> (Arc<dyn Painter>, Asked) {
    let asked = Asked::default();
    let seen = Arc::clone(&asked);
    let painter = players::painter(move |spec| {
        let mut seen = seen.lock().unwrap();
        let (seconds, error) = calls[seen.len().min(calls.len() - 1)].clone();
        seen.push(spec.scene);
        async move {
            sleep(SECOND * u32::try_from(seconds).unwrap()).await;
            match error {
                Some(error) => Err(error),
                None => players::paint(spec).await,
            }
        }
        .boxed()
    });
    let guards = Guards { provider: Some(Provider::new(0)), hedge_after: Some(SECOND * 10), ..Guards::default() };
    (guard_painter(painter, &guards), asked)
}

/// Tells a story by this painter; cause and outcome of each call for its first picture.
async fn told(painter: Arc<dyn Painter>, scenes: u32) -> Vec<(Cause, CallOutcome)> {
    let node = node().painter(painter).start().await;
    let story = node.begin(scenes).await;
    let told = node.told(story).await;
    told.assert_complete(scenes);
    told.assert_quiet(&[]);
    let log = node.app.backends().store.spend.calls(story).await.unwrap().unwrap();
    node.stop().await;
    let pictures = log.calls().filter(|call| call.kind == CallKind::Picture && call.scene == Some(1));
    let mut calls: Vec<(Cause, CallOutcome)> = pictures.map(|call| (call.cause, call.outcome)).collect();
    calls.sort_by_key(|(cause, _)| cause.as_str());
    calls
}

#[tokio::test(start_paused = true)]
async fn the_first_good_answer_is_taken() {
    let (painter, asked) = hedging(vec![(3_600, None), (1, None)]);
    let calls = told(painter, 1).await;
    assert_eq!(calls, [(Cause::First, CallOutcome::Hedged), (Cause::Hedge, CallOutcome::Ok)]);
    assert_eq!(*asked.lock().unwrap(), [1, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_quick_painter_is_asked_once() {
    let (painter, asked) = hedging(vec![(9, None)]);
    assert_eq!(told(painter, 1).await, [(Cause::First, CallOutcome::Ok)]);
    assert_eq!(*asked.lock().unwrap(), [1]);
}

#[tokio::test(start_paused = true)]
async fn only_the_first_page_is_asked_for_twice() {
    let (painter, asked) = hedging(vec![(30, None)]);
    told(painter, 3).await;
    let mut asked = asked.lock().unwrap().clone();
    asked.sort_unstable();
    assert_eq!(asked, [1, 1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn a_second_call_that_fails_costs_nothing() {
    let (painter, _) = hedging(vec![(30, None), (1, Some(ModelError::TimedOut))]);
    let calls = told(painter, 1).await;
    assert_eq!(calls, [(Cause::First, CallOutcome::Ok), (Cause::Hedge, CallOutcome::TimedOut)]);
}

#[tokio::test(start_paused = true)]
async fn a_second_call_saves_a_first_that_fails() {
    let (painter, _) = hedging(vec![(20, Some(ModelError::TimedOut)), (20, None)]);
    let calls = told(painter, 1).await;
    assert_eq!(calls, [(Cause::First, CallOutcome::TimedOut), (Cause::Hedge, CallOutcome::Ok)]);
}
