//! The analytics against a model of them: a consumer of two partitions that repeats what it may have ingested before,
//! while old events are forgotten, and with them old days.

use std::collections::{BTreeMap, HashMap};

use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::domain::{BusEvent, EventId, Rollup, RollupKey, RollupSums, Topic};
use proptest::prelude::{Strategy, prop_oneof};

use serde_json::json;

use super::conformance::{DAY, at, day, event};

/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;

/// What happens to the tables.
#[derive(Clone, Debug)]
pub enum Step {
    /// So many new events of a partition, and so many that come once more under a second offset, after going back over
    /// so many that are there.
    Ingest { partition: u32, back: usize, new: u8, again: usize },
    /// Events of the first so many days are forgotten, and the sums of the days before so many.
    Forget(i64, i64),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0..2_u32, 0..6_usize, 0..4_u8, 0..3_usize)
            .prop_map(|(partition, back, new, again)| Step::Ingest { partition, back, new, again }),
        1 => (0..4_i64, 0..4_i64).prop_map(|(events, days)| Step::Forget(events, days)),
    ];
    proptest::collection::vec(step, 1..30)
}

/// Something that happened in an hour.
fn sample(hour: i64) -> BusEvent {
    let (kind, data) = match hour % 3 {
        0 => ("story.failed", json!({ "tier": "free", "style": "night" })),
        1 => ("story.created", json!({ "tier": if hour % 2 == 0 { "free" } else { "guest" }, "language": "en" })),
        _ => ("story.completed", json!({ "tier": "free", "duration_ms": hour })),
    };
    BusEvent { data, ..event(kind, hour * HOUR) }
}

/// Runs the steps against the tables and the model.
pub async fn answers_as_its_model(tables: &dyn Analytics, steps: Vec<Step>) {
    let mut logs: [Vec<BusEvent>; 2] = [Vec::new(), Vec::new()];
    let mut rows: HashMap<EventId, BusEvent> = HashMap::new();
    let mut days: BTreeMap<RollupKey, RollupSums> = BTreeMap::new();
    let mut clock = 0;
    for step in steps {
        match step {
            Step::Ingest { partition, back, new, again } => {
                let log = &mut logs[partition as usize];
                let there = log.len();
                let first = there.saturating_sub(back);
                for _ in 0..new {
                    clock += 1;
                    log.push(sample(clock));
                }
                log.extend_from_within(log.len().saturating_sub(again)..);
                let events = log[first..].to_vec();
                for event in &log[there..] {
                    // one that was forgotten is new
                    if rows.insert(event.event_id, event.clone()).is_none() {
                        let Rollup { key, sums } = Rollup::of_event(event);
                        *days.entry(key).or_default() += &sums;
                    }
                }
                let batch = Batch { topic: Topic::Content, partition, first_offset: first as u64, events };
                tables.ingest(batch).await.unwrap();
                assert_eq!(tables.next_offset(Topic::Content, partition).await.unwrap(), log.len() as u64);
            }
            Step::Forget(events_before, days_before) => {
                rows.retain(|_, event| event.at >= at(events_before * DAY));
                days.retain(|key, _| key.day >= day(days_before));
                tables.forget(at(events_before * DAY), at(days_before * DAY)).await.unwrap();
            }
        }
        let mut counts = BTreeMap::<String, u64>::new();
        for event in rows.values() {
            *counts.entry(event.kind.clone()).or_default() += event.count();
        }
        assert_eq!(tables.counts(at(0), at((clock + 1) * HOUR)).await.unwrap(), Vec::from_iter(counts));
        let found = tables.daily(day(0)..=day(clock), None, None, usize::MAX).await.unwrap();
        assert_eq!(found.into_iter().map(|day| (day.key, day.sums)).collect::<BTreeMap<_, _>>(), days);
    }
}
