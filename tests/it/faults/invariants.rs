//! Impossible states: a story whose log is not sound fails, and does not stand still.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::future::pending;

use ai_tale::domain::{Event, StoryId};
use futures_util::FutureExt;

use crate::kit::alone::{alone, ending, log_once, whole, wish};
use crate::kit::players;

/// Tells a story in a folder up to its first page, whose picture never comes.
async fn begun(folder: &std::path::Path) -> StoryId {
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

/// Takes an event out of a log that nobody serves.
fn lose(folder: &std::path::Path, story: StoryId, seq: u32) {
    let database = rusqlite::Connection::open(folder.join("tale.sqlite")).unwrap();
    let sql = "DELETE FROM story_events WHERE story_id = ?1 AND seq = ?2";
    assert_eq!(database.execute(sql, rusqlite::params![story.as_bytes(), seq]).unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_log_with_a_gap_fails_its_story() {
    let folder = tempfile::tempdir().unwrap();
    let (broken, sound) = (begun(folder.path()).await, begun(folder.path()).await);
    // the plan, between the start and the first page
    lose(folder.path(), broken, 3);
    let app = alone(folder.path(), &[("LIMITS__STARTS", "2")], |parts| parts).await;
    assert_eq!(ending(&whole(&app, broken).await), Err("poisoned"));
    assert_eq!(ending(&whole(&app, sound).await), Ok(2), "it costs its neighbour nothing");
    app.stop().await;
}
