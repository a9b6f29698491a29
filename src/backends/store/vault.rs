//! Stories' own keys. What holds words of a story (its events, its work) is sealed under a key of its own, which stands
//! in the store wrapped by the cluster's key for stories: to drop it is to erase the words, in any engine.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::backends::keys::{self, KeyId, KeyKind, KeyRing, OpenError, SecretKey};
use crate::backends::recent::Recent;
use crate::domain::StoryId;

/// The first part of the place at which a story's key is wrapped.
const KEYS: &[u8] = b"story_keys";
/// Stories whose keys are kept in memory: those that run and those that are read now. Each costs about 100 bytes, and
/// one that was forgotten costs a look at its row.
const REMEMBERED: usize = 8192;

/// Why a story's words stay closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The cluster's key that wrapped the story's is not known here (yet): an outage.
    #[error("the key {0} of the cluster, which a story's key needs, is not here")]
    Away(KeyId),
    /// A newer program sealed it: it is not for this one.
    #[error("a stored {0} was sealed by a newer version")]
    Newer(&'static str),
    /// It is not what was sealed there.
    #[error("a stored {0} can't be opened")]
    Damaged(&'static str),
    /// What was sealed is no document of this kind. No word of it is repeated here.
    #[error("a stored {0} can't be understood")]
    NoDocument(&'static str),
}

impl SealError {
    fn of(what: &'static str) -> impl Fn(OpenError) -> Self {
        move |error| match error {
            OpenError::Newer(_) => Self::Newer(what),
            OpenError::Refused => Self::Damaged(what),
        }
    }
}

/// A story's key as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// The cluster's key that wrapped it.
    pub by: KeyId,
    pub wrapped: Vec<u8>,
}

/// Makes, wraps and unwraps stories' keys, and remembers those that were used lately.
pub struct Vault {
    keys: KeyRing,
    recent: Mutex<Recent<StoryId, StoryKey>>,
}

impl Vault {
    /// Under the cluster's keys.
    #[must_use]
    pub fn new(keys: &KeyRing) -> Self {
        Self { keys: keys.clone(), recent: Mutex::new(Recent::new(REMEMBERED)) }
    }

    /// A key for a new story. It is remembered only once it was read back: the story may have been begun before, by a
    /// call whose answer was lost, under another key.
    #[must_use]
    pub fn generate(&self, story: StoryId) -> (StoryKey, WrappedKey) {
        let secret = SecretKey::random();
        let by = self.keys.current(KeyKind::Stories);
        let wrapped = keys::seal(&by.secret, &[KEYS, story.as_bytes()], secret.bytes());
        (StoryKey { story, secret }, WrappedKey { by: by.id, wrapped })
    }

    /// The key of a story, as it was stored.
    pub fn unwrap(&self, story: StoryId, stored: &WrappedKey) -> Result<StoryKey, SealError> {
        const WHAT: &str = "story key";
        let by = self.keys.find(KeyKind::Stories, stored.by).ok_or(SealError::Away(stored.by))?;
        let secret =
            keys::unwrap(&by.secret, &[KEYS, story.as_bytes()], &stored.wrapped).map_err(SealError::of(WHAT))?;
        let key = StoryKey { story, secret };
        self.recent().put(story, key.clone());
        Ok(key)
    }

    /// The key of a story, if it was used lately.
    #[must_use]
    pub fn remembered(&self, story: StoryId) -> Option<StoryKey> {
        self.recent().get(&story)
    }

    /// The story was erased.
    pub fn forget(&self, story: StoryId) {
        self.recent().remove(&story);
    }

    fn recent(&self) -> MutexGuard<'_, Recent<StoryId, StoryKey>> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where in a story something is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealedPlace {
    /// The event with this number.
    Event(u64),
    /// What its run remembers.
    Work,
}

impl SealedPlace {
    /// The table, the number in it, and what is there.
    const fn parts(self) -> (&'static [u8], u64, &'static str) {
        match self {
            Self::Event(seq) => (b"story_events", seq, "event"),
            Self::Work => (b"story_work", 0, "work"),
        }
    }
}

/// The key that one story's payloads are sealed under.
#[derive(Clone, Debug)]
pub struct StoryKey {
    story: StoryId,
    secret: SecretKey,
}

impl StoryKey {
    /// Seals a document for its place in the story.
    pub fn seal(&self, place: SealedPlace, document: &impl Serialize) -> Result<Vec<u8>, SealError> {
        let (table, number, what) = place.parts();
        let text = serde_json::to_vec(document).map_err(|_| SealError::NoDocument(what))?;
        Ok(keys::seal(&self.secret, &[table, self.story.as_bytes(), &number.to_be_bytes()], &text))
    }

    /// Opens the document that was sealed for this place in this story.
    pub fn open<T: DeserializeOwned>(&self, place: SealedPlace, sealed: &[u8]) -> Result<T, SealError> {
        let (table, number, what) = place.parts();
        let place: [&[u8]; 3] = [table, self.story.as_bytes(), &number.to_be_bytes()];
        let text = keys::open(&self.secret, &place, sealed).map_err(SealError::of(what))?;
        serde_json::from_slice(&text).map_err(|_| SealError::NoDocument(what))
    }
}
