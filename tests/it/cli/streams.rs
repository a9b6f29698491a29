//! Standard streams that are closed, full, or read by nobody: a panic would be exit 101.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::Command;

use super::text;
use crate::kit::Process;

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

/// A pipe whose other end is gone.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// Commands that print a result.
fn printing(folder: &Path) -> [Command; 5] {
    let book = folder.join("book").to_str().unwrap().to_owned();
    let commands: [&[&str]; 5] = [
        &["check"],
        &["migrate"],
        &["token", "--scope", "pools", "--subject", "me"],
        &["tell", "a fox", "--scenes", "1", "--out", &book],
        &["--help"],
    ];
    commands.map(|arguments| {
        let mut command = Process::command(folder, &[]);
        command.args(arguments).stderr(Stdio::piped());
        command
    })
}

#[tokio::test]
async fn a_closed_pipe_ends_a_command_quietly() {
    let folder = TempDir::new().unwrap();
    for mut command in printing(folder.path()) {
        let output = command.stdout(closed()).spawn().unwrap().wait_with_output().await.unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{command:?}: {said}");
        assert!(!said.contains("panicked") && !said.contains("ai-tale: "), "{command:?}: {said}");
    }
}

#[tokio::test]
async fn a_full_standard_output_is_a_failure() {
    let folder = TempDir::new().unwrap();
    assert_eq!(super::run(folder.path(), &["migrate"]).await.status.code(), Some(0));
    for mut command in printing(folder.path()) {
        let output = command.stdout(full()).spawn().unwrap().wait_with_output().await.unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{command:?}: {said}");
        assert!(said.contains("ai-tale: failed to write to standard output: "), "{command:?}: {said}");
    }
}

#[tokio::test]
async fn standard_error_decides_no_exit_code() {
    let folder = TempDir::new().unwrap();
    let book = folder.path().join("book").to_str().unwrap().to_owned();
    let commands: [(&[&str], i32); 3] = [
        (&["sing"], 2),
        (&["token", "--scope", "pools", "--subject", "me"], 1),
        (&["tell", "a fox", "--out", &book], 0),
    ];
    for (arguments, code) in commands {
        for target in [full as fn() -> Stdio, closed] {
            let mut command = Process::command(folder.path(), &[]);
            let status = command.args(arguments).stdout(Stdio::null()).stderr(target()).status().await.unwrap();
            assert_eq!(status.code(), Some(code), "{arguments:?}");
        }
    }
}
