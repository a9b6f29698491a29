//! A bus against a model of it: events are published, read and acknowledged by several consumers in every order.

use std::collections::HashMap;

use ai_tale::domain::{BusEvent, StoryId, Topic};
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::Index;

use super::{Shared, about, kind_of, partition_of};

const STORIES: usize = 4;
const CONSUMERS: [&str; 2] = ["analytics", "audit"];

/// What is done to it.
#[derive(Clone, Debug)]
pub enum Step {
    /// So many events of a topic about one of the stories.
    Publish(Index, usize, usize),
    /// Reads a partition from an offset on.
    Read(Index, Index, u64, usize),
    /// A consumer acknowledges an offset, which may be before its last, or beyond the end.
    Acknowledge(usize, Index, Index, u64),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (index, offset) = (any::<Index>, 0..12_u64);
    let publish = (index(), 0..STORIES, 0..5_usize);
    let read = (index(), index(), offset.clone(), 1..9_usize);
    let acknowledge = (0..CONSUMERS.len(), index(), index(), offset);
    let step = prop_oneof![
        4 => publish.prop_map(|(topic, story, count)| Step::Publish(topic, story, count)),
        3 => read.prop_map(|(topic, partition, from, limit)| Step::Read(topic, partition, from, limit)),
        2 => acknowledge.prop_map(|(who, topic, partition, offset)| Step::Acknowledge(who, topic, partition, offset)),
    ];
    proptest::collection::vec(step, 1..40)
}

/// A partition as it should be.
#[derive(Default)]
struct Partition {
    events: Vec<BusEvent>,
    /// How far each consumer is that is known.
    consumers: HashMap<&'static str, u64>,
}

impl Partition {
    fn end(&self) -> u64 {
        self.events.len() as u64
    }

    /// What must be there still: without a consumer, everything.
    fn kept_from(&self) -> u64 {
        self.consumers.values().copied().min().unwrap_or_default()
    }
}

pub async fn answers_as_its_model(bus: Shared, steps: Vec<Step>) {
    let stories: Vec<_> = (0..STORIES).map(|_| StoryId::new()).collect();
    let mut model = HashMap::<(Topic, u32), Partition>::new();
    let topic_of = |index: Index| Topic::ALL[index.index(Topic::ALL.len())];
    for step in steps {
        match step {
            Step::Publish(topic, story, count) => {
                let topic = topic_of(topic);
                let events: Vec<_> =
                    (0..count as u64).map(|number| about(stories[story], kind_of(topic), number)).collect();
                bus.publish(topic, &events).await.unwrap();
                if count > 0 {
                    let partition = partition_of(&*bus, topic, stories[story]).await;
                    model.entry((topic, partition)).or_default().events.extend(events);
                }
            }
            Step::Read(topic, partition, from, limit) => {
                let topic = topic_of(topic);
                let partition = index_of(partition, bus.partitions(topic).await.unwrap());
                let expected = model.entry((topic, partition)).or_default();
                assert_eq!(bus.end(topic, partition).await.unwrap(), expected.end());
                let from = from.max(expected.kept_from());
                let records = bus.read(topic, partition, from, limit).await.unwrap();
                let wanted = (from..expected.end()).take(limit).collect::<Vec<_>>();
                assert_eq!(super::offsets(&records), wanted);
                for record in records {
                    assert_eq!(record.event, expected.events[usize::try_from(record.offset).unwrap()]);
                }
            }
            Step::Acknowledge(consumer, topic, partition, offset) => {
                let topic = topic_of(topic);
                let partition = index_of(partition, bus.partitions(topic).await.unwrap());
                bus.acknowledge(CONSUMERS[consumer], topic, partition, offset).await.unwrap();
                let expected = model.entry((topic, partition)).or_default();
                let offset = offset.min(expected.end());
                let known = expected.consumers.entry(CONSUMERS[consumer]).or_default();
                *known = offset.max(*known);
            }
        }
    }
}

fn index_of(partition: Index, count: u32) -> u32 {
    partition.index(count as usize).try_into().unwrap()
}
