//! Impossible states: a story whose log is not sound, or not as long as its row says, fails at its claim, and does not
//! stand still.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::future::pending;
use std::path::Path;

use ai_tale::domain::{Event, StoryId, StoryStatus};
use futures_util::FutureExt;

use crate::kit::alone::{alone, ending, log_once, whole, wish};
use crate::kit::shelf::{change, shelf};
use crate::kit::{fakes, players};

/// Tells a story in a folder up to its first page, whose picture never comes.
async fn begun(folder: &Path) -> StoryId {
    let app = alone(folder, &[], |mut parts| {
        parts.models.painters = vec![players::painter(|_| pending().boxed())];
        parts
    })
    .await;
    let story = wish(&app, 2).await.unwrap();
    log_once(&app, story, |log| log.iter().any(|record| matches!(record.event, Event::SceneCreated(_)))).await;
    app.stop().await;
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
        let app = alone(folder.path(), &[], |parts| parts).await;
        assert_eq!(ending(&whole(&app, sound).await), Ok(2), "it costs its neighbour nothing");
        let log = &app.backends().store.log;
        fakes::until("no life is spent on it", || !is_open(folder.path(), broken)).await;
        let head = log.head(broken).await.unwrap().unwrap();
        assert_eq!(head.status, StoryStatus::Failed, "{damage}");
        assert!(app.stories().delete(head.owner, broken).await.unwrap());
        fakes::until("it can be erased", || rows(folder.path(), "story_keys", broken) == 0).await;
        app.stop().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_story_ends_as_its_log_has_ended() {
    let folder = tempfile::tempdir().unwrap();
    let app = alone(folder.path(), &[], |parts| parts).await;
    let story = wish(&app, 1).await.unwrap();
    whole(&app, story).await;
    app.stop().await;
    change(folder.path(), "UPDATE stories SET ended = ?2 WHERE story_id = ?1", story, 0);
    let app = alone(folder.path(), &[], |parts| parts).await;
    fakes::until("its log says that it has ended", || !is_open(folder.path(), story)).await;
    assert_eq!(app.backends().store.log.head(story).await.unwrap().unwrap().status, StoryStatus::Completed);
    app.stop().await;
}

fn rows(folder: &Path, table: &str, story: StoryId) -> u32 {
    let sql = format!("SELECT count(*) FROM {table} WHERE story_id = ?1");
    shelf(folder).query_row(&sql, [story.as_bytes()], |row| row.get(0)).unwrap()
}

fn is_open(folder: &Path, story: StoryId) -> bool {
    rows(folder, "(SELECT story_id FROM stories WHERE ended = 0)", story) > 0
}
