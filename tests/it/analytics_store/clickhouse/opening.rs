//! Tables are made by `migrate` alone, and known before anything is asked of them; no secret is in what is said.

use std::sync::Arc;
use std::time::Duration;

use ai_tale::backends::analytics::Analytics;
use ai_tale::backends::analytics::options::{ClickHouseOptions, Compression};
use ai_tale::backends::error::StoreErrorKind;
use ai_tale::backends::health::Health;
use ai_tale::backends::secret::Secret;
use ai_tale::domain::Topic;
use futures_util::future::join_all;
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::{another, ask, options, prepared, tell};
use crate::analytics_store::conformance::{batch, completed};

/// Why the tables can't be opened.
async fn refused(options: &ClickHouseOptions) -> String {
    let tables = another(options);
    let error = tables.open().await.unwrap_err().to_string();
    assert_eq!(tables.probe().await.unwrap_err().to_string(), error);
    error
}

#[tokio::test]
async fn missing_tables_are_made_by_migrating() {
    let Some(options) = options() else { return };
    assert!(refused(&options).await.contains("`ai-tale migrate` makes them"));
    let all_at_once = join_all((0..3).map(|_| prepared(&options))).await;
    for tables in all_at_once {
        tables.open().await.unwrap();
        tables.probe().await.unwrap();
        tables.prepare().await.unwrap();
    }
    assert_eq!(ask(&options, "SELECT count() FROM system.tables WHERE database = currentDatabase()").await, 12);
}

#[tokio::test]
async fn tables_of_another_version_are_left_alone() {
    let Some(options) = options() else { return };
    prepared(&options).await;
    tell(&options, "INSERT INTO migrations (version) VALUES (99)").await;
    assert!(refused(&options).await.contains("are of version 99, newer than this program, which knows 2"));
    let error = another(&options).prepare().await.unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Newer);
    tell(&options, "TRUNCATE TABLE migrations").await;
    assert!(refused(&options).await.contains("`ai-tale migrate` changes them"));
}

#[tokio::test]
async fn a_wrong_password_is_told_without_it() {
    let Some(options) = options() else { return };
    prepared(&options).await;
    let wrong = ClickHouseOptions { password: Secret::new("not-the-password"), ..options };
    let said = refused(&wrong).await;
    assert!(said.contains("refuses the user or the password"), "{said}");
    assert!(!format!("{said}{wrong:?}").contains("not-the-password"), "{said}");
}

#[tokio::test]
async fn a_password_may_be_in_a_file() {
    let Some(options) = options() else { return };
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, format!("{}\n", options.password.reveal())).unwrap();
    let options = ClickHouseOptions { password: Secret::default(), password_file: file, ..options };
    prepared(&options).await.probe().await.unwrap();
}

#[tokio::test]
async fn batches_go_uncompressed_where_wanted() {
    let Some(options) = options() else { return };
    let tables = prepared(&ClickHouseOptions { compression: Compression::None, ..options.clone() }).await;
    let events: Vec<_> = (0..2_000).map(|_| completed(1, "night", 10)).collect();
    tables.ingest(batch(Topic::Content, 0, &events)).await.unwrap();
    assert_eq!(ask(&options, "SELECT sum(count) FROM daily").await, 2_000);
}

#[tokio::test]
async fn a_server_that_is_away_is_waited_for() {
    let Some(options) = options() else { return };
    let away = ClickHouseOptions { url: "http://127.0.0.1:9".to_owned(), ..options.clone() };
    let tables = another(&away);
    tables.open().await.unwrap();
    let error = tables.next_offset(Topic::Content, 0).await.unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Unavailable);
    assert!(error.to_string().contains("ClickHouse can't be reached"), "{error}");
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let Some(options) = options() else { return };
    let silent = Arc::new(TcpListener::bind("127.0.0.1:0").await.unwrap());
    let url = format!("http://{}", silent.local_addr().unwrap());
    let tables = another(&ClickHouseOptions { url, timeout: Duration::from_secs(1), ..options });
    let error = tables.next_offset(Topic::Content, 0).await.unwrap_err();
    assert!(error.to_string().contains("did not answer within 1s"), "{error}");
}
