//! The folder of everything that the embedded parts keep: one process at a time, one node id for all its processes.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::backends::folder;
use crate::domain::NodeId;

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
    /// The node's id in it is no id.
    #[error("the file {0} holds no node id")]
    BadNode(PathBuf),
}

impl DataDir {
    /// Makes the folder where needed, locks it, and reads the node's id (made at the first start).
    pub fn open(path: &Path) -> Result<Self, DataDirError> {
        let unusable = |source| DataDirError::Unusable { path: path.to_owned(), source };
        folder::make(path).map_err(unusable)?;
        let lock = File::options().create(true).append(true).open(path.join("lock")).map_err(unusable)?;
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
