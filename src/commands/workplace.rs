//! Where a story is told at a terminal: a store of its own among the system's temporary files. It holds a child's
//! words, so it goes when the command ends, and what a killed one left goes with the next.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow};
use rustix::process::geteuid;

use crate::backends::store::Store;
use crate::backends::{blocking, room};
use crate::domain::{Claimant, NodeId, StoryId};

/// What its folders' names begin with; an id follows.
const PREFIX: &str = "ai-tale-";
/// How often it is tried whether anything can still be written.
const TRY_AGAIN: Duration = Duration::from_secs(2);
/// Bytes that have to fit: a scene's pictures.
const ROOM: usize = 1024 * 1024;

/// A folder for this process alone, removed when it is dropped.
pub(super) struct Workplace {
    path: PathBuf,
    /// Held while the process lives, however that ends: what nobody holds is abandoned.
    _lock: File,
}

impl Workplace {
    /// Removes those that dead processes left, then makes one.
    pub(super) fn make() -> anyhow::Result<Self> {
        let parent = std::env::temp_dir();
        remove_abandoned(&parent);
        let path = parent.join(format!("{PREFIX}{}", StoryId::new()));
        let failed = || format!("failed to make {}", path.display());
        // in a folder that everybody may look into
        DirBuilder::new().mode(0o700).create(&path).with_context(failed)?;
        let lock = File::open(&path).with_context(failed)?;
        lock.try_lock().map_err(io::Error::from).with_context(failed)?;
        Ok(Self { path, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Ends when nothing can be written here any more: a run would wait for ever until it can.
    pub(super) async fn fails(&self, store: &Store) -> anyhow::Error {
        let mut interval = tokio::time::interval(TRY_AGAIN);
        let nobody = Claimant::starting(NodeId::new());
        loop {
            interval.tick().await;
            let shown = self.path.display();
            if let Err(error) = self.has_room().await {
                return anyhow!(error).context(format!("there is no room left in {shown}"));
            }
            if let Err(error) = store.nodes.beat(nobody).await {
                return anyhow!(error).context(format!("nothing can be stored in {shown}"));
            }
        }
    }

    async fn has_room(&self) -> io::Result<()> {
        let path = self.path.clone();
        blocking::run(move || room::confirm(&path, ROOM)).await.map_err(io::Error::other)?
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        // what can't be removed now is abandoned, and the next one tries
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn remove_abandoned(parent: &Path) {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()).filter(|path| is_workplace(path)) {
        if is_abandoned(&path).unwrap_or(false) {
            // somebody else may be removing it too
            let _ = fs::remove_dir_all(&path);
        }
    }
}

fn is_workplace(path: &Path) -> bool {
    let id = path.file_name().and_then(|name| name.to_str()?.strip_prefix(PREFIX));
    let is_ours = |folder: fs::Metadata| folder.is_dir() && folder.uid() == geteuid().as_raw();
    id.is_some_and(|id| id.parse::<StoryId>().is_ok()) && path.symlink_metadata().is_ok_and(is_ours)
}

/// An empty one was made a moment ago, and will be locked.
fn is_abandoned(path: &Path) -> io::Result<bool> {
    let is_locked = File::open(path)?.try_lock().is_err();
    Ok(!is_locked && fs::read_dir(path)?.next().is_some())
}
