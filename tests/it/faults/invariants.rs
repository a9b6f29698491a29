//! Impossible states: a story whose log is not sound, or not as long as its row says, fails at its claim, and does not
//! stand still.

use std::future::pending;
use std::path::Path;

use ai_tale::domain::{Event, StoryId, StoryStatus};
use futures_util::FutureExt;

use crate::kit::fakes::until;
use crate::kit::shelf::{change, rows};
use crate::kit::{node, players};

/// Tells a story in a folder up to its first page, whose picture never comes.
async fn begun(folder: &Path) -> StoryId {
    let node = node().on(folder).painter(players::painter(|_| pending().boxed())).start().await;
    let story = node.begin(2).await;
    node.log_with(story, |event| matches!(event, Event::SceneCreated(_))).await;
    node.stop().await;
    story
}

#[tokio::test(start_paused = true)]
async fn a_log_with_a_gap_fails_its_story() {
    for damage in [
        // the plan, between the start and the first page; the last event; an event that stands elsewhere
        "DELETE FROM story_events WHERE story_id = ?1 AND seq = ?2",
        "DELETE FROM story_events WHERE story_id = ?1 AND ?2 > 0
            AND seq = (SELECT max(seq) FROM story_events WHERE story_id = ?1)",
        "UPDATE story_events SET seq = 30 WHERE story_id = ?1 AND seq = ?2",
        "DELETE FROM story_events WHERE story_id = ?1 AND seq = ?2 - 2",
        "UPDATE stories SET head = head + ?2 WHERE story_id = ?1",
        "UPDATE stories SET head = head - ?2 WHERE story_id = ?1",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (broken, sound) = (begun(folder.path()).await, begun(folder.path()).await);
        change(folder.path(), damage, broken, 3);
        let node = node().on(folder.path()).start().await;
        // it costs its neighbour nothing
        node.told(sound).await.assert_complete(2);
        until("no life is spent on it", || !is_open(folder.path(), broken)).await;
        assert_eq!(node.status(broken).await, StoryStatus::Failed, "{damage}");
        assert!(node.app.stories().delete(node.owner(broken).await, broken).await.unwrap());
        until("it can be erased", || rows(folder.path(), "story_keys", broken) == 0).await;
        node.stop().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_story_ends_as_its_log_has_ended() {
    let folder = tempfile::tempdir().unwrap();
    let first = node().on(folder.path()).start().await;
    let story = first.begin(1).await;
    first.whole(story).await;
    first.stop().await;
    change(folder.path(), "UPDATE stories SET ended = ?2 WHERE story_id = ?1", story, 0);
    let second = node().on(folder.path()).start().await;
    until("its log says that it has ended", || !is_open(folder.path(), story)).await;
    assert_eq!(second.status(story).await, StoryStatus::Completed);
    second.stop().await;
}

fn is_open(folder: &Path, story: StoryId) -> bool {
    rows(folder, "(SELECT story_id FROM stories WHERE ended = 0)", story) > 0
}
