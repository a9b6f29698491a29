//! Open streams: replay, then live, without a gap or a double, and what they share. `ending` is what ends them, `crowd`
//! any readers at any moment.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

mod crowd;
mod ending;
mod lines;
mod log;
mod sockets;

use std::sync::Arc;
use std::time::Duration;

use self::log::MemoryLog;
use ai_tale::backends::keys::KeyRing;
use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::Store;
use ai_tale::backends::store::sqlite::SqliteStore;
use ai_tale::domain::{Event, EventId, Record, SessionId, StoryId, Timestamp, UserId};
use ai_tale::stream::{Delivery, Follower, Hub, Signer, Streams};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt};
use tempfile::TempDir;
use tokio::time::{Instant, timeout};

use crate::store::samples::{at, book, illustration, scene};

const HEARTBEAT: Duration = Duration::from_secs(10);
/// No window ends while a test runs.
const WINDOW: Duration = Duration::from_secs(u32::MAX as u64);
const HOUR: Duration = Duration::from_hours(1);

type Stream = BoxStream<'static, Bytes>;

/// The readers' side of a node over a log in memory.
struct Node {
    streams: Streams,
    hub: Hub,
    log: Arc<MemoryLog>,
    story: StoryId,
    _folder: TempDir,
}

impl Node {
    fn new() -> Self {
        Self::with_limit(0)
    }

    fn with_limit(per_user: usize) -> Self {
        let folder = TempDir::new().unwrap();
        let log = Arc::<MemoryLog>::default();
        let store = SqliteStore::open(folder.path(), Options { readers: 1, ..Options::default() }).unwrap();
        let store = store.unsealed_by(&KeyRing::generate(at(0)));
        let store = Store { log: Arc::clone(&log) as _, ..store };
        let hub = Hub::new(Delivery::new(Signer::new([7; 32], WINDOW)));
        let streams = Streams::new(hub.clone(), store, HEARTBEAT, per_user);
        let story = StoryId::new();
        log.create(story);
        Self { streams, hub, log, story, _folder: folder }
    }

    /// Logged, as by another node.
    fn log(&self, events: Vec<Event>) -> Vec<Record> {
        let first = self.log.head(self.story) + 1;
        let records: Vec<Record> = (first..).zip(events).map(|(seq, event)| record(self.story, seq, event)).collect();
        self.log.append(self.story, &records);
        records
    }

    /// A run begins on this node.
    fn run(&self) {
        self.hub.run_started(self.story, &self.log.records(self.story));
    }

    /// Logged and told, as by a run on this node.
    fn publish(&self, events: Vec<Event>) {
        let records = self.log(events);
        self.hub.publish(self.story, &records);
    }

    fn follow(&self, after: u64) -> Stream {
        self.follow_as(somebody(), after)
    }

    fn follow_as(&self, who: Follower, after: u64) -> Stream {
        self.streams.follow(who, self.story, after).unwrap().into_frames()
    }
}

fn record(story_id: StoryId, seq: u64, event: Event) -> Record {
    Record { story_id, seq, at: at(0), event_id: EventId::new(), epoch: 1, event }
}

fn somebody() -> Follower {
    Follower {
        user: UserId::new(),
        session: SessionId::new(),
        request: "abc".into(),
        expires_at: Timestamp::now().plus(HOUR * 24 * 365),
    }
}

async fn next(stream: &mut Stream) -> Option<Bytes> {
    timeout(HOUR * 24, stream.next()).await.expect("something within a day")
}

fn id(frame: &Bytes) -> u64 {
    let text = std::str::from_utf8(frame).unwrap();
    text.strip_prefix("id: ").unwrap().lines().next().unwrap().parse().unwrap()
}

/// The numbers of the next events, comments left out.
async fn ids(stream: &mut Stream, count: usize) -> Vec<u64> {
    let mut ids = Vec::new();
    while ids.len() < count {
        let frame = next(stream).await.unwrap();
        if !frame.starts_with(b":") {
            ids.push(id(&frame));
        }
    }
    ids
}

#[tokio::test(start_paused = true)]
async fn a_told_story_s_stream_ends() {
    let node = Node::new();
    node.log(book());
    let frames: Vec<Bytes> = node.follow(0).collect().await;
    assert_eq!(frames.iter().map(id).collect::<Vec<_>>(), (1..=7).collect::<Vec<_>>());
    let first = std::str::from_utf8(&frames[0]).unwrap();
    assert!(first.starts_with("id: 1\nevent: story.started\ndata: {") && first.ends_with("}\n\n"), "{first}");
    assert!(std::str::from_utf8(&frames[6]).unwrap().contains("\nevent: story.completed\n"));
    assert_eq!(node.follow(5).collect::<Vec<_>>().await, frames[5..]);
}

