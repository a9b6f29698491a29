//! Deletion: unreadable at once, erased when ended, forgotten later.

use ai_tale::backends::store::{Appended, Bookmark, Intent, Notice, OpenStory, Store, Tombstone};
use ai_tale::domain::{Event, EventId, StoryId, UserId};

use super::samples::{
    MIDNIGHT, append, at, claimant, claimed, completed_by, created, told, viewed, waiting, wish_of, work,
};

async fn assert_unreadable(store: &Store, story: StoryId, owner: UserId) {
    assert_eq!(store.log.head(story).await.unwrap(), None);
    assert_eq!(store.log.read(story, 0, 9).await.unwrap(), None);
    assert_eq!(store.lists.list(owner, None, None, 9).await.unwrap(), []);
    assert_eq!(store.notices.list(owner, None, 9).await.unwrap(), []);
    assert_eq!(store.bookmarks.find(owner, story).await.unwrap(), None);
}

fn notice(user: UserId, story: StoryId) -> Notice {
    let kind = "story.completed".to_owned();
    Notice { id: EventId::new(), user, kind, story_id: Some(story), at: MIDNIGHT, read: false }
}

fn place(reader: UserId, story_id: StoryId) -> Bookmark {
    Bookmark { reader, story_id, scene: 1, at: MIDNIGHT }
}

pub async fn nothing_of_a_deleted_story_is_readable(store: Store) {
    let owner = UserId::new();
    let story = completed_by(&store, owner).await;
    let told = notice(owner, story);
    store.notices.put(told.clone()).await.unwrap();
    store.bookmarks.keep(place(owner, story), viewed(owner, story, MIDNIGHT)).await.unwrap();

    store.claims.intend(story, Intent::Delete, at(5)).await.unwrap();

    assert_unreadable(&store, story, owner).await;
    assert!(!store.notices.mark_read(owner, told.id).await.unwrap());
}

pub async fn nothing_is_kept_about_a_deleted_story(store: Store) {
    let owner = UserId::new();
    let story = completed_by(&store, owner).await;
    store.claims.intend(story, Intent::Delete, at(5)).await.unwrap();
    store.erasure.erase(&[story]).await.unwrap();
    let outbox = waiting(&store).await;
    store.notices.put(notice(owner, story)).await.unwrap();
    store.bookmarks.keep(place(owner, story), viewed(owner, story, MIDNIGHT)).await.unwrap();
    assert_unreadable(&store, story, owner).await;
    assert_eq!(waiting(&store).await, outbox);
}

pub async fn a_running_story_ends_before_its_erasing(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    store.claims.intend(story, Intent::Delete, at(5)).await.unwrap();
    assert_eq!(store.erasure.to_erase(None, 9).await.unwrap(), []);
    store.erasure.erase(&[story]).await.unwrap();
    assert_eq!(wish_of(&store, story).await, Some(Intent::Delete));

    told(&store, append(story, owner, 1, 1, vec![Event::StoryCancelled])).await;

    assert_unreadable(&store, story, owner).await;
    assert_eq!(
        store.erasure.to_erase(None, 9).await.unwrap(),
        [Tombstone { story_id: story, at: at(5), erased: false }]
    );
    let open = store.claims.open(None, 9).await.unwrap();
    assert_eq!(
        open.iter().map(|story| (story.ended, story.intent)).collect::<Vec<_>>(),
        [(true, Some(Intent::Delete))]
    );
    assert!(store.claims.claim(story, 1, claimant()).await.unwrap().is_none(), "nobody need end it again");
}

pub async fn an_erased_story_is_closed_for_ever(store: Store) {
    let owner = UserId::new();
    let story = completed_by(&store, owner).await;
    store.claims.intend(story, Intent::Delete, at(5)).await.unwrap();
    store.claims.intend(story, Intent::Delete, at(6)).await.unwrap();
    assert_eq!(store.erasure.to_erase(None, 9).await.unwrap()[0].at, at(5));
    store.erasure.erase(&[story]).await.unwrap();
    store.erasure.erase(&[story]).await.unwrap();

    assert_unreadable(&store, story, owner).await;
    assert_eq!(store.erasure.to_erase(None, 9).await.unwrap(), []);
    assert_eq!(store.claims.open(None, 9).await.unwrap(), Vec::<OpenStory>::new());
    for epoch in 0..4 {
        assert!(store.claims.claim(story, epoch, claimant()).await.unwrap().is_none());
        assert!(!store.log.save_work(story, epoch, &work(1)).await.unwrap());
        assert!(!store.claims.release(story, epoch, &work(1)).await.unwrap());
    }
    let late = append(story, owner, 1, 8, vec![Event::StoryStarted]);
    assert_eq!(store.log.append(late).await.unwrap(), Appended::Fenced(2));
}

