//! Words that may not be shown: written anew, by whoever answers, and never seen.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ai_tale::backends::Backends;
use ai_tale::backends::models::{Moderator, Storyteller};
use ai_tale::domain::{Category, Event, Record, Verdict};
use ai_tale::pipeline::story_prompt::StoryCall;
use futures_util::FutureExt;

use crate::kit::alone::{alone, ending, log_once, quiet, told, whole, wish};
use crate::kit::players;

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

async fn told_by(storytellers: Vec<Arc<dyn Storyteller>>) -> Vec<Record> {
    let log = told(1, &[], |parts| with(parts, storytellers)).await;
    assert!(!format!("{log:?}").contains(BAD));
    log
}

fn with(mut parts: Backends, storytellers: Vec<Arc<dyn Storyteller>>) -> Backends {
    parts.models.moderator = objects_to(BAD);
    parts.models.storytellers = storytellers;
    parts
}

#[tokio::test(start_paused = true)]
async fn a_rewrite_that_fails_is_asked_for_again() {
    let attempts = Attempts::default();
    let storyteller = rewriter('a', &[Rewrite::Fails, Rewrite::Fails, Rewrite::Good], &attempts);
    assert_eq!(ending(&told_by(vec![storyteller]).await), Ok(1));
    assert_eq!(*attempts.lock().unwrap(), [('a', 1), ('a', 1), ('a', 1)]);
}

#[tokio::test(start_paused = true)]
async fn rewrites_that_always_fail_are_no_unsafe_words() {
    let attempts = Attempts::default();
    let storytellers = vec![rewriter('a', &[Rewrite::Fails], &attempts), rewriter('b', &[Rewrite::Fails], &attempts)];
    assert_eq!(ending(&told_by(storytellers).await), Err("storyteller_failed"));
    assert_eq!(*attempts.lock().unwrap(), [('a', 1), ('a', 1), ('a', 1), ('b', 1), ('b', 1), ('b', 1)]);
}

#[tokio::test(start_paused = true)]
async fn only_rewrites_that_were_judged_make_words_unsafe() {
    let attempts = Attempts::default();
    let storyteller = rewriter('a', &[Rewrite::Fails, Rewrite::Bad, Rewrite::Fails, Rewrite::Bad], &attempts);
    assert_eq!(ending(&told_by(vec![storyteller]).await), Err("words_unsafe"));
    assert_eq!(*attempts.lock().unwrap(), [('a', 1), ('a', 1), ('a', 2), ('a', 2)]);
}

#[tokio::test(start_paused = true)]
async fn words_refused_afterwards_get_quiet_pages() {
    let folder = tempfile::tempdir().unwrap();
    let first = alone(folder.path(), &[], |mut parts| {
        parts.models.storytellers =
            vec![players::storyteller(|call| async move { Ok(players::chunks(players::script(&call, 2))) }.boxed())];
        // the first page is never painted in this life
        parts.models.painters =
            vec![players::painter(
                |spec| {
                    if spec.scene == 1 { pending().boxed() } else { players::paint(spec).boxed() }
                },
            )];
        parts
    })
    .await;
    let story = wish(&first, 2).await.unwrap();
    let is_second_painted = |log: &[Record]| {
        log.iter().any(|record| matches!(&record.event, Event::IllustrationCreated(picture) if picture.scene == 2))
    };
    log_once(&first, story, is_second_painted).await;
    first.stop().await;

    let painted = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&painted);
    let second = alone(folder.path(), &[], |mut parts| {
        parts.models.moderator = objects_to("lantern number 1");
        parts.models.painters = vec![players::painter(move |spec| {
            counted.fetch_add(1, Ordering::SeqCst);
            players::paint(spec).boxed()
        })];
        parts
    })
    .await;
    let log = whole(&second, story).await;
    assert_eq!((ending(&log), quiet(&log)), (Ok(2), vec![1]));
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
async fn told_before(judge: &'static [Trouble]) -> (Vec<Record>, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let log = told(1, &[], |mut parts| {
        parts.models.moderator = judge_that(judge);
        parts.models.storytellers = vec![players::storyteller(move |call| {
            counted.fetch_add(1, Ordering::SeqCst);
            players::tell(call).boxed()
        })];
        parts
    })
    .await;
    (log, asked.load(Ordering::SeqCst))
}

#[tokio::test(start_paused = true)]
async fn a_paid_plan_outlives_lost_workers() {
    use Trouble::{None, Panics};
    let (log, asked) = told_before(&[None, Panics, Panics, Panics]).await;
    assert_eq!((ending(&log), asked), (Ok(1), 1), "the plan is judged again, not written again");
}

#[tokio::test(start_paused = true)]
async fn a_judge_away_forgives_lost_workers() {
    use Trouble::{IsAway, None, Panics};
    const TROUBLED: [Trouble; 17] = [
        None, None, Panics, IsAway, Panics, IsAway, Panics, IsAway, Panics, IsAway, Panics, IsAway, Panics, IsAway,
        Panics, IsAway, Panics,
    ];
    let (log, _) = told_before(&TROUBLED).await;
    assert_eq!(ending(&log), Ok(1));
}
