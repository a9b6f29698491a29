//! What is written beside the code is true of it: links, promises, names of files. Settings are compared in `config`,
//! metrics in `metrics`, the contract in `http_unit`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::names::tests_in;
use super::{assert_none, files, read, root};

const ARCHITECTURE: &str = "docs/ARCHITECTURE.md";

#[test]
fn every_relative_link_leads_somewhere() {
    let mut wrong = Vec::new();
    for file in documents() {
        for link in links(&read(&file)) {
            let path = link.split('#').next().unwrap_or_default();
            let is_elsewhere = link.contains("://") || link.starts_with("mailto:") || path.is_empty();
            let folder = root().join(file.parent().unwrap_or(Path::new("")));
            if !is_elsewhere && !folder.join(path).exists() {
                wrong.push(format!("{}: {link}", file.display()));
            }
        }
    }
    assert_none(&wrong, "these links lead nowhere; mend or remove them:");
}

#[test]
fn every_promise_has_the_test_it_names() {
    let tests = tests_by_module();
    let mut wrong = Vec::new();
    for (module, name) in promised(&read(Path::new(ARCHITECTURE))) {
        let is_there = tests.get(&module).is_some_and(|names| names.contains(&name));
        if !is_there {
            wrong.push(format!("`{module}`: `{name}`"));
        }
    }
    assert_none(&wrong, "the table of promises in docs/ARCHITECTURE.md names tests that are not there:");
}

#[test]
fn every_file_that_a_document_names_is_there() {
    let sources: Vec<PathBuf> =
        ["src", "tests", "benches", "examples"].iter().flat_map(|folder| files(folder, "rs")).collect();
    let mut wrong = Vec::new();
    for file in documents().into_iter().filter(|file| file.starts_with("docs")) {
        let text = read(&file);
        let is_file = |name: &&str| Path::new(name).extension().is_some_and(|extension| extension == "rs");
        for name in code_spans(&text).filter(is_file).filter(|name| !name.contains(['*', '{', ' '])) {
            if !sources.iter().any(|source| source.ends_with(name.trim_start_matches("./"))) {
                wrong.push(format!("{}: {name}", file.display()));
            }
        }
    }
    assert_none(&wrong, "these files are named and not there (moved or renamed?):");
}

/// The pages for people, by their paths from the root.
fn documents() -> Vec<PathBuf> {
    let top = ["README.md", "CONTRIBUTING.md"].map(PathBuf::from);
    top.into_iter().chain(files("docs", "md")).collect()
}

/// The targets of a page's links.
fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains(char::is_whitespace)).map(str::to_owned).collect()
}

/// What stands between single backticks.
fn code_spans(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with("```")).flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// The tests that the last column of the table of promises names: "`module`: `name`, `name`; `module`: `name`".
fn promised(text: &str) -> Vec<(String, String)> {
    let mut promised = Vec::new();
    for row in text.lines().filter(|line| line.starts_with("| **")) {
        let column = row.trim_end_matches(['|', ' ']).rsplit(" | ").next().unwrap_or_default();
        let parts: Vec<&str> = column.split('`').collect();
        let mut module = "";
        for pair in parts[1..].chunks_exact(2) {
            match pair {
                [name, after] if after.starts_with(':') => module = name,
                [name, _] if name.contains(['/', '.']) => {}
                [name, _] => promised.push((module.to_owned(), (*name).to_owned())),
                _ => {}
            }
        }
    }
    promised
}

/// The names of the tests in `tests/it`, by their top module.
fn tests_by_module() -> BTreeMap<String, Vec<String>> {
    let mut tests = BTreeMap::<String, Vec<String>>::new();
    for file in files("tests/it", "rs") {
        let first = file.iter().nth(2).map(Path::new).expect("a file in tests/it has a name");
        let module = first.with_extension("").display().to_string();
        tests.entry(module).or_default().extend(tests_in(&read(&file)));
    }
    tests
}
