//! The embedded objects: one file for each key under a folder.
//!
//! An object appears whole or not at all: it is written under a temporary name in `.tmp` of the same file system,
//! synced, renamed, and the folders that lead to it are synced. All of that blocks, so it runs on blocking threads.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use async_trait::async_trait;
use bytes::Bytes;
use uuid::Uuid;

use super::{ObjectError, ObjectMeta, Objects, is_valid_key};
use crate::backends::{blocking, folder};
use crate::domain::Timestamp;

/// Where objects are written before they have their name. No valid key begins with a dot.
const TEMPORARY: &str = ".tmp";

/// What a probe writes: about a small picture, because a full disk may still take a few bytes.
const PROBE: usize = 64 * 1024;

/// How often a `put` makes its folders anew because a `delete` beside it found them empty and removed them.
const RENAME_TRIES: u32 = 100;

/// Objects in a folder that this process alone writes.
pub struct FileObjects {
    root: Arc<Path>,
}

impl FileObjects {
    /// Opens the folder, makes it where it is missing, and removes what a crash left half written.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let temporary = folder.join(TEMPORARY);
        folder::make(&temporary)?;
        for leftover in fs::read_dir(&temporary)? {
            fs::remove_file(leftover?.path())?;
        }
        Ok(Self { root: folder.into() })
    }

    /// Runs blocking work with the root and a checked key.
    async fn with_key<T: Send + 'static>(
        &self,
        key: &str,
        work: impl FnOnce(&Path, &Path) -> io::Result<T> + Send + 'static,
    ) -> Result<T, ObjectError> {
        if !is_valid_key(key) {
            return Err(ObjectError::BadKey);
        }
        let key = PathBuf::from(key);
        self.blocking(move |root| work(root, &root.join(key))).await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> Result<T, ObjectError> {
        let root = Arc::clone(&self.root);
        match blocking::run(move || work(&root)).await {
            Ok(done) => done.map_err(|error| ObjectError::Unavailable(error.into())),
            Err(lost) => Err(ObjectError::Unavailable(lost.into())),
        }
    }
}

#[async_trait]
impl Objects for FileObjects {
    async fn put(&self, key: &str, bytes: Bytes) -> Result<(), ObjectError> {
        self.with_key(key, move |root, path| put(root, path, &bytes)).await
    }

    async fn head(&self, key: &str) -> Result<Option<ObjectMeta>, ObjectError> {
        let name = key.to_owned();
        self.with_key(key, move |root, path| unless_absent(root, file_meta(path, name))).await
    }

    async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<Option<Bytes>, ObjectError> {
        self.with_key(key, move |root, path| unless_absent(root, get(path, range))).await
    }

    async fn delete(&self, key: &str) -> Result<(), ObjectError> {
        self.with_key(key, delete).await
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: usize) -> Result<Vec<ObjectMeta>, ObjectError> {
        let folder = prefix.strip_suffix('/').unwrap_or(prefix);
        if !prefix.is_empty() && (folder == prefix || !is_valid_key(folder)) {
            return Err(ObjectError::BadKey);
        }
        let (folder, after) = (folder.to_owned(), after.unwrap_or_default().to_owned());
        self.blocking(move |root| {
            let mut page = Page { root, after: &after, limit, found: Vec::new() };
            page.take_from(&folder)?;
            Ok(page.found)
        })
        .await
    }

    async fn probe(&self) -> Result<(), ObjectError> {
        self.blocking(|root| {
            let path = temporary_name(root);
            let written = write_synced(&path, &vec![0; PROBE]);
            let removed = fs::remove_file(&path);
            written.and(removed)
        })
        .await
    }
}

fn temporary_name(root: &Path) -> PathBuf {
    root.join(TEMPORARY).join(Uuid::now_v7().to_string())
}

/// An object of that size is not written again: its key names its content. It may have been renamed by a process that
/// died before the sync, so it is synced all the same.
fn put(root: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let size = bytes.len() as u64;
    let exists = fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() == size);
    if !exists || sync(path).is_err() {
        let temporary = temporary_name(root);
        write_synced(&temporary, bytes).and_then(|()| give_name(&temporary, path)).inspect_err(|_| {
            // What stays is removed at the next open.
            let _ = fs::remove_file(&temporary);
        })?;
    }
    sync_folders(root, path)
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn give_name(temporary: &Path, path: &Path) -> io::Result<()> {
    let parent = path.parent().unwrap_or(path);
    let mut tries = 0;
    loop {
        let named = fs::create_dir_all(parent).and_then(|()| fs::rename(temporary, path));
        tries += 1;
        match named {
            Err(error) if is_race(&error) && tries < RENAME_TRIES => {}
            other => return other,
        }
    }
}

