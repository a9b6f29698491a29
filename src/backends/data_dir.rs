//! The folder of everything that the embedded parts keep: one process at a time, one node id for all its processes.

use std::fs::{self, DirEntry, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::folder;
use crate::domain::NodeId;

/// Locked by the process that uses the folder; so each has one that was used.
const LOCK: &str = "lock";
/// What else is in a data directory, beside databases; the last is put into its root by a file system.
const OURS: [&str; 5] = ["node", "keys", "objects", "outbox", "lost+found"];

/// A locked data directory. The lock ends with the process, however that ends.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    node: NodeId,
    _lock: File,
}

/// Why a data directory can't be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// Another process holds it.
    #[error("the data directory {0} is in use by another process")]
    InUse(PathBuf),
    /// It can't be made, read or written.
    #[error("the data directory {path} can't be used: {source}")]
    Unusable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// Others may open it, and it is not clear that it is ours to close.
    #[error(
        "the data directory {path} is open to others (mode {mode:o}) and holds other things than ai-tale's: \
        choose an empty one, or close it yourself (chmod 700)"
    )]
    OpenToOthers {
        /// The folder, as it was given.
        path: PathBuf,
        /// Its permissions, as `chmod` has them.
        mode: u32,
    },
    /// The node's id in it is no id.
    #[error("the file {0} holds no node id")]
    BadNode(PathBuf),
}

impl DataDir {
    /// Makes the folder where needed, locks it, and reads the node's id (made at the first start).
    pub fn open(path: &Path) -> Result<Self, DataDirError> {
        let unusable = |source| DataDirError::Unusable { path: path.to_owned(), source };
        folder::make(path).map_err(unusable)?;
        Self::take_from_others(path)?;
        let lock = folder::make_private_file(&path.join(LOCK)).map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(DataDirError::InUse(path.to_owned())),
            Err(TryLockError::Error(source)) => return Err(unusable(source)),
        }
        let node = Self::node_in(path)?;
        Ok(Self { path: path.to_owned(), node, _lock: lock })
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whose claims a restart may take up at once.
    #[must_use]
    pub const fn node(&self) -> NodeId {
        self.node
    }

    /// Closes a folder that others may open, if it was a data directory before or is about to become one: somebody's
    /// home, given by mistake, stays as it is.
    fn take_from_others(path: &Path) -> Result<(), DataDirError> {
        let unusable = |source| DataDirError::Unusable { path: path.to_owned(), source };
        let Some(mode) = folder::open_to_others(path).map_err(unusable)? else { return Ok(()) };
        let mut entries = fs::read_dir(path).map_err(unusable)?;
        if !path.join(LOCK).exists() && entries.any(|entry| !entry.is_ok_and(|entry| is_ours(&entry))) {
            return Err(DataDirError::OpenToOthers { path: path.to_owned(), mode });
        }
        folder::make_private(path).map_err(unusable)?;
        let mode = format!("{mode:o}");
        tracing::warn!(path = %path.display(), %mode, "others could open the data directory; now they can't");
        Ok(())
    }

    fn node_in(path: &Path) -> Result<NodeId, DataDirError> {
        let file = path.join("node");
        let unusable = |source| DataDirError::Unusable { path: file.clone(), source };
        match fs::read_to_string(&file) {
            Ok(text) => text.trim().parse().map_err(|_| DataDirError::BadNode(file.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let node = NodeId::new();
                // nobody else makes one: the folder is locked
                folder::write_once(&file, node.to_string().as_bytes()).map_err(unusable)?;
                Ok(node)
            }
            Err(error) => Err(unusable(error)),
        }
    }
}

fn is_ours(entry: &DirEntry) -> bool {
    entry.file_name().to_str().is_some_and(|name| OURS.contains(&name) || name.contains(".sqlite"))
}
