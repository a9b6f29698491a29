//! What a reader of the repository relies on: the arrows between rooms, no circles, lengths, links, promises. Each rule
//! says in its failure what to do; those that read code are tried on a few lines which break them.
//!
//! `source` reads modules and what they use; `arrows` and `circles` judge that, `files` each file by itself,
//! `documents` what is written beside the code, `names` the tests.

mod arrows;
mod circles;
mod documents;
mod files;
mod names;
mod source;

use std::path::{Path, PathBuf};

/// The repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file with an ending under a folder of the repository, by its path from the root.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("an entry of a folder that can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path.strip_prefix(root()).expect("it lies in the repository").to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Every Rust file of ours.
fn rust_files() -> Vec<PathBuf> {
    ["src", "tests", "benches", "examples"].into_iter().flat_map(|folder| files(folder, "rs")).collect()
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(root().join(file))
        .unwrap_or_else(|error| panic!("{} can't be read: {error}", file.display()))
}

/// Fails with everything that is wrong at once, and what to do about it.
fn assert_none(wrong: &[String], remedy: &str) {
    assert!(wrong.is_empty(), "{remedy}\n  {}\n", wrong.join("\n  "));
}
