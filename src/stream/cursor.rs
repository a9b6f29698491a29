//! Where one open stream is in its story's log, and what comes next for its reader. It ends with its story, its
//! reader's session or token, the story's deletion, or the service. Who sends it on is [`super::writer`]; nothing is
//! read ahead for a reader that does not read.

use std::collections::VecDeque;
use std::future::pending;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use metrics::counter;
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use tracing::{Span, error_span};

use super::ending::Ending;
use super::hub::{Encoded, Feed, Hub, Signal};
use super::look::{Look, Unseen, look};
use super::registry::StreamPermit;
use crate::backends::store::{Store, StoreErrorKind};
use crate::domain::{Record, StoryId, Timestamp};
use crate::metrics::STREAM_GAPS;

/// How often the log is polled when its story runs elsewhere. A story that runs here wakes its readers; its log is
/// polled with every heartbeat all the same, in case a wake-up was lost.
const POLL: Duration = Duration::from_secs(2);

/// What every cursor of a node reads from.
pub(super) struct FollowedLogs {
    pub(super) hub: Hub,
    pub(super) store: Store,
    /// The pause between two comment lines.
    pub(super) heartbeat: Duration,
    /// Cancelled when the node stops.
    pub(super) draining: CancellationToken,
}

/// Where a stream begins.
pub(super) struct Place {
    pub(super) story: StoryId,
    /// The number of the last event that its reader has.
    pub(super) after: u64,
    pub(super) expires: Instant,
    /// The id of the request that opens it.
    pub(super) request: Box<str>,
}

/// A place in a log. There may be thousands that sleep, so it keeps little.
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
    /// Set for the next of all times at which something is to be done, or for an earlier one: to set a timer costs as
    /// much as a frame, so it is left alone while frames come.
    alarm: Pin<Box<Sleep>>,
    /// When the log was last read, or should have been.
    looked: Instant,
    /// What the store was asked for and has not answered.
    look: Option<Look>,
    /// The log is read even if the hub knows of nothing new.
    must_look: bool,
    /// The last event was read; it may still be among `ready`.
    has_story_ended: bool,
    /// The log's next event is not there, but a later one is.
    has_met_gap: bool,
    /// The id of the request that opened the stream. Its span would cost a sleeping reader ten times as much, so it is
    /// made again for the few lines that a stream logs.
    request: Box<str>,
}

/// What a reader gets next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Frames, which [`Cursor::ready`] holds.
    Frames,
    /// A comment line: the stream lives.
    Heartbeat,
    /// Nothing any more.
    End(Ending),
}

/// What woke a sleeping stream.
enum Woken {
    Seen(Result<Vec<Record>, Unseen>),
    More,
    Poll,
    Heartbeat,
    End(Ending),
}

