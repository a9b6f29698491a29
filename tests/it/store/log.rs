//! The log: numbers without gaps, one pen, repeats that change nothing, refusals that write nothing.

use ai_tale::backends::store::{Append, Appended, Store};
use ai_tale::domain::{Event, EventId, Story, StoryId, StoryStatus, UserId, Work};

use super::samples::{
    append, book, claimant, claimed, created, facts, illustration, outlined, revised, scene, told, waiting, work,
};

pub async fn an_appended_log_is_read_back_whole(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let written = told(&store, append(story, owner, 1, 1, book())).await;

    let log = store.log.read(story, 0, 100).await.unwrap().unwrap();
    assert_eq!(log.iter().map(|record| record.seq).collect::<Vec<_>>(), (1..=8).collect::<Vec<_>>());
    assert_eq!(log[1..], written.records);
    assert_eq!((log[0].epoch, log[7].epoch), (0, 1));
}

pub async fn a_log_is_read_in_pages(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let written = told(&store, append(story, owner, 1, 1, book())).await;

    assert_eq!(store.log.read(story, 2, 3).await.unwrap().unwrap(), written.records[1..4]);
    assert_eq!(store.log.read(story, 8, 3).await.unwrap(), Some(Vec::new()));
    assert_eq!(store.log.read(StoryId::new(), 0, 3).await.unwrap(), None);
}

pub async fn the_head_follows_the_log(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let steps = [
        (Event::StoryStarted, StoryStatus::Writing),
        (outlined(1), StoryStatus::Writing),
        (scene(1), StoryStatus::Illustrating),
        (illustration(1), StoryStatus::Illustrating),
        (Event::StoryCompleted { scenes: 1, duration_ms: 9 }, StoryStatus::Completed),
    ];
    let first = store.log.head(story).await.unwrap().unwrap();
    assert_eq!((first.owner, first.epoch, first.seq, first.status), (owner, 1, 1, StoryStatus::Queued));
    for (head, (event, status)) in (1..).zip(steps) {
        told(&store, append(story, owner, 1, head, vec![event])).await;
        let now = store.log.head(story).await.unwrap().unwrap();
        assert_eq!((now.seq, now.status), (head + 1, status));
    }
    assert_eq!(store.log.head(StoryId::new()).await.unwrap(), None);
}

pub async fn a_repeated_append_writes_nothing_twice(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let first = told(&store, append(story, owner, 1, 1, book())).await;
    let outbox = waiting(&store).await;

    told(&store, first).await;

    assert_eq!(waiting(&store).await, outbox);
    assert_eq!(store.log.read(story, 0, 100).await.unwrap().unwrap().len(), 8);
}

pub async fn every_revision_of_a_picture_is_kept(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let mut events = book();
    let end = events.pop().unwrap();
    told(&store, append(story, owner, 1, 1, events)).await;
    let second = told(&store, append(story, owner, 1, 7, vec![revised(1, 2)])).await;
    told(&store, second).await;
    told(&store, append(story, owner, 1, 8, vec![revised(1, 3), end])).await;

    let log = store.log.read(story, 0, 100).await.unwrap().unwrap();
    assert_eq!(log.len(), 10, "a repeat adds nothing");
    let shown = Story::fold(&log).unwrap();
    assert_eq!((shown.scenes[0].revision(), shown.scenes[1].revision()), (3, 1));
    let facts = facts(&store).await;
    assert_eq!(facts.iter().filter(|fact| fact.kind == "illustration.created").count(), 4, "each is a fact");
}

pub async fn a_repeat_is_done_under_a_new_owner(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let first = told(&store, append(story, owner, 1, 1, vec![Event::StoryStarted])).await;
    store.claims.claim(story, 1, claimant()).await.unwrap().unwrap();

    told(&store, first).await;
}

