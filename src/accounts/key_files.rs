//! Secrets on disk, under `<data_dir>/keys/`: made on the first start, readable by the service's user alone.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::backends::folder;

/// A key that can't be read, made or understood.
#[derive(Debug, thiserror::Error)]
#[error("the key file {path} is unusable: {source}")]
pub struct KeyFileError {
    /// Which file.
    pub path: PathBuf,
    /// The system's word, or what is wrong with the content.
    #[source]
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

impl KeyFileError {
    pub(super) fn new(path: &Path, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { path: path.to_owned(), source: source.into() }
    }
}

/// So many bytes of the system's randomness.
pub(super) fn random<const N: usize>() -> Result<[u8; N], std::io::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(bytes)
}

/// The content of `<data_dir>/keys/<name>`, which `make` gives when there is none yet. Two processes that start at
/// once get the same content: the file appears whole, and only once.
pub(super) fn open_or_make(
    data_dir: &Path,
    name: &str,
    make: impl FnOnce() -> Result<Vec<u8>, std::io::Error>,
) -> Result<Vec<u8>, KeyFileError> {
    let folder = data_dir.join("keys");
    let path = folder.join(name);
    read_or_make(&folder, &path, make).map_err(|error| KeyFileError::new(&path, error))
}

/// The content of `<data_dir>/keys/<name>`, for a process that has no business making one.
pub(super) fn open(data_dir: &Path, name: &str) -> Result<Vec<u8>, KeyFileError> {
    let path = data_dir.join("keys").join(name);
    let content = read(&path).map_err(|error| KeyFileError::new(&path, error))?;
    content.ok_or_else(|| KeyFileError::new(&path, "there is none; the service makes it at its first start"))
}

fn read_or_make(
    folder: &Path,
    path: &Path,
    make: impl FnOnce() -> Result<Vec<u8>, std::io::Error>,
) -> Result<Vec<u8>, std::io::Error> {
    if let Some(content) = read(path)? {
        return Ok(content);
    }
    folder::make(folder)?;
    place(folder, path, &make()?)?;
    read(path)?.ok_or_else(|| std::io::Error::from(ErrorKind::NotFound))
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, std::io::Error> {
    let mut content = Vec::new();
    match File::open(path) {
        Ok(mut file) => file.read_to_end(&mut content).map(|_| Some(content)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes beside the place, then links: a link never replaces what another process put there first.
fn place(folder: &Path, path: &Path, content: &[u8]) -> Result<(), std::io::Error> {
    let draft = folder.join(format!(".{}", uuid::Uuid::now_v7()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(content)?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    File::open(folder)?.sync_all()?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
