//! Any readers at any moment, on a node that other nodes log beside.

use std::time::Duration;

use ai_tale::domain::Event;
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt};
use proptest::prelude::*;

use super::{Node, Stream, id};

/// What happens on a node while readers come, read and go.
#[derive(Clone, Debug)]
enum Step {
    /// So many events are logged here, one by one or at once.
    Publish(usize),
    /// Logged by another node.
    Log(usize),
    Run(bool),
    Come(u64),
    /// One of the readers reads so many frames, if there are any.
    Read(usize, usize),
    Go(usize),
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1..4_usize).prop_map(Step::Publish),
        2 => (1..70_usize).prop_map(Step::Log),
        1 => any::<bool>().prop_map(Step::Run),
        3 => any::<u64>().prop_map(Step::Come),
        4 => (any::<usize>(), 1..6_usize).prop_map(|(who, count)| Step::Read(who, count)),
        1 => any::<usize>().prop_map(Step::Go),
        1 => (0..15_000_u64).prop_map(Step::Wait),
    ]
}

/// A stream and the number that it must show next.
struct Reading(Stream, u64);

impl Reading {
    fn read(&mut self, count: usize) {
        for _ in 0..count {
            match self.0.next().now_or_never() {
                Some(Some(frame)) if frame.starts_with(b":") => {}
                Some(Some(frame)) => {
                    assert_eq!(id(&frame), self.1);
                    self.1 += 1;
                }
                Some(None) => panic!("the story has not ended"),
                None => return,
            }
        }
    }
}

async fn nobody_misses_or_repeats(node: &Node, steps: Vec<Step>) {
    let mut readings: Vec<Reading> = Vec::new();
    let events = |count| std::iter::repeat_n(Event::StoryStarted, count).collect::<Vec<_>>();
    for step in steps {
        match step {
            Step::Publish(count) => node.publish(events(count)),
            Step::Log(count) => drop(node.log(events(count))),
            Step::Run(true) => node.run(),
            Step::Run(false) => node.hub.run_ended(node.story),
            Step::Come(after) => {
                let after = after % (node.log.head(node.story) + 1);
                readings.push(Reading(node.follow(after), after + 1));
            }
            Step::Read(..) | Step::Go(_) if readings.is_empty() => {}
            Step::Read(who, count) => {
                let who = who % readings.len();
                readings[who].read(count);
            }
            Step::Go(who) => drop(readings.remove(who % readings.len())),
            Step::Wait(milliseconds) => tokio::time::sleep(Duration::from_millis(milliseconds)).await,
        }
    }
    node.publish(vec![Event::StoryCancelled]);
    let head = node.log.head(node.story);
    for Reading(stream, next) in readings {
        let frames: Vec<Bytes> = stream.filter(|frame| std::future::ready(!frame.starts_with(b":"))).collect().await;
        assert_eq!(frames.iter().map(id).collect::<Vec<_>>(), (next..=head).collect::<Vec<_>>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn readers_who_come_and_go_miss_nothing(steps in proptest::collection::vec(step(), 1..60)) {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async { nobody_misses_or_repeats(&Node::new(), steps).await });
    }
}
