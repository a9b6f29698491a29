//! Stories of which something can't be read: each ends alone, from outside its log, and holds nothing; what a newer
//! program wrote is left to it.

use std::future::pending;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ai_tale::domain::{Event, StoryId, StoryStatus};
use async_trait::async_trait;
use futures_util::FutureExt;
use tokio::sync::Notify;

use crate::kit::fakes::until;
use crate::kit::shelf::{Ruin, change, rows};
use crate::kit::tamper::Tamper;
use crate::kit::{node, players};

/// Tells stories in a folder up to their first page, whose picture never comes.
async fn begun(folder: &Path, stories: usize) -> Vec<StoryId> {
    let node = node().on(folder).painter(players::painter(|_| pending().boxed())).start().await;
    let mut begun = Vec::new();
    for _ in 0..stories {
        let story = node.begin(2).await;
        node.log_with(story, |event| matches!(event, Event::SceneCreated(_))).await;
        begun.push(story);
    }
    node.stop().await;
    begun
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
        let node = node().on(folder.path()).setting("LIMITS__STORIES", "1").start().await;
        node.until_nothing_is_open().await;
        assert_eq!(node.status(stories[0]).await, StoryStatus::Failed);
        node.told(stories[1]).await.assert_complete(2);
        node.stop().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_story_damaged_while_told_ends() {
    let folder = tempfile::tempdir().unwrap();
    let gate = Arc::new(Notify::new());
    let painted = Arc::clone(&gate);
    let painter = players::painter(move |spec| {
        let painted = Arc::clone(&painted);
        async move {
            painted.notified().await;
            players::paint(spec).await
        }
        .boxed()
    });
    let node = node().on(folder.path()).painter(painter).start().await;
    let story = node.begin(1).await;
    node.log_with(story, |event| matches!(event, Event::SceneCreated(_))).await;
    change(folder.path(), "UPDATE stories SET written = ?2 WHERE story_id = ?1", story, -1);
    gate.notify_one();
    node.until_nothing_is_open().await;
    assert_eq!(node.status(story).await, StoryStatus::Failed);
    node.stop().await;
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
    let node = node().on(folder.path()).setting("LIMITS__STORIES", "1").tampered(&claims).start().await;
    // it takes no place
    node.told(node.begin(1).await).await.assert_complete(1);
    tokio::time::sleep(Duration::from_mins(10)).await;
    assert!(!node.status(story).await.has_ended());
    assert_eq!(claims.0.load(Ordering::SeqCst), 2, "one for each story");

    assert!(node.app.stories().delete(node.owner(story).await, story).await.unwrap());
    until("its owner can delete it", || rows(folder.path(), "story_keys", story) == 0).await;
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_malformed_page_ends_no_story() {
    for table in ["outbox", "illustrations"] {
        let folder = tempfile::tempdir().unwrap();
        let stories = begun(folder.path(), 2).await;
        let ruin = Ruin::of(folder.path(), table);
        let ruined = node().on(folder.path()).start().await;
        tokio::time::sleep(Duration::from_mins(10)).await;
        for story in &stories {
            assert!(!ruined.status(*story).await.has_ended(), "{table} says nothing of it");
        }
        ruined.stop().await;
        ruin.mend();
        let mended = node().on(folder.path()).start().await;
        for story in stories {
            mended.told(story).await.assert_complete(2);
        }
        mended.stop().await;
    }
}

/// The store's own command is at fault in these calls, so often.
struct Defects(&'static str, AtomicUsize);

#[async_trait]
impl Tamper for Defects {
    async fn before(&self, call: &'static str) -> Result<(), &'static str> {
        let is_due = call == self.0
            && self.1.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
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
    let defects = Arc::new(Defects("append", AtomicUsize::new(3)));
    let node = node().on(folder.path()).tampered(&defects).start().await;
    node.told(story).await.assert_complete(2);
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_claim_that_never_does_ends_its_story() {
    let folder = tempfile::tempdir().unwrap();
    let story = begun(folder.path(), 1).await[0];
    let defects = Arc::new(Defects("claim", AtomicUsize::new(usize::MAX)));
    let node = node().on(folder.path()).setting("LIMITS__STARTS", "3").tampered(&defects).start().await;
    node.until_nothing_is_open().await;
    assert_eq!(node.status(story).await, StoryStatus::Failed);
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn an_append_that_never_does_ends_its_story() {
    let folder = tempfile::tempdir().unwrap();
    let story = begun(folder.path(), 1).await[0];
    let defects = Arc::new(Defects("append", AtomicUsize::new(usize::MAX)));
    let node = node().on(folder.path()).setting("LIMITS__STARTS", "3").tampered(&defects).start().await;
    node.until_nothing_is_open().await;
    assert_eq!(node.status(story).await, StoryStatus::Failed);
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_deleted_story_is_erased_without_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let story = begun(folder.path(), 1).await[0];
    change(folder.path(), "UPDATE story_keys SET key_id = zeroblob(?2) WHERE story_id = ?1", story, 16);
    let node = node().on(folder.path()).start().await;
    tokio::time::sleep(Duration::from_mins(10)).await;
    assert!(!node.status(story).await.has_ended(), "its key may come back");
    assert!(node.app.stories().delete(node.owner(story).await, story).await.unwrap());
    until("to erase it needs no key", || rows(folder.path(), "story_events", story) == 0).await;
    node.stop().await;
}
