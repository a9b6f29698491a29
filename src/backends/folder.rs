//! Folders of what is kept: they survive a crash, and are readable by this user alone (they hold keys and children's
//! words).

use std::fs::{DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use tempfile::NamedTempFile;

/// Makes a folder and those that lead to it, where they are missing. Each is synced into its parent: what is stored in
/// a folder is as lost as the folder's name.
pub fn make(path: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<&Path> = path.ancestors().take_while(is_missing).collect();
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    missing.into_iter().filter_map(Path::parent).try_for_each(sync)
}

/// Writes a file that appears whole, and only once. `false`: there is one already, which stays as it is.
pub fn write_once(path: &Path, content: &[u8]) -> io::Result<bool> {
    let folder = path.parent().unwrap_or(path);
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Ok(_) => sync(folder).map(|()| true),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(refused) => Err(refused.error),
    }
}

/// Waits until a folder's names, or a file's bytes, would survive a crash.
pub fn sync(path: &Path) -> io::Result<()> {
    // the parent of a relative path's first folder has no name
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    File::open(path)?.sync_all()
}
