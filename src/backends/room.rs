//! Whether there is room on a disk, and room that is taken. Only writing shows it, whatever a file system counts as
//! free; and what is written can't be made smaller, for one that compresses, or leaves out zeros, would take no room.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::keys::random;

const PIECE: usize = 4096;

/// Fails where so many bytes find no room in a folder. They are written to a file without a name, and gone afterwards.
pub fn confirm(folder: &Path, bytes: usize) -> io::Result<()> {
    take(&mut tempfile::tempfile_in(folder)?, bytes)
}

/// Appends so many bytes that are worth nothing, in whole pieces of 4 KiB, and waits until they are on the disk.
pub fn take(file: &mut File, bytes: usize) -> io::Result<()> {
    for _ in 0..bytes.div_ceil(PIECE) {
        file.write_all(&random::<PIECE>())?;
    }
    file.sync_all()
}
