//! Removing objects, and the folders that are empty without them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use super::read;
use super::root::Root;
use crate::backends::folder;
use crate::backends::objects::{ObjectError, Undeleted};
use crate::domain::ObjectKey;

/// Removes every file, then syncs each folder that stays once.
pub(super) fn all(root: &Root, keys: &[ObjectKey]) -> Result<(), Undeleted> {
    let (mut left, mut first_error) = (Vec::new(), None);
    let mut changed = BTreeSet::new();
    for key in keys {
        match one(root, key) {
            Ok(folder) => changed.extend(folder),
            Err(error) => {
                left.push(key.clone());
                first_error.get_or_insert(error);
            }
        }
    }
    if let Err(error) = changed.iter().try_for_each(|folder| sync(root, folder)) {
        // after a crash any of them may be back
        left = keys.to_vec();
        first_error.get_or_insert(error);
    }
    first_error.map_or(Ok(()), |error| Err(Undeleted { left, source: ObjectError::unavailable(error) }))
}

/// Removes the file, then its folders as long as they are empty (the kernel refuses to remove any other). The folder
/// that stays is to be synced; `None`: there was nothing to remove.
fn one(root: &Root, key: &ObjectKey) -> io::Result<Option<PathBuf>> {
    let path = root.path(key);
    if root.unless_absent(read::meta(root, key.clone()))?.is_none() {
        return Ok(None);
    }
    if root.unless_absent(fs::remove_file(&path))?.is_none() {
        return Ok(None);
    }
    let folders = path.ancestors().skip(1);
    let stays = folders.take_while(|folder| *folder != root.folder()).find(|folder| fs::remove_dir(folder).is_err());
    Ok(Some(stays.unwrap_or(root.folder()).to_owned()))
}

/// A folder that is gone was removed by another removal, which syncs what stays.
fn sync(root: &Root, folder: &PathBuf) -> io::Result<()> {
    match folder::sync(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound && folder != root.folder() => Ok(()),
        synced => synced,
    }
}
