//! `ai-tale check`: a line for each part.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use super::{run, text};
use crate::kit::Process;

/// What `check` has a line for, in order.
const PARTS: [&str; 13] = [
    "configuration",
    "data directory",
    "accounts",
    "analytics",
    "store",
    "objects",
    "bus",
    "mail",
    "keys",
    "moderator",
    "storyteller",
    "painter",
    "route",
];

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
async fn a_part_that_fails_hides_no_other() {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(folder.path(), &["check"]).await.status.code(), Some(0));
    std::fs::remove_dir_all(folder.path().join("objects")).unwrap();
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
async fn checking_leaves_alone_what_a_service_holds() {
    let folder = TempDir::new().unwrap();
    let serving = Process::serve(folder.path(), &[]).await;
    let output = run(folder.path(), &["check"]).await;
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(output.status.code(), Some(0), "{lines:?}");
    assert_eq!(lines.len(), PARTS.len(), "{lines:?}");
    for (part, line) in PARTS.iter().zip(&lines) {
        let word = match *part {
            "data directory" => " in use (",
            "accounts" | "store" | "analytics" | "objects" | "bus" | "mail" => " not tried (",
            _ => " ok",
        };
        assert!(line.starts_with(part) && line.contains(word), "{line}");
    }
    assert_eq!(serving.terminate().await.code(), Some(0));
}

#[tokio::test]
async fn a_folder_made_anew_is_said_so() {
    let parent = TempDir::new().unwrap();
    let mistyped = parent.path().join("dta");
    for is_new in [true, false] {
        let output = run(&mistyped, &["check"]).await;
        let line = text(&output.stdout).lines().find(|line| line.starts_with("data directory")).unwrap();
        assert_eq!(line.contains("made anew"), is_new, "{line}");
    }
}

#[tokio::test]
async fn whoever_mends_a_folder_says_so() {
    for command in ["check", "migrate"] {
        let folder = TempDir::new().unwrap();
        assert_eq!(run(folder.path(), &["migrate"]).await.status.code(), Some(0));
        std::fs::remove_file(folder.path().join("analytics.sqlite")).unwrap();
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        for is_mended in [false, true] {
            let output = run(folder.path(), &[command]).await;
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{said}");
            for warning in ["the analytics were lost and are made anew", "others could open the data directory"] {
                assert_eq!(said.contains(warning), !is_mended, "{command}: {said}");
            }
        }
    }
}
