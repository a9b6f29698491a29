//! The outbox holds exactly the facts of what was written, in order; notices are told once.

use ai_tale::backends::store::{Notice, Store};
use ai_tale::domain::{BusEvent, EventId, UserId};

use super::samples::{MIDNIGHT, append, at, book, claimed, completed_by, created, told, waiting};

pub async fn the_outbox_holds_the_facts_of_the_log_in_order(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let mut expected = store.outbox.pending(9).await.unwrap();
    expected.extend(told(&store, append(story, owner, 1, 1, book())).await.bus);
    assert_eq!(store.outbox.pending(99).await.unwrap(), expected);
    let kinds: Vec<_> = expected.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["story.created", "illustration.created", "illustration.created", "story.completed"]);
}

pub async fn delivered_facts_are_gone_and_the_rest_keeps_its_order(store: Store) {
    completed_by(&store, UserId::new()).await;
    completed_by(&store, UserId::new()).await;
    let mut facts = waiting(&store).await;
    assert_eq!(facts.len(), 8);
    assert_eq!(store.outbox.pending(3).await.unwrap().len(), 3);
    let gone = [facts.remove(7), facts.remove(2), facts.remove(0), EventId::new()];
    store.outbox.delivered(&gone).await.unwrap();
    store.outbox.delivered(&gone).await.unwrap();
    assert_eq!(waiting(&store).await, facts);
    completed_by(&store, UserId::new()).await;
    assert_eq!(waiting(&store).await[..5], facts);
}

pub async fn facts_behind_another_are_read_in_pages_and_from_the_oldest_when_it_is_gone(store: Store) {
    completed_by(&store, UserId::new()).await;
    completed_by(&store, UserId::new()).await;
    let ids = |facts: Vec<BusEvent>| facts.into_iter().map(|fact| fact.event_id).collect::<Vec<_>>();
    let facts = waiting(&store).await;
    assert_eq!(ids(store.outbox.pending_after(facts[2], 3).await.unwrap()), facts[3..6]);
    assert_eq!(ids(store.outbox.pending_after(facts[5], 9).await.unwrap()), facts[6..]);
    assert_eq!(ids(store.outbox.pending_after(facts[7], 9).await.unwrap()), []);
    store.outbox.delivered(&facts[..3]).await.unwrap();
    assert_eq!(ids(store.outbox.pending_after(facts[2], 2).await.unwrap()), facts[3..5]);
}

pub async fn the_backlog_says_how_many_wait_and_since_when(store: Store) {
    assert_eq!(store.outbox.backlog().await.unwrap(), (0, None));
    completed_by(&store, UserId::new()).await;
    assert_eq!(store.outbox.backlog().await.unwrap(), (4, Some(MIDNIGHT)));
}

fn notice(user: UserId) -> Notice {
    Notice { id: EventId::new(), user, kind: "story.failed".to_owned(), story_id: None, at: at(1), read: false }
}

pub async fn a_notice_is_told_once_and_stays_read(store: Store) {
    let user = UserId::new();
    let notice = notice(user);
    store.notices.put(notice.clone()).await.unwrap();
    assert!(!store.notices.mark_read(UserId::new(), notice.id).await.unwrap());
    assert!(!store.notices.mark_read(user, EventId::new()).await.unwrap());
    assert!(store.notices.mark_read(user, notice.id).await.unwrap());
    assert!(store.notices.mark_read(user, notice.id).await.unwrap());
    store.notices.put(notice.clone()).await.unwrap();
    assert_eq!(store.notices.list(user, None, 9).await.unwrap(), [Notice { read: true, ..notice }]);
}

pub async fn notices_are_listed_newest_first_in_pages(store: Store) {
    let user = UserId::new();
    let mut put = Vec::new();
    for _ in 0..5 {
        put.insert(0, notice(user));
        store.notices.put(put[0].clone()).await.unwrap();
        store.notices.put(notice(UserId::new())).await.unwrap();
    }
    assert_eq!(store.notices.list(user, None, 3).await.unwrap(), put[..3]);
    assert_eq!(store.notices.list(user, Some(put[2].id), 3).await.unwrap(), put[3..]);
}
