//! Open event streams: each is a cursor in a log, asleep until there is more. A stream ends with its story, its
//! reader's session or token, the story's deletion, or the service; nothing is queued for a reader that does not read.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use metrics::{counter, gauge};
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::hub::{Encoded, Feed, Hub, Signal, lock};
use crate::backends::store::Store;
use crate::domain::{SessionId, StoryId, Timestamp, UserId};
use crate::metrics::{STREAM_FRAMES, STREAMS, STREAMS_ENDED};

/// Records read from the store at once.
const PAGE: usize = 64;
/// How often the log is polled when its story runs elsewhere. A story that runs here wakes its readers; its log is polled
/// with every heartbeat all the same, in case a wake-up was lost.
const POLL: Duration = Duration::from_secs(2);
/// What a reader is told to wait before it comes back, when the stream ends before its story does.
const RETRY: &str = "retry: 1000\n\n";

/// Who follows.
#[derive(Clone, Copy, Debug)]
pub struct Follower {
    /// Whose streams are counted.
    pub user: UserId,
    /// Whose signing out ends the stream.
    pub session: Option<SessionId>,
    /// When the caller's token ends, and the stream with it.
    pub expires_at: Timestamp,
}

/// Why a stream was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowRefusal {
    /// The caller has as many open streams as one may have.
    TooMany,
}

/// All open streams of a node. Cheap to clone.
#[derive(Clone)]
pub struct Streams {
    inner: Arc<Inner>,
}

struct Inner {
    hub: Hub,
    store: Store,
    heartbeat: Duration,
    per_user: usize,
    draining: CancellationToken,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    by_user: HashMap<UserId, usize>,
    by_session: HashMap<SessionId, (usize, CancellationToken)>,
}

impl Streams {
    /// At most `per_user` streams of one user (0: no limit), a comment line every `heartbeat`.
    #[must_use]
    pub fn new(hub: Hub, store: Store, heartbeat: Duration, per_user: usize) -> Self {
        let draining = CancellationToken::new();
        let inner = Inner { hub, store, heartbeat, per_user, draining, open: Mutex::default() };
        Self { inner: Arc::new(inner) }
    }

    /// Replays after number `after`, then follows. The caller has checked whose story it is, and the cursor.
    pub fn follow(
        &self,
        follower: Follower,
        story: StoryId,
        after: u64,
    ) -> Result<BoxStream<'static, Bytes>, FollowRefusal> {
        let (seat, signed_out) = Seat::take(&self.inner, follower).ok_or(FollowRefusal::TooMany)?;
        let feed = self.inner.hub.feed(story);
        let wake = feed.subscribe();
        let expires = Instant::now() + follower.expires_at.since(Timestamp::now());
        let cursor = Cursor {
            seat,
            story,
            after,
            feed,
            wake,
            ready: VecDeque::new(),
            signed_out,
            expires,
            next_heartbeat: Instant::now() + self.inner.heartbeat,
            looked: Instant::now(),
            must_look: true,
            state: CursorState::Open,
        };
        Ok(stream::unfold(Box::new(cursor), Cursor::next).boxed())
    }

    /// A session was signed out: its streams end.
    pub fn sign_out(&self, session: SessionId) {
        if let Some((_, token)) = lock(&self.inner.open).by_session.get(&session) {
            token.cancel();
        }
    }

    /// All streams end, with a `retry:` line, and none is opened that lasts.
    pub fn drain(&self) {
        self.inner.draining.cancel();
    }
}

/// A counted place among the open streams, freed by drop.
struct Seat {
    inner: Arc<Inner>,
    follower: Follower,
}

impl Seat {
    fn take(inner: &Arc<Inner>, follower: Follower) -> Option<(Self, CancellationToken)> {
        let mut open = lock(&inner.open);
        let count = open.by_user.entry(follower.user).or_insert(0);
        if inner.per_user > 0 && *count >= inner.per_user {
            return None;
        }
        *count += 1;
        let signed_out = follower.session.map_or_else(CancellationToken::new, |session| {
            let (count, token) = open.by_session.entry(session).or_insert_with(|| (0, CancellationToken::new()));
            *count += 1;
            token.clone()
        });
        drop(open);
        gauge!(STREAMS).increment(1.0);
        Some((Self { inner: Arc::clone(inner), follower }, signed_out))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        gauge!(STREAMS).decrement(1.0);
        let mut open = lock(&self.inner.open);
        if let Some(count) = open.by_user.get_mut(&self.follower.user) {
            *count -= 1;
            if *count == 0 {
                open.by_user.remove(&self.follower.user);
            }
        }
        let Some(session) = self.follower.session else { return };
        if let Some((count, _)) = open.by_session.get_mut(&session) {
            *count -= 1;
            if *count == 0 {
                open.by_session.remove(&session);
            }
        }
    }
}

/// One open stream.
struct Cursor {
    seat: Seat,
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
    /// The cursor is boxed: it is moved in and out at every step.
    async fn next(mut self: Box<Self>) -> Option<(Bytes, Box<Self>)> {
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
                    self.next_heartbeat = Instant::now() + self.seat.inner.heartbeat;
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
        let inner = &self.seat.inner;
        let delivery = inner.hub.delivery();
        let now = Timestamp::now();
        self.ready.extend(self.feed.frames_after(self.after, delivery.window(now)));
        let mut there_is_more = !self.ready.is_empty();
        if !there_is_more && (self.must_look || !self.has_all_that_the_hub_knows()) {
            self.looked = Instant::now();
            // a store that can't answer now is asked again after the next wake-up or poll
            let records = match inner.store.stories.read(self.story, self.after, PAGE).await {
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
        let inner = &self.seat.inner;
        let patience = if self.wake.borrow().is_run_here { inner.heartbeat.max(POLL) } else { POLL };
        let next_poll = self.looked + patience;
        let alarm = self.expires.min(next_poll).min(self.next_heartbeat);
        tokio::select! {
            biased;
            () = inner.draining.cancelled() => Woken::End("draining"),
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
        counter!(STREAMS_ENDED, "reason" => reason).increment(1);
        self.ready.clear();
        self.state = CursorState::Closed;
        (Bytes::from_static(RETRY.as_bytes()), self)
    }

    fn ended(self: Box<Self>, reason: &'static str) -> Option<(Bytes, Box<Self>)> {
        counter!(STREAMS_ENDED, "reason" => reason).increment(1);
        drop(self);
        None
    }
}

/// The story is not there any more.
struct Gone;
