//! Every promise of the trait, for adapters to run. Each takes a fresh bus.

use std::collections::HashMap;
use std::sync::Arc;

use ai_tale::domain::{BusEvent, StoryId, Topic};

use super::{Shared, about, event, kind_of, numbers, offsets, partition_of, whole};

pub async fn each_topic_gives_back_its_own(bus: Shared) {
    for topic in Topic::ALL {
        let events: Vec<_> = (0..5).map(|number| event(kind_of(topic), number)).collect();
        bus.publish(topic, &events).await.unwrap();
    }
    for topic in Topic::ALL {
        let records = whole(&*bus, topic).await.concat();
        assert_eq!(records.len(), 5, "{topic:?}");
        assert!(records.iter().all(|record| record.event.kind == kind_of(topic)));
    }
}

pub async fn an_event_comes_back_as_it_was(bus: Shared) {
    let published = event("story.completed", 7);
    bus.publish(Topic::Content, std::slice::from_ref(&published)).await.unwrap();
    let records = whole(&*bus, Topic::Content).await.concat();
    assert_eq!(records[0].event, published);
    assert_eq!(records[0].offset, 0);
}

pub async fn a_read_begins_and_ends_as_asked(bus: Shared) {
    let story = StoryId::new();
    let events: Vec<_> = (0..10).map(|number| about(story, "story.created", number)).collect();
    bus.publish(Topic::Content, &events).await.unwrap();
    let partition = partition_of(&*bus, Topic::Content, story).await;
    let read = async |offset, limit| numbers(&bus.read(Topic::Content, partition, offset, limit).await.unwrap());
    assert_eq!(read(4, 3).await, [4, 5, 6]);
    assert_eq!(read(8, 100).await, [8, 9]);
    assert!(read(10, 100).await.is_empty());
    assert!(read(u64::MAX, 100).await.is_empty());
    assert!(read(0, 0).await.is_empty());
}

pub async fn a_story_stays_in_one_partition_in_order(bus: Shared) {
    let stories: Vec<_> = (0..40).map(|_| StoryId::new()).collect();
    for round in 0..5 {
        let events: Vec<BusEvent> = stories.iter().map(|story| about(*story, "story.created", round)).collect();
        bus.publish(Topic::Content, &events).await.unwrap();
    }
    let mut seen = HashMap::new();
    for (partition, records) in whole(&*bus, Topic::Content).await.into_iter().enumerate() {
        assert_eq!(offsets(&records), (0..records.len() as u64).collect::<Vec<_>>());
        assert!(!records.is_empty(), "forty stories are spread over all partitions");
        for record in records {
            let (home, rounds): &mut (_, Vec<_>) =
                seen.entry(record.event.story_id.unwrap()).or_insert((partition, Vec::new()));
            assert_eq!(*home, partition);
            rounds.push(record.event.data["number"].as_u64().unwrap());
        }
    }
    assert_eq!(seen.len(), 40);
    assert!(seen.values().all(|(_, rounds)| *rounds == [0, 1, 2, 3, 4]));
}

pub async fn parallel_publishers_leave_no_gap(bus: Shared) {
    let mut publishers = tokio::task::JoinSet::new();
    for publisher in 0..8 {
        let bus = Arc::clone(&bus);
        publishers.spawn(async move {
            let story = StoryId::new();
            for round in 0..10 {
                let first = publisher * 1000 + round * 2;
                let pair = [about(story, "api.request", first), about(story, "api.request", first + 1)];
                bus.publish(Topic::Performance, &pair).await.unwrap();
            }
        });
    }
    while let Some(done) = publishers.join_next().await {
        done.unwrap();
    }
    let partitions = whole(&*bus, Topic::Performance).await;
    for records in &partitions {
        assert_eq!(offsets(records), (0..records.len() as u64).collect::<Vec<_>>());
    }
    let all = partitions.concat();
    for publisher in 0..8 {
        let of_one: Vec<_> = numbers(&all).into_iter().filter(|number| number / 1000 == publisher).collect();
        assert_eq!(of_one, (0..20).map(|number| publisher * 1000 + number).collect::<Vec<_>>());
    }
}

pub async fn what_a_known_consumer_lacks_stays(bus: Shared) {
    let story = StoryId::new();
    let publish = async |numbers: std::ops::Range<u64>| {
        let events: Vec<_> = numbers.map(|number| about(story, "error.api", number)).collect();
        bus.publish(Topic::Errors, &events).await.unwrap();
    };
    publish(0..1).await;
    let partition = partition_of(&*bus, Topic::Errors, story).await;
    bus.acknowledge("slow", Topic::Errors, partition, 0).await.unwrap();
    publish(1..5_000).await;
    bus.acknowledge("fast", Topic::Errors, partition, 5_000).await.unwrap();
    let left = async || offsets(&bus.read(Topic::Errors, partition, 0, 10_000).await.unwrap());
    assert_eq!(left().await, (0..5_000).collect::<Vec<_>>(), "the slow one has read nothing");
    bus.acknowledge("slow", Topic::Errors, partition, 3_000).await.unwrap();
    bus.acknowledge("slow", Topic::Errors, partition, 10).await.unwrap();
    assert!(left().await.ends_with(&(3_000..5_000).collect::<Vec<_>>()), "and now not the last");
}

pub async fn offsets_go_on_after_an_acknowledgement(bus: Shared) {
    let story = StoryId::new();
    let publish = async |number| bus.publish(Topic::Errors, &[about(story, "error.api", number)]).await.unwrap();
    publish(0).await;
    let partition = partition_of(&*bus, Topic::Errors, story).await;
    // beyond the end: what comes next was not read
    bus.acknowledge("analytics", Topic::Errors, partition, 100).await.unwrap();
    publish(1).await;
    assert_eq!(bus.end(Topic::Errors, partition).await.unwrap(), 2);
    assert_eq!(numbers(&bus.read(Topic::Errors, partition, 1, 10).await.unwrap()), [1]);
}

pub async fn a_partition_s_end_is_its_next_offset(bus: Shared) {
    let story = StoryId::new();
    for partition in 0..bus.partitions(Topic::Errors).await.unwrap() {
        assert_eq!(bus.end(Topic::Errors, partition).await.unwrap(), 0);
        assert_eq!(bus.begin(Topic::Errors, partition).await.unwrap(), 0);
    }
    for number in 0..3 {
        bus.publish(Topic::Errors, &[about(story, "error.api", number)]).await.unwrap();
        let partition = partition_of(&*bus, Topic::Errors, story).await;
        assert_eq!(bus.end(Topic::Errors, partition).await.unwrap(), number + 1);
        assert_eq!(bus.begin(Topic::Errors, partition).await.unwrap(), 0, "nothing was forgotten");
    }
    assert_eq!(bus.end(Topic::Users, 0).await.unwrap(), 0, "another topic has offsets of its own");
}

pub async fn a_repeated_event_is_delivered_again(bus: Shared) {
    let twice = event("story.created", 7);
    bus.publish(Topic::Content, std::slice::from_ref(&twice)).await.unwrap();
    bus.publish(Topic::Content, &[twice.clone(), twice.clone()]).await.unwrap();
    let records = whole(&*bus, Topic::Content).await.concat();
    assert_eq!(offsets(&records), [0, 1, 2]);
    assert!(records.iter().all(|record| record.event == twice));
}

pub async fn nothing_published_is_no_error(bus: Shared) {
    bus.publish(Topic::Users, &[]).await.unwrap();
    bus.probe().await.unwrap();
    for topic in Topic::ALL {
        assert!(whole(&*bus, topic).await.concat().is_empty());
    }
}
