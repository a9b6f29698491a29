//! Facts on Fluvio: with a cluster where `AI_TALE_TEST_FLUVIO` names one, and without one everywhere.

use std::collections::BTreeMap;

use ai_tale::backends::Backends;
use ai_tale::domain::Timestamp;
use reqwest::StatusCode;
use tempfile::TempDir;
use tokio::process::Command;

use crate::bus::fluvio::{cluster, options, removed};
use crate::kit::{Process, Server, TINY, assert_complete, config, skip_even_so, until};

/// Settings of a bus with topics of its own.
fn settings<'a>(endpoint: &'a str, prefix: &'a str) -> Vec<(&'a str, &'a str)> {
    let of_the_bus = [
        ("BUS__KIND", "fluvio"),
        ("BUS__FLUVIO__ENDPOINT", endpoint),
        ("BUS__FLUVIO__TOPIC_PREFIX", prefix),
        ("BUS__FLUVIO__PARTITIONS", "2"),
        ("BUS__FLUVIO__CONNECT_TIMEOUT", "500ms"),
    ];
    of_the_bus.into_iter().chain(TINY).collect()
}

/// What was counted of stories.
async fn counted(server: &Server) -> BTreeMap<String, u64> {
    let analytics = &server.app.backends().analytics;
    let counts = analytics.counts(Timestamp::default(), Timestamp::from_millis(i64::MAX / 2)).await.unwrap();
    counts.into_iter().filter(|(kind, _)| kind.starts_with("story.") || kind.starts_with("illustration.")).collect()
}

async fn waiting(server: &Server) -> u64 {
    server.app.backends().store.outbox.backlog().await.unwrap().facts
}

async fn is_ready(server: &Server) -> bool {
    reqwest::get(format!("{}/health/ready", server.operators)).await.unwrap().status() == StatusCode::OK
}

fn expected(stories: u64, scenes: u64) -> BTreeMap<String, u64> {
    let counts = [("story.created", stories), ("story.completed", stories), ("illustration.created", scenes)];
    counts.map(|(kind, count)| (kind.to_owned(), count)).into()
}

#[tokio::test]
async fn stories_go_on_without_a_bus() {
    let folder = TempDir::new().unwrap();
    let server = Server::start_on(folder.path(), &settings("127.0.0.1:9", "t-"), |parts| parts).await;
    let reader = server.guest().await;
    for _ in 0..2 {
        assert_complete(&reader.whole(&reader.wish_for_scenes(2).await).await, 2);
    }
    until("a backlog", async || waiting(&server).await == 8).await;
    assert!(is_ready(&server).await, "no reader waits for a bus elsewhere");
    server.stop().await;

    // back on a bus of its own, nothing was lost
    let server = Server::start_on(folder.path(), &TINY, |parts| parts).await;
    until("all facts", async || counted(&server).await == expected(2, 4)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn facts_are_counted_over_a_cluster() {
    let Some(cluster) = cluster() else { return };
    let (folder, of_topics) = (TempDir::new().unwrap(), options(&cluster, 2));
    let settings = settings(&cluster, &of_topics.topic_prefix);
    Backends::prepare(&config(folder.path(), &settings)).await.unwrap();
    let server = Server::start_on(folder.path(), &settings, |parts| parts).await;
    let reader = server.guest().await;
    assert_complete(&reader.whole(&reader.wish_for_scenes(3).await).await, 3);
    until("all facts", async || counted(&server).await == expected(1, 3)).await;
    until("an empty outbox", async || waiting(&server).await == 0).await;
    if let Ok(kill) = std::env::var("AI_TALE_TEST_FLUVIO_KILL") {
        let story = reader.wish_for_scenes(6).await;
        let died = Command::new("sh").args(["-c", &kill]).status();
        let (whole, died) = tokio::join!(reader.whole(&story), died);
        assert_complete(&whole, 6);
        assert!(died.unwrap().success());
        until("what was told meanwhile", async || counted(&server).await == expected(2, 9)).await;
    } else {
        skip_even_so("no command that kills the brokers (AI_TALE_TEST_FLUVIO_KILL)");
    }
    server.stop().await;
    removed(&of_topics).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn migrating_makes_the_topics_that_checking_misses() {
    let Some(cluster) = cluster() else { return };
    let (folder, of_topics) = (TempDir::new().unwrap(), options(&cluster, 2));
    let settings = settings(&cluster, &of_topics.topic_prefix);
    let run = async |command: &str| {
        let output = Process::command(folder.path(), &settings).arg(command).output().await.unwrap();
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    let before = run("check").await;
    assert!(before.contains("does not exist: `ai-tale migrate` makes it"), "{before}");
    let refused = run("serve").await;
    assert!(refused.contains("tale-wakeups: `ai-tale migrate` makes them"), "{refused}");
    assert!(run("migrate").await.contains("up to date"));
    let after = run("check").await;
    assert!(after.lines().any(|line| line.starts_with("bus") && line.contains(" ok (fluvio)")), "{after}");
    let served = Process::serve(folder.path(), &settings).await;
    let beside = run("check").await;
    assert!(beside.lines().any(|line| line.starts_with("bus") && line.contains(" ok (fluvio)")), "{beside}");
    drop(served);
    removed(&of_topics).await;
}
