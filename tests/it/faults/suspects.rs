//! Stories whose runs or processes died with them: the more often, the fewer are told at a time and the later, and they
//! keep nobody else waiting.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::actors::request::Refusal;
use ai_tale::backends::models::Storyteller;
use ai_tale::domain::{Event, StoryId};
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use futures_util::FutureExt;
use tokio::time::Instant;

use crate::kit::fakes::until;
use crate::kit::shelf::count_starts;
use crate::kit::tamper::Tamper;
use crate::kit::{Node, Scenario, node, players};

/// A story of so many scenes is never begun by the storytellers of these tests, until they are told otherwise.
const STUCK: u32 = 5;

/// When stories of [`STUCK`] scenes were to be begun.
type Asked = Arc<Mutex<Vec<Instant>>>;

/// A storyteller that never begins a story of [`STUCK`] scenes; keeps when it was asked to.
fn stuck(asked: &Asked) -> Arc<dyn Storyteller> {
    let asked = Arc::clone(asked);
    players::storyteller(move |call| {
        if matches!(&call, StoryCall::Begin { request } if request.scenes == STUCK) {
            asked.lock().unwrap().push(Instant::now());
            return std::future::pending().boxed();
        }
        players::tell(call).boxed()
    })
}

/// A node that gives nobody up and asks nobody again, however slow the machine.
fn patient() -> Scenario {
    node().setting("MODELS__SILENCE", "0s").setting("MODELS__TEXT", "0s")
}

/// Stories that were begun in a folder and given up; then so many starts count against each.
async fn dead(folder: &Path, starts: &[u32]) -> Vec<StoryId> {
    let asked = Asked::default();
    let node = patient().on(folder).storyteller(stuck(&asked)).start().await;
    let mut stories = Vec::new();
    for _ in starts {
        stories.push(node.begin(STUCK).await);
    }
    until("all are being told", || asked.lock().unwrap().len() == starts.len()).await;
    node.stop().await;
    for (story, starts) in stories.iter().zip(starts) {
        count_starts(folder, *story, *starts);
    }
    stories
}

/// Several looks into the store pass.
async fn a_while() {
    tokio::time::sleep(Duration::from_secs(30)).await;
}

async fn assert_told_meanwhile(node: &Node) {
    node.told(node.begin(1).await).await.assert_complete(1);
}

#[tokio::test(start_paused = true)]
async fn stories_that_died_once_go_on_together() {
    let folder = tempfile::tempdir().unwrap();
    dead(folder.path(), &[1; 12]).await;
    let asked = Asked::default();
    let node = patient().on(folder.path()).storyteller(stuck(&asked)).start().await;
    until("all are told on", || asked.lock().unwrap().len() == 12).await;
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn eight_that_died_twice_go_on_together() {
    let folder = tempfile::tempdir().unwrap();
    dead(folder.path(), &[2; 12]).await;
    let asked = Asked::default();
    let nine = patient().on(folder.path()).setting("LIMITS__STORIES", "9");
    let node = nine.storyteller(stuck(&asked)).start().await;
    until("eight are told on", || asked.lock().unwrap().len() == 8).await;
    assert_told_meanwhile(&node).await;
    a_while().await;
    assert_eq!(asked.lock().unwrap().len(), 8, "the others wait for a turn");
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn suspects_leave_a_place_on_a_small_node() {
    let folder = tempfile::tempdir().unwrap();
    dead(folder.path(), &[2; 6]).await;
    let asked = Asked::default();
    let four = patient().on(folder.path()).setting("LIMITS__STORIES", "4");
    let node = four.storyteller(stuck(&asked)).start().await;
    until("three are told on", || asked.lock().unwrap().len() == 3).await;
    a_while().await;
    assert_eq!(asked.lock().unwrap().len(), 3, "the fourth place is for others");
    assert_told_meanwhile(&node).await;
    node.stop().await;
}

/// Says when each story's first new event came.
#[tokio::test(start_paused = true)]
async fn whoever_died_often_waits_for_calm() {
    let folder = tempfile::tempdir().unwrap();
    let stories = dead(folder.path(), &[5, 3, 4]).await;
    let started = Instant::now();
    let node = node().on(folder.path()).setting("LIMITS__STORIES", "1").start().await;
    assert_told_meanwhile(&node).await;
    let mut outlined = Vec::new();
    for place in [1, 2, 0] {
        node.log_with(stories[place], |event| matches!(event, Event::StoryOutlined(_))).await;
        outlined.push(started.elapsed());
        assert_told_meanwhile(&node).await;
    }
    let calm = [10, 60, 300].map(Duration::from_secs);
    // time jumps while the store writes, but each comes before the next one may
    let next = [60, 300, 600].map(Duration::from_secs);
    let is_calm = (0..3).all(|place| (calm[place]..next[place]).contains(&outlined[place]));
    assert!(is_calm, "{outlined:?}");
    for story in stories {
        node.told(story).await.assert_complete(STUCK);
    }
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_story_of_six_deaths_fails() {
    let folder = tempfile::tempdir().unwrap();
    let stories = dead(folder.path(), &[6]).await;
    let node = node().on(folder.path()).start().await;
    node.told(stories[0]).await.assert_failed("poisoned");
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_poison_story_is_found_by_its_runs() {
    let tamper = Arc::new(PanicsAtOutlines(AtomicUsize::new(0)));
    node().tampered(&tamper).story(2).run().await.assert_failed("poisoned");
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
    let asked = Asked::default();
    let one = patient().setting("LIMITS__STORIES", "1").setting("LIMITS__QUEUE", "1");
    let node = one.storyteller(stuck(&asked)).start().await;
    node.begin(STUCK).await;
    until("the only place is taken", || asked.lock().unwrap().len() == 1).await;
    let queued = node.begin(1).await;
    assert!(matches!(node.wish(1).await, Err(Refusal::QueueFull { .. })), "the only slot is taken");
    node.cancel(queued).await;
    node.whole(queued).await;
    node.begin(1).await;
    node.stop().await;
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
    let (asked, claims) = (Asked::default(), Arc::new(Claims::default()));
    let two = patient().on(folder.path()).setting("LIMITS__STORIES", "2");
    let node = two.storyteller(stuck(&asked)).tampered(&claims).start().await;
    until("one of them is told again", || asked.lock().unwrap().len() == 1).await;
    // among them one whose claim was answered by nobody: it is no story that died
    for _ in 0..3 {
        assert_told_meanwhile(&node).await;
    }
    // one that waits is ended for its reader
    node.cancel(stories[2]).await;
    let end = node.whole(stories[2]).await.pop().unwrap().event;
    assert!(matches!(end, Event::StoryCancelled), "{end:?}");
    a_while().await;
    assert_eq!(asked.lock().unwrap().len(), 1, "the others wait for the first");
    let expected = "the first of the dead, three new stories, one of them twice, and the one that was ended";
    assert_eq!(claims.0.load(Ordering::SeqCst), 6, "{expected}");
    node.stop().await;
}
