//! Models that err, refuse, break off, or write what may not be shown.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ai_tale::backends::models::ModelError;
use ai_tale::domain::{Category, Event, Verdict};
use ai_tale::pipeline::story_prompt::{Reason, StoryCall};
use futures_util::FutureExt;
use serde_json::json;

use crate::kit::{Server, TINY, Told, assert_complete, fails, node, players, texts, until};

/// What the moderator of these tests objects to.
const BAD: &str = "thunderbolt";

#[tokio::test(start_paused = true)]
async fn an_erring_painter_leaves_quiet_pages() {
    let prompts = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&prompts);
    let painter = players::painter(move |spec| {
        seen.lock().unwrap().push((spec.scene, spec.prompt));
        async { Err(players::unavailable()) }.boxed()
    });
    let told = node().painter(painter).story(2).run().await;
    told.assert_complete(2);
    told.assert_quiet(&[1, 2]);
    assert_eq!(prompts.lock().unwrap().len(), 6, "as it is, once more, and softened, for each page");
}

#[tokio::test(start_paused = true)]
async fn a_painter_that_fails_twice_costs_nothing() {
    let told = node().painter(fails(2)).story(3).run().await;
    told.assert_complete(3);
    told.assert_quiet(&[]);
}

#[tokio::test(start_paused = true)]
async fn a_refusing_painter_is_asked_something_else() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    let painter = players::painter(move |spec| {
        seen.lock().unwrap().push((spec.scene, spec.prompt));
        async { Err(ModelError::Refused("told to refuse".to_owned())) }.boxed()
    });
    let told = node().painter(painter).story(2).run().await;
    told.assert_complete(2);
    told.assert_quiet(&[1, 2]);
    let asked = asked.lock().unwrap().clone();
    assert_eq!(asked.len(), 4, "as it is and softened, for each page");
    let mut distinct = asked.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), asked.len(), "the same was asked twice: {asked:?}");
}

#[tokio::test(start_paused = true)]
async fn a_broken_off_text_goes_on_where_whole() {
    let lines = (1..=3).map(|scene| players::line(scene, &players::words(scene)));
    let whole: String = std::iter::once(players::plan(3)).chain(lines).collect();
    let starts: Vec<usize> = whole.match_indices('\n').map(|(at, _)| at + 1).collect();
    // in the plan, at the end of the plan, in a scene, at the end of one, in the last one
    for cut in [0, 10, starts[0], starts[0] + 15, starts[1], starts[2] - 2, starts[3] - 3] {
        let calls = Arc::new(Mutex::new(Vec::new()));
        let (seen, text) = (Arc::clone(&calls), whole[..cut].to_owned());
        let storyteller = players::storyteller(move |call| {
            let mut seen = seen.lock().unwrap();
            let is_first = seen.is_empty();
            let broken_off = || vec![Ok(text.clone()), Err(players::unavailable())];
            let answer = if is_first { broken_off() } else { players::script(&call, 3) };
            seen.push(call);
            async { Ok(players::chunks(answer)) }.boxed()
        });
        let told = node().storyteller(storyteller).story(3).run().await;
        told.assert_complete(3);
        assert_eq!(texts(told.log()), [1, 2, 3].map(players::words), "cut at {cut}");
        let calls = calls.lock().unwrap().clone();
        assert_eq!(calls.len(), 2, "cut at {cut}");
        match &calls[1] {
            StoryCall::Begin { .. } => assert!(cut < starts[0], "the plan was told, cut at {cut}"),
            StoryCall::Continue { scenes, .. } => {
                let told = starts[1..].iter().filter(|end| **end <= cut).count();
                assert_eq!(scenes.len(), told, "cut at {cut}");
            }
            StoryCall::Rewrite { .. } => panic!("nothing was unsafe"),
        }
    }
}

