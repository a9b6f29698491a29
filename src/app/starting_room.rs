//! Room to start in. A database makes small files beside its own when it is opened, for which a full disk has no room:
//! nobody could start the service again and delete something. So the store's reserve gives it.

use std::io::ErrorKind;
use std::path::Path;

use crate::backends::room;
use crate::backends::store::sqlite::SqliteStore;

/// Four databases, each with the index of its log (32 KiB) and the log's first pages.
const NEEDED: usize = 256 * 1024;

/// Gives up shares of the reserve until there is room, or none is left. What else is wrong with the folder is said by
/// whoever opens something in it.
pub(super) fn make(folder: &Path) {
    let mut given = 0;
    while lacks(folder) && SqliteStore::give_reserve(folder) {
        given += 1;
    }
    if given > 0 {
        tracing::warn!(shares = given, "the disk is full: the room kept for deletions is used to start");
    }
}

fn lacks(folder: &Path) -> bool {
    room::confirm(folder, NEEDED).is_err_and(|error| error.kind() == ErrorKind::StorageFull)
}
