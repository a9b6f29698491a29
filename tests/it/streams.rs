//! Open streams: replay, then live, without a gap or a double; what ends them; what they share.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

mod log;

use std::sync::Arc;
use std::time::Duration;

use self::log::MemoryLog;
use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::Store;
use ai_tale::backends::store::sqlite::SqliteStore;
use ai_tale::domain::{Event, EventId, Record, SessionId, StoryId, Timestamp, UserId};
use ai_tale::stream::{Delivery, FollowRefusal, Follower, Hub, Signer, Streams};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt};
use proptest::prelude::*;
use tempfile::TempDir;
use tokio::time::{Instant, timeout};

use crate::store::samples::{at, book, illustration, scene};

const RETRY: &str = "retry: 1000\n\n";
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

    /// Logged and told, as by a run on this node.
    fn publish(&self, events: Vec<Event>) {
        let records = self.log(events);
        self.hub.publish(self.story, &records);
    }

    fn follow(&self, after: u64) -> Stream {
        self.streams.follow(somebody(), self.story, after).unwrap()
    }
}

fn record(story_id: StoryId, seq: u64, event: Event) -> Record {
    Record { story_id, seq, at: at(0), event_id: EventId::new(), epoch: 1, event }
}

fn somebody() -> Follower {
    Follower {
        user: UserId::new(),
        session: Some(SessionId::new()),
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

/// The rest of a stream, as texts.
async fn rest(stream: Stream) -> Vec<String> {
    stream.map(|frame| String::from_utf8(frame.to_vec()).unwrap()).collect().await
}

#[tokio::test(start_paused = true)]
async fn a_told_story_is_replayed_and_its_stream_ends() {
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
        node.hub.run_started(node.story);
        let mut stream = node.follow(0);
        node.publish(vec![Event::StoryStarted]);
        assert_eq!(ids(&mut stream, 1).await, [1]);
        node.publish(vec![end]);
        assert_eq!(ids(&mut stream, 1).await, [2]);
        assert_eq!(next(&mut stream).await, None);
    }
}

#[tokio::test(start_paused = true)]
async fn a_reader_of_a_story_that_runs_here_asks_the_store_once() {
    let node = Node::new();
    node.log(vec![Event::StoryStarted]);
    node.hub.run_started(node.story);
    let mut stream = node.follow(0);
    let events = book();
    for (seq, event) in (2..).zip(events[1..events.len() - 1].iter().cloned()) {
        node.publish(vec![event]);
        assert_eq!(ids(&mut stream, if seq == 2 { 2 } else { 1 }).await.last(), Some(&seq));
        assert!(stream.next().now_or_never().is_none());
    }
    assert_eq!(node.log.reads(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_event_is_seen_at_once_where_the_story_runs() {
    let node = Node::new();
    node.hub.run_started(node.story);
    let mut stream = node.follow(0);
    assert!(stream.next().now_or_never().is_none());
    for (seq, event) in (1..).zip(book()) {
        node.publish(vec![event]);
        let frame = stream.next().now_or_never().expect("it waits for nothing").unwrap();
        assert_eq!(id(&frame), seq);
    }
    assert_eq!(stream.next().now_or_never(), Some(None));
    // the log was read once, when there was nothing in it; the rest came by the hub
    assert_eq!(node.log.reads(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_event_of_another_node_is_seen_within_two_seconds() {
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
async fn a_lost_wake_up_of_a_running_story_is_made_good_with_the_next_heartbeat() {
    let node = Node::new();
    node.hub.run_started(node.story);
    let mut stream = node.follow(0);
    assert!(stream.next().now_or_never().is_none());
    for (seq, event) in (1..).zip(book()) {
        node.log(vec![event]);
        let seen = timeout(HEARTBEAT + Duration::from_millis(1), ids(&mut stream, 1)).await;
        assert_eq!(seen.expect("within a heartbeat"), [seq]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_log_that_cannot_be_read_is_asked_again() {
    let node = Node::new();
    node.log(book());
    node.log.fail(true);
    let mut stream = node.follow(0);
    assert_eq!(next(&mut stream).await.unwrap(), ":\n\n");
    node.log.fail(false);
    assert_eq!(ids(&mut stream, 7).await, [1, 2, 3, 4, 5, 6, 7]);
}

#[tokio::test(start_paused = true)]
async fn frames_are_encoded_once_for_all_readers() {
    let node = Node::new();
    node.hub.run_started(node.story);
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
        node.hub.run_started(node.story);
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
    assert_eq!(new[0].frame, old[0].frame);
    assert_ne!(new[1].frame, old[1].frame, "the picture's address is signed anew");
}

#[tokio::test(start_paused = true)]
async fn a_comment_keeps_a_silent_stream_awake() {
    let node = Node::new();
    node.hub.run_started(node.story);
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
async fn signing_out_ends_the_streams_of_that_session() {
    let node = Node::new();
    let (mine, other) = (somebody(), somebody());
    let mut streams = [mine, mine].map(|who| node.streams.follow(who, node.story, 0).unwrap());
    let mut others = node.streams.follow(other, node.story, 0).unwrap();
    for stream in streams.iter_mut().chain([&mut others]) {
        assert!(stream.next().now_or_never().is_none());
    }
    node.streams.sign_out(mine.session.unwrap());
    for stream in streams {
        assert_eq!(rest(stream).await, [RETRY]);
    }
    node.publish(vec![Event::StoryCancelled]);
    assert_eq!(ids(&mut others, 1).await, [1]);
}

#[tokio::test(start_paused = true)]
async fn signing_out_keeps_back_what_was_not_sent_yet() {
    let node = Node::new();
    let me = somebody();
    node.log(book());
    let mut stream = node.streams.follow(me, node.story, 0).unwrap();
    assert_eq!(ids(&mut stream, 2).await, [1, 2]);
    node.streams.sign_out(me.session.unwrap());
    assert_eq!(rest(stream).await, [RETRY]);
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_with_its_readers_token() {
    let node = Node::new();
    node.hub.run_started(node.story);
    let who = Follower { expires_at: Timestamp::now().plus(Duration::from_secs(25)), ..somebody() };
    let started = Instant::now();
    let frames = rest(node.streams.follow(who, node.story, 0).unwrap()).await;
    assert_eq!(frames, [":\n\n", ":\n\n", RETRY]);
    assert!(started.elapsed() <= Duration::from_millis(25_002), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn draining_ends_every_stream_with_a_time_to_come_back() {
    let node = Node::new();
    node.log(vec![Event::StoryStarted]);
    let mut open = node.follow(0);
    assert_eq!(ids(&mut open, 1).await, [1]);
    node.streams.drain();
    assert_eq!(rest(open).await, [RETRY]);
    let late = rest(node.follow(0)).await;
    assert_eq!((late.len(), late[1].as_str()), (2, RETRY));
}

#[tokio::test(start_paused = true)]
async fn a_deleted_story_ends_its_streams_at_once() {
    let node = Node::new();
    node.log(book()[..6].to_vec());
    let mut slow = node.follow(0);
    let mut waiting = node.follow(6);
    assert_eq!(ids(&mut slow, 2).await, [1, 2]);
    assert!(waiting.next().now_or_never().is_none());
    node.log.delete(node.story);
    node.hub.deleted(node.story);
    assert_eq!(slow.next().now_or_never(), Some(None), "nothing of it is shown any more");
    assert_eq!(waiting.next().now_or_never(), Some(None));
}

#[tokio::test(start_paused = true)]
async fn a_story_that_another_node_deleted_ends_its_streams_by_the_poll() {
    let node = Node::new();
    node.log(vec![Event::StoryStarted]);
    let mut stream = node.follow(1);
    assert!(stream.next().now_or_never().is_none());
    node.log.delete(node.story);
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test(start_paused = true)]
async fn one_reader_has_so_many_streams_and_others_have_theirs() {
    let node = Node::with_limit(2);
    let me = somebody();
    let follow = |who| node.streams.follow(who, node.story, 0);
    let first = follow(me).unwrap();
    let second = follow(Follower { session: None, ..me }).unwrap();
    assert_eq!(follow(me).err(), Some(FollowRefusal::TooMany { limit: 2 }));
    assert!(follow(somebody()).is_ok());
    drop(first);
    let third = follow(me).unwrap();
    assert_eq!(follow(me).err(), Some(FollowRefusal::TooMany { limit: 2 }));
    drop((second, third));
    node.log(vec![Event::StoryCancelled]);
    // a stream that ended by itself has left its seat, too
    let mut ended = [follow(me).unwrap(), follow(me).unwrap()];
    for stream in &mut ended {
        assert_eq!(ids(stream, 1).await, [1]);
        assert_eq!(next(stream).await, None);
    }
    assert!(follow(me).is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_story_is_followed_while_somebody_streams_it() {
    let node = Node::new();
    assert!(!node.hub.is_followed(node.story));
    node.hub.run_started(node.story);
    assert!(!node.hub.is_followed(node.story));
    let stream = node.follow(0);
    assert!(node.hub.is_followed(node.story));
    drop(stream);
    assert!(!node.hub.is_followed(node.story));
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_stopped_reading_slows_nobody_and_misses_nothing() {
    let node = Node::new();
    node.hub.run_started(node.story);
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
            Step::Run(true) => node.hub.run_started(node.story),
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
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn however_readers_come_and_go_none_misses_or_repeats_an_event(steps in proptest::collection::vec(step(), 1..60)) {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async { nobody_misses_or_repeats(&Node::new(), steps).await });
    }
}
