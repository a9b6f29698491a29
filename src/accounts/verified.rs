//! Access tokens whose signature was checked: it is checked once and not at each request. Only hashes of tokens are
//! kept, and whether a token's session still holds is asked all the same.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::access_tokens::ReaderToken;
use super::tokens::{TokenError, Tokens};
use crate::domain::Timestamp;

/// Tokens that are shown again and again on one node; beyond it signatures are checked more often.
const CAPACITY: usize = 8192;

/// What signatures were checked.
#[derive(Default)]
pub(super) struct Verified(Mutex<HashMap<[u8; 32], ReaderToken>>);

impl Verified {
    /// What a token says, if it is ours and has not ended.
    pub(super) fn read(&self, tokens: &Tokens, token: &str, now: Timestamp) -> Result<ReaderToken, TokenError> {
        let hash = Sha256::digest(token).into();
        if let Some(reader) = self.known(&hash, now) {
            return Ok(reader);
        }
        let reader = tokens.verify_reader(token, now)?;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= CAPACITY {
            known.retain(|_, reader| reader.expires_at > now);
        }
        if known.len() < CAPACITY {
            known.insert(hash, reader.clone());
        }
        Ok(reader)
    }

    fn known(&self, hash: &[u8; 32], now: Timestamp) -> Option<ReaderToken> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(hash).filter(|reader| reader.expires_at > now).cloned()
    }
}
