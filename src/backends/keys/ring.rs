//! All keys of a cluster, opened: made at the first start, unwrapped at every start, looked up by id from then on.

use super::cluster::{Cluster, KeyId, KeyKind, KeyState, Keys, StoredKey, StoredKeys};
use super::root::{RootError, RootKey};
use super::secret::SecretKey;
use crate::backends::error::StoreError;
use crate::domain::Timestamp;

/// What the canary is wrapped for.
const CANARY: &str = "canary";

/// Why the keys of a cluster can't be had.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The root can't be asked.
    #[error(transparent)]
    RootKey(#[from] RootError),
    /// The store can't be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The root is another than the one with which this store began.
    #[error(
        "this store was not sealed with the root key in use ({0}); put the right one in its place, nothing is damaged"
    )]
    WrongRoot(String),
    /// The root is right and one key can't be opened.
    #[error("the {} key {id} is damaged; put the table of keys back from a backup", .kind.as_str())]
    Damaged {
        /// What it is for.
        kind: KeyKind,
        id: KeyId,
    },
    /// A kind without a current key.
    #[error("there is no current {} key; put the table of keys back from a backup", .0.as_str())]
    NoCurrent(KeyKind),
    /// The cluster has not begun, and whoever asks has no business beginning it.
    #[error("there are no keys yet; the service makes them at its first start")]
    NotBegun,
}

/// A key of the cluster, ready for use.
#[derive(Clone, Debug)]
pub struct ClusterKey {
    /// Its name, in whatever was made with it.
    pub id: KeyId,
    /// What it is for.
    pub kind: KeyKind,
    /// Where it is in its life.
    pub state: KeyState,
    /// When it came into this state.
    pub since: Timestamp,
    pub secret: SecretKey,
}

impl ClusterKey {
    /// A key that is new.
    #[must_use]
    pub fn generate(kind: KeyKind, state: KeyState, now: Timestamp) -> Self {
        Self { id: KeyId::new(), kind, state, since: now, secret: SecretKey::random() }
    }

    /// As it is kept.
    pub async fn wrapped(&self, root: &dyn RootKey) -> Result<StoredKey, RootError> {
        let Self { id, kind, state, since, .. } = *self;
        let wrapped = root.wrap(&context(kind, id), &self.secret).await?;
        Ok(StoredKey { id, kind, state, since, wrapped })
    }

    async fn unwrapped(root: &dyn RootKey, key: StoredKey) -> Result<Self, KeysError> {
        let StoredKey { id, kind, state, since, wrapped } = key;
        match root.unwrap(&context(kind, id), &wrapped).await {
            Ok(secret) => Ok(Self { id, kind, state, since, secret }),
            Err(RootError::Refused(_)) => Err(KeysError::Damaged { kind, id }),
            Err(error) => Err(error.into()),
        }
    }
}

/// What a key is wrapped for: one that was moved to another row does not open.
fn context(kind: KeyKind, id: KeyId) -> String {
    format!("{}/{id}", kind.as_str())
}

/// The cluster's keys. Every kind has a current one.
#[derive(Clone, Debug)]
pub struct KeyRing {
    cluster: Cluster,
    keys: Vec<ClusterKey>,
}

impl KeyRing {
    /// A new key of each kind, as at a first start; kept nowhere.
    #[must_use]
    pub fn generate(now: Timestamp) -> Self {
        let keys = KeyKind::ALL.map(|kind| ClusterKey::generate(kind, KeyState::Current, now)).into();
        Self { cluster: Cluster::beginning(now), keys }
    }

    /// The keys of a cluster that may not have begun yet: then they are made and kept. Nodes that start at once get the
    /// same keys.
    pub async fn open_or_make(keys: &dyn Keys, root: &dyn RootKey, now: Timestamp) -> Result<Self, KeysError> {
        if keys.load().await?.is_none() {
            let first = Self::generate(now).wrapped(root).await?;
            // `false`: another node was faster, and its keys are everybody's
            keys.begin(first).await?;
        }
        Self::open(keys.load().await?, root).await
    }

    /// The keys of a cluster that has begun.
    pub async fn open(stored: Option<StoredKeys>, root: &dyn RootKey) -> Result<Self, KeysError> {
        let stored = stored.ok_or(KeysError::NotBegun)?;
        match root.unwrap(CANARY, &stored.canary).await {
            Err(RootError::Refused(name)) => return Err(KeysError::WrongRoot(name)),
            opened => drop(opened?),
        }
        let mut opened = Vec::with_capacity(stored.keys.len());
        for key in stored.keys {
            opened.push(ClusterKey::unwrapped(root, key).await?);
        }
        match KeyKind::ALL.into_iter().find(|kind| current(&opened, *kind).is_none()) {
            Some(kind) => Err(KeysError::NoCurrent(kind)),
            None => Ok(Self { cluster: stored.cluster, keys: opened }),
        }
    }

    /// Whose keys these are.
    #[must_use]
    pub const fn cluster(&self) -> Cluster {
        self.cluster
    }

    /// The key with which everything new of a kind is made.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "every ring has a current key of every kind")]
    pub fn current(&self, kind: KeyKind) -> &ClusterKey {
        current(&self.keys, kind).expect("every ring has a current key of every kind")
    }

    /// The key that made something, by the id that it carries.
    #[must_use]
    pub fn find(&self, kind: KeyKind, id: KeyId) -> Option<&ClusterKey> {
        self.keys.iter().find(|key| key.kind == kind && key.id == id)
    }

    /// Every key with which something of a kind may have been made, the current one first.
    pub fn all(&self, kind: KeyKind) -> impl Iterator<Item = &ClusterKey> {
        let current = self.current(kind);
        let others = self.keys.iter().filter(move |key| key.kind == kind && key.id != current.id);
        std::iter::once(current).chain(others)
    }

    async fn wrapped(&self, root: &dyn RootKey) -> Result<StoredKeys, RootError> {
        let mut keys = Vec::with_capacity(self.keys.len());
        for key in &self.keys {
            keys.push(key.wrapped(root).await?);
        }
        let canary = root.wrap(CANARY, &SecretKey::random()).await?;
        Ok(StoredKeys { cluster: self.cluster, canary, keys })
    }
}

fn current(keys: &[ClusterKey], kind: KeyKind) -> Option<&ClusterKey> {
    keys.iter().find(|key| key.kind == kind && key.state == KeyState::Current)
}
