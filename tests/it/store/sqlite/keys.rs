//! The promises of the cluster's keys, on the embedded engine.

use proptest::test_runner::{TestCaseError, TestRunner};

use super::FreshStore;
use crate::kit::cases;
use crate::store::keys;

#[tokio::test]
async fn what_began_is_loaded_whole_and_begins_once() {
    keys::what_began_is_loaded_whole_and_begins_once(FreshStore::new().store()).await;
}

#[tokio::test]
async fn of_parallel_beginnings_exactly_one_wins() {
    keys::of_parallel_beginnings_exactly_one_wins(FreshStore::new().store()).await;
}

#[test]
fn states_answer_as_their_model() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(cases(file!(), 64));
    let outcome = runner.run(&keys::steps(), |steps| {
        runtime.block_on(keys::states_answer_as_their_model(FreshStore::new().store(), steps));
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
