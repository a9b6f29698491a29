//! What is kept of a caller's idempotency key: keyed hashes, so that nobody who reads the store can guess a key or the
//! words of a wish back. What a repeat then gets is decided by [`super::request`].
//!
//! A wish is hashed by what it *says*, in one spelling and in the order of its fields' names: a field that a later
//! version adds, and that a wish does not have, changes no hash, and so a repeat over a deploy is no other wish.

use std::collections::BTreeMap;

use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::backends::store::IdempotencyKey;
use crate::domain::{StoryWish, UserId};
use crate::pipeline::request::canonical;

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

    /// The hashes of a caller's key, which is theirs alone, and of the wish as it was understood: white space, the ways
    /// to compose a letter and the order of fields make no other body, and what is empty counts as not said.
    ///
    /// # Panics
    ///
    /// Where a wish can't be written as JSON, which can be said of none: its keys are text.
    #[must_use]
    pub fn hash(&self, owner: UserId, key: &str, wish: &StoryWish) -> IdempotencyKey {
        let wish = serde_json::to_value(canonical(wish.clone())).expect("a wish has text keys only");
        let wish = said(wish).to_string();
        IdempotencyKey {
            key: self.keyed(&[b"key", owner.as_bytes(), key.as_bytes()]),
            fingerprint: self.keyed(&[b"wish", wish.as_bytes()]),
        }
    }

    fn keyed(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mac = parts.iter().fold(self.keyed.clone(), Mac::chain_update);
        mac.finalize().into_bytes().into()
    }
}

/// What is said, with the names of fields in order.
fn said(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().filter(|(_, value)| !is_silent(value));
            let sorted: BTreeMap<String, Value> = fields.map(|(name, value)| (name, said(value))).collect();
            sorted.into_iter().collect()
        }
        Value::Array(items) => items.into_iter().map(said).collect(),
        other => other,
    }
}

fn is_silent(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}
