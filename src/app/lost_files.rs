//! A data directory that has lost a database is no first start. An empty store would take the pictures beside it for
//! rubbish, and empty accounts would leave every story to nobody: so neither is made beside what belonged to a lost
//! one.
//!
//! A first start that died half way bars no second: until the store has begun, which is its last step, nothing in the
//! other files has a row.

use std::fs;
use std::path::Path;

use anyhow::bail;

use crate::backends::objects::Objects;
use crate::backends::{accounts, analytics, bus, sqlite, store};
use crate::domain::{Bucket, ObjectPrefix};

const STORE: &str = store::sqlite::DATABASE.file_name;
const ACCOUNTS: &str = accounts::sqlite::DATABASE.file_name;
const ANALYTICS: &str = analytics::sqlite::DATABASE.file_name;

/// Tables that have rows once the service has done anything at all.
const USED: [(&str, &str); 3] = [(ACCOUNTS, "users"), (ANALYTICS, "offsets"), (bus::local::FILE_NAME, "records")];

/// Whether there is a store whose cluster has begun.
pub(super) fn has_begun(folder: &Path) -> bool {
    sqlite::has_rows(&folder.join(STORE), "cluster")
}

/// Refuses to make accounts beside a store that has begun.
pub(super) fn refuse_new_accounts(folder: &Path) -> anyhow::Result<()> {
    if has_begun(folder) && !sqlite::has_rows(&folder.join(ACCOUNTS), "sqlite_schema") {
        bail!("{}", lost(ACCOUNTS, folder, STORE));
    }
    Ok(())
}

/// Refuses to begin a store beside objects, or beside anything else that only a store could have led to.
pub(super) async fn refuse_new_store(folder: &Path, objects: &dyn Objects) -> anyhow::Result<()> {
    let mut beside: Vec<String> = Vec::new();
    let log = format!("{STORE}-wal");
    // the engine itself would throw the log of an empty file away
    if has_no_bytes(&folder.join(STORE)) && !has_no_bytes(&folder.join(&log)) {
        beside.push(log);
    }
    let used = USED.into_iter().filter(|(file, table)| sqlite::has_rows(&folder.join(file), table));
    beside.extend(used.map(|(file, _)| file.to_owned()));
    for bucket in Bucket::ALL {
        if !objects.list(&ObjectPrefix::bucket(bucket), None, 1).await?.objects.is_empty() {
            beside.push(format!("the objects' {}", bucket.as_str()));
        }
    }
    if !beside.is_empty() {
        bail!("{}", lost(STORE, folder, &beside.join(", ")));
    }
    Ok(())
}

/// Analytics are made anew beside everything else: no story needs them.
pub(super) fn warn_of_new_analytics(folder: &Path) {
    if has_begun(folder) && !sqlite::has_rows(&folder.join(ANALYTICS), "sqlite_schema") {
        tracing::warn!(file = ANALYTICS, "the analytics were lost and are made anew: what they had counted is gone");
    }
}

fn has_no_bytes(file: &Path) -> bool {
    fs::metadata(file).map_or(true, |file| file.len() == 0)
}

fn lost(file: &str, folder: &Path, beside: &str) -> String {
    format!(
        "{file} is missing or empty beside {beside} in {}: put it back from a backup, or begin with an empty data \
        directory (one of an older ai-tale can't be read any more)",
        folder.display()
    )
}
