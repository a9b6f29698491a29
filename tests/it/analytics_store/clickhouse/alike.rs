//! The same random history, told to the embedded engine and to ClickHouse, gives the same tables.

use ai_tale::backends::analytics::sqlite::SqliteAnalytics;
use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::backends::sqlite::Options;
use ai_tale::domain::{BusEvent, Rollup, Topic};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use super::{options, prepared};
use crate::analytics_store::conformance::{DAY, at, day, event};

const BATCHES: usize = 24;
const DAYS: i64 = 45;
const KINDS: [&str; 8] = [
    "story.created",
    "story.completed",
    "story.viewed",
    "user.registered",
    "api.request",
    "model.inference",
    "error.api",
    "error.model",
];

/// Something that happened, with some of what may be said of it, strange values among it.
fn happened(random: &mut StdRng) -> BusEvent {
    let mut data = Map::new();
    for name in ["tier", "age_group", "style", "language", "model"] {
        let words = [json!("a"), json!("b'\\\n"), json!("ä"), json!(""), json!("B"), json!(7), Value::Null];
        if random.random_bool(0.6) {
            data.insert(name.to_owned(), words.choose(random).unwrap().clone());
        }
    }
    for name in ["count", "duration_us", "duration_ms", "bytes", "input_tokens", "output_tokens", "pictures"] {
        if random.random_bool(0.3) {
            data.insert(name.to_owned(), json!(random.random_range(0..5_000_000_u64)));
        }
    }
    if random.random_bool(0.2) {
        data.insert("durations".to_owned(), json!({ random.random_range(0..250).to_string(): 3, "12": 1 }));
    }
    let kind = *KINDS.choose(random).unwrap();
    BusEvent { data: Value::Object(data), ..event(kind, random.random_range(0..DAYS * DAY)) }
}

/// All sums of these days, a few at a time.
async fn paged(tables: &dyn Analytics, kind: Option<&str>, limit: usize) -> Vec<Rollup> {
    let mut all: Vec<Rollup> = Vec::new();
    loop {
        let after = all.last().map(|last| last.key.clone());
        let page = tables.daily(day(3)..=day(DAYS - 3), kind, after, limit).await.unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

#[tokio::test]
async fn one_history_gives_both_the_same_tables() {
    let Some(options) = options() else { return };
    let seed = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let folder = TempDir::new().unwrap();
    let embedded = SqliteAnalytics::open(folder.path(), Options::default()).unwrap();
    let elsewhere = prepared(&options).await;
    let mut told: Vec<BusEvent> = Vec::new();
    for _ in 0..BATCHES {
        let new: Vec<_> = (0..40).map(|_| happened(&mut random)).collect();
        told.extend(new.iter().cloned());
        let again = (0..5).map(|_| told.choose(&mut random).unwrap().clone());
        let given: Vec<_> = new.into_iter().chain(again.collect::<Vec<_>>()).collect();
        for topic in Topic::ALL {
            let events: Vec<_> = given.iter().filter(|event| event.topic() == topic).cloned().collect();
            for tables in [&embedded as &dyn Analytics, &elsewhere] {
                let first_offset = tables.next_offset(topic, 0).await.unwrap();
                tables.ingest(Batch { topic, partition: 0, first_offset, events: events.clone() }).await.unwrap();
            }
        }
    }
    for (from, to) in [(0, DAYS * DAY), (DAY / 3, 20 * DAY + 1)] {
        let counts = embedded.counts(at(from), at(to)).await.unwrap();
        assert_eq!(elsewhere.counts(at(from), at(to)).await.unwrap(), counts, "{from} to {to}");
        assert_eq!(counts.len(), KINDS.len());
    }
    for (kind, limit) in [(None, 100), (Some("api.request"), 7), (Some("story.viewed"), 1_000)] {
        let sums = paged(&embedded, kind, limit).await;
        assert!(!sums.is_empty());
        assert_eq!(paged(&elsewhere, kind, limit).await, sums, "{kind:?}");
    }
}
