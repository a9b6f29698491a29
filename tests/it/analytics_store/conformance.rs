//! Analytics: each event once, by type and time, and where to go on.

use std::sync::LazyLock;

use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::domain::{BusEvent, EventId, NodeId, RollupKey, RollupSums, StoryId, Timestamp, Topic, UserId};
use serde_json::json;

/// Milliseconds of a day.
pub const DAY: i64 = 86_400_000;

/// An event of a type, so many milliseconds after the first day's begin.
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

/// So many milliseconds after the first day's begin.
pub fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_millis(day(0) * DAY + milliseconds)
}

/// A day by its number, the first one 60 days ago: long past, and too young to be forgotten unasked.
pub fn day(number: i64) -> i64 {
    static FIRST: LazyLock<i64> = LazyLock::new(|| Timestamp::now().day() - 60);
    *FIRST + number
}

pub fn batch(topic: Topic, first_offset: u64, events: &[BusEvent]) -> Batch {
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
    let events = [event("api.request", DAY - 1), event("api.request", DAY)];
    tables.ingest(batch(Topic::Performance, 0, &events)).await.unwrap();
    tables.forget(at(DAY), at(0)).await.unwrap();
    assert_eq!(tables.counts(at(0), at(2 * DAY)).await.unwrap(), counted([("api.request", 1)]));
    assert_eq!(tables.next_offset(Topic::Performance, 0).await.unwrap(), 2);
}

pub async fn what_was_ingested_is_left_out(tables: &dyn Analytics) {
    let events = [completed(1, "night", 1), completed(2, "night", 1)];
    tables.ingest(batch(Topic::Content, 0, &events)).await.unwrap();
    tables.forget(at(9 * DAY), at(0)).await.unwrap();
    for repeated in [&events[..], &events[..1]] {
        tables.ingest(batch(Topic::Content, 0, repeated)).await.unwrap();
        assert_eq!(tables.counts(at(0), at(9 * DAY)).await.unwrap(), []);
        let days = tables.daily(day(0)..=day(9), None, None, 9).await.unwrap();
        assert_eq!(days.iter().map(|day| day.sums.count).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(tables.next_offset(Topic::Content, 0).await.unwrap(), 2);
    }
}

/// A story of a day that took so many milliseconds.
pub fn completed(day: i64, style: &str, duration_ms: u64) -> BusEvent {
    let data =
        json!({ "tier": "free", "age_group": "6-8", "style": style, "language": "en", "duration_ms": duration_ms });
    BusEvent { data, ..event("story.completed", day * DAY + 5) }
}

pub async fn a_day_s_events_are_added_up_once(tables: &dyn Analytics) {
    let events =
        [completed(3, "crayon", 10), completed(3, "crayon", 30), completed(3, "night", 20), completed(4, "night", 1)];
    for first_offset in [0, 4] {
        tables.ingest(batch(Topic::Content, first_offset, &events)).await.unwrap();
    }
    let days = tables.daily(day(3)..=day(3), None, None, 9).await.unwrap();
    let told: Vec<_> = days.iter().map(|day| (day.key.day, day.key.style.as_str(), day.sums.count)).collect();
    assert_eq!(told, [(day(3), "crayon", 2), (day(3), "night", 1)]);
    let RollupKey { kind, tier, age_group, language, model, .. } = &days[0].key;
    assert_eq!([kind, tier, age_group, language, model], ["story.completed", "free", "6-8", "en", ""]);
    assert_eq!(days[0].sums.duration_us, 40_000);
    let longest = days[0].sums.durations.quantile(1.0).unwrap();
    assert!((27..=33).contains(&longest.as_millis()), "{longest:?}");
}

pub async fn what_is_told_together_is_added_up_whole(tables: &dyn Analytics) {
    let minute = |bucket: &str| {
        let data = json!({
            "route": "/", "tier": "guest", "count": 3, "bytes": 500, "duration_us": 70, "durations": { bucket: 2, "40": 1 },
        });
        BusEvent { data, ..event("api.request", 1) }
    };
    let call = json!({
        "model": "writer", "duration_ms": 2, "input_tokens": 5, "output_tokens": 7, "pictures": 1, "cost_micros": 900,
    });
    let events = [minute("12"), minute("13"), BusEvent { data: call, ..event("model.inference", 2) }];
    tables.ingest(batch(Topic::Performance, 0, &events)).await.unwrap();
    let requests = &tables.daily(day(0)..=day(0), Some("api.request"), None, 9).await.unwrap()[0].sums;
    assert_eq!((requests.count, requests.bytes, requests.duration_us), (6, 1000, 140));
    assert_eq!(requests.durations.buckets().collect::<Vec<_>>(), [(12, 2), (13, 2), (40, 2)]);
    let calls = &tables.daily(day(0)..=day(0), Some("model.inference"), None, 9).await.unwrap()[0];
    assert_eq!(calls.key.model, "writer");
    let RollupSums { input_tokens, output_tokens, pictures, cost_micros, .. } = calls.sums;
    assert_eq!([input_tokens, output_tokens, pictures, cost_micros], [5, 7, 1, 900]);
}

pub async fn days_are_paged_through(tables: &dyn Analytics) {
    let of_day = |day| ["crayon", "night", "watercolor"].map(|style| completed(day, style, 1));
    let events: Vec<_> = [0, 1].into_iter().flat_map(of_day).collect();
    tables.ingest(batch(Topic::Content, 0, &events)).await.unwrap();
    let all = tables.daily(day(0)..=day(1), None, None, 9).await.unwrap();
    assert_eq!(all.len(), 6);
    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let page = tables.daily(day(0)..=day(1), None, after, 4).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.key.clone());
        paged.extend(page);
    }
    assert_eq!(paged, all);
}

pub async fn sums_outlive_their_events(tables: &dyn Analytics) {
    let events = [completed(1, "night", 1), completed(2, "night", 1)];
    tables.ingest(batch(Topic::Content, 0, &events)).await.unwrap();
    tables.forget(at(9 * DAY), at(2 * DAY)).await.unwrap();
    assert_eq!(tables.counts(at(0), at(9 * DAY)).await.unwrap(), []);
    let days = tables.daily(day(0)..=day(9), None, None, 9).await.unwrap();
    assert_eq!(days.iter().map(|day| day.key.day).collect::<Vec<_>>(), [day(2)]);
}

pub async fn fresh_tables_answer_and_can_be_written(tables: &dyn Analytics) {
    tables.probe().await.unwrap();
}
