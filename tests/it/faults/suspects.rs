//! Stories whose runs or processes died with them: the more often, the fewer are told at a time and the later, and they
//! keep nobody else waiting.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::actors::request::Refusal;
use ai_tale::app::App;
use ai_tale::backends::Backends;
use ai_tale::domain::{Event, StoryId};
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use futures_util::FutureExt;
use tokio::time::Instant;

use crate::kit::alone::{alone, ending, log_once, whole, wish};
use crate::kit::fakes::until;
use crate::kit::players;
use crate::kit::shelf::count_starts;
use crate::kit::tamper::{Tamper, tampered};

/// A story of so many scenes is never begun by the storytellers of these tests, until they are told otherwise.
const STUCK: u32 = 5;

/// A storyteller that never begins a story of [`STUCK`] scenes; keeps when it was asked to.
fn stuck(mut parts: Backends, asked: &Arc<Mutex<Vec<Instant>>>) -> Backends {
    let asked = Arc::clone(asked);
    parts.models.storytellers = vec![players::storyteller(move |call| {
        if matches!(&call, StoryCall::Begin { request } if request.scenes == STUCK) {
            asked.lock().unwrap().push(Instant::now());
            return std::future::pending().boxed();
        }
        players::tell(call).boxed()
    })];
    parts
}

/// Stories that were begun in a folder and given up; then so many starts count against each.
async fn dead(folder: &Path, starts: &[u32]) -> Vec<StoryId> {
    let asked = Arc::default();
    // nobody is given up and asked again meanwhile, however slow the machine
    let app = alone(folder, &[("MODELS__SILENCE", "0s"), ("MODELS__TEXT", "0s")], |parts| stuck(parts, &asked)).await;
    let mut stories = Vec::new();
    for _ in starts {
        stories.push(wish(&app, STUCK).await.unwrap());
    }
    until("all are being told", || asked.lock().unwrap().len() == starts.len()).await;
    app.stop().await;
    for (story, starts) in stories.iter().zip(starts) {
        count_starts(folder, *story, *starts);
    }
    stories
}

/// Several looks into the store pass.
async fn a_while() {
    tokio::time::sleep(Duration::from_secs(30)).await;
}

async fn assert_told_meanwhile(app: &App) {
    let story = wish(app, 1).await.unwrap();
    assert_eq!(ending(&whole(app, story).await), Ok(1));
}

