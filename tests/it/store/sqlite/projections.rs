//! What is derived from a log, beside it in the database.

use ai_tale::domain::Event;
use rusqlite::Connection;

use super::FreshStore;
use crate::store::samples::{append, book, claimed, created, revised, told};

#[tokio::test]
async fn a_scene_s_row_describes_its_newest_picture() {
    let fresh = FreshStore::new();
    let store = fresh.store();
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let mut events = book();
    events.pop();
    told(&store, append(story, owner, 1, 1, events)).await;
    let second = told(&store, append(story, owner, 1, 7, vec![revised(1, 2)])).await;
    told(&store, append(story, owner, 1, 8, vec![revised(1, 3), Event::StoryCancelled])).await;
    told(&store, second).await;

    let database = Connection::open(fresh.folder().join("tale.sqlite")).unwrap();
    let mut rows = database.prepare("SELECT scene, revision FROM illustrations ORDER BY scene").unwrap();
    let rows = rows.query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?))).unwrap();
    assert_eq!(rows.map(Result::unwrap).collect::<Vec<_>>(), [(1, 3), (2, 1)]);
}
