//! Models that never answer: each call has its time, then it is given up.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::actors::request::Refusal;
use ai_tale::backends::models::Storyteller;
use ai_tale::pipeline::story_prompt::StoryCall;
use futures_util::{FutureExt, StreamExt, stream};
use tokio::time::Instant;

use crate::kit::{Told, node, players};

/// Tells a story of two scenes whose painter answers only from its n-th call on; how often it was asked.
async fn told_with_a_silent_painter(answers_from: usize) -> (Told, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let painter = players::painter(move |spec| {
        let call = counted.fetch_add(1, Ordering::SeqCst);
        if call < answers_from { pending().boxed() } else { players::paint(spec).boxed() }
    });
    // one painter at a time: a credit that is not given back stops the story
    let told = node().setting("POOLS__ILLUSTRATION__SIZE", "1").painter(painter).story(2).run().await;
    (told, asked.load(Ordering::SeqCst))
}

#[tokio::test(start_paused = true)]
async fn a_silent_painter_leaves_quiet_pages() {
    let (told, asked) = told_with_a_silent_painter(usize::MAX).await;
    told.assert_complete(2);
    told.assert_quiet(&[1, 2]);
    assert_eq!(asked, 6, "as it is, once more, and softened, for each page");
}

#[tokio::test(start_paused = true)]
async fn a_painter_once_silent_costs_a_retry() {
    let (told, asked) = told_with_a_silent_painter(1).await;
    told.assert_complete(2);
    told.assert_quiet(&[]);
    assert_eq!(asked, 3);
}

/// A storyteller that begins with these lines, falls silent, and goes on well when it is asked again.
fn silent_after(lines: Vec<String>, calls: &Arc<Mutex<Vec<(StoryCall, Instant)>>>) -> Arc<dyn Storyteller> {
    let seen = Arc::clone(calls);
    players::storyteller(move |call| {
        let mut seen = seen.lock().unwrap();
        let answer = if seen.is_empty() {
            let begun = stream::iter(lines.clone()).map(|line| Ok(players::text(line)));
            begun.chain(stream::pending()).boxed()
        } else {
            players::chunks(players::script(&call, 3))
        };
        seen.push((call, Instant::now()));
        async { Ok(answer) }.boxed()
    })
}

#[tokio::test(start_paused = true)]
async fn a_silenced_storyteller_is_asked_to_go_on() {
    let calls = Arc::default();
    let lines = vec![players::plan(3), players::line(1, &players::words(1)), "{\"scene\":2,\"te".to_owned()];
    let told = node().storyteller(silent_after(lines, &calls)).story(3).run().await;
    told.assert_complete(3);
    told.assert_quiet(&[]);
    let calls = calls.lock().unwrap();
    assert_eq!(calls.len(), 2);
    match &calls[1].0 {
        StoryCall::Continue { scenes, .. } => assert_eq!(scenes.len(), 1),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_word_has_its_time_too() {
    let calls = Arc::default();
    let storyteller = silent_after(Vec::new(), &calls);
    let told = node().setting("MODELS__SILENCE", "20s").storyteller(storyteller).story(3).run().await;
    told.assert_complete(3);
    let calls = calls.lock().unwrap();
    let waited = calls[1].1 - calls[0].1;
    assert!((Duration::from_secs(20)..Duration::from_millis(20_250)).contains(&waited), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn an_always_silent_storyteller_fails_its_story() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let storyteller = players::storyteller(move |_| {
        // in the call and in its text by turns
        let is_mute = counted.fetch_add(1, Ordering::SeqCst).is_multiple_of(2);
        if is_mute { pending().boxed() } else { async { Ok(stream::pending().boxed()) }.boxed() }
    });
    node().storyteller(storyteller).story(2).run().await.assert_failed("storyteller_failed");
    assert_eq!(calls.load(Ordering::SeqCst), 3);
}

/// Tells a story whose storyteller sends the same chunk for ever, with a pause before each.
async fn told_by_a_babbler(chunk: &'static [u8], pause: Duration) -> Told {
    let storyteller = players::storyteller(move |_| {
        let babble = stream::repeat(chunk).then(move |chunk| async move {
            tokio::time::sleep(pause).await;
            Ok(players::text(chunk))
        });
        async move { Ok(babble.boxed()) }.boxed()
    });
    node().storyteller(storyteller).story(2).run().await
}

#[tokio::test(start_paused = true)]
async fn empty_chunks_are_silence() {
    told_by_a_babbler(b"", Duration::from_secs(1)).await.assert_failed("storyteller_failed");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_has_no_end_is_none() {
    told_by_a_babbler(&[b' '; 4096], Duration::from_millis(1)).await.assert_failed("storyteller_failed");
}

#[tokio::test(start_paused = true)]
async fn a_storyteller_that_drips_is_given_up() {
    told_by_a_babbler(b" ", Duration::from_secs(50)).await.assert_failed("storyteller_failed");
}

#[tokio::test(start_paused = true)]
async fn our_own_pause_is_no_silence() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let painter = players::painter(|spec| {
        async {
            tokio::time::sleep(Duration::from_secs(100)).await;
            players::paint(spec).await
        }
        .boxed()
    });
    let storyteller = players::storyteller(move |call| {
        counted.fetch_add(1, Ordering::SeqCst);
        let lines = stream::iter(players::script(&call, 4)).then(|line| async {
            tokio::time::sleep(Duration::from_secs(4)).await;
            line.map(players::text)
        });
        async { Ok(lines.boxed()) }.boxed()
    });
    let narrow = node().setting("LIMITS__WINDOW", "1").setting("MODELS__SILENCE", "5s");
    narrow.painter(painter).storyteller(storyteller).story(4).run().await.assert_complete(4);
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_limit_models_take_their_time() {
    let none = ["MODELS__SILENCE", "MODELS__TEXT", "MODELS__PICTURE", "MODELS__JUDGEMENT"];
    let unlimited = none.into_iter().fold(node(), |node, limit| node.setting(limit, "0s"));
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let slowly = move || {
        counted.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_mins(4))
    };
    let (tell, paint, judge) = (slowly.clone(), slowly.clone(), slowly);
    let told = unlimited
        .storyteller(players::storyteller(move |call| tell().then(|()| players::tell(call)).boxed()))
        .painter(players::painter(move |spec| paint().then(|()| players::paint(spec)).boxed()))
        .moderator(players::moderator(move |texts| judge().then(|()| players::judge(texts)).boxed()))
        .story(1)
        .run()
        .await;
    told.assert_complete(1);
    told.assert_quiet(&[]);
    assert_eq!(calls.load(Ordering::SeqCst), 5, "a text, a picture, and the wish, the plan and the page judged");
}

#[tokio::test(start_paused = true)]
async fn a_silent_judge_keeps_no_wish_waiting() {
    // the first wish and the second one's page meet a judge that never answers
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let moderator = players::moderator(move |texts| {
        let call = counted.fetch_add(1, Ordering::SeqCst);
        if [0, 3].contains(&call) { pending().boxed() } else { players::judge(texts).boxed() }
    });
    let node = node().moderator(moderator).start().await;
    assert!(matches!(node.wish(1).await, Err(Refusal::Unavailable)));
    node.told(node.begin(1).await).await.assert_complete(1);
    assert_eq!(calls.load(Ordering::SeqCst), 5);
    node.stop().await;
}
