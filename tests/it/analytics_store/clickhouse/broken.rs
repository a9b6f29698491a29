//! A consumer dies between any two steps, its request sent or not: whoever goes on counts each event once.

use std::sync::atomic::Ordering;

use ai_tale::backends::analytics::Analytics;
use ai_tale::backends::analytics::options::ClickHouseOptions;
use ai_tale::domain::{BusEvent, Topic};

use super::line::{Break, breaking};
use super::{another, options, prepared};
use crate::analytics_store::conformance::{DAY, at, batch, completed, day};

/// Days that are in two months at least.
const DAYS: i64 = 40;

/// Stories of two months, one of them told twice.
fn events() -> Vec<BusEvent> {
    let mut events: Vec<_> = (0..DAYS).map(|day| completed(day, "night", 10)).collect();
    events.insert(7, events[3].clone());
    events
}

/// One of each day, in the tables and in the sums.
async fn assert_whole(tables: &dyn Analytics, expected: i64, after: &str) {
    let count = u64::try_from(expected).unwrap();
    let counts = tables.counts(at(0), at(expected * DAY)).await.unwrap();
    assert_eq!(counts, [("story.completed".to_owned(), count)], "{after}");
    let days = tables.daily(day(0)..=day(expected), None, None, 1_000).await.unwrap();
    assert_eq!(days.iter().map(|day| day.sums.count).collect::<Vec<_>>(), vec![1; days.len()], "{after}");
    assert_eq!(days.len() as u64, count, "{after}");
}

/// Whether the line broke before all was done.
async fn breaks(options: &ClickHouseOptions, at: Break, events: &[BusEvent]) -> bool {
    let (address, _) = breaking(&options.url, at).await;
    let dying = another(&ClickHouseOptions { url: address, ..options.clone() });
    dying.ingest(batch(Topic::Content, 0, events)).await.is_err()
}

/// Dies at each request in turn, until it gets through.
async fn dies_at_each(at: impl Fn(usize) -> Break) {
    let Some(options) = options() else { return };
    let events = events();
    for number in 0.. {
        let options = ClickHouseOptions { database: format!("{}_{number}", options.database), ..options.clone() };
        prepared(&options).await;
        let broke = breaks(&options, at(number), &events).await;
        let next = another(&options);
        let from = next.next_offset(Topic::Content, 0).await.unwrap();
        let grown: Vec<_> = events.iter().cloned().chain([completed(DAYS, "night", 10)]).collect();
        let rest = &grown[usize::try_from(from).unwrap()..];
        next.ingest(batch(Topic::Content, from, rest)).await.unwrap();
        assert_whole(&next, DAYS + 1, &format!("{:?}", at(number))).await;
        assert_eq!(next.next_offset(Topic::Content, 0).await.unwrap(), grown.len() as u64);
        if !broke {
            assert!(number > 6, "only {number} requests");
            return;
        }
    }
}

#[tokio::test]
async fn a_consumer_may_die_before_any_request() {
    dies_at_each(Break::Before).await;
}

#[tokio::test]
async fn a_consumer_may_die_before_any_answer() {
    dies_at_each(Break::After).await;
}

#[tokio::test]
async fn a_batch_in_peace_takes_few_requests() {
    let Some(options) = options() else { return };
    prepared(&options).await;
    let (address, requests) = breaking(&options.url, Break::Before(usize::MAX)).await;
    let tables = another(&ClickHouseOptions { url: address, ..options });
    tables.next_offset(Topic::Content, 0).await.unwrap();
    let events: Vec<_> = (0..100).map(|_| completed(1, "night", 10)).collect();
    // the version and the table's columns, once
    tables.ingest(batch(Topic::Content, 0, &events[..50])).await.unwrap();
    let before = requests.load(Ordering::SeqCst);
    tables.next_offset(Topic::Content, 0).await.unwrap();
    tables.ingest(batch(Topic::Content, 50, &events[50..])).await.unwrap();
    assert_eq!(requests.load(Ordering::SeqCst) - before, 7);
}