pub async fn an_append_under_an_old_epoch_is_fenced(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    store.claims.claim(story, 1, claimant()).await.unwrap().unwrap();
    let mut late = append(story, owner, 1, 1, book());
    late.work = Some(work(9));

    refused(&store, late, Appended::Fenced(2)).await;
    refused(&store, append(story, owner, 3, 1, book()), Appended::Fenced(2)).await;
    assert_eq!(store.claims.claim(story, 2, claimant()).await.unwrap().unwrap().work, Work::default());
}

pub async fn an_append_at_another_head_is_moved(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    told(&store, append(story, owner, 1, 1, vec![Event::StoryStarted, outlined(2)])).await;

    refused(&store, append(story, owner, 1, 1, vec![Event::StoryStarted]), Appended::Moved(3)).await;
    refused(&store, append(story, owner, 1, 4, vec![scene(1)]), Appended::Moved(3)).await;
}

pub async fn a_repeat_beyond_the_log_is_moved(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let mut first = told(&store, append(story, owner, 1, 1, vec![Event::StoryStarted])).await;
    first.records.extend(append(story, owner, 1, 2, vec![outlined(2)]).records);

    refused(&store, first, Appended::Moved(2)).await;
}

/// Tries an append that must be refused, and compares everything it could have written.
async fn refused(store: &Store, append: Append, with: Appended) {
    let story = append.story_id;
    let look = async || {
        let head = store.log.head(story).await.unwrap().unwrap();
        let list = store.lists.list(head.owner, None, None, 10).await.unwrap();
        (store.log.read(story, 0, 100).await.unwrap(), head, list, waiting(store).await)
    };
    let before = look().await;
    assert_eq!(store.log.append(append).await.unwrap(), with);
    assert_eq!(look().await, before);
}

pub async fn nobody_may_write_into_an_unknown_story(store: Store) {
    let story = StoryId::new();
    let stray = append(story, UserId::new(), 1, 1, vec![Event::StoryStarted]);
    assert_eq!(store.log.append(stray).await.unwrap(), Appended::Fenced(0));
    assert!(!store.log.save_work(story, 1, &work(1)).await.unwrap());
    assert_eq!(waiting(&store).await, Vec::<EventId>::new());
}

pub async fn work_is_saved_under_the_fence(store: Store) {
    let (story, owner) = created(&store).await;
    assert_eq!(claimed(&store, story).await.work, Work::default());
    let mut first = append(story, owner, 1, 1, vec![Event::StoryStarted]);
    first.work = Some(work(1));
    told(&store, first).await;
    let second = store.claims.claim(story, 1, claimant()).await.unwrap().unwrap();
    assert_eq!(second.work, work(1));

    assert!(store.log.save_work(story, 2, &work(2)).await.unwrap());
    assert!(!store.log.save_work(story, 1, &work(3)).await.unwrap());

    let third = store.claims.claim(story, 2, claimant()).await.unwrap().unwrap();
    assert_eq!((third.epoch, third.work), (3, work(2)));
}

pub async fn parallel_appends_of_many_stories_all_land(store: Store) {
    let tales: Vec<_> = futures_util::future::join_all((0..40).map(|_| created(&store))).await;
    futures_util::future::join_all(tales.iter().map(async |(story, owner)| {
        claimed(&store, *story).await;
        for (head, event) in (1..).zip(book()) {
            told(&store, append(*story, *owner, 1, head, vec![event])).await;
        }
    }))
    .await;
    for (story, _) in tales {
        assert_eq!(store.log.head(story).await.unwrap().unwrap().seq, 8);
    }
}

pub async fn of_parallel_appends_exactly_one_lands(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let tries = (0..30).map(|_| store.log.append(append(story, owner, 1, 1, vec![Event::StoryStarted])));
    let answers = futures_util::future::join_all(tries).await;
    let done = answers.iter().filter(|answer| matches!(answer, Ok(Appended::Done))).count();
    let moved = answers.iter().filter(|answer| matches!(answer, Ok(Appended::Moved(2)))).count();
    assert_eq!((done, moved), (1, 29));
    assert_eq!(store.log.read(story, 0, 100).await.unwrap().unwrap().len(), 2);
}
