//! Damage in single rows costs what they are about, and damage of the file is told to whoever asks how it is.

use ai_tale::backends::outbox::OutboxPosition;
use ai_tale::backends::store::sqlite::DATABASE;
use ai_tale::backends::store::{Intent, Notice, Store, StoreErrorKind};
use ai_tale::domain::{EventId, StoryId, StoryStatus, UserId};
use rusqlite::Connection;
use tempfile::TempDir;

use super::{FreshStore, open};
use crate::kit::shelf::Ruin;
use crate::store::samples::{MIDNIGHT, at, claimant, completed_by, created_by};

/// Three stories of one owner, the second of which a test damages.
struct Damaged {
    fresh: FreshStore,
    store: Store,
    owner: UserId,
    stories: [StoryId; 3],
}

impl Damaged {
    async fn by(change: &str) -> Self {
        let fresh = FreshStore::new();
        let (store, owner) = (fresh.store(), UserId::new());
        let mut stories = Vec::new();
        for _ in 0..3 {
            stories.push(created_by(&store, owner).await);
        }
        let damaged = Self { fresh, store, owner, stories: stories.try_into().unwrap() };
        damaged.change(&format!("UPDATE stories SET {change} WHERE story_id = ?1"), damaged.stories[1]);
        damaged
    }

    fn change(&self, sql: &str, story: StoryId) {
        let connection = Connection::open(self.fresh.folder().join(DATABASE.file_name)).unwrap();
        assert_eq!(connection.execute(sql, [story.as_bytes()]).unwrap(), 1);
    }
}

#[tokio::test]
async fn a_damaged_row_is_listed_all_the_same() {
    for change in ["status = 'dreaming'", "head = -1", "outlined = -1", "epoch = -1"] {
        let Damaged { store, owner, stories: [first, second, third], fresh: _fresh } = Damaged::by(change).await;
        let listed = store.lists.list(owner, None, None, 9).await.unwrap();
        assert_eq!(listed.iter().map(|story| story.story_id).collect::<Vec<_>>(), [third, second, first], "{change}");
        assert_eq!(listed[1].last_event, 1, "{change}");
    }
}

#[tokio::test]
async fn an_unreadable_row_stops_nobodys_recovery() {
    let Damaged { store, stories: [first, second, third], fresh: _fresh, .. } = Damaged::by("epoch = -1").await;
    let open = async || store.claims.open(None, 2).await.unwrap().iter().map(|open| open.story_id).collect::<Vec<_>>();
    assert_eq!(open().await, [first, third]);
    assert_eq!(store.claims.end_unreadable(MIDNIGHT).await.unwrap(), [second]);
    assert_eq!(store.claims.end_unreadable(MIDNIGHT).await.unwrap(), [], "there is no other");
    assert_eq!(store.log.head(second).await.unwrap().unwrap().status, StoryStatus::Failed);
    assert_eq!(open().await, [first, third]);
}

#[tokio::test]
async fn what_is_wanted_is_read_from_the_tombstone() {
    for (change, wanted) in [
        ("intent = 7", None),
        ("intent = 2", None),
        ("intent = 0, deleted_at = 5", Some(Intent::Delete)),
        ("intent = 7, deleted_at = 5", Some(Intent::Delete)),
    ] {
        let Damaged { store, stories, fresh: _fresh, .. } = Damaged::by(change).await;
        assert_eq!(store.claims.open(None, 9).await.unwrap()[1].intent, wanted, "{change}");
        assert_eq!(store.claims.claim(stories[1], 0, claimant()).await.unwrap().unwrap().intent, wanted, "{change}");
    }
}

#[tokio::test]
async fn a_claimant_that_is_no_claimant_holds_nothing() {
    let Damaged { store, stories, fresh: _fresh, .. } = Damaged::by("claimant = x'07'").await;
    let open = store.claims.open(None, 9).await.unwrap();
    assert_eq!((open[1].story_id, open[1].claimant), (stories[1], None));
}

#[tokio::test]
async fn a_story_of_unknown_status_can_be_deleted() {
    let Damaged { store, owner, stories: [_, story, _], fresh: _fresh } = Damaged::by("status = '?', ended = 1").await;
    let head = store.log.head(story).await.unwrap().unwrap();
    assert_eq!((head.owner, head.status), (owner, StoryStatus::Failed));
    store.claims.intend(story, Intent::Delete, MIDNIGHT).await.unwrap();
    store.erasure.erase(&[story]).await.unwrap();
    assert_eq!(store.erasure.to_erase(None, 9).await.unwrap(), []);
    assert_eq!(store.log.head(story).await.unwrap(), None);
}

#[tokio::test]
async fn an_unreadable_notice_hides_no_other() {
    let damaged = Damaged::by("head = 1").await;
    let (store, owner) = (&damaged.store, damaged.owner);
    for story in damaged.stories {
        let (id, kind) = (EventId::new(), "story.completed".to_owned());
        let notice = Notice { id, user: owner, kind, story_id: Some(story), at: at(0), read: false };
        store.notices.put(notice).await.unwrap();
    }
    damaged.change("UPDATE notifications SET story_id = x'07' WHERE story_id = ?1", damaged.stories[1]);
    assert_eq!(store.notices.list(owner, None, 9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_unreadable_fact_keeps_no_other_waiting() {
    let damaged = Damaged::by("head = 1").await;
    damaged.change("UPDATE outbox SET data = '{' WHERE story_id = ?1", damaged.stories[1]);
    let pending = damaged.store.outbox.pending(0, Some(OutboxPosition(0)), 2).await.unwrap();
    let about: Vec<_> = pending.into_iter().filter_map(|fact| fact.fact.story_id).collect();
    assert_eq!(about, [damaged.stories[0], damaged.stories[2]]);
}

#[tokio::test]
async fn a_malformed_page_marks_the_whole_file() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path());
    let story = completed_by(&store, UserId::new()).await;
    let queued = created_by(&store, UserId::new()).await;
    drop(store);
    Ruin::of(folder.path(), "story_events");

    let store = open(folder.path());
    store.health.probe().await.unwrap();
    let read = store.log.read(story, 0, 9).await.unwrap_err();
    assert_eq!(read.kind, StoreErrorKind::Unavailable, "it says nothing of the story");
    assert_eq!(store.health.probe().await.unwrap_err().kind, StoreErrorKind::Corrupt, "a read has seen it");
    drop(store);

    let store = open(folder.path());
    assert_eq!(store.claims.claim(queued, 0, claimant()).await.unwrap_err().kind, StoreErrorKind::Unavailable);
    assert_eq!(store.health.probe().await.unwrap_err().kind, StoreErrorKind::Corrupt, "a write has seen it");
}