pub async fn a_story_that_nobody_deleted_is_not_erased(store: Store) {
    let story = completed_by(&store, UserId::new()).await;
    store.erasure.erase(&[story, StoryId::new()]).await.unwrap();
    assert_eq!(store.log.read(story, 0, 99).await.unwrap().unwrap().len(), 8);
}

pub async fn facts_of_an_erased_story_are_still_delivered(store: Store) {
    let story = completed_by(&store, UserId::new()).await;
    let facts = waiting(&store).await;
    store.claims.intend(story, Intent::Delete, MIDNIGHT).await.unwrap();
    store.erasure.erase(&[story]).await.unwrap();
    assert_eq!(waiting(&store).await, facts);
}

pub async fn an_old_tombstone_is_forgotten_once_erased(store: Store) {
    let owner = UserId::new();
    let (erased, kept) = (completed_by(&store, owner).await, completed_by(&store, owner).await);
    store.claims.intend(erased, Intent::Delete, at(5)).await.unwrap();
    store.claims.intend(kept, Intent::Delete, at(5)).await.unwrap();
    store.erasure.erase(&[erased]).await.unwrap();
    store.erasure.forget(at(6)).await.unwrap();
    let late = append(erased, owner, 1, 8, vec![Event::StoryStarted]);
    assert_eq!(store.log.append(late).await.unwrap(), Appended::Fenced(0));
    assert_eq!(store.erasure.to_erase(None, 9).await.unwrap().len(), 1);
}

pub async fn an_ended_story_is_swept_and_again_erased(store: Store) {
    let owner = UserId::new();
    let (told, (running, _)) = (completed_by(&store, owner).await, created(&store).await);
    let to_sweep = async |ended, erased| store.erasure.to_sweep(at(ended), at(erased), None, 9).await.unwrap();
    assert_eq!(to_sweep(0, 9).await, [], "it ended at that moment, not before");
    assert_eq!(to_sweep(1, 0).await, [told]);
    store.erasure.swept(&[told, running]).await.unwrap();
    assert_eq!(to_sweep(9, 9).await, []);

    store.claims.intend(told, Intent::Delete, at(5)).await.unwrap();
    assert_eq!(to_sweep(9, 9).await, [], "its pictures are removed before its rows");
    store.erasure.erase(&[told]).await.unwrap();
    assert_eq!((to_sweep(9, 5).await, to_sweep(0, 6).await), (vec![], vec![told]));
    store.erasure.swept(&[told]).await.unwrap();
    assert_eq!(to_sweep(9, 9).await, []);

    claimed(&store, running).await;
    super::samples::told(&store, append(running, owner, 1, 1, vec![Event::StoryCancelled])).await;
    assert_eq!(to_sweep(1, 1).await, [running], "it had not ended when it was said to be swept");
}

pub async fn what_is_to_do_is_read_in_pages(store: Store) {
    let owner = UserId::new();
    let mut deleted = Vec::new();
    for _ in 0..5 {
        let story = completed_by(&store, owner).await;
        store.claims.intend(story, Intent::Delete, at(5)).await.unwrap();
        deleted.push(story);
    }
    let page = async |after| {
        let page = store.erasure.to_erase(after, 2).await.unwrap();
        page.into_iter().map(|tombstone| tombstone.story_id).collect::<Vec<_>>()
    };
    assert_eq!(page(None).await, deleted[..2]);
    assert_eq!(page(Some(deleted[1])).await, deleted[2..4]);
    assert_eq!(page(Some(deleted[4])).await, []);
    store.erasure.erase(&deleted).await.unwrap();
    let page = async |after| store.erasure.to_sweep(at(0), at(9), after, 2).await.unwrap();
    assert_eq!(page(None).await, deleted[..2]);
    assert_eq!(page(Some(deleted[1])).await, deleted[2..4]);
}
