//! Models that can't be reached for a while: an outage is waited out, and a short one costs no picture.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::backends::models::ModelError;
use ai_tale::backends::models::guards::{BreakerOptions, Guards, Provider, guard_painter, guard_storyteller};
use ai_tale::pipeline::story_prompt::StoryCall;
use futures_util::FutureExt;
use tokio::time::{Instant, timeout};

use crate::kit::{Server, TINY, Told, node, players, until};
use crate::store::samples;

/// When a model was called.
type Calls = Arc<Mutex<Vec<Instant>>>;

/// The waits between calls.
fn waits(calls: &Calls) -> Vec<Duration> {
    calls.lock().unwrap().windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn unavailable_for(retry_after: Option<Duration>) -> ModelError {
    ModelError::Unavailable { reason: "told to fail".to_owned(), retry_after }
}

/// Tells a page whose painter can't be reached the first `failures` times; when it was called.
async fn told_with_a_painter(failures: usize, retry_after: Option<Duration>) -> (Told, Calls) {
    let calls = Calls::default();
    let seen = Arc::clone(&calls);
    let painter = players::painter(move |spec| {
        let mut seen = seen.lock().unwrap();
        seen.push(Instant::now());
        if seen.len() <= failures {
            async move { Err(unavailable_for(retry_after)) }.boxed()
        } else {
            players::paint(spec).boxed()
        }
    });
    let told = node().painter(painter).story(1).run().await;
    told.assert_complete(1);
    (told, calls)
}

#[tokio::test(start_paused = true)]
async fn a_painter_s_short_outage_costs_no_picture() {
    let (told, calls) = told_with_a_painter(2, None).await;
    told.assert_quiet(&[]);
    let waits = waits(&calls);
    assert_eq!(waits.len(), 2);
    assert!(waits[0] >= Duration::from_secs(1) && waits[1] >= Duration::from_secs(2), "{waits:?}");
}

/// Tells a story whose storyteller can't be reached for so long.
async fn told_after_an_outage_of(outage: Duration) -> Told {
    let back = Instant::now() + outage;
    let storyteller = players::storyteller(move |call| {
        let is_away = Instant::now() < back;
        async move { if is_away { Err(unavailable_for(None)) } else { players::tell(call).await } }.boxed()
    });
    node().storyteller(storyteller).story(1).run().await
}

#[tokio::test(start_paused = true)]
async fn only_a_lasting_outage_fails_a_story() {
    told_after_an_outage_of(Duration::from_mins(1)).await.assert_complete(1);
    told_after_an_outage_of(Duration::from_mins(10)).await.assert_failed("storyteller_failed");
}

#[tokio::test(start_paused = true)]
async fn an_absent_painter_leaves_a_quiet_page() {
    let (told, calls) = told_with_a_painter(usize::MAX, None).await;
    told.assert_quiet(&[1]);
    assert_eq!(waits(&calls).len(), 2, "as it is, once more, and softened");
}

#[tokio::test(start_paused = true)]
async fn a_painter_says_when_to_ask_again() {
    for (asked_for, least) in [(20, 20), (3_600, 60)] {
        let (told, calls) = told_with_a_painter(1, Some(Duration::from_secs(asked_for))).await;
        told.assert_quiet(&[]);
        let waits = waits(&calls);
        let expected = Duration::from_secs(least)..Duration::from_secs(least + 1);
        assert!(waits.len() == 1 && expected.contains(&waits[0]), "{waits:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn other_models_say_when_to_ask_again() {
    let (told_at, judged_at) = (Calls::default(), Calls::default());
    let (tells, judges) = (Arc::clone(&told_at), Arc::clone(&judged_at));
    let storyteller = players::storyteller(move |call| {
        let mut tells = tells.lock().unwrap();
        tells.push(Instant::now());
        if tells.len() == 1 {
            async { Err(unavailable_for(Some(Duration::from_secs(30)))) }.boxed()
        } else {
            players::tell(call).boxed()
        }
    });
    let moderator = players::moderator(move |texts| {
        let mut judges = judges.lock().unwrap();
        judges.push(Instant::now());
        // the wish, the plan twice, the page twice
        if [2, 4].contains(&judges.len()) {
            async { Err(unavailable_for(Some(Duration::from_secs(40)))) }.boxed()
        } else {
            players::judge(texts).boxed()
        }
    });
    node().storyteller(storyteller).moderator(moderator).story(1).run().await.assert_complete(1);
    let about =
        |wait: Duration, seconds| wait >= Duration::from_secs(seconds) && wait < Duration::from_secs(seconds + 1);
    let (tells, judges) = (waits(&told_at), waits(&judged_at));
    assert!(tells.len() == 1 && about(tells[0], 30), "{tells:?}");
    assert!(judges.len() == 4 && about(judges[1], 40) && about(judges[3], 40), "{judges:?}");
}

/// Guards whose breaker opens with the first failure.
fn touchy() -> Guards {
    let breaker = BreakerOptions { failures_in_a_row: 1, ..BreakerOptions::default() };
    Guards { provider: Some(Provider::new(0)), breaker, ..Guards::default() }
}

#[tokio::test(start_paused = true)]
async fn an_open_breaker_leads_to_the_next_storyteller() {
    let (asked_at, told_at) = (Calls::default(), Calls::default());
    let (asks, tells) = (Arc::clone(&asked_at), Arc::clone(&told_at));
    let away = players::storyteller(|_| async { Err(unavailable_for(Some(Duration::from_hours(1)))) }.boxed());
    let away = guard_storyteller(away, &touchy());
    let call = StoryCall::Begin { request: samples::request("a fox") };
    assert!(away.tell(call).await.is_err(), "the breaker opens");
    let away = players::named("away", move |call| {
        asks.lock().unwrap().push(Instant::now());
        let away = Arc::clone(&away);
        async move { away.tell(call).await }.boxed()
    });
    let next = players::named("next", move |call| {
        tells.lock().unwrap().push(Instant::now());
        players::tell(call).boxed()
    });
    node().storytellers(vec![away, next]).story(2).run().await.assert_complete(2);
    assert_eq!(*asked_at.lock().unwrap(), *told_at.lock().unwrap(), "asked, and the next one at once");
}

#[tokio::test(start_paused = true)]
async fn an_open_breaker_leads_to_the_next_painter() {
    let calls = Calls::default();
    let seen = Arc::clone(&calls);
    let away = players::painter(move |_| {
        seen.lock().unwrap().push(Instant::now());
        async { Err(unavailable_for(Some(Duration::from_hours(1)))) }.boxed()
    });
    let away = guard_painter(away, &touchy());
    let told = node().parts(move |parts| parts.models.painters.insert(0, away)).story(4).run().await;
    told.assert_complete(4);
    told.assert_quiet(&[]);
    assert_eq!(calls.lock().unwrap().len(), 1, "after its first failure nobody asks it");
}

#[tokio::test]
async fn stopping_waits_for_no_outage() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    // an hour of grace: running pictures may finish
    let settings: Vec<_> = TINY.iter().copied().chain([("HTTP__SHUTDOWN_GRACE", "1h")]).collect();
    let server = Server::start_on(folder.path(), &settings, |mut parts| {
        parts.models.painters = vec![players::painter(move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
            async { Err(unavailable_for(Some(Duration::from_mins(1)))) }.boxed()
        })];
        parts
    })
    .await;
    server.guest().await.wish_for_scenes(1).await;
    until("the painter was asked", async || asked.load(Ordering::SeqCst) == 1).await;
    timeout(Duration::from_secs(30), server.stop()).await.unwrap();
}
