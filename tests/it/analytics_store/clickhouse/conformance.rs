//! The promises of every engine, on ClickHouse.

use std::sync::Arc;

use ai_tale::backends::analytics::Analytics;
use proptest::test_runner::{TestCaseError, TestRunner};

use super::{options, prepared};
use crate::analytics_store::{conformance, model};
use crate::kit::cases;

/// Fresh tables; `None` where there is no server.
async fn fresh() -> Option<Arc<dyn Analytics>> {
    Some(Arc::new(prepared(&options()?).await))
}

#[tokio::test]
async fn clickhouse_counts_each_event_once() {
    let Some(tables) = fresh().await else { return };
    conformance::each_event_is_counted_once(&*tables).await;
}

#[tokio::test]
async fn clickhouse_counts_what_is_told_together() {
    let Some(tables) = fresh().await else { return };
    conformance::what_is_told_together_counts_for_each(&*tables).await;
}

#[tokio::test]
async fn clickhouse_takes_a_batch_that_grew() {
    let Some(tables) = fresh().await else { return };
    conformance::a_repeated_batch_may_have_grown(&*tables).await;
}

#[tokio::test]
async fn clickhouse_goes_on_in_each_partition() {
    let Some(tables) = fresh().await else { return };
    conformance::each_partition_goes_on_where_it_was(&*tables).await;
}

#[tokio::test]
async fn clickhouse_goes_on_where_it_is_told() {
    let Some(tables) = fresh().await else { return };
    conformance::an_empty_batch_sets_where_to_go_on(&*tables).await;
}

#[tokio::test]
async fn clickhouse_leaves_out_what_was_ingested() {
    let Some(tables) = fresh().await else { return };
    conformance::what_was_ingested_is_left_out(&*tables).await;
}

#[tokio::test]
async fn clickhouse_counts_within_a_window() {
    let Some(tables) = fresh().await else { return };
    conformance::a_window_holds_its_beginning_and_not_its_end(&*tables).await;
}

#[tokio::test]
async fn clickhouse_forgets_old_events() {
    let Some(tables) = fresh().await else { return };
    conformance::old_events_are_forgotten(&*tables).await;
}

#[tokio::test]
async fn clickhouse_adds_up_a_day_once() {
    let Some(tables) = fresh().await else { return };
    conformance::a_day_s_events_are_added_up_once(&*tables).await;
}

#[tokio::test]
async fn clickhouse_adds_up_what_is_told_together() {
    let Some(tables) = fresh().await else { return };
    conformance::what_is_told_together_is_added_up_whole(&*tables).await;
}

#[tokio::test]
async fn clickhouse_pages_through_days() {
    let Some(tables) = fresh().await else { return };
    conformance::days_are_paged_through(&*tables).await;
}

#[tokio::test]
async fn clickhouse_keeps_sums_of_forgotten_events() {
    let Some(tables) = fresh().await else { return };
    conformance::sums_outlive_their_events(&*tables).await;
}

#[tokio::test]
async fn clickhouse_answers_and_can_be_written() {
    let Some(tables) = fresh().await else { return };
    conformance::fresh_tables_answer_and_can_be_written(&*tables).await;
}

/// The same cases as on every engine, so that all of them give the same answers.
#[test]
fn clickhouse_answers_as_its_model() {
    if options().is_none() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(cases(file!(), 8));
    let outcome = runner.run(&model::steps(), |steps| {
        runtime.block_on(async { model::answers_as_its_model(&*fresh().await.unwrap(), steps).await });
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
