//! Listing objects in the order of their keys, of which a folder's order is not: `a-b` comes before `a/b`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;

use super::read;
use super::root::Root;
use crate::backends::objects::{ObjectMeta, ObjectPage};
use crate::domain::{Bucket, ObjectKey, ObjectPrefix};

/// What of a prefix comes after a key.
pub(super) fn page(
    root: &Root,
    prefix: &ObjectPrefix,
    after: Option<&ObjectKey>,
    limit: usize,
) -> io::Result<ObjectPage> {
    let after = after.map_or("", ObjectKey::as_str);
    let mut listing = Listing { root, after, limit: limit.max(1), found: Vec::new() };
    listing.take_from(prefix.as_str())?;
    let is_full = listing.found.len() == listing.limit;
    let next = listing.found.last().filter(|_| is_full).map(|last| last.key.clone());
    Ok(ObjectPage { objects: listing.found, next })
}

/// The first folders of a bucket after another one. The bucket's own folder is read once, nothing in it is looked at,
/// and no more names are kept than are asked for.
pub(super) fn folders(
    root: &Root,
    bucket: Bucket,
    after: Option<&ObjectPrefix>,
    limit: usize,
) -> io::Result<Vec<ObjectPrefix>> {
    let mut first = BTreeSet::new();
    let found = root.unless_absent(fs::read_dir(root.folder().join(bucket.as_str())))?;
    for entry in found.into_iter().flatten() {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let Ok(folder) = ObjectPrefix::folder(bucket, &name) else { continue };
        if after.is_some_and(|after| folder <= *after) || !entry.file_type()?.is_dir() {
            continue;
        }
        first.insert(folder);
        if first.len() > limit {
            first.pop_last();
        }
    }
    Ok(first.into_iter().collect())
}

/// A page as it fills.
struct Listing<'a> {
    root: &'a Root,
    after: &'a str,
    limit: usize,
    found: Vec<ObjectMeta>,
}

impl Listing<'_> {
    /// Takes from a folder, whose name ends with a slash, and from those in it.
    fn take_from(&mut self, folder: &str) -> io::Result<()> {
        for (name, is_folder) in self.entries(folder)? {
            if self.found.len() == self.limit {
                return Ok(());
            }
            if is_folder && (name.as_str() > self.after || self.after.starts_with(&name)) {
                self.take_from(&name)?;
            } else if !is_folder && name.as_str() > self.after {
                // what no key names is not ours
                let Ok(key) = name.parse() else { continue };
                self.found.extend(self.root.unless_absent(read::meta(self.root, key))?);
            }
        }
        Ok(())
    }

    /// What is in a folder and whether it is a folder itself, in the order of the keys: a folder's end with a slash.
    fn entries(&self, folder: &str) -> io::Result<BTreeMap<String, bool>> {
        let mut entries = BTreeMap::new();
        let found = self.root.unless_absent(fs::read_dir(self.root.folder().join(folder)))?;
        for entry in found.into_iter().flatten() {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let is_folder = entry.file_type()?.is_dir();
            entries.insert(format!("{folder}{name}{}", if is_folder { "/" } else { "" }), is_folder);
        }
        Ok(entries)
    }
}