#[tokio::test]
async fn nothing_is_shown_while_nobody_can_judge_it() {
    let folder = tempfile::tempdir().unwrap();
    let (is_down, refused) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let (down, counted) = (Arc::clone(&is_down), Arc::clone(&refused));
    let server = Server::start_on(folder.path(), &TINY, |mut parts| {
        parts.models.moderators = vec![players::moderator(move |texts| {
            let is_own = texts.iter().any(|text| text.contains("Tunni"));
            if is_own && down.load(Ordering::SeqCst) {
                counted.fetch_add(1, Ordering::SeqCst);
                return async { Err(players::unavailable()) }.boxed();
            }
            players::judge(texts).boxed()
        })];
        parts.models.storytellers =
            vec![players::storyteller(|call| async move { Ok(players::chunks(players::script(&call, 2))) }.boxed())];
        parts
    })
    .await;
    is_down.store(true, Ordering::SeqCst);
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(2).await;
    until("the judge was asked three times", async || refused.load(Ordering::SeqCst) >= 3).await;
    let story = reader.story(&id).await;
    assert_eq!((&story["title"], story["scenes"].as_array().unwrap().len()), (&json!(null), 0));
    is_down.store(false, Ordering::SeqCst);
    assert_complete(&reader.whole(&id).await, 2);
    server.stop().await;
}

/// Tells a story before a moderator that objects to [`BAD`], which its storyteller writes on page 2, `times` times at
/// most; how often it was asked to write anew.
async fn told_with_bad_words(times: usize) -> (Told, usize) {
    let (written, rewrites) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&rewrites);
    let moderator = players::moderator(|texts| {
        let judge =
            |text: &String| if text.contains(BAD) { Verdict::Unsafe(Category::Violence) } else { Verdict::Safe };
        let verdicts = texts.iter().map(judge).collect();
        async { Ok(verdicts) }.boxed()
    });
    let storyteller = players::storyteller(move |call| {
        let is_bad = matches!(&call, StoryCall::Begin { .. } | StoryCall::Rewrite { scene: 2, .. })
            && written.fetch_add(1, Ordering::SeqCst) < times;
        if let StoryCall::Rewrite { reason, .. } = &call {
            assert_eq!(*reason, Reason::Unsafe(Category::Violence));
            counted.fetch_add(1, Ordering::SeqCst);
        }
        let mut answer = players::script(&call, 3);
        if is_bad {
            let index = if matches!(call, StoryCall::Begin { .. }) { 2 } else { 0 };
            answer[index] = Ok(players::line(2, &format!("A {BAD} fell on Tunni.")));
        }
        async { Ok(players::chunks(answer)) }.boxed()
    });
    let told = node().moderator(moderator).storyteller(storyteller).story(3).run().await;
    (told, rewrites.load(Ordering::SeqCst))
}

#[tokio::test(start_paused = true)]
async fn unsafe_words_are_rewritten_and_never_seen() {
    let (told, rewrites) = told_with_bad_words(2).await;
    told.assert_complete(3);
    told.assert_never_says(BAD);
    assert_eq!(rewrites, 2, "the first rewrite was as bad, the second one good");
}

#[tokio::test(start_paused = true)]
async fn unfit_words_fail_the_story_after_rewrites() {
    let (told, _) = told_with_bad_words(usize::MAX).await;
    told.assert_failed("words_unsafe");
    told.assert_never_says(BAD);
    let count = |is_it: fn(&Event) -> bool| told.log().iter().filter(|record| is_it(&record.event)).count();
    assert_eq!(count(|event| matches!(event, Event::StoryOutlined(_))), 1);
    assert_eq!(count(|event| matches!(event, Event::SceneCreated(scene) if scene.scene > 1)), 0);
}

#[tokio::test(start_paused = true)]
async fn a_useless_storyteller_fails_its_story() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let storyteller = players::storyteller(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        async { Err(players::unusable()) }.boxed()
    });
    node().storyteller(storyteller).story(2).run().await.assert_failed("storyteller_failed");
    assert_eq!(calls.load(Ordering::SeqCst), 3);
}
