//! `ai-tale tell`: a book from the pipeline alone.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};

use super::{run, text};
use crate::kit::{PATIENCE, Process, skip};

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

/// A story whose pictures take a minute, told in a folder for temporary files of its own, once it has its title.
async fn told_slowly(folder: &Path, temporary: &Path) -> (Child, Lines<BufReader<ChildStderr>>) {
    let mut command = Process::hearing_hangups(folder, &[("MODELS__BUILTIN__PICTURE_MS", "60000")]);
    begin(command.args(["tell", "a fox", "--out"]).arg(folder.join("book")).env("TMPDIR", temporary)).await
}

async fn begin(command: &mut Command) -> (Child, Lines<BufReader<ChildStderr>>) {
    let mut telling = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(telling.stderr.take().unwrap()).lines();
    while !lines.next_line().await.unwrap().unwrap().ends_with(" scenes") {}
    (telling, lines)
}

async fn send(signal: &str, telling: &Child) {
    let id = telling.id().unwrap().to_string();
    assert!(Command::new("kill").args([signal, &id]).status().await.unwrap().success());
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn a_story_broken_off_leaves_nothing_behind() {
    for signal in ["-INT", "-QUIT", "-TERM", "-HUP"] {
        let (folder, temporary) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let (mut telling, _lines) = told_slowly(folder.path(), temporary.path()).await;
        let workplaces: Vec<_> = std::fs::read_dir(temporary.path()).unwrap().map(Result::unwrap).collect();
        assert_eq!(workplaces.len(), 1, "its own store");
        assert_eq!(workplaces[0].metadata().unwrap().permissions().mode() & 0o777, 0o700, "for nobody else's eyes");
        send(signal, &telling).await;
        assert_eq!(telling.wait().await.unwrap().code(), Some(1), "{signal}");
        assert_eq!(names(temporary.path()), [""; 0], "{signal}");
        assert_eq!(names(folder.path()), [""; 0], "{signal}: no folder without a book");
    }
}

#[tokio::test]
async fn the_next_story_removes_what_dead_ones_left() {
    let (folder, temporary) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (mut dead, _lines) = told_slowly(folder.path(), temporary.path()).await;
    dead.kill().await.unwrap();
    assert_eq!(names(temporary.path()).len(), 1);
    std::fs::create_dir(temporary.path().join("ai-tale-of-somebody")).unwrap();
    std::fs::write(temporary.path().join("ai-tale-of-somebody/file"), "theirs").unwrap();
    let (mut living, _lines) = told_slowly(folder.path(), temporary.path()).await;
    let one_lives = names(temporary.path());
    assert_eq!(one_lives.len(), 2, "{one_lives:?}");
    let (mut second, _lines) = told_slowly(folder.path(), temporary.path()).await;
    assert_eq!(names(temporary.path()).len(), 3, "who lives keeps its store");
    for telling in [&mut living, &mut second] {
        send("-TERM", telling).await;
        telling.wait().await.unwrap();
    }
    assert_eq!(names(temporary.path()), ["ai-tale-of-somebody"]);
}

#[tokio::test]
async fn a_story_without_room_says_so() {
    let (folder, temporary) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let tell = r#"exec "$0" tell "a fox" --out "$AI_TALE__DATA_DIR/book""#;
    let Some(mut command) = Process::on_a_small_disk(temporary.path(), "16m", tell, folder.path()).await else {
        return skip("this system lets nobody mount a small disk (unshare -rm)");
    };
    command.env("AI_TALE__MODELS__BUILTIN__PICTURE_MS", "60000").env("TMPDIR", temporary.path());
    let (mut telling, mut lines) = begin(&mut command).await;
    let seen = format!("/proc/{}/root{}", telling.id().unwrap(), temporary.path().display());
    let filled = std::fs::write(Path::new(&seen).join("filler"), vec![0_u8; 32 << 20]);
    assert!(filled.is_err(), "the disk is full");
    let status = tokio::time::timeout(PATIENCE, telling.wait()).await.unwrap().unwrap();
    assert_eq!(status.code(), Some(1));
    let mut said = Vec::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        said.push(line);
    }
    assert!(said.iter().any(|line| line.contains("ai-tale: ") && line.contains("No space left")), "{said:?}");
}

