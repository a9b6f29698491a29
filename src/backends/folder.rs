//! Folders and files of what is kept: they survive a crash, and this user alone may open them, whatever the umask (they
//! hold keys and children's words).

use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use tempfile::NamedTempFile;

/// What a group and everybody else may do.
const OTHERS: u32 = 0o077;

/// Makes a folder and those that lead to it, where they are missing. Each is synced into its parent: what is stored in
/// a folder is as lost as the folder's name.
pub fn make(path: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<&Path> = path.ancestors().take_while(is_missing).collect();
    make_unsynced(path)?;
    missing.into_iter().filter_map(Path::parent).try_for_each(sync)
}

/// The same, for whoever syncs all of them afterwards.
pub fn make_unsynced(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Makes a file, or opens one that is there, which this user alone may read from now on.
pub fn make_private_file(path: &Path) -> io::Result<File> {
    let file = File::options().create(true).append(true).mode(0o600).open(path)?;
    make_private(path)?;
    Ok(file)
}

/// The mode of a file or folder to which others have a right; `None`: nobody but its owner has.
pub fn open_to_others(path: &Path) -> io::Result<Option<u32>> {
    let mode = fs::metadata(path)?.permissions().mode() & 0o7777;
    Ok((mode & OTHERS != 0).then_some(mode))
}

/// Takes a file or folder from everybody but its owner. Returns the mode that it had, if others had a right to it.
pub fn make_private(path: &Path) -> io::Result<Option<u32>> {
    let open = open_to_others(path)?;
    if let Some(mode) = open {
        fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS))?;
    }
    Ok(open)
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
