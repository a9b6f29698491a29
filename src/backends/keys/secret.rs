//! A key in memory: overwritten with zeros when it is dropped, and printed by nobody.

use std::fmt;

use rand::RngCore;
use zeroize::Zeroizing;

/// 256 bits that only this process and whoever wrapped them know.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; 32]>);

impl SecretKey {
    /// A new key, which nobody can guess.
    #[must_use]
    pub fn random() -> Self {
        Self(Zeroizing::new(random()))
    }

    /// The key with these bytes; `None` when they are not 32.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// The key itself, for whatever computes with it.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey")
    }
}

/// So many bytes of randomness, good enough for keys: seeded and seeded again by the system.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}
