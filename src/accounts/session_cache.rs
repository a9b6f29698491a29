//! Which sessions still hold, and for whom. The store is the truth; that a session holds is believed for a few seconds,
//! so that a busy reader costs it one look-up and not one for each request. That one has ended is believed until the
//! last of its access tokens has ended too: who goes on showing one costs the store nothing.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::{SessionId, Timestamp, User};

/// How long the store's word is believed: the longest that a sign-out on another node, or another plan, goes unseen.
const BELIEVED_FOR: Duration = Duration::from_secs(5);
/// Readers who are active within those seconds on one node; beyond it the store is asked more often.
const MOST_HELD: usize = 8192;
/// Ended sessions whose tokens may still be shown, about 5 MB of them; of more, the oldest cost the store a look-up
/// again.
const MOST_ENDED: usize = 65_536;

/// What a session is good for.
#[derive(Clone, Debug)]
pub(super) enum Standing {
    /// Its reader, with their plan.
    Holds(User),
    /// Nothing any more.
    Ended,
}

/// What was lately heard of sessions.
pub(super) struct SessionCache {
    heard: Mutex<Heard>,
    /// How long an ended session is remembered: no token of it outlives that.
    longest_token: Duration,
}

#[derive(Default)]
struct Heard {
    held: HashMap<SessionId, (User, Timestamp)>,
    ended: HashSet<SessionId>,
    /// The same sessions in the order of their ends, with the time until which each is remembered.
    ends: VecDeque<(SessionId, Timestamp)>,
}

impl SessionCache {
    /// For sessions whose access tokens hold so long, clocks that differ included.
    pub(super) fn new(longest_token: Duration) -> Self {
        Self { heard: Mutex::default(), longest_token }
    }

    /// What is known of a session.
    pub(super) fn known(&self, session: SessionId, now: Timestamp) -> Option<Standing> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.ended.contains(&session) {
            return Some(Standing::Ended);
        }
        let (reader, at) = heard.held.get(&session)?;
        (now.since(*at) < BELIEVED_FOR && now >= *at).then(|| Standing::Holds(reader.clone()))
    }

    /// Whether a session is known to have ended.
    pub(super) fn has_ended(&self, session: SessionId) -> bool {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).ended.contains(&session)
    }

    /// The store's word that a session holds. It never overrules an end, which may be younger than the store's answer.
    pub(super) fn holds(&self, session: SessionId, reader: User, now: Timestamp) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.held.len() >= MOST_HELD {
            heard.held.retain(|_, (_, at)| now.since(*at) < BELIEVED_FOR);
        }
        if heard.held.len() < MOST_HELD && !heard.ended.contains(&session) {
            heard.held.insert(session, (reader, now));
        }
    }

    /// The session has ended, as the store says or as was just asked for here.
    pub(super) fn ended(&self, session: SessionId, now: Timestamp) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.held.remove(&session);
        heard.forget_ended(now);
        if heard.ended.insert(session) {
            heard.ends.push_back((session, now.plus(self.longest_token)));
        }
    }
}

impl Heard {
    /// Those that no token names any more, and where there is no room for another the oldest.
    fn forget_ended(&mut self, now: Timestamp) {
        while let Some((session, until)) = self.ends.front()
            && (*until <= now || self.ends.len() >= MOST_ENDED)
        {
            self.ended.remove(session);
            self.ends.pop_front();
        }
    }
}
