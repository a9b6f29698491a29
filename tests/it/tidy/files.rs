//! What each file looks like: its width, its length, its first line.

use std::path::Path;

use super::{assert_none, read, rust_files};

/// Lines of a file.
const LENGTH: usize = 350;
/// Files that are lists of words, which no reader reads from top to bottom.
const LISTS: [&str; 1] = ["src/pipeline/elements/words.rs"];
/// Columns. A line with a literal may be as long as the literal needs.
const WIDTH: usize = 120;

#[test]
fn no_line_is_wider_than_the_page() {
    let mut wrong = Vec::new();
    for file in rust_files() {
        for (number, line) in read(&file).lines().enumerate() {
            let width = line.chars().count();
            if width > WIDTH && (line.trim_start().starts_with("//") || !line.contains('"')) {
                wrong.push(format!("{}:{} has {width} columns", file.display(), number + 1));
            }
        }
    }
    assert_none(&wrong, "break these lines (rustfmt leaves comments and literals to you):");
}

#[test]
fn no_file_is_longer_than_a_sitting() {
    let lines = |file: &Path| read(file).lines().count();
    let is_list = |file: &Path| LISTS.iter().any(|list| Path::new(list) == file);
    let files = rust_files().into_iter().filter(|file| !is_list(file) && lines(file) > LENGTH);
    let wrong: Vec<String> = files.map(|file| format!("{} has {} lines", file.display(), lines(&file))).collect();
    assert_none(&wrong, "cut these files by concept, so that each has a name that says what is in it:");
}

#[test]
fn every_file_says_what_it_is() {
    let without = |file: &Path| !read(file).starts_with("//!");
    let wrong: Vec<String> =
        rust_files().into_iter().filter(|file| without(file)).map(|file| file.display().to_string()).collect();
    assert_none(&wrong, "begin these files with one to ten lines of `//!`: what it is, why it is, where to go next:");
}
