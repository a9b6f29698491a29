//! How criticism ends: when its grace is over, with a drain, with a cancel; the story is told as it is then.

use std::time::Duration;

use ai_tale::domain::{Event, StoryId, StoryStatus};
use futures_util::FutureExt;
use futures_util::future::pending;
use tokio::time::Instant;

use super::{criticised, revisions};
use crate::kit::critics::{FakeCritic, critique};
use crate::kit::{Node, node, players};

/// Every page of a story of so many has its picture.
async fn illustrated(node: &Node, story: StoryId, scenes: usize) {
    let all = (1..=scenes).collect::<Vec<_>>();
    for scene in all {
        node.log_with(
            story,
            |event| matches!(event, Event::IllustrationCreated(picture) if picture.scene as usize == scene),
        )
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_story_completes_when_its_grace_ends() {
    let critic = FakeCritic::new(|_, _| pending().boxed());
    let node =
        criticised(&critic).setting("MODELS__CRITIC_GRACE", "10m").setting("MODELS__JUDGEMENT", "0s").start().await;
    let story = node.begin(2).await;
    illustrated(&node, story, 2).await;
    let painted = Instant::now();
    node.told(story).await.assert_complete(2);
    let waited = painted.elapsed();
    assert!(Duration::from_mins(9) < waited && waited < Duration::from_mins(12), "{waited:?}");
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn without_a_critic_nothing_is_waited_for() {
    let told = node().setting("MODELS__CRITIC_GRACE", "1h");
    let began = Instant::now();
    told.story(2).run().await.assert_complete(2);
    assert!(began.elapsed() < Duration::from_mins(10));
}

#[tokio::test(start_paused = true)]
async fn a_grace_of_nothing_waits_for_nobody() {
    let critic = FakeCritic::new(|_, _| pending().boxed());
    let told = criticised(&critic).setting("MODELS__CRITIC_GRACE", "0s").story(2).run().await;
    told.assert_complete(2);
}

#[tokio::test(start_paused = true)]
async fn a_drain_completes_what_is_painted() {
    let folder = tempfile::tempdir().unwrap();
    let critic = FakeCritic::new(|_, _| async { Ok(critique(1)) }.boxed());
    let stuck = players::painter(|spec| {
        if spec.prompt.contains("painted before") { pending().boxed() } else { players::paint(spec).boxed() }
    });
    let first = criticised(&critic).on(folder.path()).painter(stuck).start().await;
    let story = first.begin(2).await;
    illustrated(&first, story, 2).await;
    first.stop().await;

    let next = node().on(folder.path()).start().await;
    assert_eq!(next.status(story).await, StoryStatus::Completed, "it was complete before the stop");
    let log = next.whole(story).await;
    assert_eq!(revisions(&log).len(), 2);
    next.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_cancel_ends_all_criticism() {
    let critic = FakeCritic::new(|_, _| async { Ok(critique(1)) }.boxed());
    let stuck = players::painter(|spec| {
        if spec.prompt.contains("painted before") { pending().boxed() } else { players::paint(spec).boxed() }
    });
    let node = criticised(&critic).painter(stuck).start().await;
    let story = node.begin(1).await;
    illustrated(&node, story, 1).await;
    node.cancel(story).await;
    let log = node.whole(story).await;
    assert_eq!((revisions(&log), &log.last().unwrap().event), (vec![(1, 1)], &Event::StoryCancelled));
    node.stop().await;
}
