//! Words that may not be shown: written anew, by whoever answers, and never seen.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ai_tale::backends::models::{Moderator, Storyteller};
use ai_tale::domain::{Category, Event, Verdict};
use ai_tale::pipeline::story_prompt::StoryCall;
use futures_util::FutureExt;

use crate::kit::{Told, node, players};

/// What the moderator of these tests objects to.
const BAD: &str = "thunderbolt";

/// A moderator that objects to words with this in them.
fn objects_to(bad: &'static str) -> Arc<dyn Moderator> {
    players::moderator(move |texts| {
        let judge =
            |text: &String| if text.contains(bad) { Verdict::Unsafe(Category::Violence) } else { Verdict::Safe };
        let verdicts = texts.iter().map(judge).collect();
        async { Ok(verdicts) }.boxed()
    })
}

/// How a storyteller answers when it is asked to write a scene anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rewrite {
    Good,
    Bad,
    Fails,
}

/// The attempts that rewrites were asked for with, by storyteller.
type Attempts = Arc<Mutex<Vec<(char, u32)>>>;

/// Writes [`BAD`] on its one page, and rewrites as it is told, the last way for ever.
fn rewriter(name: char, ways: &'static [Rewrite], attempts: &Attempts) -> Arc<dyn Storyteller> {
    let seen = Arc::clone(attempts);
    players::named(name, move |call| {
        let mut answer = players::script(&call, 1);
        let bad = Ok(players::line(1, &format!("A {BAD} fell on Tunni.")));
        match call {
            StoryCall::Rewrite { attempt, .. } => {
                let mut seen = seen.lock().unwrap();
                let before = seen.iter().filter(|(who, _)| *who == name).count();
                seen.push((name, attempt));
                match ways[before.min(ways.len() - 1)] {
                    Rewrite::Good => {}
                    Rewrite::Bad => answer = vec![bad],
                    Rewrite::Fails => return async { Err(players::unusable()) }.boxed(),
                }
            }
            _ => answer[1] = bad,
        }
        async { Ok(players::chunks(answer)) }.boxed()
    })
}

async fn told_by(storytellers: Vec<Arc<dyn Storyteller>>) -> Told {
    let told = node().moderator(objects_to(BAD)).storytellers(storytellers).story(1).run().await;
    told.assert_never_says(BAD);
    told
}

#[tokio::test(start_paused = true)]
async fn a_rewrite_that_fails_is_asked_for_again() {
    let attempts = Attempts::default();
    let storyteller = rewriter('a', &[Rewrite::Fails, Rewrite::Fails, Rewrite::Good], &attempts);
    told_by(vec![storyteller]).await.assert_complete(1);
    assert_eq!(*attempts.lock().unwrap(), [('a', 1), ('a', 1), ('a', 1)]);
}

#[tokio::test(start_paused = true)]
async fn rewrites_that_always_fail_are_no_unsafe_words() {
    let attempts = Attempts::default();
    let storytellers = vec![rewriter('a', &[Rewrite::Fails], &attempts), rewriter('b', &[Rewrite::Fails], &attempts)];
    told_by(storytellers).await.assert_failed("storyteller_failed");
    assert_eq!(*attempts.lock().unwrap(), [('a', 1), ('a', 1), ('a', 1), ('b', 1), ('b', 1), ('b', 1)]);
}

#[tokio::test(start_paused = true)]
async fn only_rewrites_that_were_judged_make_words_unsafe() {
    let attempts = Attempts::default();
    let storyteller = rewriter('a', &[Rewrite::Fails, Rewrite::Bad, Rewrite::Fails, Rewrite::Bad], &attempts);
    told_by(vec![storyteller]).await.assert_failed("words_unsafe");
    assert_eq!(*attempts.lock().unwrap(), [('a', 1), ('a', 1), ('a', 2), ('a', 2)]);
}

#[tokio::test(start_paused = true)]
async fn words_refused_afterwards_get_quiet_pages() {
    let folder = tempfile::tempdir().unwrap();
    let storyteller =
        players::storyteller(|call| async move { Ok(players::chunks(players::script(&call, 2))) }.boxed());
    // the first page is never painted in this life
    let painter =
        players::painter(|spec| if spec.scene == 1 { pending().boxed() } else { players::paint(spec).boxed() });
    let first = node().on(folder.path()).storyteller(storyteller).painter(painter).start().await;
    let story = first.begin(2).await;
    first.log_with(story, |event| matches!(event, Event::IllustrationCreated(picture) if picture.scene == 2)).await;
    first.stop().await;

    let painted = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&painted);
    let painter = players::painter(move |spec| {
        counted.fetch_add(1, Ordering::SeqCst);
        players::paint(spec).boxed()
    });
    let strict = node().on(folder.path()).moderator(objects_to("lantern number 1"));
    let second = strict.painter(painter).start().await;
    let told = second.told(story).await;
    told.assert_complete(2);
    told.assert_quiet(&[1]);
    assert_eq!(painted.load(Ordering::SeqCst), 0);
    second.stop().await;
}

/// Judges as `what` says for each call in turn, and then well.
fn judge_that(what: &'static [Trouble]) -> Arc<dyn Moderator> {
    let calls = AtomicUsize::new(0);
    players::moderator(move |texts| {
        let trouble = what.get(calls.fetch_add(1, Ordering::SeqCst)).copied();
        async move {
            match trouble {
                Some(Trouble::Panics) => panic!("told to panic"),
                Some(Trouble::IsAway) => Err(players::unavailable()),
                Some(Trouble::None) | None => players::judge(texts).await,
            }
        }
        .boxed()
    })
}

/// What happens to a call of the judge.
#[derive(Clone, Copy)]
enum Trouble {
    None,
    Panics,
    IsAway,
}

/// Tells a story of one scene before a judge in trouble; how often its storyteller was asked.
async fn told_before(judge: &'static [Trouble]) -> (Told, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let storyteller = players::storyteller(move |call| {
        counted.fetch_add(1, Ordering::SeqCst);
        players::tell(call).boxed()
    });
    let told = node().moderator(judge_that(judge)).storyteller(storyteller).story(1).run().await;
    (told, asked.load(Ordering::SeqCst))
}

#[tokio::test(start_paused = true)]
async fn a_paid_plan_outlives_lost_workers() {
    use Trouble::{None, Panics};
    let (told, asked) = told_before(&[None, Panics, Panics, Panics]).await;
    told.assert_complete(1);
    assert_eq!(asked, 1, "the plan is judged again, not written again");
}

#[tokio::test(start_paused = true)]
async fn a_judge_away_forgives_lost_workers() {
    use Trouble::{IsAway, None, Panics};
    const TROUBLED: [Trouble; 17] = [
        None, None, Panics, IsAway, Panics, IsAway, Panics, IsAway, Panics, IsAway, Panics, IsAway, Panics, IsAway,
        Panics, IsAway, Panics,
    ];
    told_before(&TROUBLED).await.0.assert_complete(1);
}