/// What making a folder, or renaming into it, says when somebody removes it at the same time.
fn is_race(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists)
}

/// Syncs every folder from the object's own up to the root. All of them, because one that exists may have been made a
/// moment ago by another `put` that has not synced it yet; syncing an unchanged folder costs next to nothing.
fn sync_folders(root: &Path, path: &Path) -> io::Result<()> {
    for folder in path.ancestors().skip(1).take_while(|folder| folder.starts_with(root)) {
        match sync(folder) {
            // The object was deleted since, and its empty folders with it.
            Err(error) if error.kind() == ErrorKind::NotFound && folder != root => {}
            other => other?,
        }
    }
    Ok(())
}

fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

fn file_meta(path: &Path, key: String) -> io::Result<ObjectMeta> {
    let meta = fs::metadata(path)?;
    if !meta.is_file() {
        return Err(ErrorKind::NotFound.into());
    }
    let age = meta.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(ObjectMeta { key, size: meta.len(), modified: Timestamp::default().plus(age) })
}

/// The bytes of a file; a range is cut at the file's end.
fn get(path: &Path, range: Option<Range<u64>>) -> io::Result<Bytes> {
    let mut file = File::open(path)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(ErrorKind::NotFound.into());
    }
    let Range { start, end } = range.unwrap_or(0..meta.len());
    let length = end.min(meta.len()).saturating_sub(start);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    if length > 0 {
        file.seek(SeekFrom::Start(start))?;
        file.take(length).read_to_end(&mut bytes)?;
    }
    Ok(bytes.into())
}

/// Removes the file, then its folders as long as they are empty (the kernel refuses to remove any other), and syncs
/// the folder that stays.
fn delete(root: &Path, path: &Path) -> io::Result<()> {
    if unless_absent(root, file_meta(path, String::new()))?.is_none() {
        return Ok(());
    }
    if unless_absent(root, fs::remove_file(path))?.is_none() {
        return Ok(());
    }
    let folders = path.ancestors().skip(1);
    let stays = folders.take_while(|folder| *folder != root).find(|folder| fs::remove_dir(folder).is_err());
    match sync(stays.unwrap_or(root)) {
        // Another delete removed it, and syncs what stays.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// A page of a listing as it fills, in the order of the keys.
struct Page<'a> {
    root: &'a Path,
    after: &'a str,
    limit: usize,
    found: Vec<ObjectMeta>,
}

impl Page<'_> {
    fn take_from(&mut self, folder: &str) -> io::Result<()> {
        for (key, is_folder) in self.entries(folder)? {
            if self.found.len() >= self.limit {
                return Ok(());
            }
            if is_folder && (key.as_str() > self.after || self.after.starts_with(&key)) {
                self.take_from(key.trim_end_matches('/'))?;
            } else if !is_folder && key.as_str() > self.after {
                let meta = file_meta(&self.root.join(&key), key);
                self.found.extend(unless_absent(self.root, meta)?);
            }
        }
        Ok(())
    }

    /// What is in a folder and whether it is a folder itself, in the order of the keys: a folder's end with a slash.
    fn entries(&self, folder: &str) -> io::Result<BTreeMap<String, bool>> {
        let mut keys = BTreeMap::new();
        for entry in unless_absent(self.root, fs::read_dir(self.root.join(folder)))?.into_iter().flatten() {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let key = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let is_folder = entry.file_type()?.is_dir();
            if is_valid_key(&key) {
                keys.insert(if is_folder { key + "/" } else { key }, is_folder);
            }
        }
        Ok(keys)
    }
}

/// Turns "no such file" into `None`, unless the root itself is gone: then nothing can be said about any object.
fn unless_absent<T>(root: &Path, outcome: io::Result<T>) -> io::Result<Option<T>> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Err(error),
        Err(error) => {
            if root.is_dir() {
                Ok(None)
            } else {
                Err(error)
            }
        }
    }
}
