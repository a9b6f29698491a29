//! What is kept of a caller's idempotency key: keyed hashes, so that nobody who reads the store can guess a key or the
//! words of a wish back. What a repeat then gets is decided by [`super::request`].

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::backends::store::IdempotencyKey;
use crate::domain::{StoryWish, UserId};

/// Hashes keys and wishes. Cheap to clone.
#[derive(Clone)]
pub struct IdempotencyHasher {
    /// Already keyed; cloned for every hash.
    keyed: Hmac<Sha256>,
}

impl IdempotencyHasher {
    /// Hashes with this secret.
    #[must_use]
    pub fn new(secret: [u8; 32]) -> Self {
        // an HMAC pads a key to its block of 64 bytes with zeros
        let mut block = [0; 64];
        block[..secret.len()].copy_from_slice(&secret);
        Self { keyed: Hmac::new(&block.into()) }
    }

    /// The hashes of a caller's key, which is theirs alone, and of the wish as it was understood: white space and the
    /// order of fields make no other body.
    #[must_use]
    pub fn hash(&self, owner: UserId, key: &str, wish: &StoryWish) -> IdempotencyKey {
        let wish = serde_json::to_vec(wish).expect("a wish has text keys only, and nothing else can fail");
        IdempotencyKey {
            key: self.keyed(&[b"key", owner.as_bytes(), key.as_bytes()]),
            fingerprint: self.keyed(&[b"wish", &wish]),
        }
    }

    fn keyed(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mac = parts.iter().fold(self.keyed.clone(), Mac::chain_update);
        mac.finalize().into_bytes().into()
    }
}
