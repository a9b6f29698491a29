//! The embedded engine: the promises of every engine, and what is particular to a file on a disk.

mod conformance;
mod files;
mod forgetting;
mod keys;

use std::path::Path;

use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::Store;
use ai_tale::backends::store::sqlite::SqliteStore;
use proptest::test_runner::{TestCaseError, TestRunner};
use tempfile::TempDir;

use super::model;

use crate::kit::cases;

/// A store in a folder of its own, which goes when this is dropped.
pub struct FreshStore {
    store: Store,
    folder: TempDir,
}

impl FreshStore {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        Self { store: open(folder.path()), folder }
    }

    pub fn store(&self) -> Store {
        self.store.clone()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

pub fn open(folder: &Path) -> Store {
    SqliteStore::open(folder, Options::default()).unwrap()
}

#[test]
fn the_log_answers_as_its_model() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(cases(file!(), 128));
    let outcome = runner.run(&model::steps(), |steps| {
        runtime.block_on(model::answers_as_its_model(FreshStore::new().store(), steps));
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
