//! Folders of what is kept: they survive a crash, and are readable by this user alone (they hold keys and children's
//! words).

use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// Makes a folder and those that lead to it, where they are missing. Each is synced into its parent: what is stored in
/// a folder is as lost as the folder's name.
pub fn make(path: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<&Path> = path.ancestors().take_while(is_missing).collect();
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    missing.into_iter().filter_map(Path::parent).try_for_each(sync)
}

fn sync(folder: &Path) -> io::Result<()> {
    // the parent of a relative path's first folder has no name
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}
