//! What each file looks like: its first line.

use std::path::Path;

use super::{assert_none, read, rust_files};

#[test]
fn every_file_says_what_it_is() {
    let without = |file: &Path| !read(file).starts_with("//!");
    let wrong: Vec<String> =
        rust_files().into_iter().filter(|file| without(file)).map(|file| file.display().to_string()).collect();
    assert_none(&wrong, "begin these files with one to ten lines of `//!`: what it is, why it is, where to go next:");
}
