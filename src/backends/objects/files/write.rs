//! Storing an object: written under a temporary name of the same file system, synced, renamed, and the folders that
//! lead to it synced. So it appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use bytes::Bytes;
use futures_util::StreamExt;
use tempfile::NamedTempFile;

use super::blocking::blocking;
use super::root::Root;
use crate::backends::folder;
use crate::backends::objects::{Body, ByteStream, ObjectError};
use crate::domain::ObjectKey;

/// What a probe writes: about a small picture, because a full disk may still take a few bytes.
const PROBE: usize = 64 * 1024;

/// How often a `put` makes its folders anew because a removal beside it found them empty and removed them.
const MAX_RENAMES: u32 = 100;

/// What lies there already is not written again; a file of any other content is, were it of the same size.
pub(super) async fn put(root: &Root, key: &ObjectKey, body: Body) -> Result<(), ObjectError> {
    let key = key.clone();
    match body {
        Body::Whole(bytes) => blocking(root, move |root| put_whole(root, &key, &bytes)).await,
        Body::Stream { length, pieces } => {
            let draft = draft_of(root, length, pieces).await?;
            blocking(root, move |root| finish(root, draft, &key)).await
        }
    }
}

/// Whether the storage takes about a picture.
pub(super) fn probe(root: &Root) -> io::Result<()> {
    let mut file = draft(root)?;
    file.write_all(&vec![0; PROBE])?;
    file.as_file().sync_all()?;
    file.close()
}

fn put_whole(root: &Root, key: &ObjectKey, bytes: &[u8]) -> io::Result<()> {
    if exists(root, key, bytes)? {
        return Ok(());
    }
    let mut file = draft(root)?;
    file.write_all(bytes)?;
    finish(root, file, key)
}

/// What a stream has, if it is as long as it says.
async fn draft_of(root: &Root, length: u64, mut pieces: ByteStream) -> Result<NamedTempFile, ObjectError> {
    let (mut file, mut left) = (blocking(root, draft).await?, length);
    while let Some(piece) = pieces.next().await {
        let piece: Bytes = piece?;
        let size = piece.len() as u64;
        left = left.checked_sub(size).ok_or(ObjectError::Refused("its body is longer than it says"))?;
        file = blocking(root, move |_| file.write_all(&piece).map(|()| file)).await?;
    }
    if left > 0 {
        return Err(ObjectError::Refused("its body is shorter than it says"));
    }
    Ok(file)
}

/// Dropped, it is gone; what a crash leaves is removed at the next open.
fn draft(root: &Root) -> io::Result<NamedTempFile> {
    NamedTempFile::new_in(root.temporary())
}

/// Whether these bytes are there and will be after a crash: the file may have been renamed by a process that died
/// before the sync, so it is synced all the same.
fn exists(root: &Root, key: &ObjectKey, bytes: &[u8]) -> io::Result<bool> {
    let path = root.path(key);
    let is_as_long = fs::metadata(&path).is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64);
    let is_there = is_as_long && fs::read(&path).is_ok_and(|content| content == bytes);
    if !is_there || folder::sync(&path).is_err() {
        return Ok(false);
    }
    sync_folders(root, &path).map(|()| true)
}

fn finish(root: &Root, file: NamedTempFile, key: &ObjectKey) -> io::Result<()> {
    let path = root.path(key);
    file.as_file().sync_all()?;
    give_name(file, &path)?;
    sync_folders(root, &path)
}

fn give_name(mut file: NamedTempFile, path: &Path) -> io::Result<File> {
    let parent = path.parent().unwrap_or(path);
    let mut renames = 0;
    loop {
        renames += 1;
        let error = match folder::make_unsynced(parent) {
            Err(error) => error,
            Ok(()) => match file.persist(path) {
                Ok(named) => return Ok(named),
                Err(refused) => {
                    file = refused.file;
                    refused.error
                }
            },
        };
        if !is_race(&error) || renames == MAX_RENAMES {
            return Err(error);
        }
    }
}

/// What making a folder, or renaming into it, says when somebody removes it at the same time.
fn is_race(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists)
}

/// Syncs every folder from the object's own up to the root. All of them, because one that exists may have been made a
/// moment ago by another `put` that has not synced it yet; syncing an unchanged folder costs next to nothing.
fn sync_folders(root: &Root, path: &Path) -> io::Result<()> {
    for folder in path.ancestors().skip(1).take_while(|folder| folder.starts_with(root.folder())) {
        match folder::sync(folder) {
            // The object was deleted since, and its empty folders with it.
            Err(error) if error.kind() == ErrorKind::NotFound && folder != root.folder() => {}
            synced => synced?,
        }
    }
    Ok(())
}
