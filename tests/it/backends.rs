//! The parts that are opened in one data directory: which of them may be lost.

#![expect(clippy::unwrap_used, reason = "a test's helper that fails has failed the test")]

use std::fs::{self, File};
use std::path::Path;

use ai_tale::backends::Backends;
use ai_tale::backends::analytics::Batch;
use ai_tale::backends::keys::{KeyRing, RootFile};
use ai_tale::backends::{accounts, analytics, store};
use ai_tale::domain::{MediaType, StoryId, Timestamp, Topic};
use bytes::Bytes;
use tempfile::TempDir;

use super::accounts_store::conformance::beginner;
use super::analytics_store::conformance::event;
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
    for is_empty in [false, true] {
        let folder = TempDir::new().unwrap();
        drop(open(folder.path()).await.unwrap());
        let file_name = accounts::sqlite::DATABASE.file_name;
        lose(folder.path(), file_name);
        if is_empty {
            File::create(folder.path().join(file_name)).unwrap();
        }
        let refused = open(folder.path()).await.err().unwrap().to_string();
        assert!(refused.starts_with("accounts.sqlite is missing or empty beside tale.sqlite"), "{refused}");
    }
}

/// What may lie beside a store.
#[derive(Clone, Copy, Debug)]
enum Beside {
    Picture,
    Reader,
    FactOnTheBus,
    CountedFact,
    LogOfTheStore,
}

impl Beside {
    const ALL: [Self; 5] = [Self::Picture, Self::Reader, Self::FactOnTheBus, Self::CountedFact, Self::LogOfTheStore];

    /// Puts it there, and says how it is named in a refusal.
    async fn put(self, folder: &Path) -> &'static str {
        let config = config(folder, &[]);
        let fact = event("story.created", 1);
        match self {
            Self::Picture => {
                let objects = Backends::open_objects(&config, folder).await.unwrap();
                let key = format!("illustrations/{}/1/x-80.webp", StoryId::new()).parse().unwrap();
                objects.put(&key, MediaType::Webp, Bytes::from_static(b"a picture").into()).await.unwrap();
                "the objects' illustrations"
            }
            Self::Reader => {
                let accounts = Backends::open_accounts(&config, folder)
                    .unwrap()
                    .unsealed_by(&KeyRing::generate(Timestamp::default()));
                accounts.users.create(beginner(1)).await.unwrap();
                "accounts.sqlite"
            }
            Self::FactOnTheBus => {
                let bus = Backends::open_bus(&config, folder).await.unwrap();
                bus.publish(Topic::Content, &[fact]).await.unwrap();
                "bus.sqlite"
            }
            Self::CountedFact => {
                let analytics = Backends::open_analytics(&config, folder).await.unwrap();
                analytics
                    .ingest(Batch { topic: Topic::Content, partition: 0, first_offset: 0, events: vec![fact] })
                    .await
                    .unwrap();
                "analytics.sqlite"
            }
            Self::LogOfTheStore => {
                fs::write(folder.join("tale.sqlite-wal"), "frames").unwrap();
                "tale.sqlite-wal"
            }
        }
    }
}

#[tokio::test]
async fn no_store_is_made_beside_what_is_left() {
    for beside in Beside::ALL {
        for is_empty in [false, true] {
            let folder = TempDir::new().unwrap();
            drop(open(folder.path()).await.unwrap());
            lose(folder.path(), store::sqlite::DATABASE.file_name);
            let name = beside.put(folder.path()).await;
            if is_empty {
                File::create(folder.path().join(store::sqlite::DATABASE.file_name)).unwrap();
            }
            let refused = open(folder.path()).await.err().unwrap_or_else(|| panic!("{beside:?}")).to_string();
            assert!(refused.starts_with(&format!("tale.sqlite is missing or empty beside {name} in ")), "{refused}");
            assert!(refused.contains("put it back from a backup"), "{refused}");
        }
    }
}

#[tokio::test]
async fn a_first_start_that_died_bars_no_second() {
    let config = |folder: &TempDir| config(folder.path(), &[]);
    for died_after in 0..5 {
        let folder = TempDir::new().unwrap();
        let path = folder.path();
        for step in 0..=died_after {
            match step {
                0 => drop(Backends::open_objects(&config(&folder), path).await.unwrap()),
                1 => drop(Backends::open_accounts(&config(&folder), path).unwrap()),
                2 => drop(Backends::open_analytics(&config(&folder), path).await.unwrap()),
                3 => drop(Backends::open_store(&config(&folder), path).await.unwrap()),
                _ => drop(RootFile::open_or_make(path).unwrap()),
            }
        }
        for start in ["the next start", "the one after that"] {
            assert!(open(path).await.is_ok(), "{start}, after step {died_after}");
        }
    }
}
