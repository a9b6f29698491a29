//! The data directory of `ai-tale serve`: whom it is for, what a lost file costs, and how it is left.

use std::fs::{File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

use super::{run, text};
use crate::kit::{Process, Reader, TINY};

/// Files and folders under a folder that others than their owner may open.
fn open_to_others(folder: &Path) -> Vec<String> {
    let mut open = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let (path, kind) = entry.map(|entry| (entry.path(), entry.file_type().unwrap())).unwrap();
        let mode = std::fs::symlink_metadata(&path).unwrap().permissions().mode();
        if mode & 0o077 != 0 {
            open.push(format!("{} {mode:o}", path.display()));
        }
        if kind.is_dir() {
            open.extend(open_to_others(&path));
        }
    }
    open
}

#[tokio::test]
async fn nobody_else_reads_files_whatever_the_umask() {
    let folder = TempDir::new().unwrap();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    let serving = Process::serve_after("umask 000", folder.path(), &TINY).await;
    let reader = Reader::guest(&serving.readers).await;
    let story = reader.wish_for_scenes(1).await;
    reader.whole(&story).await;
    assert_eq!(open_to_others(folder.path()), [""; 0]);
    assert_eq!(std::fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(serving.terminate().await.code(), Some(0));
}

#[tokio::test]
async fn a_folder_of_other_things_is_not_taken() {
    let folder = TempDir::new().unwrap();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    std::fs::write(folder.path().join("somebody's letters"), "dear").unwrap();
    let output = run(folder.path(), &["serve"]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("chmod 700"), "{}", text(&output.stderr));
    assert_eq!(std::fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o755);
}

#[tokio::test]
async fn an_orderly_stop_closes_every_database() {
    let folder = TempDir::new().unwrap();
    for _ in 0..4 {
        let serving = Process::serve(folder.path(), &TINY).await;
        let reader = Reader::guest(&serving.readers).await;
        for _ in 0..4 {
            reader.wish_for_scenes(4).await;
        }
        assert_eq!(serving.terminate().await.code(), Some(0));
        let files = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name());
        let logs: Vec<_> = files.filter(|name| name.to_str().unwrap().ends_with("-wal")).collect();
        assert_eq!(logs, [""; 0], "of a database that was closed no log is left");
    }
}

#[tokio::test]
async fn a_lost_store_costs_no_picture() {
    let folder = TempDir::new().unwrap();
    let serving = Process::serve(folder.path(), &TINY).await;
    let reader = Reader::guest(&serving.readers).await;
    let story = reader.wish_for_scenes(1).await;
    reader.whole(&story).await;
    assert_eq!(serving.terminate().await.code(), Some(0));
    let store = folder.path().join("tale.sqlite");
    let kept = std::fs::read(&store).unwrap();
    for loss in ["missing", "empty"] {
        match loss {
            "missing" => std::fs::remove_file(&store).unwrap(),
            _ => std::fs::write(&store, "").unwrap(),
        }
        for command in ["serve", "check", "migrate"] {
            let output = run(folder.path(), &[command]).await;
            let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
            assert_eq!(output.status.code(), Some(1), "{loss}, {command}: {said}");
            assert!(said.contains("tale.sqlite is missing or empty beside"), "{said}");
            assert!(said.contains("put it back from a backup"), "{said}");
        }
    }
    std::fs::write(&store, kept).unwrap();
    let serving = Process::serve(folder.path(), &TINY).await;
    let reader = Reader { base: serving.readers.clone(), ..reader };
    let book = reader.story(&story).await;
    let address = book["scenes"][0]["illustration"]["sources"][0]["url"].as_str().unwrap();
    assert_eq!(reader.get(address).await.status(), 200);
    assert_eq!(serving.terminate().await.code(), Some(0));
}

#[tokio::test]
async fn lost_analytics_are_said_to_be_lost() {
    let folder = TempDir::new().unwrap();
    assert_eq!(Process::serve(folder.path(), &TINY).await.terminate().await.code(), Some(0));
    std::fs::remove_file(folder.path().join("analytics.sqlite")).unwrap();
    for is_lost in [true, false] {
        let log = folder.path().join("log");
        let target = File::create(&log).unwrap();
        let serving = Process::start(Process::command(folder.path(), &TINY).arg("serve").stderr(target)).await;
        assert_eq!(serving.terminate().await.code(), Some(0));
        let said = std::fs::read_to_string(&log).unwrap();
        assert_eq!(said.contains("the analytics were lost and are made anew"), is_lost, "{said}");
    }
}
