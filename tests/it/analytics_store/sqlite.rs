//! The embedded analytics: the promises of every engine, and what is particular to a file on a disk.

use ai_tale::backends::analytics::sqlite::{DATABASE, SqliteAnalytics};
use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::backends::health::Health;
use ai_tale::backends::sqlite::Options;
use ai_tale::domain::Topic;
use proptest::test_runner::{TestCaseError, TestRunner};
use tempfile::TempDir;

use super::conformance::{self, at, event};
use super::model;
use crate::forgetting::{self, Rows};
use crate::kit::cases;

/// Tables in a folder of their own, which goes when this is dropped.
struct FreshTables {
    tables: SqliteAnalytics,
    folder: TempDir,
}

impl FreshTables {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        Self { tables: SqliteAnalytics::open(folder.path(), Options::default()).unwrap(), folder }
    }
}

#[tokio::test]
async fn each_event_is_counted_once() {
    conformance::each_event_is_counted_once(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn what_is_told_together_counts_for_each() {
    conformance::what_is_told_together_counts_for_each(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn a_repeated_batch_may_have_grown() {
    conformance::a_repeated_batch_may_have_grown(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn each_partition_goes_on_where_it_was() {
    conformance::each_partition_goes_on_where_it_was(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn an_empty_batch_sets_where_to_go_on() {
    conformance::an_empty_batch_sets_where_to_go_on(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn what_was_ingested_is_left_out() {
    conformance::what_was_ingested_is_left_out(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn a_window_holds_its_beginning_only() {
    conformance::a_window_holds_its_beginning_and_not_its_end(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn old_events_are_forgotten() {
    conformance::old_events_are_forgotten(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn a_day_s_events_are_added_up_once() {
    conformance::a_day_s_events_are_added_up_once(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn what_is_told_together_is_added_up_whole() {
    conformance::what_is_told_together_is_added_up_whole(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn days_are_paged_through() {
    conformance::days_are_paged_through(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn sums_outlive_their_events() {
    conformance::sums_outlive_their_events(&FreshTables::new().tables).await;
}

#[tokio::test]
async fn fresh_tables_answer_and_can_be_written() {
    conformance::fresh_tables_answer_and_can_be_written(&FreshTables::new().tables).await;
}

#[test]
fn the_tables_answer_as_their_model() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(cases(file!(), 64));
    let outcome = runner.run(&model::steps(), |steps| {
        runtime.block_on(model::answers_as_its_model(&FreshTables::new().tables, steps));
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[tokio::test]
async fn what_was_counted_survives_a_restart() {
    let FreshTables { tables, folder } = FreshTables::new();
    let batch = Batch { topic: Topic::Content, partition: 3, first_offset: 0, events: vec![event("story.created", 1)] };
    tables.ingest(batch).await.unwrap();
    drop(tables);
    let tables = SqliteAnalytics::open(folder.path(), Options::default()).unwrap();
    assert_eq!(tables.counts(at(0), at(9)).await.unwrap(), [("story.created".to_owned(), 1)]);
    assert_eq!(tables.next_offset(Topic::Content, 3).await.unwrap(), 1);
}

#[tokio::test]
async fn others_write_while_old_events_are_forgotten() {
    const TABLES: [&str; 4] = ["content_events", "user_events", "performance_metrics", "error_events"];
    let fresh = FreshTables::new();
    let rows = Rows::of(fresh.folder.path().join(DATABASE.file_name));
    for table in TABLES {
        rows.insert(&format!("{table} SELECT id, 'api.request', number % 2, NULL, NULL, id, '{{}}'"));
    }
    let write = async || fresh.tables.probe().await.unwrap();
    forgetting::lets_others_write(&rows, &TABLES, fresh.tables.forget(at(2), at(0)), write).await;
}
