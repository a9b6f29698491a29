//! `ai-tale tell`: a book from the pipeline alone.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};

use super::{run, text};
use crate::kit::Process;

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
async fn a_told_story_is_one_file_with_pictures() {
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
async fn a_story_broken_off_leaves_nothing_behind() {
    for signal in ["-INT", "-TERM"] {
        let folder = TempDir::new().unwrap();
        let temporary = TempDir::new().unwrap();
        let mut command = Process::command(folder.path(), &[("MODELS__BUILTIN__PICTURE_MS", "60000")]);
        command.args(["tell", "a fox", "--out"]).arg(folder.path().join("book"));
        command.env("TMPDIR", temporary.path()).stderr(Stdio::piped());
        let mut telling = command.spawn().unwrap();
        let mut lines = BufReader::new(telling.stderr.take().unwrap()).lines();
        while !lines.next_line().await.unwrap().unwrap().ends_with(" scenes") {}
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
async fn a_book_takes_an_older_one_s_place() {
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
async fn the_same_seed_tells_the_same_words() {
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
async fn a_refused_wish_names_its_field() {
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
