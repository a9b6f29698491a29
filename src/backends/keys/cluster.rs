//! The cluster's keys as they are kept: wrapped by the root, by id, with kind, state and time; the same on every node.
//!
//! ```text
//! add ─► next ─► promote ─► current ─► (the next one is promoted) ─► retiring ─► remove
//! ```

use async_trait::async_trait;

use crate::backends::error::StoreError;
use crate::domain::id::Id;
use crate::domain::{ClusterId, Timestamp};

/// What a cluster is known by; written once, with its first keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Its name, which everything that belongs to it may carry.
    pub id: ClusterId,
    /// When its store was made: in its first day nobody takes what it does not know for rubbish.
    pub began_at: Timestamp,
}

impl Cluster {
    /// One that begins now.
    #[must_use]
    pub fn beginning(now: Timestamp) -> Self {
        Self { id: ClusterId::new(), began_at: now }
    }
}

/// What a [`KeyId`] names.
pub enum OfKey {}

/// Names one key of the cluster.
pub type KeyId = Id<OfKey>;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// Signs access tokens (Ed25519).
    Tokens,
    /// Signs the addresses of pictures.
    Pictures,
    /// Hashes what must be found again and not be read: idempotency keys.
    Hashes,
    /// Wraps the keys of single stories.
    Stories,
    /// Wraps the keys of what readers say of themselves.
    PersonalData,
}

impl KeyKind {
    pub const ALL: [Self; 5] = [Self::Tokens, Self::Pictures, Self::Hashes, Self::Stories, Self::PersonalData];

    /// The kind's name in the store, and in what its keys are wrapped for: never another.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::Pictures => "pictures",
            Self::Hashes => "hashes",
            Self::Stories => "stories",
            Self::PersonalData => "personal_data",
        }
    }
}

/// Where a key is in its life. Of each kind there is one current key, one next at most, and any number retiring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyState {
    /// Known to every node before it is used, so that all of them understand what the first of them makes with it.
    Next,
    /// What is new is made with it.
    Current,
    /// Nothing is made with it any more; what was made with it holds.
    Retiring,
}

impl KeyState {
    pub const ALL: [Self; 3] = [Self::Next, Self::Current, Self::Retiring];

    /// The state's name in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Current => "current",
            Self::Retiring => "retiring",
        }
    }
}

/// A key as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    /// Its name, in whatever was made with it.
    pub id: KeyId,
    /// What it is for.
    pub kind: KeyKind,
    /// Where it is in its life.
    pub state: KeyState,
    /// When it came into this state.
    pub since: Timestamp,
    /// The key itself, wrapped by the root.
    pub wrapped: Vec<u8>,
}

/// All that is kept of a cluster's keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKeys {
    /// Whose keys these are.
    pub cluster: Cluster,
    /// Something that the root wrapped when the cluster began: a root that can't open it is the wrong one.
    pub canary: Vec<u8>,
    /// The keys, oldest first. Kinds and states that this program does not know are left out.
    pub keys: Vec<StoredKey>,
}

/// The table of the cluster's keys. Every call may be repeated; a refused one wrote nothing.
#[async_trait]
pub trait Keys: Send + Sync {
    /// Everything; `None` before the cluster began.
    async fn load(&self) -> Result<Option<StoredKeys>, StoreError>;

    /// Writes what a cluster is known by, its canary and its first keys, as one step. `false`: it has begun before.
    async fn begin(&self, first: StoredKeys) -> Result<bool, StoreError>;

    /// Adds a key, as the next of its kind whatever its state says. `false`: there is a next one of this kind, or this
    /// id was added before.
    async fn add(&self, key: StoredKey) -> Result<bool, StoreError>;

    /// The next key becomes current and the current one, if there is one, retires: one step, at `now` for both.
    /// `false`: it is not a next key.
    async fn promote(&self, next: KeyId, now: Timestamp) -> Result<bool, StoreError>;

    /// Removes a retiring key. `false`: it is not a retiring key.
    async fn remove(&self, retiring: KeyId) -> Result<bool, StoreError>;
}