#[tokio::test]
async fn a_book_without_room_replaces_nothing() {
    let (folder, disk) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let out = disk.path().join("book");
    // the second `tell` finds a disk with room for some files of its book, and not for all
    let script = format!(
        r#"book={} && "$0" tell "a fox" --scenes 2 --out $book >&2 && cp -r $book $book-as-it-was &&
        {{ head -c 8m /dev/zero >$book-filler || true; }} && truncate -s -12k $book-filler &&
        "$0" tell "a snail" --scenes 2 --force --out $book; code=$?
        diff -r $book $book-as-it-was && exit $code"#,
        out.display()
    );
    let Some(mut command) = Process::on_a_small_disk(disk.path(), "1m", &script, folder.path()).await else {
        return skip("this system lets nobody mount a small disk (unshare -rm)");
    };
    let output = command.stderr(Stdio::piped()).stdout(Stdio::piped()).output().await.unwrap();
    let said = text(&output.stderr);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""), "{said}");
    assert!(said.contains("No space left"), "{said}");
}

#[tokio::test]
async fn a_folder_among_a_books_files_is_kept() {
    let folder = TempDir::new().unwrap();
    tell(folder.path(), "book", "7").await;
    let out = folder.path().join("book");
    std::fs::create_dir(out.join("scene-1.d")).unwrap();
    let before = names(&out);
    let output = run(folder.path(), &["tell", "a snail", "--force", "--out", out.to_str().unwrap()]).await;
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("scene-1.d") && !said.contains("scene 1 "), "said before a word was told: {said}");
    assert_eq!(names(&out), before);
}

#[tokio::test]
async fn a_file_beyond_the_limit_is_an_error() {
    let folder = TempDir::new().unwrap();
    let binary = Process::command(folder.path(), &[]);
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(r#"ulimit -f 1024 && exec "$0" tell "a fox" --out "$AI_TALE__DATA_DIR/book""#);
    shell.arg(binary.as_std().get_program());
    shell.envs(binary.as_std().get_envs().filter_map(|(key, value)| Some((key, value?))));
    let output = tokio::time::timeout(PATIENCE, shell.output()).await.unwrap().unwrap();
    let said = text(&output.stderr);
    assert_eq!((output.status.code(), said.contains("File too large")), (Some(1), true), "{said}");
}

#[tokio::test]
async fn a_second_book_gets_its_own_folder() {
    let folder = TempDir::new().unwrap();
    tell(folder.path(), "book", "7").await;
    let first = std::fs::read(folder.path().join("book/book.html")).unwrap();
    let foreign = folder.path().join("book-2");
    std::fs::create_dir(&foreign).unwrap();
    std::fs::write(foreign.join("book.html"), "mine").unwrap();
    let out = folder.path().join("book");
    let out = out.to_str().unwrap();
    let shorter = ["tell", "a snail", "--scenes", "1", "--out", out];
    let output = run(folder.path(), &shorter).await;
    assert_eq!(text(&output.stdout), format!("{out}-3/book.html\n"), "{}", text(&output.stderr));
    assert!(!text(&output.stderr).contains("1 scenes"), "{}", text(&output.stderr));
    assert_eq!(std::fs::read(folder.path().join("book/book.html")).unwrap(), first);
    assert_eq!(
        (names(&foreign), std::fs::read(foreign.join("book.html")).unwrap()),
        (vec!["book.html".into()], b"mine".to_vec())
    );
    assert_eq!(names(&folder.path().join("book-3")).iter().filter(|name| name.starts_with("scene-")).count(), 2);
}

#[tokio::test]
async fn force_replaces_a_book_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    tell(folder.path(), "book", "7").await;
    let out = folder.path().join("book");
    std::fs::write(out.join("scene-of-holidays.webp"), "mine").unwrap();
    let shorter = ["tell", "a snail", "--scenes", "1", "--force", "--out", out.to_str().unwrap()];
    assert_eq!(run(folder.path(), &shorter).await.status.code(), Some(0));
    let pictures: Vec<_> = names(&out).into_iter().filter(|name| name.starts_with("scene-")).collect();
    assert_eq!(pictures, ["scene-01-160.webp", "scene-01-80.webp", "scene-of-holidays.webp"]);
    assert!(names(folder.path()).iter().all(|name| name != "book-2"));
}

#[tokio::test]
async fn a_story_has_one_line_a_scene() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("book");
    let output = run(folder.path(), &["tell", "a fox", "--scenes", "3", "--out", out.to_str().unwrap()]).await;
    let said = text(&output.stderr);
    assert_eq!(said.lines().filter(|line| line.starts_with("scene ")).count(), 3, "{said}");
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

#[tokio::test]
async fn a_cry_for_help_is_answered_with_care() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("book");
    let mut command = Process::command(folder.path(), &[]);
    command.args(["tell", "I want to die tonight", "--out", out.to_str().unwrap()]).env("LC_ALL", "en_IE.UTF-8");
    let output = command.stderr(Stdio::piped()).output().await.unwrap();
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("Thank you") && said.contains("grown-up you trust"), "{said}");
    assert!(said.ends_with("Childline (Ireland): 1800 66 66 66\nhttps://www.childline.ie/\n"), "{said}");
    assert!(!out.exists());
}
