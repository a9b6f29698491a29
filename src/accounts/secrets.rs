//! The service's symmetric secrets, each made once and kept beside the tokens' key.

use std::path::Path;

use super::key_files::{self, KeyFileError};

/// Secrets that only this data directory knows.
#[derive(Clone)]
pub struct Secrets {
    /// Signs the addresses of pictures.
    pub signing: [u8; 32],
    /// Hashes idempotency keys and bodies, so that stored hashes can't be guessed back.
    pub idempotency: [u8; 32],
}

impl Secrets {
    /// Reads the secrets of a data directory; makes them on the first start.
    pub fn open(data_dir: &Path) -> Result<Self, KeyFileError> {
        Ok(Self { signing: open(data_dir, "pictures.key")?, idempotency: open(data_dir, "idempotency.key")? })
    }
}

fn open(data_dir: &Path, name: &str) -> Result<[u8; 32], KeyFileError> {
    let content = key_files::open_or_make(data_dir, name, || Ok(key_files::random::<32>()?.to_vec()))?;
    content.as_slice().try_into().map_err(|_| KeyFileError::new(&data_dir.join("keys").join(name), "not 32 bytes"))
}
