//! Where runs and readers of a story meet: wake-ups, and the encoded frames that all readers share.
//!
//! A feed lives while somebody holds it. A slow reader slows only itself: nothing is queued for it, it has a cursor.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use bytes::Bytes;
use tokio::sync::watch;

use super::delivery::Delivery;
use crate::domain::{Record, StoryId, Timestamp};

/// Stories that ended before somebody's eyes, as far as they are remembered: until their readers are told, which is
/// within seconds.
const REMEMBERED: usize = 1024;

/// What a feed's readers are woken by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signal {
    /// The newest event's number that this node knows of.
    pub head: u64,
    /// Whether this node runs the story, so that every event passes here.
    pub is_run_here: bool,
    /// Nothing of the story is readable any more.
    pub is_deleted: bool,
}

/// One story's meeting point.
pub struct Feed {
    signal: watch::Sender<Signal>,
    frames: Mutex<Frames>,
}

/// Frames encoded in one signing window.
#[derive(Default)]
struct Frames {
    window: u64,
    by_seq: BTreeMap<u64, Encoded>,
}

/// One event as it is sent, shared by all its readers.
#[derive(Clone, Debug)]
pub struct Encoded {
    pub seq: u64,
    /// The server-sent event as one chunk of HTTP/1.1 (RFC 9112, section 7.1).
    pub chunk: Bytes,
    /// Nothing comes after it in its story.
    pub is_last: bool,
}

/// All feeds of a node. Cheap to clone.
#[derive(Clone)]
pub struct Hub {
    inner: Arc<Inner>,
}

struct Inner {
    delivery: Delivery,
    feeds: Mutex<HashMap<StoryId, Weak<Feed>>>,
    /// Runs keep their feeds alive, so that frames are encoded once however readers come and go.
    running: Mutex<HashMap<StoryId, Arc<Feed>>>,
    /// Stories that ended while somebody streamed them, the latest last.
    watched: Mutex<VecDeque<StoryId>>,
}

impl Hub {
    /// A hub without feeds.
    #[must_use]
    pub fn new(delivery: Delivery) -> Self {
        let inner = Inner { delivery, feeds: Mutex::default(), running: Mutex::default(), watched: Mutex::default() };
        Self { inner: Arc::new(inner) }
    }

    /// How records become frames.
    #[must_use]
    pub fn delivery(&self) -> &Delivery {
        &self.inner.delivery
    }

    /// The feed of a story, made when nobody follows it yet.
    #[must_use]
    pub fn feed(&self, story: StoryId) -> Arc<Feed> {
        let mut feeds = lock(&self.inner.feeds);
        if let Some(feed) = feeds.get(&story).and_then(Weak::upgrade) {
            return feed;
        }
        // the map is swept as it grows: what is dead makes room
        if feeds.len() == feeds.capacity() {
            feeds.retain(|_, feed| feed.strong_count() > 0);
        }
        let feed = Arc::new(Feed { signal: watch::Sender::new(Signal::default()), frames: Mutex::default() });
        feeds.insert(story, Arc::downgrade(&feed));
        feed
    }

    /// This node runs the story from now on, and these are all of its events so far: nobody need ask the store.
    pub fn run_started(&self, story: StoryId, records: &[Record]) {
        let feed = self.feed(story);
        lock(&self.inner.running).insert(story, Arc::clone(&feed));
        self.tell(&feed, records, |signal| signal.is_run_here = true);
    }

    /// This node runs the story no more.
    pub fn run_ended(&self, story: StoryId) {
        let running = lock(&self.inner.running).remove(&story);
        if let Some(feed) = running {
            feed.signal.send_modify(|signal| signal.is_run_here = false);
        }
    }

    /// Events are durable: whoever follows is woken.
    pub fn publish(&self, story: StoryId, records: &[Record]) {
        let feed = self.feed(story);
        let has_ended = records.last().is_some_and(|record| record.event.ends_as().is_some());
        // before they are woken: with the last event they leave
        if has_ended && feed.signal.receiver_count() > 0 {
            let mut watched = lock(&self.inner.watched);
            if watched.len() == REMEMBERED {
                watched.pop_front();
            }
            watched.push_back(story);
        }
        self.tell(&feed, records, |_| {});
    }

    /// The story was ended without an event: whoever follows it looks at it.
    pub fn ended_outside(&self, story: StoryId) {
        self.feed(story).signal.send_modify(|_| {});
    }

    /// Nothing of the story may be read any more: its streams end.
    pub fn deleted(&self, story: StoryId) {
        self.feed(story).signal.send_modify(|signal| signal.is_deleted = true);
    }

    /// Whether anybody on this node streams the story.
    #[must_use]
    pub fn is_followed(&self, story: StoryId) -> bool {
        let feed = lock(&self.inner.feeds).get(&story).and_then(Weak::upgrade);
        feed.is_some_and(|feed| feed.signal.receiver_count() > 0)
    }

    /// Whether somebody on this node streamed the story when it ended, a little while ago.
    #[must_use]
    pub fn was_watched_to_its_end(&self, story: StoryId) -> bool {
        lock(&self.inner.watched).contains(&story)
    }

    /// Keeps the frames of new events and says so to whoever follows, with what else has changed.
    fn tell(&self, feed: &Feed, records: &[Record], change: impl FnOnce(&mut Signal)) {
        feed.encode(&self.inner.delivery, records, Timestamp::now());
        let head = records.last().map_or(0, |record| record.seq);
        feed.signal.send_modify(|signal| {
            signal.head = signal.head.max(head);
            change(signal);
        });
    }
}

impl Feed {
    /// Wakes whenever something changed.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Signal> {
        self.signal.subscribe()
    }

    /// The frames after number `after` that are kept for the window of `now`, without a gap.
    #[must_use]
    pub fn frames_after(&self, after: u64, window: u64) -> Vec<Encoded> {
        let frames = lock(&self.frames);
        if frames.window != window {
            return Vec::new();
        }
        (after + 1..)
            .zip(frames.by_seq.range(after + 1..))
            .take_while(|(expected, (seq, _))| expected == *seq)
            .map(|(_, (_, encoded))| encoded.clone())
            .collect()
    }

    /// Encodes records once, for everybody.
    pub fn encode(&self, delivery: &Delivery, records: &[Record], now: Timestamp) {
        let window = delivery.window(now);
        let mut frames = lock(&self.frames);
        if frames.window != window {
            frames.by_seq.clear();
            frames.window = window;
        }
        for record in records {
            frames.by_seq.entry(record.seq).or_insert_with(|| Encoded {
                seq: record.seq,
                chunk: chunk(&delivery.frame(record, now)),
                is_last: record.event.ends_as().is_some(),
            });
        }
    }
}

impl Encoded {
    /// The server-sent event, whole.
    #[must_use]
    pub fn frame(&self) -> Bytes {
        self.chunk.slice_ref(self.piece())
    }

    /// What stands between the chunk's size and its end.
    pub(super) fn piece(&self) -> &[u8] {
        let size = self.chunk.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        &self.chunk[size..self.chunk.len() - CRLF.len()]
    }
}

const CRLF: &str = "\r\n";

/// A piece of a chunked body.
pub(super) fn chunk(piece: &[u8]) -> Bytes {
    let size = format!("{:x}{CRLF}", piece.len());
    [size.as_bytes(), piece, CRLF.as_bytes()].concat().into()
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
