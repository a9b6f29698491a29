//! Which sessions still hold, and for whom. The store is the truth; what it said is believed for a few seconds, so that
//! a busy reader costs it one look-up and not one for each request. Signing out on this node is known at once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::{SessionId, Timestamp, User};

/// How long the store's word is believed: the longest that a sign-out on another node, or another plan, goes unseen.
const BELIEVED_FOR: Duration = Duration::from_secs(5);
/// Readers who are active within those seconds on one node; beyond it the store is asked more often.
const CAPACITY: usize = 8192;

/// What a session is good for.
#[derive(Clone, Debug)]
pub(super) enum Standing {
    /// Its reader, with their plan.
    Holds(User),
    /// Nothing any more.
    Ended,
}

struct Word {
    standing: Standing,
    at: Timestamp,
}

/// What was lately heard of sessions.
#[derive(Default)]
pub(super) struct Sessions(Mutex<HashMap<SessionId, Word>>);

impl Sessions {
    /// What is known of a session.
    pub(super) fn known(&self, session: SessionId, now: Timestamp) -> Option<Standing> {
        let words = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let word = words.get(&session)?;
        (now.since(word.at) < BELIEVED_FOR && now >= word.at).then(|| word.standing.clone())
    }

    /// The store's word. It never overrules a sign-out, which may be younger than the store's answer.
    pub(super) fn heard(&self, session: SessionId, standing: Standing, now: Timestamp) {
        let mut words = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut words, now);
        let is_signed_out = words.get(&session).is_some_and(|word| matches!(word.standing, Standing::Ended));
        if words.len() < CAPACITY && !is_signed_out {
            words.insert(session, Word { standing, at: now });
        }
    }

    /// The session ended just now.
    pub(super) fn ended(&self, session: SessionId, now: Timestamp) {
        let mut words = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut words, now);
        words.insert(session, Word { standing: Standing::Ended, at: now });
    }
}

/// Forgets what is not believed any more. A sign-out is always noted, whatever room there is.
fn make_room(words: &mut HashMap<SessionId, Word>, now: Timestamp) {
    if words.len() >= CAPACITY {
        words.retain(|_, word| now.since(word.at) < BELIEVED_FOR);
    }
}
