//! Analytics: each event once, by type and time, and where to go on.

use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::domain::{BusEvent, EventId, NodeId, StoryId, Timestamp, Topic, UserId};
use serde_json::json;

/// An event of a type, so many milliseconds after the epoch.
pub fn event(kind: &str, milliseconds: i64) -> BusEvent {
    BusEvent {
        event_id: EventId::new(),
        kind: kind.to_owned(),
        at: at(milliseconds),
        user_id: Some(UserId::new()),
        story_id: Some(StoryId::new()),
        node: NodeId::new(),
        data: json!({ "number": milliseconds }),
    }
}

pub const fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_millis(milliseconds)
}

fn batch(topic: Topic, first_offset: u64, events: &[BusEvent]) -> Batch {
    Batch { topic, partition: 0, first_offset, events: events.to_vec() }
}

fn counted<const N: usize>(counts: [(&str, u64); N]) -> Vec<(String, u64)> {
    counts.map(|(kind, count)| (kind.to_owned(), count)).to_vec()
}

pub async fn each_event_is_counted_once(tables: &dyn Analytics) {
    let events = [event("story.created", 1), event("story.created", 2), event("story.completed", 3)];
    tables.ingest(batch(Topic::Content, 0, &events)).await.unwrap();
    tables.ingest(batch(Topic::Content, 1, &events[1..])).await.unwrap();
    tables.ingest(batch(Topic::Errors, 0, &[event("error.model", 1)])).await.unwrap();
    let expected = counted([("error.model", 1), ("story.completed", 1), ("story.created", 2)]);
    assert_eq!(tables.counts(at(0), at(9)).await.unwrap(), expected);
}

pub async fn what_is_told_together_counts_for_each(tables: &dyn Analytics) {
    let minute = |count| BusEvent { data: json!({ "route": "/", "count": count }), ..event("api.request", 1) };
    let events = [minute(40), minute(2), event("model.inference", 1)];
    for first_offset in [0, 3] {
        tables.ingest(batch(Topic::Performance, first_offset, &events)).await.unwrap();
    }
    let expected = counted([("api.request", 42), ("model.inference", 1)]);
    assert_eq!(tables.counts(at(0), at(9)).await.unwrap(), expected);
}

pub async fn a_repeated_batch_may_have_grown(tables: &dyn Analytics) {
    let events = [event("story.created", 1), event("story.failed", 2)];
    tables.ingest(batch(Topic::Content, 5, &events[..1])).await.unwrap();
    tables.ingest(batch(Topic::Content, 5, &events)).await.unwrap();
    let expected = counted([("story.created", 1), ("story.failed", 1)]);
    assert_eq!(tables.counts(at(0), at(9)).await.unwrap(), expected);
    assert_eq!(tables.next_offset(Topic::Content, 0).await.unwrap(), 7);
}

pub async fn each_partition_goes_on_where_it_was(tables: &dyn Analytics) {
    for topic in Topic::ALL {
        assert_eq!(tables.next_offset(topic, 0).await.unwrap(), 0);
    }
    tables.ingest(batch(Topic::Users, 16, &[event("story.viewed", 1)])).await.unwrap();
    assert_eq!(tables.next_offset(Topic::Users, 0).await.unwrap(), 17);
    assert_eq!(tables.next_offset(Topic::Users, 1).await.unwrap(), 0);
    assert_eq!(tables.next_offset(Topic::Content, 0).await.unwrap(), 0);
}

pub async fn an_empty_batch_sets_where_to_go_on(tables: &dyn Analytics) {
    tables.ingest(batch(Topic::Users, 17, &[])).await.unwrap();
    assert_eq!(tables.next_offset(Topic::Users, 0).await.unwrap(), 17);
    tables.ingest(batch(Topic::Users, 0, &[])).await.unwrap();
    assert_eq!(tables.next_offset(Topic::Users, 0).await.unwrap(), 0);
}

pub async fn a_window_holds_its_beginning_and_not_its_end(tables: &dyn Analytics) {
    let events = [event("story.viewed", 10), event("story.viewed", 20)];
    tables.ingest(batch(Topic::Users, 0, &events)).await.unwrap();
    assert_eq!(tables.counts(at(10), at(20)).await.unwrap(), counted([("story.viewed", 1)]));
    assert_eq!(tables.counts(at(11), at(20)).await.unwrap(), []);
}

pub async fn old_events_are_forgotten(tables: &dyn Analytics) {
    let events = [event("api.request", 10), event("api.request", 20)];
    tables.ingest(batch(Topic::Performance, 0, &events)).await.unwrap();
    tables.forget(at(20)).await.unwrap();
    assert_eq!(tables.counts(at(0), at(99)).await.unwrap(), counted([("api.request", 1)]));
    assert_eq!(tables.next_offset(Topic::Performance, 0).await.unwrap(), 2);
}

pub async fn fresh_tables_answer_and_can_be_written(tables: &dyn Analytics) {
    tables.probe().await.unwrap();
}
