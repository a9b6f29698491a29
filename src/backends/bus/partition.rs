//! Which partition a key belongs to. By a hash of our own, and not by an engine's, so that every node and every version
//! of the program says the same.

use std::num::NonZeroU32;

use sha2::{Digest, Sha256};

/// One of so many, the same for the same key in every process.
pub(super) fn of_key(key: &str, partitions: NonZeroU32) -> u32 {
    let digest = Sha256::digest(key);
    let hash = digest.iter().take(4).fold(0, |hash: u32, byte| hash << 8 | u32::from(*byte));
    hash % partitions
}
