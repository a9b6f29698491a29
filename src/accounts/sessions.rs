//! Which sessions still hold. The store is the truth; what it said is believed for a few seconds, so that a busy
//! reader costs it one look-up and not one for each request. Signing out on this node is known at once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::{SessionId, Timestamp, UserId};

/// How long the store's word is believed: the longest that a sign-out on another node goes unseen.
const BELIEVED_FOR: Duration = Duration::from_secs(5);
/// Readers who are active within those seconds on one node; beyond it the store is asked more often.
const CAPACITY: usize = 8192;

#[derive(Clone, Copy)]
struct Word {
    user: UserId,
    holds: bool,
    at: Timestamp,
}

/// What was lately heard of sessions.
#[derive(Default)]
pub(super) struct Sessions(Mutex<HashMap<SessionId, Word>>);

impl Sessions {
    /// What is known of a session: whose it is and whether it holds.
    pub(super) fn known(&self, session: SessionId, now: Timestamp) -> Option<(UserId, bool)> {
        let words = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let word = words.get(&session)?;
        (now.since(word.at) < BELIEVED_FOR && now >= word.at).then_some((word.user, word.holds))
    }

    /// The store's word. It never overrules a sign-out, which may be younger than the store's answer.
    pub(super) fn heard(&self, session: SessionId, user: UserId, holds: bool, now: Timestamp) {
        let mut words = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut words, now);
        let is_signed_out = words.get(&session).is_some_and(|word| !word.holds);
        if words.len() < CAPACITY && !is_signed_out {
            words.insert(session, Word { user, holds, at: now });
        }
    }

    /// The session ended just now.
    pub(super) fn ended(&self, session: SessionId, user: UserId, now: Timestamp) {
        let mut words = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut words, now);
        words.insert(session, Word { user, holds: false, at: now });
    }
}

/// Forgets what is not believed any more. A sign-out is always noted, whatever room there is.
fn make_room(words: &mut HashMap<SessionId, Word>, now: Timestamp) {
    if words.len() >= CAPACITY {
        words.retain(|_, word| now.since(word.at) < BELIEVED_FOR);
    }
}
