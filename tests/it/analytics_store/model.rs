//! The analytics against a model of them: a consumer of two partitions that repeats what it may have ingested before,
//! while old events are forgotten.

use std::collections::{BTreeMap, HashMap};

use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::domain::{BusEvent, EventId, Topic};
use proptest::prelude::{Strategy, prop_oneof};

use super::conformance::{at, event};

/// What happens to the tables.
#[derive(Clone, Debug)]
pub enum Step {
    /// So many new events of a partition, after going back over so many that may be there.
    Ingest { partition: u32, back: usize, new: u8 },
    /// Events of the first so many milliseconds are forgotten.
    Forget(i64),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0..2_u32, 0..6_usize, 0..4_u8).prop_map(|(partition, back, new)| Step::Ingest { partition, back, new }),
        1 => (0..60_i64).prop_map(Step::Forget),
    ];
    proptest::collection::vec(step, 1..30)
}

/// Runs the steps against the tables and the model.
pub async fn answers_as_its_model(tables: &dyn Analytics, steps: Vec<Step>) {
    let mut logs: [Vec<BusEvent>; 2] = [Vec::new(), Vec::new()];
    let mut rows: HashMap<EventId, BusEvent> = HashMap::new();
    let mut clock = 0;
    for step in steps {
        match step {
            Step::Ingest { partition, back, new } => {
                let log = &mut logs[partition as usize];
                let first = log.len().saturating_sub(back);
                for _ in 0..new {
                    clock += 1;
                    log.push(event(if clock % 3 == 0 { "story.failed" } else { "story.created" }, clock));
                }
                let events = log[first..].to_vec();
                rows.extend(events.iter().map(|event| (event.event_id, event.clone())));
                let batch = Batch { topic: Topic::Content, partition, first_offset: first as u64, events };
                tables.ingest(batch).await.unwrap();
                assert_eq!(tables.next_offset(Topic::Content, partition).await.unwrap(), log.len() as u64);
            }
            Step::Forget(before) => {
                rows.retain(|_, event| event.at >= at(before));
                tables.forget(at(before)).await.unwrap();
            }
        }
        let mut counts = BTreeMap::<String, u64>::new();
        for event in rows.values() {
            *counts.entry(event.kind.clone()).or_default() += event.count();
        }
        assert_eq!(tables.counts(at(0), at(clock + 1)).await.unwrap(), Vec::from_iter(counts));
    }
}
