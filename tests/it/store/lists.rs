//! Lists: newest first, in pages, by status.

use ai_tale::backends::store::{Intent, Store};
use ai_tale::domain::{StoryStatus, UserId};

use super::samples::{MIDNIGHT, at, completed_by, created, created_by, request, wished};

pub async fn a_list_says_what_became_of_wishes(store: Store) {
    let owner = UserId::new();
    let story = wished(owner, "a whale", at(3));
    let id = story.created.story_id;
    store.creations.create(story).await.unwrap();
    let listed = store.lists.list(owner, None, None, 9).await.unwrap();
    assert_eq!((&listed[0].request, listed[0].title.as_deref()), (&request("a whale"), None));
    assert_eq!((listed[0].story_id, listed[0].last_event, listed[0].created_at), (id, 1, at(3)));

    let told = completed_by(&store, owner).await;
    let listed = store.lists.list(owner, None, None, 9).await.unwrap();
    assert_eq!((listed[0].story_id, listed[0].status, listed[0].last_event), (told, StoryStatus::Completed, 8));
    assert_eq!(listed[0].title.as_deref(), Some("Mira and the Lantern"));
}

pub async fn pages_hold_one_owners_stories_without_gaps(store: Store) {
    let owner = UserId::new();
    let mut made = Vec::new();
    for _ in 0..7 {
        made.push(created_by(&store, owner).await);
        created(&store).await;
    }
    store.claims.intend(made.remove(3), Intent::Delete, MIDNIGHT).await.unwrap();
    made.reverse();
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = store.lists.list(owner, None, after, 4).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.story_id);
        seen.extend(page.into_iter().map(|story| story.story_id));
    }
    assert_eq!(seen, made);
}

pub async fn a_list_can_be_of_one_status(store: Store) {
    let owner = UserId::new();
    let told = completed_by(&store, owner).await;
    let queued = created_by(&store, owner).await;
    for (status, expected) in
        [(StoryStatus::Completed, vec![told]), (StoryStatus::Queued, vec![queued]), (StoryStatus::Failed, vec![])]
    {
        let listed = store.lists.list(owner, Some(status), None, 9).await.unwrap();
        assert_eq!(listed.iter().map(|story| story.story_id).collect::<Vec<_>>(), expected);
    }
}
