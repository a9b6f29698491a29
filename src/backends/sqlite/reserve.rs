//! Room on the disk that is kept for what makes room. On a full disk nothing could be deleted otherwise: a deletion is
//! a write, and comes before any file goes.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::backends::{folder, room};

/// What is given up at a time: the pages of a small write through the log, several times.
const SHARE: u64 = 64 * 1024;

/// A file beside a database that holds nothing of worth. Only the database's writer touches it.
pub(super) struct Reserve {
    path: PathBuf,
    size: u64,
}

impl Reserve {
    /// Of so many KiB, beside this database; 0: none.
    pub(super) fn beside(database: &Path, kibibytes: u32) -> Self {
        let mut path = database.as_os_str().to_owned();
        path.push("-reserve");
        Self { path: path.into(), size: u64::from(kibibytes) * 1024 }
    }

    /// Makes it whole, where as much again stays free: what a deletion freed is there for others first.
    pub(super) fn fill(&self) {
        if self.size > 0
            && let Err(error) = self.try_to_fill()
        {
            tracing::debug!(%error, "the reserve for deletions is not whole");
        }
    }

    fn try_to_fill(&self) -> io::Result<()> {
        let mut file = folder::make_private_file(&self.path)?;
        let length = file.metadata()?.len();
        if length >= self.size {
            return Ok(());
        }
        let missing = usize::try_from(2 * self.size - length).map_err(io::Error::other)?;
        let written = room::take(&mut file, missing);
        file.set_len(if written.is_ok() { self.size } else { length })?;
        written
    }

    /// Gives a share of it back to the disk. `false`: there is nothing left.
    pub(super) fn give(&self) -> bool {
        self.try_to_give().unwrap_or(false)
    }

    fn try_to_give(&self) -> io::Result<bool> {
        let file: File = OpenOptions::new().write(true).open(&self.path)?;
        let length = file.metadata()?.len();
        file.set_len(length.saturating_sub(SHARE))?;
        // some file systems have the room only after this
        file.sync_all()?;
        Ok(length > 0)
    }
}

/// Gives a share of the reserve beside a database that nobody has open. `false`: there is nothing left.
pub(crate) fn give_reserve(database: &Path) -> bool {
    Reserve::beside(database, 0).give()
}
