//! The embedded root: a file of 32 random bytes in the data directory, readable by this user alone. Whoever has a copy
//! of the folder without it has nothing but ids, times and counts; whoever loses it has lost all words.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use zeroize::Zeroizing;

use super::envelope;
use super::root::{RootError, RootKey};
use super::secret::SecretKey;
use crate::backends::folder;

/// Where it lies in a data directory.
const FILE: &str = "keys/root.key";
/// The first part of every place that this root seals for.
const LABEL: &[u8] = b"ai-tale root";

/// A root key out of a file.
#[derive(Debug)]
pub struct RootFile {
    path: PathBuf,
    key: SecretKey,
}

impl RootFile {
    /// Reads the root key of a data directory.
    pub fn open(data_dir: &Path) -> Result<Self, RootError> {
        let path = data_dir.join(FILE);
        match read(&path) {
            Ok(Some(key)) => {
                take_from_others(&path).map_err(|error| unavailable(&path, error))?;
                Ok(Self { path, key })
            }
            Ok(None) => Err(unavailable(&path, "there is no such file; what it sealed needs it, so put it back")),
            Err(error) => Err(unavailable(&path, error)),
        }
    }

    /// Reads the root key of a data directory; makes it when there is none. Two processes that start at once get the
    /// same one: the file appears whole, and only once.
    pub fn open_or_make(data_dir: &Path) -> Result<Self, RootError> {
        let path = data_dir.join(FILE);
        if !path.exists() {
            make(&path).map_err(|error| unavailable(&path, error))?;
        }
        Self::open(data_dir)
    }
}

#[async_trait]
impl RootKey for RootFile {
    fn name(&self) -> String {
        self.path.display().to_string()
    }

    async fn wrap(&self, context: &str, key: &SecretKey) -> Result<Vec<u8>, RootError> {
        Ok(envelope::seal(&self.key, &[LABEL, context.as_bytes()], key.bytes()))
    }

    async fn unwrap(&self, context: &str, wrapped: &[u8]) -> Result<SecretKey, RootError> {
        envelope::unwrap(&self.key, &[LABEL, context.as_bytes()], wrapped).map_err(|_| RootError::Refused(self.name()))
    }
}

fn read(path: &Path) -> io::Result<Option<SecretKey>> {
    let content = match fs::read(path) {
        Ok(content) => Zeroizing::new(content),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    SecretKey::from_slice(&content).map(Some).ok_or_else(|| io::Error::new(ErrorKind::InvalidData, "not 32 bytes"))
}

/// Never replaces what another process put there first.
fn make(path: &Path) -> io::Result<()> {
    folder::make(path.parent().unwrap_or_else(|| Path::new(".")))?;
    folder::write_once(path, SecretKey::random().bytes()).map(drop)
}

/// A key that others may read opens every copy of the folder to them: closed where that can be done, and said.
fn take_from_others(path: &Path) -> io::Result<()> {
    if let Some(mode) = folder::make_private(path)? {
        let (path, mode) = (path.display(), format!("{mode:o}"));
        tracing::warn!(%path, %mode, "others could read the root key; now they can't, but may have a copy");
    }
    Ok(())
}

fn unavailable(path: &Path, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> RootError {
    RootError::Unavailable { root: path.display().to_string(), source: source.into() }
}
