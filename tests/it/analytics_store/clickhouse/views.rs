//! What the views add up is as exact as the tables: an insert that reached a table and not its view reaches the view
//! with the next try, and once.

use ai_tale::backends::analytics::Analytics;
use ai_tale::domain::Topic;

use super::{ask, options, prepared, tell};
use crate::analytics_store::conformance::{batch, completed};

/// A check that no sum passes, on the table of the sums: a view that fails.
const SHUT: &str = "ALTER TABLE daily ADD CONSTRAINT shut CHECK count = 0";
const OPEN: &str = "ALTER TABLE daily DROP CONSTRAINT shut";

#[tokio::test]
async fn what_a_view_missed_reaches_it_once() {
    let Some(options) = options() else { return };
    let tables = prepared(&options).await;
    let events: Vec<_> = (0..40).map(|day| completed(day, "night", 10)).collect();
    tell(&options, SHUT).await;
    for _ in 0..3 {
        let failure = tables.ingest(batch(Topic::Content, 0, &events)).await.unwrap_err().to_string();
        assert!(failure.contains("VIOLATED_CONSTRAINT"), "{failure}");
    }
    assert!(ask(&options, "SELECT count() FROM content_events").await > 0, "the table has what its view has not");
    assert_eq!(ask(&options, "SELECT count() FROM daily").await, 0);
    tell(&options, OPEN).await;
    for _ in 0..2 {
        tables.ingest(batch(Topic::Content, 0, &events)).await.unwrap();
        assert_eq!(ask(&options, "SELECT count() FROM content_events").await, 40);
        assert_eq!(ask(&options, "SELECT sum(count) FROM daily").await, 40);
    }
}

#[tokio::test]
async fn a_batch_is_one_part_of_each_month() {
    let Some(options) = options() else { return };
    let tables = prepared(&options).await;
    for table in ["content_events", "daily"] {
        tell(&options, &format!("SYSTEM STOP MERGES {table}")).await;
    }
    let events: Vec<_> = (0..500).map(|number| completed(number % 40, "night", 10)).collect();
    tables.ingest(batch(Topic::Content, 0, &events)).await.unwrap();
    for table in ["content_events", "daily"] {
        let of_table = format!("system.parts WHERE active AND database = currentDatabase() AND table = '{table}'");
        let parts = ask(&options, &format!("SELECT count() FROM {of_table}")).await;
        let months = ask(&options, &format!("SELECT uniqExact(partition) FROM {of_table}")).await;
        assert!(months > 1, "{months}");
        assert_eq!(parts, months, "{table}");
    }
}
