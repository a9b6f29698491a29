//! The envelope of everything sealed: AES-256-GCM, bound to its place.
//!
//! ```text
//! version (1) │ nonce (12) │ ciphertext │ tag (16)
//! ```
//!
//! The version stands outside the seal, so that a program can tell what it is too old for without a key. The place (a
//! table, a story, a number) is not stored: whoever opens an envelope says where it was found, and one that was moved,
//! swapped or renumbered does not open. Nonces are random: a story's key seals some hundreds of envelopes, far from
//! the 2^32 after which two of them would meet.

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use zeroize::Zeroizing;

use super::secret::{SecretKey, random};

/// How envelopes are made now. Documents inside that an older program could not read get a new version too.
pub const VERSION: u8 = 1;

const NONCE: usize = 12;
const HEADER: usize = 1 + NONCE;
const TAG: usize = 16;

/// Why an envelope stays closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// A newer program made it: it is not damaged, and not for this one.
    #[error("it was sealed by a newer version ({0})")]
    Newer(u8),
    /// Another key, another place, or other bytes than were sealed.
    #[error("it can't be opened with this key at this place")]
    Refused,
}

/// Seals a text under a key, for one place.
#[must_use]
#[expect(clippy::missing_panics_doc, reason = "no text is as large as AES-GCM's 64 GiB")]
pub fn seal(key: &SecretKey, place: &[&[u8]], text: &[u8]) -> Vec<u8> {
    let nonce = random::<NONCE>();
    let mut envelope = Vec::with_capacity(HEADER + text.len() + TAG);
    envelope.push(VERSION);
    envelope.extend_from_slice(&nonce);
    envelope.extend_from_slice(text);
    let tag = cipher(key)
        .encrypt_inout_detached(&Nonce::from(nonce), &bound_to(VERSION, place), (&mut envelope[HEADER..]).into())
        .expect("no text is as large as AES-GCM's 64 GiB");
    envelope.extend_from_slice(&tag);
    envelope
}

/// Opens what [`seal`] made under the same key for the same place.
pub fn open(key: &SecretKey, place: &[&[u8]], envelope: &[u8]) -> Result<Vec<u8>, OpenError> {
    let (version, rest) = envelope.split_first().ok_or(OpenError::Refused)?;
    if *version > VERSION {
        return Err(OpenError::Newer(*version));
    }
    let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(OpenError::Refused)?;
    let (sealed, tag) = rest.split_last_chunk::<TAG>().ok_or(OpenError::Refused)?;
    let mut text = sealed.to_vec();
    cipher(key)
        .decrypt_inout_detached(
            &Nonce::from(*nonce),
            &bound_to(*version, place),
            text.as_mut_slice().into(),
            tag.into(),
        )
        .map_err(|_| OpenError::Refused)?;
    Ok(text)
}

/// Opens an envelope that holds a key.
pub fn unwrap(key: &SecretKey, place: &[&[u8]], envelope: &[u8]) -> Result<SecretKey, OpenError> {
    let opened = open(key, place, envelope).map(Zeroizing::new)?;
    SecretKey::from_slice(&opened).ok_or(OpenError::Refused)
}

fn cipher(key: &SecretKey) -> Aes256Gcm {
    Aes256Gcm::new(key.bytes().into())
}

/// The associated data: the version, then each part of the place after its length, so that no two places are the same.
fn bound_to(version: u8, place: &[&[u8]]) -> Vec<u8> {
    let mut bound = vec![version];
    for part in place {
        bound.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bound.extend_from_slice(part);
    }
    bound
}
