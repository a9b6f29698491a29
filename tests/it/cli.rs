//! The command line: what each command writes, and how it exits.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

mod check;
mod data_dir;
mod log_target;
mod models;
mod serve;
mod streams;
mod tell;
mod token;

use std::path::Path;
use std::process::{Output, Stdio};

use tempfile::TempDir;

use crate::kit::Process;

async fn run(folder: &Path, arguments: &[&str]) -> Output {
    Process::command(folder, &[]).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).output().await.unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
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
async fn an_unusable_folder_exits_with_1() {
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
async fn an_error_says_its_cause_once() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a file");
    std::fs::write(&file, "no folder").unwrap();
    let book = file.join("book");
    let commands: [&[&str]; 3] =
        [&["check", "--config", "/nowhere/tale.toml"], &["serve"], &["tell", "a fox", "--out", book.to_str().unwrap()]];
    for arguments in commands {
        let output = run(&file, arguments).await;
        let error = text(&output.stderr).lines().last().unwrap();
        assert_eq!(error.matches("os error").count(), 1, "{arguments:?}: {error}");
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
async fn a_wrong_root_key_names_the_way_out() {
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
