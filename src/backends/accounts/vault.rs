//! Personal data at rest: sealed under the cluster's key for it, bound to its place. The key's id stands before each
//! envelope, so that the key can change while old rows stay readable.

use hmac::{Hmac, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

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

    /// A keyed hash, by which something is found that nobody can read: under the current key first, then under those
    /// that retire.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "an HMAC takes a key of any length")]
    pub fn hashes(&self, purpose: &[u8], text: &[u8]) -> Vec<[u8; 32]> {
        let keyed = |secret: &[u8; 32]| {
            let mac = <Hmac<Sha256> as Mac>::new_from_slice(secret).expect("an HMAC takes a key of any length");
            // no purpose holds a zero byte, so no two pairs are the same
            mac.chain_update(purpose).chain_update([0]).chain_update(text).finalize().into_bytes().into()
        };
        self.keys.all(KeyKind::Hashes).map(|key| keyed(key.secret.bytes())).collect()
    }

    /// The same under the current key alone.
    #[must_use]
    pub fn hash(&self, purpose: &[u8], text: &[u8]) -> [u8; 32] {
        self.hashes(purpose, text)[0]
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
