//! Tests are named as sentences that fit in a breath.

use super::{assert_none, files, read};

/// Words of a name; the rest of what is to be said stands in the file's head or above the test.
const WORDS: usize = 8;

#[test]
fn no_test_s_name_outlasts_a_breath() {
    let mut wrong = Vec::new();
    for file in files("tests", "rs") {
        for name in tests_in(&read(&file)) {
            let words = name.split('_').count();
            if words > WORDS {
                wrong.push(format!("{}: {name} has {words} words", file.display()));
            }
        }
    }
    assert_none(&wrong, "name these tests in at most eight words (in the table of promises too):");
}

#[test]
fn tests_are_found_whatever_stands_between() {
    let text =
        "#[test]\nfn one() {}\n#[tokio::test(start_paused = true)]\n#[ignore]\nasync fn two() {}\nfn helper() {}";
    assert_eq!(tests_in(text), ["one", "two"]);
}

/// The names of a file's tests.
pub(super) fn tests_in(text: &str) -> Vec<String> {
    let (mut names, mut is_test) = (Vec::new(), false);
    for line in text.lines().map(str::trim_start) {
        is_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
        let function = line.strip_prefix("async fn ").or_else(|| line.strip_prefix("fn "));
        if let Some(function) = function {
            if is_test {
                names.push(function.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            }
            is_test = false;
        }
    }
    names
}
