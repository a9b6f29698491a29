//! `ai-tale serve`: what it takes from the machine, and who may have it.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use ai_tale::backends::Backends;
use ai_tale::backends::store::OpenStory;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use super::{run, text};
use crate::kit::{Process, Reader, config, until};

/// `ai-tale serve` with a soft and a hard limit on open files.
async fn serve_with_limits(folder: &Path, soft: u32, hard: u32, settings: &[(&str, &str)]) -> (Child, Vec<String>) {
    let binary = Process::command(folder, settings);
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("ulimit -Sn {soft} && ulimit -Hn {hard} && exec \"$0\" serve"));
    shell.arg(binary.as_std().get_program());
    shell.envs(binary.as_std().get_envs().filter_map(|(key, value)| Some((key, value?))));
    shell.kill_on_drop(true).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = shell.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut printed = vec![lines.next_line().await.unwrap().unwrap()];
    while !printed.last().unwrap().starts_with("Operators: ") {
        printed.push(lines.next_line().await.unwrap().unwrap());
    }
    (child, printed)
}

#[tokio::test]
async fn serving_takes_all_the_open_files_it_may() {
    for (hard, connections, is_enough) in [(700, "350", true), (700, "351", false)] {
        let folder = TempDir::new().unwrap();
        let (mut child, _) = serve_with_limits(folder.path(), 300, hard, &[("LIMITS__CONNECTIONS", connections)]).await;
        let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id().unwrap())).unwrap();
        let files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
        assert_eq!(files.split_whitespace().skip(3).take(2).collect::<Vec<_>>(), ["700", "700"]);
        child.start_kill().unwrap();
        let said = child.wait_with_output().await.unwrap().stderr;
        assert_eq!(!text(&said).contains("too few file descriptors"), is_enough, "{}", text(&said));
    }
}

#[tokio::test]
async fn readers_leave_descriptors_to_the_operators() {
    let folder = TempDir::new().unwrap();
    let settings = [("LIMITS__CONNECTIONS", "10000"), ("LIMITS__CONNECTIONS_PER_ADDRESS", "0")];
    let (child, printed) = serve_with_limits(folder.path(), 200, 200, &settings).await;
    let address = |line: &str| line[line.find("http://").unwrap() + 7..].split('/').next().unwrap().to_owned();
    let (readers, operators) = (address(&printed[0]), address(&printed[1]));
    let mut crowd = Vec::new();
    for _ in 0..400 {
        crowd.push(TcpStream::connect(&readers).await.unwrap());
    }
    let count = async |name: &str| {
        let metrics = reqwest::get(format!("http://{operators}/metrics")).await.unwrap().text().await.unwrap();
        let line = metrics.lines().find(|line| line.starts_with(name));
        line.map_or(0, |line| line.rsplit(' ').next().unwrap().parse::<u32>().unwrap())
    };
    until("the rest is refused", async || count("tale_http_connections_refused_total").await == 300).await;
    assert_eq!(count(r#"tale_http_connections{listener="readers"}"#).await, 100, "half of what the process may open");
    drop((crowd, child));
}

#[tokio::test]
async fn without_a_gateway_no_port_for_readers_opens() {
    let (folder, taken) = (TempDir::new().unwrap(), std::net::TcpListener::bind("127.0.0.1:0").unwrap());
    let address = taken.local_addr().unwrap().to_string();
    let settings = [("ROLES", "pipeline,analytics,maintenance"), ("HTTP__LISTEN", address.as_str())];
    let (child, printed) = serve_with_limits(folder.path(), 300, 300, &settings).await;
    assert_eq!(printed.len(), 1, "{printed:?}");
    let operators = printed[0].strip_prefix("Operators: ").unwrap().replace("/metrics", "/health/ready");
    assert_eq!(reqwest::get(operators).await.unwrap().status(), 200);
    drop(child);
}

#[tokio::test]
async fn a_second_process_says_why_it_ends() {
    let folder = TempDir::new().unwrap();
    let serving = Process::serve(folder.path(), &[]).await;
    let output = run(folder.path(), &["serve"]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("in use by another process"), "{}", text(&output.stderr));
    assert_eq!(serving.terminate().await.code(), Some(0));
}

#[tokio::test]
async fn folders_are_made_for_nobody_elses_eyes() {
    let parent = TempDir::new().unwrap();
    let data = parent.path().join("some/where/data");
    assert_eq!(Process::serve(&data, &[]).await.terminate().await.code(), Some(0));
    for folder in ["some", "some/where", "some/where/data", "some/where/data/keys", "some/where/data/objects"] {
        let mode = std::fs::metadata(parent.path().join(folder)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{folder}");
    }
}

/// The stories of a folder that nobody serves, with their epochs.
async fn open_stories(folder: &Path) -> Vec<OpenStory> {
    let parts = Backends::open(&config(folder, &[])).await.unwrap();
    parts.store.claims.open(None, 10).await.unwrap()
}

#[tokio::test]
async fn a_taken_port_costs_no_story_a_start() {
    let folder = TempDir::new().unwrap();
    let serving = Process::serve(folder.path(), &[("MODELS__BUILTIN__PICTURE_MS", "60000")]).await;
    let reader = Reader::guest(&serving.readers).await;
    let story = reader.wish_for_scenes(2).await;
    until("it is being told", async || reader.story(&story).await["last_event"].as_u64() > Some(2)).await;
    serving.kill().await;
    let orphaned = open_stories(folder.path()).await;
    assert!(orphaned[0].claimant.is_some(), "it died with its process: {orphaned:?}");

    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for listener in ["HTTP__LISTEN", "HTTP__ADMIN_LISTEN"] {
        let mut command = Process::command(folder.path(), &[(listener, &address)]);
        let output = command.arg("serve").stderr(Stdio::piped()).output().await.unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains("failed to listen on"), "{}", text(&output.stderr));
        assert_eq!(open_stories(folder.path()).await, orphaned, "nobody has claimed it");
    }
}

#[tokio::test]
async fn a_closed_terminal_drains_the_service() {
    let folder = TempDir::new().unwrap();
    let serving = Process::start(Process::hearing_hangups(folder.path(), &[]).arg("serve")).await;
    serving.send("-HUP").await;
    assert_eq!(serving.ended().await.code(), Some(0));
}

#[tokio::test]
async fn nohup_keeps_the_service_alive() {
    let folder = TempDir::new().unwrap();
    let binary = Process::command(folder.path(), &[]);
    let mut shell = Command::new("sh");
    shell.args(["-c", r#"trap "" HUP; exec "$0" serve"#]).arg(binary.as_std().get_program());
    shell.envs(binary.as_std().get_envs().filter_map(|(key, value)| Some((key, value?))));
    let serving = Process::start(shell.stderr(Stdio::null()).kill_on_drop(true)).await;
    serving.send("-HUP").await;
    assert_eq!(reqwest::get(format!("{}/health/live", serving.operators)).await.unwrap().status(), 200);
    assert_eq!(serving.terminate().await.code(), Some(0));
}