#[tokio::test(start_paused = true)]
async fn every_end_of_a_story_ends_its_stream() {
    let failed = Event::StoryFailed { code: "no_words".to_owned(), detail: "none".to_owned(), retryable: true };
    for end in [Event::StoryCancelled, failed] {
        let node = Node::new();
        node.run();
        let mut stream = node.follow(0);
        node.publish(vec![Event::StoryStarted]);
        assert_eq!(ids(&mut stream, 1).await, [1]);
        node.publish(vec![end]);
        assert_eq!(ids(&mut stream, 1).await, [2]);
        assert_eq!(next(&mut stream).await, None);
    }
}

#[tokio::test(start_paused = true)]
async fn a_local_story_s_reader_asks_nobody() {
    let node = Node::new();
    node.log(vec![Event::StoryStarted]);
    node.run();
    let mut stream = node.follow(0);
    let events = book();
    for (seq, event) in (2..).zip(events[1..events.len() - 1].iter().cloned()) {
        node.publish(vec![event]);
        assert_eq!(ids(&mut stream, if seq == 2 { 2 } else { 1 }).await.last(), Some(&seq));
        assert!(stream.next().now_or_never().is_none());
    }
    assert_eq!(node.log.reads(), 0);
}

#[tokio::test(start_paused = true)]
async fn local_events_are_seen_at_once() {
    let node = Node::new();
    node.run();
    let mut stream = node.follow(0);
    assert!(stream.next().now_or_never().is_none());
    for (seq, event) in (1..).zip(book()) {
        node.publish(vec![event]);
        let frame = stream.next().now_or_never().expect("it waits for nothing").unwrap();
        assert_eq!(id(&frame), seq);
    }
    assert_eq!(stream.next().now_or_never(), Some(None));
    assert_eq!(node.log.reads(), 0, "all came by the hub");
}

#[tokio::test(start_paused = true)]
async fn another_node_s_event_is_seen_soon() {
    let node = Node::new();
    let mut stream = node.follow(0);
    for (seq, event) in (1..).zip(book()) {
        let started = Instant::now();
        assert!(stream.next().now_or_never().is_none());
        node.log(vec![event]);
        assert_eq!(ids(&mut stream, 1).await, [seq]);
        assert!(started.elapsed() <= Duration::from_millis(2_001), "{:?}", started.elapsed());
    }
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test(start_paused = true)]
async fn a_heartbeat_makes_a_lost_wake_up_good() {
    let node = Node::new();
    node.run();
    let mut stream = node.follow(0);
    assert!(stream.next().now_or_never().is_none());
    for (seq, event) in (1..).zip(book()) {
        node.log(vec![event]);
        let seen = timeout(HEARTBEAT + Duration::from_millis(1), ids(&mut stream, 1)).await;
        assert_eq!(seen.expect("within a heartbeat"), [seq]);
    }
}

#[tokio::test(start_paused = true)]
async fn an_unreadable_log_is_asked_again() {
    let node = Node::new();
    node.log(book());
    node.log.fail(true);
    let mut stream = node.follow(0);
    assert_eq!(next(&mut stream).await.unwrap(), ":\n\n");
    node.log.fail(false);
    assert_eq!(ids(&mut stream, 7).await, [1, 2, 3, 4, 5, 6, 7]);
}

#[tokio::test(start_paused = true)]
async fn a_missing_event_is_waited_for() {
    let node = Node::new();
    let records = |numbers: &[u64]| -> Vec<Record> {
        numbers.iter().map(|seq| record(node.story, *seq, Event::StoryStarted)).collect()
    };
    node.log.append(node.story, &records(&[1, 3, 4]));
    let mut stream = node.follow(0);
    assert_eq!(ids(&mut stream, 1).await, [1]);
    for _ in 0..3 {
        assert_eq!(next(&mut stream).await.unwrap(), ":\n\n", "nothing is jumped");
    }
    assert!((10..25).contains(&node.log.reads()), "it is looked for now and then: {}", node.log.reads());
    node.log.create(node.story);
    node.log.append(node.story, &records(&[1, 2, 3, 4]));
    assert_eq!(ids(&mut stream, 3).await, [2, 3, 4]);
}

