//! A node whose analytics are in ClickHouse, at the end of a line that is cut.

use ai_tale::app::App;
use ai_tale::backends::Backends;
use ai_tale::domain::Timestamp;
use tempfile::TempDir;

use crate::analytics_store::clickhouse::options;
use crate::kit::{Line, Process, Server, TINY, assert_complete, config, until};

/// The settings of a node, and the line that its analytics are at the end of; `None` where there is no server.
async fn settings() -> Option<(Line, Vec<(&'static str, String)>)> {
    let options = options()?;
    let line = Line::to(&options.url).await;
    let own = [
        ("ANALYTICS__KIND", "clickhouse".to_owned()),
        ("ANALYTICS__CLICKHOUSE__URL", line.address.clone()),
        ("ANALYTICS__CLICKHOUSE__DATABASE", options.database),
        ("ANALYTICS__CLICKHOUSE__USERNAME", options.username),
        ("ANALYTICS__CLICKHOUSE__PASSWORD", options.password.reveal().to_owned()),
        ("ANALYTICS__CLICKHOUSE__FLUSH", "50ms".to_owned()),
    ];
    let tiny = TINY.map(|(key, value)| (key, value.to_owned()));
    Some((line, own.into_iter().chain(tiny).collect()))
}

fn all<'a>(settings: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    settings.iter().map(|(key, value)| (*key, value.as_str())).collect()
}

async fn told(server: &Server) {
    let reader = server.guest().await;
    let story = reader.wish_for_scenes(2).await;
    assert_complete(&reader.whole(&story).await, 2);
}

/// How many stories were completed, and how many of them stand in the sums of their days; `None` while nobody answers.
async fn completed(app: &App) -> Option<(u64, u64)> {
    let (kind, tables) = ("story.completed", &app.backends().analytics);
    let now = Timestamp::now();
    let counts = tables.counts(Timestamp::default(), now.next_day()).await.ok()?;
    let days = tables.daily(0..=now.day(), Some(kind), None, 100).await.ok()?;
    let counted = counts.into_iter().find(|(found, _)| found == kind).map_or(0, |(_, count)| count);
    Some((counted, days.into_iter().map(|day| day.sums.count).sum()))
}

#[tokio::test]
async fn stories_are_counted_when_clickhouse_is_back() {
    let Some((line, settings)) = settings().await else { return };
    let folder = TempDir::new().unwrap();
    Backends::prepare(&config(folder.path(), &all(&settings))).await.unwrap();
    let server = Server::start_on(folder.path(), &all(&settings), |parts| parts).await;
    told(&server).await;
    until("a counted story", async || completed(&server.app).await == Some((1, 1))).await;
    line.cut();
    assert_eq!(completed(&server.app).await, None);
    told(&server).await;
    let ready = reqwest::get(format!("{}/health/ready", server.operators)).await.unwrap();
    assert!(ready.status().is_success(), "no reader waits for analytics");
    line.mend();
    until("both stories", async || completed(&server.app).await == Some((2, 2))).await;
}

#[tokio::test]
async fn a_node_starts_while_clickhouse_is_away() {
    let Some((line, settings)) = settings().await else { return };
    let folder = TempDir::new().unwrap();
    Backends::prepare(&config(folder.path(), &all(&settings))).await.unwrap();
    line.cut();
    let server = Server::start_on(folder.path(), &all(&settings), |parts| parts).await;
    told(&server).await;
    line.mend();
    until("a counted story", async || completed(&server.app).await == Some((1, 1))).await;
}

#[tokio::test]
async fn checking_says_what_analytics_want() {
    let Some((line, settings)) = settings().await else { return };
    let folder = TempDir::new().unwrap();
    let run = async |command: &str| {
        let output = Process::command(folder.path(), &all(&settings)).arg(command).output().await.unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(!said.contains("tale-secret"), "{said}");
        said.lines().filter(|line| line.starts_with("analytics") || line.contains("schema")).collect::<String>()
    };
    let missing = run("check").await;
    assert!(missing.contains("FAILED (clickhouse)") && missing.contains("`ai-tale migrate` makes them"), "{missing}");
    assert!(run("migrate").await.contains("up to date"));
    let works = run("check").await;
    assert!(works.contains(" ok (clickhouse)"), "{works}");
    line.cut();
    let away = run("check").await;
    assert!(away.contains("ClickHouse can't be reached"), "{away}");
}
