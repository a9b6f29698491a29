//! The parts that are opened in one data directory: which of them may be lost.

use std::fs;
use std::path::Path;

use ai_tale::app::Backends;
use ai_tale::backends::{accounts, analytics};
use ai_tale::domain::Timestamp;
use tempfile::TempDir;

use super::store::samples::created;
use crate::kit::config;

async fn open(folder: &Path) -> anyhow::Result<Backends> {
    Backends::open(&config(folder, &[])).await
}

/// Removes a database and what stands beside it.
fn lose(folder: &Path, file_name: &str) {
    for end in ["", "-wal", "-shm"] {
        let path = folder.join(format!("{file_name}{end}"));
        assert!(fs::remove_file(path).is_ok() || !end.is_empty(), "{file_name} was not there");
    }
}

#[tokio::test]
async fn lost_analytics_are_made_anew() {
    let folder = TempDir::new().unwrap();
    let parts = open(folder.path()).await.unwrap();
    let (story, _) = created(&parts.store).await;
    drop(parts);
    lose(folder.path(), analytics::sqlite::DATABASE.file_name);

    let parts = open(folder.path()).await.unwrap();
    assert_eq!(parts.analytics.counts(Timestamp::default(), Timestamp::now()).await.unwrap(), []);
    assert_eq!(parts.store.log.head(story).await.unwrap().unwrap().seq, 1);
}

#[tokio::test]
async fn lost_accounts_are_not_made_anew() {
    let folder = TempDir::new().unwrap();
    drop(open(folder.path()).await.unwrap());
    lose(folder.path(), accounts::sqlite::DATABASE.file_name);

    let refused = open(folder.path()).await.err().unwrap().to_string();
    assert!(refused.starts_with("accounts.sqlite is missing beside tale.sqlite"), "{refused}");
}
