//! What each file looks like: its width, its length, its first line, and what a `mod.rs` may hold.

use std::path::Path;

use super::source::code;
use super::{assert_none, files, read, rust_files};

/// Lines of a file.
const LENGTH: usize = 350;
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
    let files = rust_files().into_iter().filter(|file| lines(file) > LENGTH);
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

#[test]
fn no_folder_s_page_holds_logic() {
    let pages = files("src", "rs").into_iter().filter(|file| file.ends_with("mod.rs") || file.ends_with("lib.rs"));
    assert_none(
        &pages.flat_map(|file| logic(&file, &read(&file))).collect::<Vec<_>>(),
        "a `mod.rs` holds docs, declarations (a trait with its promises among them) and re-exports: give these a file \
         with a name beside it:",
    );
}

#[test]
fn logic_in_a_folder_s_page_is_found() {
    let text = "pub mod a;\n/// fn b() {}\npub trait Log {\n    fn head(\n        &self,\n    ) -> u64;\n    fn len(&self) -> u64 {\n\
                0 }\n}\nimpl Log for A {}\npub async fn run() {}\n";
    assert_eq!(
        logic(Path::new("mod.rs"), text),
        ["mod.rs: fn len(&self) -> u64", "mod.rs: impl Log for A", "mod.rs: fn run()"],
    );
}

#[test]
fn doc_comments_say_more_than_the_name() {
    assert_none(
        &files("src", "rs").iter().flat_map(|file| empty_comments(file, &read(file))).collect::<Vec<_>>(),
        "these doc comments leave open what the name leaves open: say the unit, the range, who sets it, when it is \
         absent; or leave the comment out:",
    );
}

#[test]
fn an_empty_doc_comment_is_found() {
    let text =
        "/// Which.\nid: Id,\n/// Pixels.\nwidth: u32,\n/// The actor that\n/// accepts wishes.\nstruct Request;\n";
    assert_eq!(empty_comments(Path::new("a.rs"), text), ["a.rs:1: Which."]);
}

/// Functions that have a body, and implementations.
fn logic(file: &Path, text: &str) -> Vec<String> {
    let code = code(text);
    let starts = code.char_indices().filter(|(at, _)| code[..*at].chars().next_back().is_none_or(char::is_whitespace));
    let items = starts.filter(|(at, _)| ["fn ", "impl ", "impl<"].iter().any(|start| code[*at..].starts_with(start)));
    let bodies = items.filter_map(|(at, _)| {
        let end = at + code[at..].find(['{', ';'])?;
        code[end..].starts_with('{').then(|| code[at..end].trim_end().to_owned())
    });
    bodies.map(|item| format!("{}: {item}", file.display())).collect()
}

/// Comments of three words or fewer that state no unit, no value and no promise.
fn empty_comments(file: &Path, text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    let is_comment = |at: usize| lines.get(at).is_some_and(|line| line.starts_with("///"));
    let alone =
        (0..lines.len()).filter(|at| is_comment(*at) && !is_comment(at + 1) && (*at == 0 || !is_comment(at - 1)));
    let texts = alone.map(|at| (at + 1, lines[at].trim_start_matches('/').trim()));
    let says = |text: &str| SAYING.contains(&text) || text.contains(|sign: char| sign == '`' || sign.is_ascii_digit());
    texts
        .filter(|(_, text)| text.split_whitespace().count() <= 3 && !says(text))
        .map(|(line, text)| format!("{}:{line}: {text}", file.display()))
        .collect()
}

/// What few words can say: a unit, an order, what a value stands for.
const SAYING: [&str; 24] = [
    "Another body.",
    "Anything sexual.",
    "As they came.",
    "At least one.",
    "Between two words.",
    "Cheap to clone.",
    "Degrees.",
    "For whom.",
    "Hurting oneself.",
    "In a boat.",
    "Money back.",
    "Nobody listens yet.",
    "Nothing any more.",
    "Once outlined.",
    "Pixels, each way.",
    "Pixels.",
    "Running, whatever for.",
    "Samples in buckets.",
    "Seconds.",
    "Shirts, dresses, trousers.",
    "Swearing.",
    "There were none.",
    "Widest last.",
    "Works once.",
];
