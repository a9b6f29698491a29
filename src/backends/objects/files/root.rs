//! The folder that everything is in, and what its absence means.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::ObjectKey;

/// Where objects are written before they have their name. No key begins with a dot.
const TEMPORARY: &str = ".tmp";

/// The folder of all objects. Cheap to clone.
#[derive(Clone)]
pub(super) struct Root(Arc<Path>);

impl Root {
    pub(super) fn new(folder: &Path) -> Self {
        Self(folder.into())
    }

    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    /// In the same file system as every object.
    pub(super) fn temporary(&self) -> PathBuf {
        self.0.join(TEMPORARY)
    }

    pub(super) fn path(&self, key: &ObjectKey) -> PathBuf {
        self.0.join(key.as_str())
    }

    /// Turns "no such file" into `None`, unless the root itself is gone: then nothing can be said about any object.
    pub(super) fn unless_absent<T>(&self, outcome: io::Result<T>) -> io::Result<Option<T>> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(error) if is_absence(&error) && self.0.is_dir() => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
