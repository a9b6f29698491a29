//! A model that fails again and again is left in peace, then tried by one call.

use std::sync::Arc;
use std::time::Duration;

use ai_tale::backends::models::guards::guard_painter;
use ai_tale::backends::models::{ModelError, Painter};
use futures_util::future::join_all;
use tokio::time::{Instant, sleep, timeout};

use super::{Calls, SECOND, ask, declined, guards, painter};
use crate::kit::fakes::lock;
use crate::kit::players;

/// A painter behind its breaker that is away for its first calls.
fn away_for(failures: usize) -> (Arc<dyn Painter>, Calls) {
    let (painter, calls) = painter(move |call| if call < failures { Err(players::unavailable()) } else { Ok(()) });
    (guard_painter(painter, &guards(0)), calls)
}

/// Asks until it is not asked any more; when to come back.
async fn until_open(painter: &Arc<dyn Painter>) -> Duration {
    loop {
        match ask(painter).await {
            Some(ModelError::Declined { retry_after }) => return retry_after,
            _ => sleep(SECOND / 10).await,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn failures_in_a_row_open_it() {
    let (painter, calls) = away_for(usize::MAX);
    let wait = until_open(&painter).await;
    assert_eq!(lock(&calls).len(), 5);
    assert!(wait > SECOND * 2 && wait <= SECOND * 5, "{wait:?}");
}

#[tokio::test(start_paused = true)]
async fn an_open_one_answers_at_once() {
    let (painter, calls) = away_for(usize::MAX);
    until_open(&painter).await;
    let asked = Instant::now();
    for error in join_all((0..100).map(|_| ask(&painter))).await {
        declined(error);
    }
    assert_eq!((asked.elapsed(), lock(&calls).len()), (Duration::ZERO, 5));
}

#[tokio::test(start_paused = true)]
async fn one_call_tries_whether_it_is_back() {
    let (painter, calls) = away_for(5);
    sleep(until_open(&painter).await).await;
    let answers = join_all((0..10).map(|_| ask(&painter))).await;
    assert_eq!(answers.iter().filter(|error| error.is_none()).count(), 1, "{answers:?}");
    assert_eq!(lock(&calls).len(), 6);
    let answers = join_all((0..10).map(|_| ask(&painter))).await;
    assert!(answers.iter().all(Option::is_none), "everybody may ask again: {answers:?}");
}

#[tokio::test(start_paused = true)]
async fn each_failed_try_doubles_the_wait() {
    let (painter, calls) = away_for(usize::MAX);
    let mut wait = until_open(&painter).await;
    for (tries, seconds) in [(1, 10), (2, 20), (3, 40), (4, 60), (5, 60)] {
        sleep(wait).await;
        assert_eq!(ask(&painter).await, Some(players::unavailable()), "the try itself");
        wait = declined(ask(&painter).await);
        assert!(wait >= SECOND * seconds / 2 && wait <= SECOND * seconds, "{wait:?} after {tries}");
        assert_eq!(lock(&calls).len(), 5 + tries);
    }
}

#[tokio::test(start_paused = true)]
async fn it_stays_open_as_long_as_asked_for() {
    let (painter, _) =
        painter(|_| Err(ModelError::Unavailable { reason: String::new(), retry_after: Some(SECOND * 45) }));
    let painter = guard_painter(painter, &guards(0));
    let wait = until_open(&painter).await;
    assert!(wait > SECOND * 44 && wait <= SECOND * 45, "{wait:?}");
}

#[tokio::test(start_paused = true)]
async fn refusals_and_useless_answers_are_no_outage() {
    let errors = [ModelError::Refused("no".to_owned()), players::unusable()];
    let (painter, calls) = painter(move |call| Err(errors[call % 2].clone()));
    let painter = guard_painter(painter, &guards(0));
    for _ in 0..50 {
        ask(&painter).await;
    }
    assert_eq!(lock(&calls).len(), 50);
}

#[tokio::test(start_paused = true)]
async fn half_of_many_calls_failing_opens_it() {
    let (painter, calls) = painter(|call| if call % 2 == 1 { Err(ModelError::TimedOut) } else { Ok(()) });
    let painter = guard_painter(painter, &guards(0));
    until_open(&painter).await;
    assert_eq!(lock(&calls).len(), 20);
}

#[tokio::test(start_paused = true)]
async fn a_failure_now_and_then_opens_nothing() {
    let (painter, calls) = painter(|call| if call % 3 == 2 { Err(players::unavailable()) } else { Ok(()) });
    let painter = guard_painter(painter, &guards(0));
    for _ in 0..300 {
        ask(&painter).await;
    }
    assert_eq!(lock(&calls).len(), 300);
}

#[tokio::test(start_paused = true)]
async fn a_try_given_up_leaves_its_place() {
    let (painter, calls) = away_for(5);
    sleep(until_open(&painter).await).await;
    assert!(timeout(SECOND / 2, ask(&painter)).await.is_err(), "its story has ended");
    assert_eq!(ask(&painter).await, None, "the next call is the try");
    assert_eq!(lock(&calls).len(), 7);
}

#[tokio::test(start_paused = true)]
async fn a_call_from_before_says_nothing_now() {
    // six at once: the last one's answer comes when it is open already, and would close or open it again
    let (painter, calls) = away_for(6);
    let wait = async {
        join_all((0..6).map(|_| ask(&painter))).await;
        declined(ask(&painter).await)
    };
    sleep(wait.await).await;
    assert_eq!(ask(&painter).await, None);
    assert_eq!(lock(&calls).len(), 7);
}
