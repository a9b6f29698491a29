//! Random cases, whose failures are kept: the seeds of what once failed stand under `tests/proptest-regressions` and
//! are tried first ever after.

use proptest::test_runner::Config;

/// So many cases of a test in this `file!()`.
pub fn cases(file: &'static str, cases: u32) -> Config {
    Config { cases, source_file: Some(file), ..Config::default() }
}
