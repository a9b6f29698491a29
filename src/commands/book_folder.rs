//! The folder that a book goes into. Nothing in it is overwritten unasked: where the wanted one holds a book, or a file
//! of a book's names, the next one that does not is taken (`book-2`).

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::iter;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// Folders that are looked at for one that is free.
const MOST: u32 = 10_000;

/// A folder that no other `tell` writes into. Dropped before it is kept, it takes back what was written.
pub(super) struct BookFolder {
    path: PathBuf,
    /// Removed again where no book comes of it.
    is_new: bool,
    /// Whether files that were there before may be replaced.
    replaces: bool,
    written: Vec<PathBuf>,
    /// Held while the process lives.
    _lock: File,
}

impl BookFolder {
    /// Takes the wanted folder or the next that is free, and makes it where needed; with `force` it replaces the book
    /// in it.
    pub(super) fn claim(wanted: &Path, force: bool) -> anyhow::Result<Self> {
        let failed = || format!("failed to make {}", wanted.display());
        // `.` has no name to put a number to
        let is_named = wanted.file_name().is_some();
        let named = if is_named { wanted.to_owned() } else { wanted.canonicalize().with_context(failed)? };
        fs::create_dir_all(named.parent().unwrap_or(&named)).with_context(failed)?;
        let others = (2..=MOST).map(|number| (numbered(&named, number), false));
        for (path, force) in iter::once((wanted.to_owned(), force)).chain(others) {
            if let Some(folder) = Self::try_claim(&path, force).with_context(failed)? {
                return Ok(folder);
            }
        }
        bail!("{} and {MOST} folders after it hold books", wanted.display())
    }

    fn try_claim(path: &Path, force: bool) -> io::Result<Option<Self>> {
        let is_new = match fs::create_dir(path) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
            Err(error) => return Err(error),
        };
        let lock = File::open(path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if !force && !book_in(path)?.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self { path: path.to_owned(), is_new, replaces: force, written: Vec::new(), _lock: lock }))
    }

    /// The folder, made already.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the book that is to be replaced.
    pub(super) fn clear(&self) -> anyhow::Result<()> {
        let failed = || format!("failed to clear {}", self.path.display());
        if self.replaces {
            book_in(&self.path).with_context(failed)?.iter().try_for_each(fs::remove_file).with_context(failed)?;
        }
        Ok(())
    }

    /// Writes a file that was not there.
    pub(super) fn write(&mut self, name: &str, content: &[u8]) -> anyhow::Result<()> {
        let path = self.path.join(name);
        let failed = || format!("failed to write {}", path.display());
        let mut file = File::create_new(&path).with_context(failed)?;
        self.written.push(path.clone());
        file.write_all(content).with_context(failed)
    }

    /// The book is whole.
    pub(super) fn keep(&mut self) {
        self.written.clear();
        self.is_new = false;
    }
}

impl Drop for BookFolder {
    fn drop(&mut self) {
        for file in &self.written {
            // what can't be removed stays: half a book harms nobody
            let _ = fs::remove_file(file);
        }
        if self.is_new {
            // not where somebody put a file of their own into it
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// `book-2` beside `book`.
fn numbered(path: &Path, number: u32) -> PathBuf {
    let mut name: OsString = path.file_name().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    path.with_file_name(name)
}

/// The files in a folder that have names of a book's.
fn book_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(is_of_a_book) {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// `book.html`, `story.json`, `scene-01-480.webp`.
fn is_of_a_book(name: &str) -> bool {
    let is_picture = |numbers: &str| numbers.split('-').all(|part| part.parse::<u32>().is_ok());
    let numbers = name.strip_prefix("scene-").and_then(|rest| Some(rest.split_once('.')?.0));
    matches!(name, "book.html" | "story.json") || numbers.is_some_and(is_picture)
}
