//! The bus, as every adapter must behave: [`conformance`] holds the promises, each a function of a fresh `Arc<dyn Bus>`
//! (of one partition a topic, or of several), [`model`] a bus against a model of it; `local` and `fluvio` run them all
//! and add what a file can do wrong, and a cluster; `crowds` kills a cluster's consumers and brokers at full speed.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

#[cfg(feature = "fluvio")]
mod alternating;
mod conformance;
#[cfg(feature = "fluvio")]
mod crowds;
#[cfg(feature = "fluvio")]
pub mod fluvio;
mod local;
mod model;

use std::sync::Arc;

use ai_tale::backends::bus::{Bus, BusRecord};
use ai_tale::domain::{BusEvent, EventId, NodeId, StoryId, Timestamp, Topic};
use serde_json::json;

pub type Shared = Arc<dyn Bus>;

/// An event of a kind, told apart by a number, about one of all stories.
pub fn event(kind: &str, number: u64) -> BusEvent {
    about(StoryId::new(), kind, number)
}

pub fn about(story: StoryId, kind: &str, number: u64) -> BusEvent {
    BusEvent {
        event_id: EventId::new(),
        kind: kind.to_owned(),
        at: Timestamp::from_millis(1_790_000_000_000),
        user_id: None,
        story_id: Some(story),
        node: NodeId::new(),
        data: json!({ "number": number }),
    }
}

/// A kind of each topic.
pub fn kind_of(topic: Topic) -> &'static str {
    match topic {
        Topic::Content => "story.created",
        Topic::Users => "story.viewed",
        Topic::Performance => "api.request",
        Topic::Errors => "error.api",
    }
}

pub fn numbers(records: &[BusRecord]) -> Vec<u64> {
    records.iter().map(|record| record.event.data["number"].as_u64().unwrap()).collect()
}

pub fn offsets(records: &[BusRecord]) -> Vec<u64> {
    records.iter().map(|record| record.offset).collect()
}

/// Every partition of a topic, whole.
pub async fn whole(bus: &dyn Bus, topic: Topic) -> Vec<Vec<BusRecord>> {
    let mut partitions = Vec::new();
    for partition in 0..bus.partitions(topic).await.unwrap() {
        partitions.push(bus.read(topic, partition, 0, 100_000).await.unwrap());
    }
    partitions
}

/// The partition that has the events of a story.
pub async fn partition_of(bus: &dyn Bus, topic: Topic, story: StoryId) -> u32 {
    let partitions = whole(bus, topic).await;
    let has = |records: &Vec<BusRecord>| records.iter().any(|record| record.event.story_id == Some(story));
    partitions.iter().position(has).unwrap().try_into().unwrap()
}
