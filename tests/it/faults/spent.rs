//! What a story cost, when its process dies at every seam: the sum is never less than what the models will bill, and
//! nothing that is logged is bought again.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ai_tale::backends::Backends;
use ai_tale::backends::models::guards::{Deadlines, guard_painter};
use ai_tale::backends::models::{ModelError, RawPicture};
use ai_tale::domain::{Call, CallKind, CallLog, CallOutcome, Cause, Record, SpendLine, StoryId, Timestamp};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::seams::{SCENES, Seam, Side, wish};
use crate::kit::fakes::until;
use crate::kit::paid::{Bill, TERMS, Till, elsewhere};
use crate::kit::tamper::{Tamper, tampered};
use crate::kit::{Crashable, Reader, TINY, assert_complete, config, illustrated, logs_in, node, players, texts};

#[tokio::test]
async fn a_crash_before_any_call_hides_no_cost() {
    crash_at_every_call(Side::Before).await;
}

#[tokio::test]
async fn a_crash_after_any_call_hides_no_cost() {
    crash_at_every_call(Side::After).await;
}

async fn crash_at_every_call(side: Side) {
    let mut at = 0;
    while crash_at(at, side).await {
        at += 1;
        assert!(at < 200, "a story of {SCENES} scenes needs fewer calls");
    }
    assert!(at > 20, "only {at} calls could crash");
}

/// What is known of the only story in a folder that nobody serves.
async fn cost_in(folder: &Path, story: Option<StoryId>) -> Option<(StoryId, CallLog, Vec<SpendLine>)> {
    let parts = Backends::open(&config(folder, &TINY)).await.unwrap();
    let open = parts.store.claims.open(None, 9).await.unwrap();
    let story = story.or(open.first().map(|open| open.story_id))?;
    let today = Timestamp::now().day();
    let sums = parts.store.spend.sums(today - 1, today).await.unwrap();
    Some((story, parts.store.spend.calls(story).await.unwrap().unwrap(), sums))
}

/// `false`: the story ended before its k-th call.
async fn crash_at(at: usize, side: Side) -> bool {
    let (folder, till) = (tempfile::tempdir().unwrap(), Till::default());
    let seam = Seam::new(at, side);
    let (tamper, seller): (Arc<dyn Tamper>, _) = (seam.clone(), till.clone());
    let first = Crashable::start(folder.path(), move |mut parts| {
        seller.sells(&mut parts);
        tampered(parts, &tamper)
    })
    .await;
    let reader = Reader::guest(first.readers()).await;
    let telling = async {
        let id = wish(&reader).await;
        reader.whole(&id).await
    };
    let has_ended = tokio::select! {
        events = telling => {
            assert_complete(&events, SCENES.into());
            true
        }
        () = seam.crashed.cancelled() => false,
    };
    first.crash().await;
    if has_ended {
        return false;
    }
    let (bought, logged) = (till.bill(), logs_in(folder.path()).await.pop().unwrap_or_default());
    if let Some((_, log, sums)) = cost_in(folder.path(), None).await {
        assert_covers(&log, &bought, (at, side));
        assert_eq!(log.lines(), sums, "the day's sums are the story's, {at} {side:?}");
    }

    let seller = till.clone();
    let second = Crashable::start(folder.path(), move |mut parts| {
        seller.sells(&mut parts);
        parts
    })
    .await;
    let reader = Reader { base: second.readers().to_owned(), ..reader };
    let id = wish(&reader).await;
    assert_complete(&reader.whole(&id).await, SCENES.into());
    second.crash().await;
    let paid = till.bill();
    let (_, log, _) = cost_in(folder.path(), Some(id.parse().unwrap())).await.unwrap();
    assert_covers(&log, &paid, (at, side));
    assert!(log.calls().all(|call| call.outcome != CallOutcome::InFlight), "{at} {side:?}");
    if !logged.is_empty() {
        assert_bought_once_more(&log, &logged, &bought, &paid, (at, side));
    }
    true
}

