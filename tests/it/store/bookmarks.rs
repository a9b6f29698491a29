//! Bookmarks: the latest one stays, and a day in a book is one fact.

use ai_tale::backends::store::{Bookmark, Store};
use ai_tale::domain::{StoryId, UserId};
use futures_util::future::join_all;

use super::samples::{at, created, viewed, waiting};

const DAY: i64 = 86_400_000;

async fn keep(store: &Store, reader: UserId, story_id: StoryId, scene: u32, milliseconds: i64) {
    let at = at(milliseconds);
    store.bookmarks.keep(Bookmark { reader, story_id, scene, at }, viewed(reader, story_id, at)).await.unwrap();
}

pub async fn the_latest_place_stays(store: Store) {
    let (story, reader) = created(&store).await;
    assert_eq!(store.bookmarks.find(reader, story).await.unwrap(), None);
    keep(&store, reader, story, 1, 10).await;
    keep(&store, reader, story, 3, 30).await;
    keep(&store, reader, story, 2, 20).await;
    let bookmark = Bookmark { reader, story_id: story, scene: 3, at: at(30) };
    assert_eq!(store.bookmarks.find(reader, story).await.unwrap(), Some(bookmark));
    assert_eq!(store.bookmarks.find(UserId::new(), story).await.unwrap(), None);
}

pub async fn a_story_is_viewed_once_a_day(store: Store) {
    let (story, reader) = created(&store).await;
    let facts = async || waiting(&store).await.len();
    assert_eq!(facts().await, 1);
    join_all((0..30).map(|scene| keep(&store, reader, story, scene, 10))).await;
    assert_eq!(facts().await, 2);
    keep(&store, reader, story, 2, DAY - 1).await;
    assert_eq!(facts().await, 2);
    keep(&store, reader, story, 2, DAY).await;
    keep(&store, reader, story, 2, 5).await;
    assert_eq!(facts().await, 3);
    keep(&store, UserId::new(), story, 2, 5).await;
    assert_eq!(facts().await, 4);
}
