//! Stories of which something can't be read: each ends alone, from outside its log, and holds nothing; what a newer
//! program wrote is left to it.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::future::pending;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ai_tale::app::App;
use ai_tale::domain::{Event, StoryId, StoryStatus};
use async_trait::async_trait;
use futures_util::FutureExt;
use tokio::sync::Notify;

use crate::kit::alone::{alone, ending, log_once, whole, wish};
use crate::kit::players;
use crate::kit::shelf::{Ruin, change, shelf};
use crate::kit::tamper::{Tamper, tampered};

/// Tells stories in a folder up to their first page, whose picture never comes.
async fn begun(folder: &Path, stories: usize) -> Vec<StoryId> {
    let app = alone(folder, &[], |mut parts| {
        parts.models.painters = vec![players::painter(|_| pending().boxed())];
        parts
    })
    .await;
    let mut begun = Vec::new();
    for _ in 0..stories {
        let story = wish(&app, 2).await.unwrap();
        log_once(&app, story, |log| log.iter().any(|record| matches!(record.event, Event::SceneCreated(_)))).await;
        begun.push(story);
    }
    app.stop().await;
    begun
}

async fn status(app: &App, story: StoryId) -> StoryStatus {
    app.backends().store.log.head(story).await.unwrap().unwrap().status
}

