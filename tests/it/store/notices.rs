//! Notices: told once, listed newest first.

use ai_tale::backends::store::{Notice, Store};
use ai_tale::domain::{EventId, UserId};

use super::samples::at;

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
