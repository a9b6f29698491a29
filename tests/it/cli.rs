//! The command line: what each command writes, and how it exits.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::kit::Process;

async fn run(folder: &Path, arguments: &[&str]) -> Output {
    Process::command(folder, &[]).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).output().await.unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Tells a story of two scenes into `book`, which must go well.
async fn tell(folder: &Path, book: &str, seed: &str) -> Value {
    let out = folder.join(book);
    let out = out.to_str().unwrap();
    let output =
        run(folder, &["tell", "a fox who is afraid of the dark", "--scenes", "2", "--seed", seed, "--out", out]).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), format!("{out}/book.html\n"));
    serde_json::from_slice(&std::fs::read(folder.join(book).join("story.json")).unwrap()).unwrap()
}

/// The values of an attribute in a page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    page.split(&format!("{name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn a_told_story_is_a_book_in_one_file_with_its_data_and_its_pictures() {
    let folder = TempDir::new().unwrap();
    let story = tell(folder.path(), "book", "7").await;
    let book = folder.path().join("book");
    let page = std::fs::read_to_string(book.join("book.html")).unwrap();
    let sources = attributes(&page, "src");
    assert_eq!(sources.len(), 2);
    assert!(sources.iter().all(|source| source.starts_with("data:image/webp;base64,")));
    assert_eq!(
        (attributes(&page, "href").len(), page.matches("url(").count(), page.matches("<script").count()),
        (0, 0, 0)
    );
    assert_eq!(attributes(&page, "alt").iter().filter(|alt| alt.len() > 10).count(), 2);
    let scenes = story["scenes"].as_array().unwrap();
    assert_eq!(scenes.len(), 2);
    assert!(page.contains(story["title"].as_str().unwrap()));
    for (at, scene) in scenes.iter().enumerate() {
        assert_eq!(scene["scene"], at + 1);
        let picture = std::fs::read(book.join(scene["picture"].as_str().unwrap())).unwrap();
        assert_eq!((&picture[..4], &picture[8..12]), (&b"RIFF"[..], &b"WEBP"[..]));
    }
    let mut files: Vec<_> =
        std::fs::read_dir(&book).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    files.sort_unstable();
    let pictures = ["scene-01-160.webp", "scene-01-80.webp", "scene-02-160.webp", "scene-02-80.webp"];
    assert_eq!(files, [&["book.html"][..], &pictures, &["story.json"]].concat());
}

#[tokio::test]
async fn a_told_story_that_is_broken_off_leaves_nothing_behind() {
    for signal in ["-INT", "-TERM"] {
        let folder = TempDir::new().unwrap();
        let temporary = TempDir::new().unwrap();
        let mut command = Process::command(folder.path(), &[("MODELS__BUILTIN__PICTURE_MS", "60000")]);
        command.args(["tell", "a fox", "--out"]).arg(folder.path().join("book"));
        command.env("TMPDIR", temporary.path()).stderr(Stdio::piped());
        let mut telling = command.spawn().unwrap();
        let mut lines = BufReader::new(telling.stderr.take().unwrap()).lines();
        while !lines.next_line().await.unwrap().unwrap().starts_with("scene 1") {}
        let workplaces: Vec<_> = std::fs::read_dir(temporary.path()).unwrap().map(Result::unwrap).collect();
        assert_eq!(workplaces.len(), 1, "its own store");
        assert_eq!(workplaces[0].metadata().unwrap().permissions().mode() & 0o777, 0o700, "for nobody else's eyes");
        let id = telling.id().unwrap().to_string();
        assert!(tokio::process::Command::new("kill").args([signal, &id]).status().await.unwrap().success());
        assert_eq!(telling.wait().await.unwrap().code(), Some(1), "{signal}");
        assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 0, "{signal}");
    }
}

#[tokio::test]
async fn a_book_takes_the_place_of_an_older_one() {
    let folder = TempDir::new().unwrap();
    tell(folder.path(), "book", "7").await;
    let out = folder.path().join("book");
    let shorter = ["tell", "a snail", "--scenes", "1", "--out", out.to_str().unwrap()];
    assert_eq!(run(folder.path(), &shorter).await.status.code(), Some(0));
    let pictures = std::fs::read_dir(&out)
        .unwrap()
        .filter(|file| file.as_ref().unwrap().file_name().to_str().unwrap().starts_with("scene-"));
    assert_eq!(pictures.count(), 2, "of one scene, in two widths");
}