/// Every call that was billed has its line, and no line is too cheap.
fn assert_covers(log: &CallLog, bill: &Bill, seam: (usize, Side)) {
    let calls_of = |kind| log.calls().filter(|call| call.kind == kind).map(|call| call.count).sum::<u64>();
    for (kind, billed) in &bill.calls {
        assert!(calls_of(*kind) >= *billed, "{kind:?}: {} of {billed} calls, {seam:?}", calls_of(*kind));
    }
    let cost = log.total().cost_micros;
    assert!(cost >= bill.micros, "{cost} of {} billed, {seam:?}", bill.micros);
}

/// What was logged is not bought again, all else at most once, and that with its cause.
fn assert_bought_once_more(log: &CallLog, logged: &[Record], before: &Bill, after: &Bill, seam: (usize, Side)) {
    for (scene, asked) in &after.pictures {
        let again = asked - before.pictures.get(scene).copied().unwrap_or_default();
        let missing = !illustrated(logged).contains(scene);
        assert_eq!(again, u64::from(missing), "the picture of {scene}, {seam:?}");
        let is_told = log
            .calls()
            .any(|call| (call.kind, call.scene, call.cause) == (CallKind::Picture, Some(*scene), Cause::AfterCrash));
        assert_eq!(is_told, missing && texts(logged).len() >= *scene as usize, "its cause, {scene}, {seam:?}");
    }
    let words = |bill: &Bill| bill.calls.get(&CallKind::Words).copied().unwrap_or_default();
    let again = words(after) - words(before);
    assert_eq!(again, u64::from(texts(logged).len() < SCENES as usize), "texts, {seam:?}");
}

/// Millionths that a picture may cost.
fn most() -> u64 {
    TERMS.picture_at_most(0).cost_micros
}

/// A story of one scene whose only painter does this until it is asked no more.
async fn pictures_of(
    act: impl Fn() -> BoxFuture<'static, Result<RawPicture, ModelError>> + Send + Sync + 'static,
) -> Vec<Call> {
    let in_time = Deadlines::total(Duration::from_secs(1));
    let painter = guard_painter(elsewhere(players::painter(move |_| act())), &in_time.into());
    let node = node().painter(painter).start().await;
    let story = node.begin(1).await;
    node.told(story).await.assert_complete(1);
    let log = node.app.backends().store.spend.calls(story).await.unwrap().unwrap();
    node.stop().await;
    log.calls().filter(|call| call.model == "elsewhere").cloned().collect()
}

#[tokio::test(start_paused = true)]
async fn a_picture_given_up_counts_in_full() {
    let pictures = pictures_of(|| std::future::pending().boxed()).await;
    assert!(!pictures.is_empty());
    for picture in pictures {
        assert_eq!((picture.outcome, picture.usage.cost_micros), (CallOutcome::TimedOut, most()));
    }
}

#[tokio::test(start_paused = true)]
async fn only_what_was_asked_is_paid() {
    type Failure = fn() -> ModelError;
    let failures: [(Failure, CallOutcome, u64); 5] = [
        (players::unavailable, CallOutcome::Unavailable, 0),
        (|| ModelError::Rejected(String::new()), CallOutcome::Rejected, 0),
        (|| ModelError::BrokeOff(String::new()), CallOutcome::BrokeOff, most()),
        (players::unusable, CallOutcome::Unusable, most()),
        (|| ModelError::Refused(String::new()), CallOutcome::Refused, most()),
    ];
    for (failure, outcome, cost) in failures {
        let pictures = pictures_of(move || async move { Err(failure()) }.boxed()).await;
        assert!(!pictures.is_empty());
        for picture in pictures {
            assert_eq!((picture.outcome, picture.usage.cost_micros), (outcome, cost));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_cancels_pays_what_was_on_its_way() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let painter = elsewhere(players::painter(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        std::future::pending().boxed()
    }));
    let node = node().painter(painter).start().await;
    let story = node.begin(1).await;
    until("a picture is being painted", || asked.load(Ordering::SeqCst) == 1).await;
    node.cancel(story).await;
    node.whole(story).await;
    let log = node.app.backends().store.spend.calls(story).await.unwrap().unwrap();
    let dropped = log.calls().find(|call| call.model == "elsewhere").unwrap();
    assert_eq!((dropped.outcome, dropped.usage.cost_micros), (CallOutcome::Dropped, most()));
    node.stop().await;
}