#[tokio::test(start_paused = true)]
async fn stories_that_died_once_go_on_together() {
    let folder = tempfile::tempdir().unwrap();
    dead(folder.path(), &[1; 12]).await;
    let asked = Arc::default();
    let app = alone(folder.path(), &[("MODELS__SILENCE", "0s")], |parts| stuck(parts, &asked)).await;
    until("all are told on", || asked.lock().unwrap().len() == 12).await;
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn eight_that_died_twice_go_on_together() {
    let folder = tempfile::tempdir().unwrap();
    dead(folder.path(), &[2; 12]).await;
    let asked = Arc::default();
    let app =
        alone(folder.path(), &[("MODELS__SILENCE", "0s"), ("LIMITS__STORIES", "9")], |parts| stuck(parts, &asked));
    let app = app.await;
    until("eight are told on", || asked.lock().unwrap().len() == 8).await;
    assert_told_meanwhile(&app).await;
    a_while().await;
    assert_eq!(asked.lock().unwrap().len(), 8, "the others wait for a turn");
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn suspects_leave_a_place_on_a_small_node() {
    let folder = tempfile::tempdir().unwrap();
    dead(folder.path(), &[2; 6]).await;
    let asked = Arc::default();
    let settings = [("MODELS__SILENCE", "0s"), ("MODELS__TEXT", "0s"), ("LIMITS__STORIES", "4")];
    let app = alone(folder.path(), &settings, |parts| stuck(parts, &asked)).await;
    until("three are told on", || asked.lock().unwrap().len() == 3).await;
    a_while().await;
    assert_eq!(asked.lock().unwrap().len(), 3, "the fourth place is for others");
    assert_told_meanwhile(&app).await;
    app.stop().await;
}

/// Says when each story's first new event came.
#[tokio::test(start_paused = true)]
async fn whoever_died_often_waits_for_calm() {
    let folder = tempfile::tempdir().unwrap();
    let stories = dead(folder.path(), &[5, 3, 4]).await;
    let started = Instant::now();
    let app = alone(folder.path(), &[("LIMITS__STORIES", "1")], |parts| parts).await;
    assert_told_meanwhile(&app).await;
    let mut outlined = Vec::new();
    for place in [1, 2, 0] {
        let is_outlined = |record: &ai_tale::domain::Record| matches!(record.event, Event::StoryOutlined(_));
        log_once(&app, stories[place], |log| log.iter().any(is_outlined)).await;
        outlined.push(started.elapsed());
        assert_told_meanwhile(&app).await;
    }
    let calm = [10, 60, 300].map(Duration::from_secs);
    // time jumps while the store writes, but each comes before the next one may
    let next = [60, 300, 600].map(Duration::from_secs);
    let is_calm = (0..3).all(|place| (calm[place]..next[place]).contains(&outlined[place]));
    assert!(is_calm, "{outlined:?}");
    for story in stories {
        assert_eq!(ending(&whole(&app, story).await), Ok(STUCK));
    }
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_story_of_six_deaths_fails() {
    let folder = tempfile::tempdir().unwrap();
    let stories = dead(folder.path(), &[6]).await;
    let app = alone(folder.path(), &[], |parts| parts).await;
    assert_eq!(ending(&whole(&app, stories[0]).await), Err("poisoned"));
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_poison_story_is_found_by_its_runs() {
    let folder = tempfile::tempdir().unwrap();
    let tamper: Arc<dyn Tamper> = Arc::new(PanicsAtOutlines(AtomicUsize::new(0)));
    let app = alone(folder.path(), &[], |parts| tampered(parts, &tamper)).await;
    let story = wish(&app, 2).await.unwrap();
    assert_eq!(ending(&whole(&app, story).await), Err("poisoned"));
    app.stop().await;
}

/// After `story.started` every write of the log panics, so often that no budget outlives it.
struct PanicsAtOutlines(AtomicUsize);

#[async_trait]
impl Tamper for PanicsAtOutlines {
    async fn before(&self, call: &'static str) -> Result<(), &'static str> {
        if call == "append" {
            let number = self.0.fetch_add(1, Ordering::SeqCst);
            assert!(!(1..=6).contains(&number), "told to panic");
        }
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_story_leaves_the_queue() {
    let (folder, asked) = (tempfile::tempdir().unwrap(), Arc::default());
    let settings =
        [("LIMITS__STORIES", "1"), ("LIMITS__QUEUE", "1"), ("MODELS__SILENCE", "0s"), ("MODELS__TEXT", "0s")];
    let app = alone(folder.path(), &settings, |parts| stuck(parts, &asked)).await;
    wish(&app, STUCK).await.unwrap();
    until("the only place is taken", || asked.lock().unwrap().len() == 1).await;
    let queued = wish(&app, 1).await.unwrap();
    assert!(matches!(wish(&app, 1).await, Err(Refusal::QueueFull { .. })), "the only slot is taken");
    let owner = app.backends().store.log.head(queued).await.unwrap().unwrap().owner;
    app.stories().cancel(owner, queued).await.unwrap();
    whole(&app, queued).await;
    wish(&app, 1).await.unwrap();
    app.stop().await;
}

/// Counts claims, and loses the answer of the third.
#[derive(Default)]
struct Claims(AtomicUsize);

#[async_trait]
impl Tamper for Claims {
    async fn before(&self, call: &'static str) -> Result<(), &'static str> {
        self.0.fetch_add(usize::from(call == "claim"), Ordering::SeqCst);
        Ok(())
    }

    async fn after(&self, call: &'static str) -> Result<(), &'static str> {
        if call == "claim" && self.0.load(Ordering::SeqCst) == 3 { Err("told to lose the answer") } else { Ok(()) }
    }
}

#[tokio::test(start_paused = true)]
async fn suspects_run_alone_and_delay_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let stories = dead(folder.path(), &[3; 3]).await;
    let (asked, claims) = (Arc::default(), Arc::new(Claims::default()));
    let tamper: Arc<dyn Tamper> = claims.clone();
    let settings = [("LIMITS__STORIES", "2"), ("MODELS__SILENCE", "0s"), ("MODELS__TEXT", "0s")];
    let app = alone(folder.path(), &settings, |parts| tampered(stuck(parts, &asked), &tamper)).await;
    until("one of them is told again", || asked.lock().unwrap().len() == 1).await;
    // among them one whose claim was answered by nobody: it is no story that died
    for _ in 0..3 {
        assert_told_meanwhile(&app).await;
    }
    // one that waits is ended for its reader
    let owner = app.backends().store.log.head(stories[2]).await.unwrap().unwrap().owner;
    app.stories().cancel(owner, stories[2]).await.unwrap();
    let end = whole(&app, stories[2]).await.pop().unwrap().event;
    assert!(matches!(end, Event::StoryCancelled), "{end:?}");
    a_while().await;
    assert_eq!(asked.lock().unwrap().len(), 1, "the others wait for the first");
    let expected = "the first of the dead, three new stories, one of them twice, and the one that was ended";
    assert_eq!(claims.0.load(Ordering::SeqCst), 6, "{expected}");
    app.stop().await;
}
