//! The embedded engine: the promises of every engine, and what is particular to a file on a disk.

mod bytes;
mod conformance;
mod damage;
mod disk;
mod erasing;
mod forgetting;
mod keys;
mod projections;

use std::path::Path;
use std::sync::LazyLock;

use ai_tale::backends::keys::KeyRing;
use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::Store;
use ai_tale::backends::store::sqlite::SqliteStore;
use proptest::prelude::Strategy;
use proptest::test_runner::{TestCaseError, TestRunner};
use tempfile::TempDir;

use super::model;
use super::samples::MIDNIGHT;
use crate::kit::cases;

/// The keys of every store here, kept nowhere.
pub static KEYS: LazyLock<KeyRing> = LazyLock::new(|| KeyRing::generate(MIDNIGHT));

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
    SqliteStore::open(folder, Options::default()).unwrap().unsealed_by(&KEYS)
}

/// Runs generated steps against a fresh store each time.
fn as_its_model<Steps: std::fmt::Debug>(steps: impl Strategy<Value = Steps>, run: impl AsyncFn(Store, Steps)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(cases(file!(), 128));
    let outcome = runner.run(&steps, |steps| {
        let fresh = FreshStore::new();
        runtime.block_on(run(fresh.store(), steps));
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn the_log_answers_as_its_model() {
    as_its_model(model::log::steps(), model::log::answers_as_its_model);
}

#[test]
fn creations_answer_as_their_model() {
    as_its_model(model::creations::steps(), model::creations::answers_as_its_model);
}

#[test]
fn the_outbox_answers_as_its_model() {
    as_its_model(model::outbox::steps(), model::outbox::answers_as_its_model);
}

#[test]
fn what_is_spent_answers_as_its_model() {
    as_its_model(model::spend::steps(), model::spend::answers_as_its_model);
}

#[test]
fn jobs_answer_as_their_model() {
    as_its_model(model::jobs::steps(), model::jobs::answers_as_its_model);
}
