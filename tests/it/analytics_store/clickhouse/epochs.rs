//! The bus is another one, or has lost what was planned: a new epoch begins, in which nothing counts twice and no old
//! token swallows a new record. And what outlives its token counts once as well.

use ai_tale::backends::analytics::options::ClickHouseOptions;
use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::domain::{BusEvent, Topic};

use super::line::{Break, breaking};
use super::{another, ask, options, prepared, tell};
use crate::analytics_store::conformance::{batch, completed};

fn events(count: usize) -> Vec<BusEvent> {
    (0..count).map(|_| completed(1, "night", 10)).collect()
}

fn nothing_from(first_offset: u64) -> Batch {
    batch(Topic::Content, first_offset, &[])
}

async fn counted(options: &ClickHouseOptions) -> (u64, u64) {
    let rows = ask(options, "SELECT count() FROM content_events").await;
    (rows, ask(options, "SELECT sum(count) FROM daily").await)
}

/// The version, the position, what is there, the plan; the position and the plan again, the columns, the rows.
const PLAN: usize = 3;
const ROWS: usize = 7;

/// Dies when a request was carried out.
async fn die_after(request: usize, options: &ClickHouseOptions, events: &[BusEvent]) {
    prepared(options).await;
    let (address, _) = breaking(&options.url, Break::After(request)).await;
    let dying = another(&ClickHouseOptions { url: address, ..options.clone() });
    dying.ingest(batch(Topic::Content, 0, events)).await.unwrap_err();
    assert_eq!(ask(options, "SELECT count() FROM batches").await, 1);
    assert_eq!(ask(options, "SELECT count() FROM offsets").await, 0);
}

/// Plans a batch and dies.
async fn plan_alone(options: &ClickHouseOptions, events: &[BusEvent]) {
    die_after(PLAN, options, events).await;
    assert_eq!(counted(options).await, (0, 0));
}

/// As if the plan had been written an hour ago.
async fn make_old(options: &ClickHouseOptions) {
    tell(options, "ALTER TABLE batches UPDATE planned_at = now64(3) - 3600 WHERE 1 SETTINGS mutations_sync = 1").await;
}

/// So many batches of another partition that nobody knows the first tokens any more.
async fn plan_many_others(options: &ClickHouseOptions) {
    const MANY: &str = "INSERT INTO batches (topic, partition, epoch, from_offset) \
        SELECT 'other', 0, 0, number FROM numbers(30000)";
    tell(options, MANY).await;
}

/// As if an epoch had begun long ago.
async fn time_passes(options: &ClickHouseOptions, epoch: u32) {
    let columns = "topic, partition, epoch, next_offset, begun_at";
    tell(options, &format!("INSERT INTO offsets ({columns}) VALUES ('tale-content', 0, {epoch}, 0, now64(3) - 100)"))
        .await;
}

#[tokio::test]
async fn old_tokens_swallow_no_new_records() {
    let Some(options) = options() else { return };
    let tables = prepared(&options).await;
    for round in 1..4 {
        tables.ingest(batch(Topic::Content, 0, &events(3))).await.unwrap();
        assert_eq!(counted(&options).await, (round * 3, round * 3));
        tables.ingest(nothing_from(0)).await.unwrap();
        assert_eq!(tables.next_offset(Topic::Content, 0).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_bus_read_again_is_counted_once() {
    let Some(options) = options() else { return };
    let tables = prepared(&options).await;
    let mut records = events(30);
    tables.ingest(batch(Topic::Content, 0, &records)).await.unwrap();
    tables.ingest(nothing_from(0)).await.unwrap();
    records.extend(events(3));
    tables.ingest(batch(Topic::Content, 0, &records[20..])).await.unwrap();
    assert_eq!(counted(&options).await, (33, 33));
}

#[tokio::test]
async fn a_new_epoch_waits_for_old_inserts() {
    let Some(options) = options() else { return };
    let records = events(5);
    plan_alone(&options, &records).await;
    let next = another(&options);
    next.ingest(nothing_from(0)).await.unwrap();
    for _ in 0..2 {
        let waits = next.ingest(batch(Topic::Content, 0, &records[2..])).await.unwrap_err().to_string();
        assert!(waits.contains("inserts of an earlier epoch may be on their way"), "{waits}");
    }
    time_passes(&options, 1).await;
    next.ingest(batch(Topic::Content, 0, &records[2..])).await.unwrap();
    assert_eq!(counted(&options).await, (3, 3));
}

#[tokio::test]
async fn other_records_are_not_taken_for_planned_ones() {
    let Some(options) = options() else { return };
    plan_alone(&options, &events(5)).await;
    let (next, others) = (another(&options), events(5));
    next.ingest(batch(Topic::Content, 0, &others)).await.unwrap_err();
    time_passes(&options, 1).await;
    next.ingest(batch(Topic::Content, 0, &others)).await.unwrap();
    assert_eq!(counted(&options).await, (5, 5));
    assert_eq!(next.next_offset(Topic::Content, 0).await.unwrap(), 5);
}

#[tokio::test]
async fn a_short_batch_waits_until_it_is_whole() {
    let Some(options) = options() else { return };
    let options = ClickHouseOptions { batch: 2.try_into().unwrap(), ..options };
    let records = events(5);
    plan_alone(&options, &records).await;
    let next = another(&options);
    assert_eq!(next.batch_size(), 2);
    let waits = next.ingest(batch(Topic::Content, 0, &records[..2])).await.unwrap_err().to_string();
    assert!(waits.contains("a batch of 5 records was begun, and 2 of them are there now"), "{waits}");
    assert_eq!(ask(&options, "SELECT count() FROM batches").await, 1, "the first plan stands alone");
    assert_eq!(next.batch_size(), 5, "as many are asked for as were planned");
    next.ingest(batch(Topic::Content, 0, &records)).await.unwrap();
    assert_eq!(counted(&options).await, (5, 5));
}

#[tokio::test]
async fn planned_records_that_are_lost_are_given_up() {
    let Some(options) = options() else { return };
    let records = events(5);
    plan_alone(&options, &records).await;
    make_old(&options).await;
    let next = another(&options);
    for what in ["begun", "of an earlier epoch"] {
        let waits = next.ingest(batch(Topic::Content, 0, &records[..2])).await.unwrap_err().to_string();
        assert!(waits.contains(what), "{waits}");
    }
    time_passes(&options, 1).await;
    next.ingest(batch(Topic::Content, 0, &records[..2])).await.unwrap();
    assert_eq!(counted(&options).await, (2, 2));
}

#[tokio::test]
async fn rows_that_outlive_their_tokens_count_once() {
    let Some(options) = options() else { return };
    let records = events(5);
    die_after(ROWS, &options, &records).await;
    assert_eq!(counted(&options).await, (5, 5));
    make_old(&options).await;
    for table in ["content_events", "daily"] {
        tell(&options, &format!("ALTER TABLE {table} MODIFY SETTING non_replicated_deduplication_window = 0")).await;
    }
    plan_many_others(&options).await;
    another(&options).ingest(batch(Topic::Content, 0, &records)).await.unwrap();
    assert_eq!(counted(&options).await, (5, 5));
}

#[tokio::test]
async fn rows_that_were_never_sent_are_sent_late() {
    let Some(options) = options() else { return };
    let records = events(5);
    plan_alone(&options, &records).await;
    make_old(&options).await;
    plan_many_others(&options).await;
    another(&options).ingest(batch(Topic::Content, 0, &records)).await.unwrap();
    assert_eq!(counted(&options).await, (5, 5));
}
