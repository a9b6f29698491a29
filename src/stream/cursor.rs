//! One open stream: a cursor in a log, asleep until there is more. It ends with its story, its reader's session or
//! token, the story's deletion, or the service; nothing is queued for a reader that does not read.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use metrics::counter;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::hub::{Encoded, Feed, Hub, Signal};
use super::registry::StreamPermit;
use crate::backends::store::Store;
use crate::domain::{StoryId, Timestamp};
use crate::metrics::{STREAM_FRAMES, STREAMS_ENDED, label};

/// Records read from the store at once.
const PAGE: usize = 64;
/// How often the log is polled when its story runs elsewhere. A story that runs here wakes its readers; its log is
/// polled with every heartbeat all the same, in case a wake-up was lost.
const POLL: Duration = Duration::from_secs(2);
/// What a reader is told to wait before it comes back, when the stream ends before its story does.
const RETRY: &str = "retry: 1000\n\n";

/// What every cursor of a node reads from.
pub(super) struct FollowedLogs {
    pub(super) hub: Hub,
    pub(super) store: Store,
    /// The pause between two comment lines.
    pub(super) heartbeat: Duration,
    /// Cancelled when the node stops.
    pub(super) draining: CancellationToken,
}

/// One open stream's place in its story's log.
pub(super) struct Cursor {
    log: Arc<FollowedLogs>,
    /// Counts this stream for as long as it is open.
    _permit: StreamPermit,
    story: StoryId,
    after: u64,
    feed: Arc<Feed>,
    wake: watch::Receiver<Signal>,
    ready: VecDeque<Encoded>,
    signed_out: CancellationToken,
    expires: Instant,
    next_heartbeat: Instant,
    /// When the log was last read, or should have been.
    looked: Instant,
    /// The log is read even if the hub knows of nothing new.
    must_look: bool,
    state: CursorState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CursorState {
    Open,
    /// The last event was read; it may still be among `ready`.
    StoryEnded,
    Closed,
}

/// What woke a sleeping stream.
enum Woken {
    More,
    Poll,
    Heartbeat,
    End(&'static str),
}

impl Cursor {
    /// A cursor behind number `after`, which reads the log first.
    pub(super) fn new(
        log: Arc<FollowedLogs>,
        (permit, signed_out): (StreamPermit, CancellationToken),
        story: StoryId,
        after: u64,
        expires: Instant,
    ) -> Box<Self> {
        let feed = log.hub.feed(story);
        let now = Instant::now();
        Box::new(Self {
            _permit: permit,
            story,
            after,
            wake: feed.subscribe(),
            feed,
            ready: VecDeque::new(),
            signed_out,
            expires,
            next_heartbeat: now + log.heartbeat,
            looked: now,
            must_look: true,
            state: CursorState::Open,
            log,
        })
    }

    /// The cursor is boxed: it is moved in and out at every step.
    pub(super) async fn next(mut self: Box<Self>) -> Option<(Bytes, Box<Self>)> {
        loop {
            // what waits to be sent is kept back from who may not see it any more
            if self.wake.borrow_and_update().is_deleted {
                return self.ended("deleted");
            }
            if self.signed_out.is_cancelled() && self.state != CursorState::Closed {
                return Some(self.broken_off("signed_out"));
            }
            if let Some(frame) = self.take_ready() {
                return Some((frame, self));
            }
            match self.state {
                CursorState::Open => {}
                CursorState::StoryEnded => return self.ended("story_ended"),
                CursorState::Closed => return None,
            }
            match self.read().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(Gone) => return self.ended("deleted"),
            }
            match self.sleep().await {
                Woken::More => {}
                Woken::Poll => self.must_look = true,
                Woken::Heartbeat => {
                    self.next_heartbeat = Instant::now() + self.log.heartbeat;
                    return Some((Bytes::from_static(b":\n\n"), self));
                }
                Woken::End(reason) => return Some(self.broken_off(reason)),
            }
        }
    }

    /// The frame that is sent next, which all readers share.
    fn take_ready(&mut self) -> Option<Bytes> {
        let next = self.ready.pop_front()?;
        if self.ready.is_empty() {
            // an idle reader keeps no room for a replay
            self.ready = VecDeque::new();
        }
        self.after = next.seq;
        counter!(STREAM_FRAMES).increment(1);
        Some(next.frame)
    }

    /// Fills `ready` with what comes after the cursor. `false`: nothing yet.
    async fn read(&mut self) -> Result<bool, Gone> {
        let log = &self.log;
        let delivery = log.hub.delivery();
        let now = Timestamp::now();
        self.ready.extend(self.feed.frames_after(self.after, delivery.window(now)));
        let mut there_is_more = !self.ready.is_empty();
        if !there_is_more && (self.must_look || !self.has_all_that_the_hub_knows()) {
            self.looked = Instant::now();
            // a store that can't answer now is asked again after the next wake-up or poll
            let records = match log.store.log.read(self.story, self.after, PAGE).await {
                Ok(records) => {
                    self.must_look = false;
                    records.ok_or(Gone)?
                }
                Err(error) => {
                    tracing::warn!(story.id = %self.story, %error, "a stream could not read its log");
                    Vec::new()
                }
            };
            self.feed.encode(delivery, &records, now);
            self.ready.extend(self.feed.frames_after(self.after, delivery.window(now)));
            // records whose frames are gone again (another reader is in the next signing window) are read once more
            there_is_more = !records.is_empty();
        }
        if self.ready.back().is_some_and(|encoded| encoded.is_last) {
            self.state = CursorState::StoryEnded;
        }
        Ok(there_is_more)
    }

    /// Every event of a story that runs here passes the hub: a reader who has them all need not ask the store.
    fn has_all_that_the_hub_knows(&self) -> bool {
        let signal = *self.wake.borrow();
        signal.is_run_here && signal.head == self.after
    }

    async fn sleep(&mut self) -> Woken {
        let log = &self.log;
        let patience = if self.wake.borrow().is_run_here { log.heartbeat.max(POLL) } else { POLL };
        let next_poll = self.looked + patience;
        let alarm = self.expires.min(next_poll).min(self.next_heartbeat);
        tokio::select! {
            biased;
            () = log.draining.cancelled() => Woken::End("draining"),
            () = self.signed_out.cancelled() => Woken::End("signed_out"),
            // an error is impossible: the feed, held here, holds the sender
            _ = self.wake.changed() => Woken::More,
            () = tokio::time::sleep_until(alarm) => match alarm {
                _ if alarm == self.expires => Woken::End("expired"),
                _ if alarm == self.next_heartbeat => Woken::Heartbeat,
                _ => Woken::Poll,
            },
        }
    }

    /// Ends before its story does: the reader is told when to come back.
    fn broken_off(mut self: Box<Self>, reason: &'static str) -> (Bytes, Box<Self>) {
        counter!(STREAMS_ENDED, label::REASON => reason).increment(1);
        self.ready.clear();
        self.state = CursorState::Closed;
        (Bytes::from_static(RETRY.as_bytes()), self)
    }

    fn ended(self: Box<Self>, reason: &'static str) -> Option<(Bytes, Box<Self>)> {
        counter!(STREAMS_ENDED, label::REASON => reason).increment(1);
        drop(self);
        None
    }
}

/// The story is not there any more.
struct Gone;
