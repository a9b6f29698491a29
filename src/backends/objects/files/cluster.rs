//! Whose objects these are: a file in the root says it, written once, while there is nothing else.

use std::fs;
use std::io;

use super::root::Root;
use crate::backends::folder;
use crate::domain::ClusterId;

/// No key begins with a dot.
const FILE: &str = ".cluster";

/// Whether the folder carries this id; an empty one takes it.
pub(super) fn belongs(root: &Root, cluster: ClusterId) -> io::Result<bool> {
    if carried(root)?.is_none() && is_empty(root)? {
        folder::write_once(&root.folder().join(FILE), cluster.to_string().as_bytes())?;
    }
    Ok(carried(root)?.is_some_and(|id| id.trim() == cluster.to_string()))
}

fn carried(root: &Root) -> io::Result<Option<String>> {
    root.unless_absent(fs::read_to_string(root.folder().join(FILE)))
}

/// Whether there is no object: drafts are none.
fn is_empty(root: &Root) -> io::Result<bool> {
    for entry in fs::read_dir(root.folder())? {
        if !entry?.file_name().as_encoded_bytes().starts_with(b".") {
            return Ok(false);
        }
    }
    Ok(true)
}