/// Waits an hour of virtual time at most.
async fn until_failed(app: &App, story: StoryId) {
    for _ in 0..3_600 {
        if status(app, story).await == StoryStatus::Failed {
            return;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    panic!("it never ended");
}

/// Nobody is needed for any story any more.
async fn assert_nothing_open(app: &App) {
    assert_eq!(app.backends().store.claims.open(None, 9).await.unwrap(), []);
}

#[tokio::test(start_paused = true)]
async fn a_damaged_story_ends_alone() {
    for sql in [
        "UPDATE story_events SET payload = substr(payload, 1, ?2) WHERE story_id = ?1 AND seq = 3",
        "UPDATE story_keys SET wrapped = substr(wrapped, 1, ?2) WHERE story_id = ?1",
        "UPDATE story_work SET work = substr(work, 1, ?2) WHERE story_id = ?1",
        "DELETE FROM story_work WHERE story_id = ?1 AND ?2 = 20",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let stories = begun(folder.path(), 2).await;
        change(folder.path(), sql, stories[0], 20);
        let app = alone(folder.path(), &[("LIMITS__STORIES", "1")], |parts| parts).await;
        until_failed(&app, stories[0]).await;
        assert_eq!(ending(&whole(&app, stories[1]).await), Ok(2), "it costs its neighbour nothing");
        assert_nothing_open(&app).await;
        app.stop().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_story_damaged_while_told_ends() {
    let folder = tempfile::tempdir().unwrap();
    let gate = Arc::new(Notify::new());
    let painter = Arc::clone(&gate);
    let app = alone(folder.path(), &[], |mut parts| {
        parts.models.painters = vec![players::painter(move |spec| {
            let painter = Arc::clone(&painter);
            async move {
                painter.notified().await;
                players::paint(spec).await
            }
            .boxed()
        })];
        parts
    })
    .await;
    let story = wish(&app, 1).await.unwrap();
    log_once(&app, story, |log| log.iter().any(|record| matches!(record.event, Event::SceneCreated(_)))).await;
    change(folder.path(), "UPDATE stories SET written = ?2 WHERE story_id = ?1", story, -1);
    gate.notify_one();
    for _ in 0..3_600 {
        if app.backends().store.claims.open(None, 9).await.unwrap().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert_nothing_open(&app).await;
    assert_eq!(status(&app, story).await, StoryStatus::Failed);
    app.stop().await;
}

/// Counts the claims that are made of stories.
#[derive(Default)]
struct Claims(AtomicUsize);

#[async_trait]
impl Tamper for Claims {
    async fn before(&self, call: &'static str) -> Result<(), &'static str> {
        self.0.fetch_add(usize::from(call == "claim"), Ordering::SeqCst);
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_newer_story_is_left_to_its_program() {
    let folder = tempfile::tempdir().unwrap();
    let story = begun(folder.path(), 1).await[0];
    // the number of the format comes first, outside the seal
    change(folder.path(), "UPDATE story_work SET work = ?2 WHERE story_id = ?1", story, vec![u8::MAX; 64]);
    let claims = Arc::new(Claims::default());
    let tamper: Arc<dyn Tamper> = claims.clone();
    let app = alone(folder.path(), &[("LIMITS__STORIES", "1")], |parts| tampered(parts, &tamper)).await;
    let other = wish(&app, 1).await.unwrap();
    assert_eq!(ending(&whole(&app, other).await), Ok(1), "it takes no place");
    tokio::time::sleep(Duration::from_mins(10)).await;
    assert!(!status(&app, story).await.has_ended());
    assert_eq!(claims.0.load(Ordering::SeqCst), 2, "one for each story");

    let owner = app.backends().store.log.head(story).await.unwrap().unwrap().owner;
    assert!(app.stories().delete(owner, story).await.unwrap());
    let is_erased = || {
        let sql = "SELECT count(*) FROM story_keys WHERE story_id = ?1";
        shelf(folder.path()).query_row(sql, [story.as_bytes()], |row| row.get::<_, u32>(0)).unwrap() == 0
    };
    crate::kit::fakes::until("its owner can delete it", is_erased).await;
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_malformed_page_ends_no_story() {
    for table in ["outbox", "illustrations"] {
        let folder = tempfile::tempdir().unwrap();
        let stories = begun(folder.path(), 2).await;
        let ruin = Ruin::of(folder.path(), table);
        let app = alone(folder.path(), &[], |parts| parts).await;
        tokio::time::sleep(Duration::from_mins(10)).await;
        for story in &stories {
            assert!(!status(&app, *story).await.has_ended(), "{table} says nothing of it");
        }
        app.stop().await;
        ruin.mend();
        let app = alone(folder.path(), &[], |parts| parts).await;
        for story in stories {
            assert_eq!(ending(&whole(&app, story).await), Ok(2), "{table}");
        }
        app.stop().await;
    }
}

/// The store's own command is at fault, so often.
struct Defects(AtomicUsize);

#[async_trait]
impl Tamper for Defects {
    async fn before(&self, call: &'static str) -> Result<(), &'static str> {
        let is_due = matches!(call, "append" | "claim")
            && self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        if is_due { Err("told to be at fault") } else { Ok(()) }
    }

    fn is_at_fault(&self) -> bool {
        true
    }
}

#[tokio::test(start_paused = true)]
async fn a_defect_is_a_start_and_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let story = begun(folder.path(), 1).await[0];
    let tamper: Arc<dyn Tamper> = Arc::new(Defects(AtomicUsize::new(3)));
    let app = alone(folder.path(), &[], |parts| tampered(parts, &tamper)).await;
    assert_eq!(ending(&whole(&app, story).await), Ok(2));
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_claim_that_never_does_ends_its_story() {
    let folder = tempfile::tempdir().unwrap();
    let story = begun(folder.path(), 1).await[0];
    let tamper: Arc<dyn Tamper> = Arc::new(Defects(AtomicUsize::new(usize::MAX)));
    let app = alone(folder.path(), &[("LIMITS__STARTS", "3")], |parts| tampered(parts, &tamper)).await;
    until_failed(&app, story).await;
    assert_nothing_open(&app).await;
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_deleted_story_is_erased_without_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let story = begun(folder.path(), 1).await[0];
    change(folder.path(), "UPDATE story_keys SET key_id = zeroblob(?2) WHERE story_id = ?1", story, 16);
    let app = alone(folder.path(), &[], |parts| parts).await;
    tokio::time::sleep(Duration::from_mins(10)).await;
    let head = app.backends().store.log.head(story).await.unwrap().unwrap();
    assert!(!head.status.has_ended(), "its key may come back");
    assert!(app.stories().delete(head.owner, story).await.unwrap());
    let is_erased = || {
        let sql = "SELECT count(*) FROM story_events WHERE story_id = ?1";
        shelf(folder.path()).query_row(sql, [story.as_bytes()], |row| row.get::<_, u32>(0)).unwrap() == 0
    };
    crate::kit::fakes::until("to erase it needs no key", is_erased).await;
    app.stop().await;
}
