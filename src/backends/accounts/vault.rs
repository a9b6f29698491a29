//! Personal data at rest: sealed under the cluster's key for it, bound to its place. The key's id stands before each
//! envelope, so that the key can change while old rows stay readable.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::backends::keys::{self, KeyId, KeyKind, KeyRing, OpenError};

const KEY_ID: usize = 16;

/// Why personal data stays closed. No word of it is repeated here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The cluster's key is not known here (yet): an outage.
    #[error("the key {0} of the cluster, which a reader's row needs, is not here")]
    Away(KeyId),
    /// A newer program sealed it: it is not for this one.
    #[error("a reader's row was sealed by a newer version")]
    Newer,
    /// It is not what was sealed there, or no document of this kind.
    #[error("a reader's row can't be opened")]
    Damaged,
}

/// Seals and opens what readers say of themselves.
#[derive(Clone, Debug)]
pub struct Vault {
    keys: KeyRing,
}

impl Vault {
    /// Under the cluster's keys.
    #[must_use]
    pub fn new(keys: &KeyRing) -> Self {
        Self { keys: keys.clone() }
    }

    /// Seals a document for its place: the table, and which row of it.
    pub fn seal(&self, place: &[&[u8]], document: &impl Serialize) -> Result<Vec<u8>, VaultError> {
        let text = serde_json::to_vec(document).map_err(|_| VaultError::Damaged)?;
        let key = self.keys.current(KeyKind::PersonalData);
        Ok([key.id.as_bytes().as_slice(), &keys::seal(&key.secret, place, &text)].concat())
    }

    /// Opens the document that was sealed for this place.
    pub fn open<T: DeserializeOwned>(&self, place: &[&[u8]], sealed: &[u8]) -> Result<T, VaultError> {
        let (id, envelope) = sealed.split_first_chunk::<KEY_ID>().ok_or(VaultError::Damaged)?;
        let id = KeyId::from_bytes(*id);
        let key = self.keys.find(KeyKind::PersonalData, id).ok_or(VaultError::Away(id))?;
        let text = keys::open(&key.secret, place, envelope).map_err(|error| match error {
            OpenError::Newer(_) => VaultError::Newer,
            OpenError::Refused => VaultError::Damaged,
        })?;
        serde_json::from_slice(&text).map_err(|_| VaultError::Damaged)
    }
}