impl Cursor {
    /// A cursor at its place. It reads the log unless the hub knows that nothing is behind it.
    pub(super) fn new(
        log: Arc<FollowedLogs>,
        (permit, signed_out): (StreamPermit, CancellationToken),
        place: Place,
    ) -> Box<Self> {
        let Place { story, after, expires, request } = place;
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
            alarm: Box::pin(sleep_until(now + log.heartbeat)),
            looked: now,
            look: None,
            must_look: false,
            has_story_ended: false,
            has_met_gap: false,
            request,
            log,
        })
    }

    /// Waits for what comes next. May be dropped at any moment, and asked again.
    pub(super) async fn turn(&mut self) -> Turn {
        // a look that found nothing is not repeated before something wakes the stream, be it while it lasts
        let mut may_look = true;
        loop {
            // what waits to be sent is kept back from who may not see it any more
            if self.wake.borrow_and_update().is_deleted {
                return Turn::End(Ending::Deleted);
            }
            if self.signed_out.is_cancelled() {
                return Turn::End(Ending::SignedOut);
            }
            if !self.ready.is_empty() {
                return Turn::Frames;
            }
            if self.has_story_ended {
                return Turn::End(Ending::StoryEnded);
            }
            if self.take_frames() {
                continue;
            }
            if may_look && self.look.is_none() {
                self.begin_to_look();
                may_look = false;
            }
            match self.sleep().await {
                Woken::Seen(seen) => match self.take_in(seen) {
                    Ok(is_more) => may_look |= is_more,
                    Err(ending) => return Turn::End(ending),
                },
                Woken::More => may_look = true,
                Woken::Poll => {
                    self.must_look = true;
                    may_look = true;
                }
                Woken::Heartbeat => {
                    self.next_heartbeat = Instant::now() + self.log.heartbeat;
                    return Turn::Heartbeat;
                }
                Woken::End(ending) => return Turn::End(ending),
            }
        }
    }

    /// The frames that are sent next, which all readers share.
    pub(super) fn ready(&self) -> &VecDeque<Encoded> {
        &self.ready
    }

    /// Moves behind the first of the frames, which is sent.
    pub(super) fn advance(&mut self) -> Option<Encoded> {
        let sent = self.ready.pop_front()?;
        if self.ready.is_empty() {
            // an idle reader keeps no room for a replay
            self.ready = VecDeque::new();
        }
        self.after = sent.seq;
        Some(sent)
    }

    /// The span of what the stream logs: its story, and the request that opened it.
    pub(super) fn span(&self) -> Span {
        error_span!("stream", request.id = %self.request, story.id = %self.story)
    }

    /// Fills `ready` with what the hub has after the cursor. `false`: nothing.
    fn take_frames(&mut self) -> bool {
        let window = self.log.hub.delivery().window(Timestamp::now());
        self.ready.extend(self.feed.frames_after(self.after, window));
        if self.ready.is_empty() {
            return false;
        }
        // what it was to find is here
        self.look = None;
        self.has_story_ended |= self.ready.back().is_some_and(|encoded| encoded.is_last);
        true
    }

    /// Asks the store, unless the hub knows that nothing is there.
    fn begin_to_look(&mut self) {
        if self.must_look || !self.has_all_that_the_hub_knows() {
            self.looked = Instant::now();
            self.look = Some(look(Arc::clone(&self.log.store.log), self.story, self.after));
        }
    }

    /// Encodes what was found in the log, for all readers. `false`: nothing yet; the store is asked again after the
    /// next wake-up or poll.
    fn take_in(&mut self, seen: Result<Vec<Record>, Unseen>) -> Result<bool, Ending> {
        self.look = None;
        let records = match seen {
            Ok(records) => records,
            Err(Unseen::Deleted) => return Err(Ending::Deleted),
            Err(Unseen::Ended) => return Err(Ending::Damaged),
            Err(Unseen::Failed(error)) => {
                self.span().in_scope(|| tracing::warn!(%error, "a stream could not read its log"));
                // what can't be understood stays so
                return if error.kind == StoreErrorKind::Corrupt { Err(Ending::Damaged) } else { Ok(false) };
            }
        };
        self.must_look = false;
        match records.first() {
            None => return Ok(false),
            Some(first) if first.seq != self.after + 1 => {
                self.note_gap();
                // nothing may be jumped, so it is waited for as for an event that is still to come
                return Ok(false);
            }
            Some(_) => self.feed.encode(self.log.hub.delivery(), &records, Timestamp::now()),
        }
        // records whose frames are gone again (another reader is in the next signing window) are read once more
        self.take_frames();
        Ok(true)
    }

    fn note_gap(&mut self) {
        if std::mem::replace(&mut self.has_met_gap, true) {
            return;
        }
        counter!(STREAM_GAPS).increment(1);
        let missing = self.after + 1;
        self.span().in_scope(|| tracing::error!(event.seq = missing, "an event is missing in a log"));
    }

    /// Every event of a story that runs here passes the hub: a reader who has them all need not ask the store.
    fn has_all_that_the_hub_knows(&self) -> bool {
        let signal = *self.wake.borrow();
        signal.is_run_here && signal.head == self.after
    }

    async fn sleep(&mut self) -> Woken {
        let log = &self.log;
        let poll_after = if self.wake.borrow().is_run_here { log.heartbeat.max(POLL) } else { POLL };
        let next_poll = self.looked + poll_after;
        // the store is not asked twice at a time
        let may_poll = self.look.is_none();
        let wake_up = self.expires.min(self.next_heartbeat);
        let due = if may_poll { wake_up.min(next_poll) } else { wake_up };
        if self.alarm.deadline() > due || self.alarm.is_elapsed() {
            self.alarm.as_mut().reset(due);
        }
        tokio::select! {
            biased;
            seen = answered(&mut self.look) => Woken::Seen(seen),
            () = log.draining.cancelled() => Woken::End(Ending::Draining),
            () = self.signed_out.cancelled() => Woken::End(Ending::SignedOut),
            // an error is impossible: the feed, held here, holds the sender
            _ = self.wake.changed() => Woken::More,
            () = &mut self.alarm => match Instant::now() {
                now if now >= self.expires => Woken::End(Ending::Expired),
                now if now >= self.next_heartbeat => Woken::Heartbeat,
                now if may_poll && now >= next_poll => Woken::Poll,
                _ => Woken::More,
            },
        }
    }
}

/// The answer to a look; never, without one.
async fn answered(look: &mut Option<Look>) -> Result<Vec<Record>, Unseen> {
    match look {
        Some(look) => look.await,
        None => pending().await,
    }
}
