//! Analytics: each event once, by type and time, and where to go on.

use ai_tale::backends::store::{Delivery, Store};
use ai_tale::domain::{BusEvent, StoryId, Topic, UserId};

use super::samples::{at, viewed};

fn event(kind: &str, milliseconds: i64) -> BusEvent {
    let event = viewed(UserId::new(), StoryId::new(), at(milliseconds));
    BusEvent { kind: kind.to_owned(), ..event }
}

fn deliveries(events: &[BusEvent]) -> Vec<Delivery> {
    (0..).zip(events.to_vec()).map(|(offset, event)| Delivery { offset, event }).collect()
}

pub async fn each_event_is_counted_once(store: Store) {
    let events = [event("story.created", 1), event("story.created", 2), event("story.completed", 3)];
    store.analytics.ingest(Topic::Content, &deliveries(&events), 3).await.unwrap();
    store.analytics.ingest(Topic::Content, &deliveries(&events[1..]), 4).await.unwrap();
    store.analytics.ingest(Topic::Errors, &deliveries(&[event("error.model", 1)]), 1).await.unwrap();
    let expected = [("error.model".to_owned(), 1), ("story.completed".to_owned(), 1), ("story.created".to_owned(), 2)];
    assert_eq!(store.analytics.counts(at(0), at(9)).await.unwrap(), expected);
}

pub async fn each_topic_goes_on_where_it_was(store: Store) {
    for topic in Topic::ALL {
        assert_eq!(store.analytics.next_offset(topic).await.unwrap(), 0);
    }
    store.analytics.ingest(Topic::Users, &[], 17).await.unwrap();
    assert_eq!(store.analytics.next_offset(Topic::Users).await.unwrap(), 17);
    assert_eq!(store.analytics.next_offset(Topic::Content).await.unwrap(), 0);
}

pub async fn a_window_holds_its_beginning_and_not_its_end(store: Store) {
    let events = [event("story.viewed", 10), event("story.viewed", 20)];
    store.analytics.ingest(Topic::Users, &deliveries(&events), 2).await.unwrap();
    assert_eq!(store.analytics.counts(at(10), at(20)).await.unwrap(), [("story.viewed".to_owned(), 1)]);
    assert_eq!(store.analytics.counts(at(11), at(20)).await.unwrap(), []);
}

pub async fn old_events_are_forgotten(store: Store) {
    let events = [event("api.request", 10), event("api.request", 20)];
    store.analytics.ingest(Topic::Performance, &deliveries(&events), 2).await.unwrap();
    store.analytics.forget(at(20)).await.unwrap();
    assert_eq!(store.analytics.counts(at(0), at(99)).await.unwrap(), [("api.request".to_owned(), 1)]);
}
