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

/// A folder that no other `tell` writes into. Dropped before it is kept, it takes back what was written; a book that is
/// to be replaced stays as it was until then.
pub(super) struct BookFolder {
    path: PathBuf,
    /// Removed again where no book comes of it.
    is_new: bool,
    /// Whether files that were there before may be replaced.
    replaces: bool,
    written: Vec<Written>,
    /// Held while the process lives.
    _lock: File,
}

/// A file of the book.
struct Written {
    /// Where it is until the book is kept.
    at: PathBuf,
    /// Where it is from then on.
    path: PathBuf,
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
        let book = book_in(path)?;
        if !force && !book.is_empty() {
            return Ok(None);
        }
        if let Some(folder) = book.iter().find(|entry| entry.is_dir()) {
            let error = format!("{} has the name of a book's file and is a folder", folder.display());
            return Err(io::Error::new(ErrorKind::IsADirectory, error));
        }
        remove_unfinished(path)?;
        Ok(Some(Self { path: path.to_owned(), is_new, replaces: force, written: Vec::new(), _lock: lock }))
    }

    /// The folder, made already.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file that was not there, or that takes an old one's place when the book is kept.
    pub(super) fn write(&mut self, name: &str, content: &[u8]) -> anyhow::Result<()> {
        let path = self.path.join(name);
        let at = if self.replaces { self.path.join(format!(".{name}.new")) } else { path.clone() };
        let failed = || format!("failed to write {}", path.display());
        let mut file = File::create_new(&at).with_context(failed)?;
        self.written.push(Written { at, path: path.clone() });
        file.write_all(content).with_context(failed)?;
        file.sync_all().with_context(failed)
    }

    /// The book is whole: it takes the place of the one that it replaces.
    pub(super) fn keep(&mut self) -> anyhow::Result<()> {
        if self.replaces {
            self.replace().with_context(|| format!("failed to replace the book in {}", self.path.display()))?;
        }
        self.written.clear();
        self.is_new = false;
        Ok(())
    }

    /// What is left of the old book goes last.
    fn replace(&self) -> io::Result<()> {
        self.written.iter().try_for_each(|file| fs::rename(&file.at, &file.path))?;
        let is_old = |path: &PathBuf| self.written.iter().all(|file| file.path != *path);
        book_in(&self.path)?.into_iter().filter(is_old).try_for_each(fs::remove_file)
    }
}

impl Drop for BookFolder {
    fn drop(&mut self) {
        for file in &self.written {
            // what can't be removed stays: half a book harms nobody
            let _ = fs::remove_file(&file.at);
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

/// Removes what a `tell` that was killed had written and not yet put in an old book's place.
fn remove_unfinished(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let unfinished = name.to_str().and_then(|name| name.strip_prefix('.')?.strip_suffix(".new"));
        if unfinished.is_some_and(is_of_a_book) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
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
