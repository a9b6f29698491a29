//! A log that can't be written: full, or a pipe that nobody reads. The service goes on.

use std::fs::File;

use futures_util::future::join_all;
use tempfile::TempDir;

use crate::kit::{Process, Reader, TINY, assert_complete, until};

/// Requests in a row, sixteen at a time, before somebody looks how many lines were dropped.
const MANY: usize = 64;

async fn lines_dropped(serving: &Process) -> u64 {
    let shown = reqwest::get(format!("{}/metrics", serving.operators)).await.unwrap().text().await.unwrap();
    let counted = shown.lines().filter(|line| line.starts_with("tale_log_lines_dropped_total{"));
    counted.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
}

#[tokio::test]
async fn a_full_log_target_costs_lines_alone() {
    let folder = TempDir::new().unwrap();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let serving = Process::start(Process::command(folder.path(), &TINY).arg("serve").stderr(full)).await;
    let reader = Reader::guest(&serving.readers).await;
    let story = reader.wish_for_scenes(2).await;
    assert_complete(&reader.whole(&story).await, 2);
    assert!(lines_dropped(&serving).await > 0);
    assert_eq!(serving.terminate().await.code(), Some(0));
}

#[tokio::test]
async fn a_log_that_nobody_reads_stops_nothing() {
    let folder = TempDir::new().unwrap();
    // what a pipe holds, and what may wait in the process, are full the sooner
    let talkative = [&TINY[..], &[("TELEMETRY__FILTER", "trace")]].concat();
    let (reader, writer) = std::io::pipe().unwrap();
    let serving = Process::start(Process::command(folder.path(), &talkative).arg("serve").stderr(writer)).await;
    let client = reqwest::Client::new();
    let ask = async || assert_eq!(client.get(&serving.readers).send().await.unwrap().status(), 200);
    until("more lines than may wait were dropped", async || {
        for _ in 0..MANY {
            join_all((0..16).map(|_| ask())).await;
        }
        lines_dropped(&serving).await > 0
    })
    .await;
    let health = client.get(format!("{}/health/ready", serving.operators)).send().await.unwrap();
    assert_eq!(health.status(), 200);
    assert_eq!(serving.terminate().await.code(), Some(0));
    drop(reader);
}