#[tokio::test(start_paused = true)]
async fn frames_are_encoded_once_for_all_readers() {
    let node = Node::new();
    node.run();
    let mut early = node.follow(0);
    assert!(early.next().now_or_never().is_none());
    node.publish(book());
    let seen: Vec<Bytes> = early.by_ref().collect().await;
    let replayed: Vec<Bytes> = node.follow(0).collect().await;
    let resumed: Vec<Bytes> = node.follow(3).collect().await;
    let places = |frames: &[Bytes]| frames.iter().map(|frame| frame.as_ptr()).collect::<Vec<_>>();
    assert_eq!(places(&seen), places(&replayed));
    assert_eq!(places(&seen[3..]), places(&resumed));
}

#[tokio::test(start_paused = true)]
async fn a_replay_equals_the_first_showing() {
    let node = Node::new();
    let mut live = Vec::new();
    {
        node.run();
        let mut stream = node.follow(0);
        for event in book() {
            node.publish(vec![event]);
            live.push(next(&mut stream).await.unwrap());
        }
        node.hub.run_ended(node.story);
    }
    let replayed: Vec<Bytes> = node.follow(0).collect().await;
    assert_eq!(live, replayed);
}

#[test]
fn frames_of_an_old_window_are_encoded_anew() {
    let delivery = Delivery::new(Signer::new([7; 32], HOUR));
    let hub = Hub::new(delivery.clone());
    let (story, feed) = (StoryId::new(), hub.feed(StoryId::new()));
    let records: Vec<Record> =
        (1..).zip([scene(1), illustration(1), scene(2)]).map(|(seq, event)| record(story, seq, event)).collect();
    let (first, second) = (at(0), at(3_600_000));
    let (window, next_window) = (delivery.window(first), delivery.window(second));
    assert_eq!(next_window, window + 1);
    let numbers = |after, window| feed.frames_after(after, window).iter().map(|kept| kept.seq).collect::<Vec<_>>();
    feed.encode(&delivery, &records, first);
    assert_eq!((numbers(0, window), numbers(2, window)), (vec![1, 2, 3], vec![3]));
    assert_eq!(numbers(0, next_window), [0; 0]);
    let old = feed.frames_after(0, window);
    // only the newest is encoded in the new window: nothing before it is there, and no gap is jumped
    feed.encode(&delivery, &records[2..], second);
    assert_eq!(numbers(0, window), [0; 0]);
    assert_eq!((numbers(0, next_window), numbers(2, next_window)), (vec![], vec![3]));
    feed.encode(&delivery, &records, second);
    let new = feed.frames_after(0, next_window);
    assert_eq!(new.len(), 3);
    assert_eq!(new[0].frame(), old[0].frame());
    assert_ne!(new[1].frame(), old[1].frame(), "the picture's address is signed anew");
}

#[tokio::test(start_paused = true)]
async fn a_comment_keeps_a_silent_stream_awake() {
    let node = Node::new();
    node.run();
    let mut stream = node.follow(0);
    for beat in 1..=3 {
        let started = Instant::now();
        assert_eq!(next(&mut stream).await.unwrap(), ":\n\n", "{beat}");
        assert_eq!(started.elapsed().as_secs(), HEARTBEAT.as_secs());
    }
    node.publish(vec![Event::StoryCancelled]);
    assert_eq!(ids(&mut stream, 1).await, [1]);
}

#[tokio::test(start_paused = true)]
async fn a_story_is_followed_while_somebody_streams_it() {
    let node = Node::new();
    assert!(!node.hub.is_followed(node.story));
    node.run();
    assert!(!node.hub.is_followed(node.story));
    let stream = node.follow(0);
    assert!(node.hub.is_followed(node.story));
    drop(stream);
    assert!(!node.hub.is_followed(node.story));
}

#[tokio::test(start_paused = true)]
async fn a_stopped_reader_slows_nobody() {
    let node = Node::new();
    node.run();
    let mut slow = node.follow(0);
    assert!(slow.next().now_or_never().is_none());
    let mut fast = node.follow(0);
    for (seq, event) in (1..).zip(book()) {
        node.publish(vec![event]);
        assert_eq!(ids(&mut fast, 1).await, [seq]);
    }
    node.hub.run_ended(node.story);
    assert_eq!(next(&mut fast).await, None);
    assert_eq!(ids(&mut slow, 7).await, [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(next(&mut slow).await, None);
}
