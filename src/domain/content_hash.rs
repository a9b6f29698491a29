//! What a key says of the content that lies under it, so that damage is told from the content itself.

use std::fmt;

use sha2::{Digest, Sha256};

/// Hexadecimal digits of its text.
const DIGITS: usize = 16;

/// The first eight bytes of a content's SHA-256: enough to tell damage and other pictures apart; no seal against
/// forgers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentHash(u64);

impl ContentHash {
    /// Of a content that is there as a whole.
    #[must_use]
    pub fn of(content: &[u8]) -> Self {
        let mut hasher = ContentHasher::default();
        hasher.update(content);
        hasher.finish()
    }

    /// Reads sixteen lower-case hexadecimal digits, as they are shown; `None`: it is something else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_shown = text.len() == DIGITS && text.bytes().all(is_digit);
        u64::from_str_radix(text, 16).ok().filter(|_| is_shown).map(Self)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Hashes a content that comes piece by piece.
#[derive(Clone, Default)]
pub struct ContentHasher(Sha256);

impl ContentHasher {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The hash of all pieces so far.
    #[must_use]
    pub fn finish(self) -> ContentHash {
        let first_eight = self.0.finalize().into_iter().take(8);
        ContentHash(first_eight.fold(0, |hash, byte| hash << 8 | u64::from(byte)))
    }
}