#[tokio::test]
async fn the_same_seed_tells_the_same_words_and_another_seed_others() {
    let folder = TempDir::new().unwrap();
    let words = |story: &Value| {
        let scenes = story["scenes"].as_array().unwrap();
        scenes.iter().map(|scene| scene["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let first = tell(folder.path(), "first", "7").await;
    let again = tell(folder.path(), "again", "7").await;
    let other = tell(folder.path(), "other", "8").await;
    assert_eq!((words(&first), &first["title"]), (words(&again), &again["title"]));
    assert_ne!(words(&first), words(&other));
}

#[tokio::test]
async fn wrong_usage_ends_with_2() {
    let folder = TempDir::new().unwrap();
    for arguments in [
        &[][..],
        &["sing"],
        &["tell"],
        &["tell", "a fox", "--age", "40"],
        &["tell", "a fox", "--style", "oil"],
        &["tell", "a fox", "--scenes", "many"],
        &["serve", "--port", "1"],
        &["serve", "--config", "/nowhere/tale.toml"],
        &["token", "--subject", "me"],
        &["token", "--scope", "everything", "--subject", "me"],
        &["token", "--scope", "pools", "--subject", "me", "--ttl", "long"],
        &["token", "--scope", "pools", "--subject", "me", "--ttl", "31d"],
    ] {
        let output = run(folder.path(), arguments).await;
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
    let output = run(folder.path(), &["--help"]).await;
    assert_eq!(output.status.code(), Some(0));
}

#[tokio::test]
async fn a_wish_that_cannot_be_told_ends_with_2_and_names_the_field() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("book");
    let out = out.to_str().unwrap();
    for (arguments, named) in [
        (["tell", "how to kill my teacher", "--out", out, "--scenes", "2"], "theme: "),
        (["tell", "", "--out", out, "--scenes", "2"], "theme: "),
        (["tell", "a fox", "--out", out, "--scenes", "33"], "scenes: "),
        (["tell", "лиса боится темноты", "--out", out, "--scenes", "2"], "English"),
    ] {
        let output = run(folder.path(), &arguments).await;
        let error = text(&output.stderr);
        assert_eq!((output.status.code(), error.contains(named)), (Some(2), true), "{arguments:?}: {error}");
        assert!(!error.contains("teacher"), "a reader's words are not repeated");
    }
    assert!(!folder.path().join("book").exists());
}

/// What `check` has a line for, in order.
const PARTS: [&str; 9] =
    ["configuration", "data directory", "store", "objects", "bus", "keys", "moderator", "storyteller", "painter"];

#[tokio::test]
async fn checking_prints_a_line_for_each_part() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["check"]).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    for part in PARTS {
        assert_eq!(lines.iter().filter(|line| line.starts_with(part) && line.contains(" ok")).count(), 1, "{part}");
    }
    assert_eq!(lines.len(), PARTS.len());
}

#[tokio::test]
async fn a_part_that_does_not_work_is_named_and_the_others_are_tried_all_the_same() {
    let folder = TempDir::new().unwrap();
    for name in ["objects", "bus.sqlite"] {
        std::fs::write(folder.path().join(name), "neither a folder nor a database").unwrap();
    }
    let output = run(folder.path(), &["check"]).await;
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(lines.len(), PARTS.len(), "{lines:?}");
    for (part, line) in PARTS.iter().zip(&lines) {
        let word = if ["objects", "bus"].contains(part) { " FAILED (" } else { " ok" };
        assert!(line.starts_with(part) && line.contains(word), "{line}");
    }
    assert_eq!(text(&output.stderr), "ai-tale: not every part works: objects, bus\n");
}

#[tokio::test]
async fn checking_beside_a_running_service_says_what_the_service_holds_and_checks_the_rest() {
    let folder = TempDir::new().unwrap();
    let serving = Process::serve(folder.path(), &[]).await;
    let output = run(folder.path(), &["check"]).await;
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(output.status.code(), Some(0), "{lines:?}");
    assert_eq!(lines.len(), PARTS.len(), "{lines:?}");
    for (part, line) in PARTS.iter().zip(&lines) {
        let word = match *part {
            "data directory" => " in use (",
            "store" | "objects" | "bus" => " not tried (",
            _ => " ok",
        };
        assert!(line.starts_with(part) && line.contains(word), "{line}");
    }
    assert_eq!(serving.terminate().await.code(), Some(0));
}

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
async fn serving_takes_all_the_open_files_it_may_and_says_when_they_are_too_few() {
    for (hard, connections, is_enough) in [(700, "400", true), (700, "500", false)] {
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
async fn a_process_that_is_no_gateway_opens_no_port_for_readers_and_names_none() {
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
async fn a_folder_that_cannot_be_used_ends_with_1() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a file");
    std::fs::write(&file, "no folder").unwrap();
    for command in ["check", "migrate", "serve"] {
        let output = run(&file, &[command]).await;
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(text(&output.stderr).contains("data directory"), "{command}: {}", text(&output.stderr));
    }
}

#[tokio::test]
async fn migrating_makes_the_store_and_may_be_repeated() {
    let folder = TempDir::new().unwrap();
    for _ in 0..2 {
        let output = run(folder.path(), &["migrate"]).await;
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), "the schema is up to date\n");
    }
    assert!(folder.path().join("tale.sqlite").exists());
}

#[tokio::test]
async fn a_second_process_on_one_folder_says_why_it_ends() {
    let folder = TempDir::new().unwrap();
    let serving = Process::serve(folder.path(), &[]).await;
    let output = run(folder.path(), &["serve"]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("in use by another process"), "{}", text(&output.stderr));
    assert_eq!(serving.terminate().await.code(), Some(0));
}

#[tokio::test]
async fn an_operators_token_needs_the_services_key_and_makes_nothing() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let output = run(&data, &["token", "--scope", "pools", "--subject", "me"]).await;
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
    assert!(text(&output.stderr).contains("the service makes them at its first start"), "{}", text(&output.stderr));
    assert!(!data.exists());
}

#[tokio::test]
async fn a_wrong_root_key_is_refused_with_the_way_out() {
    let folder = TempDir::new().unwrap();
    assert_eq!(Process::serve(folder.path(), &[]).await.terminate().await.code(), Some(0));
    let root = folder.path().join("keys/root.key");
    let right = std::fs::read(&root).unwrap();
    for wrong in [Some([7; 32]), None] {
        match wrong {
            Some(key) => std::fs::write(&root, key).unwrap(),
            None => std::fs::remove_file(&root).unwrap(),
        }
        for arguments in [&["serve"] as &[&str], &["token", "--scope", "pools", "--subject", "me"]] {
            let output = run(folder.path(), arguments).await;
            let error = text(&output.stderr);
            assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""), "{error}");
            assert!(error.contains("keys/root.key") && error.contains("put"), "{error}");
        }
    }
    assert!(!root.exists(), "a lost root key is not replaced");
    std::fs::write(&root, right).unwrap();
    assert_eq!(Process::serve(folder.path(), &[]).await.terminate().await.code(), Some(0));
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

#[tokio::test]
async fn an_operators_token_opens_what_its_scope_says_while_the_service_runs() {
    let folder = TempDir::new().unwrap();
    let serving = Process::serve(folder.path(), &[]).await;
    let pool = format!("{}/v1/admin/pools/illustration", serving.operators);
    let client = reqwest::Client::new();
    let mut answers = Vec::new();
    for scope in ["pools", "analytics"] {
        let output = run(folder.path(), &["token", "--scope", scope, "--subject", "me", "--ttl", "5m"]).await;
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let token = text(&output.stdout).trim();
        let resize = client.patch(&pool).bearer_auth(token).json(&json!({ "size": 3 }));
        answers.push(resize.send().await.unwrap());
    }
    assert_eq!([answers[0].status().as_u16(), answers[1].status().as_u16()], [200, 403]);
    let pool: Value = answers.remove(0).json().await.unwrap();
    assert_eq!(pool["size"], 3);
    assert_eq!(client.patch(format!("{}/v1/admin/pools/scene", serving.operators)).send().await.unwrap().status(), 401);
    assert_eq!(serving.terminate().await.code(), Some(0));
}
