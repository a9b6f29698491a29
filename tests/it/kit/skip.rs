//! Tests that need more than every machine gives.

use std::env;
use std::io::{self, Write};

/// Set to `1` where something that a test needs and does not find is a failure and not a reason to skip.
const REQUIRED: &str = "AI_TALE_REQUIRE_ALL";

/// Says that a test proves nothing here, and why.
pub fn skip(missing: &str) {
    assert!(env::var(REQUIRED).as_deref() != Ok("1"), "{missing}");
    // past what a passing test's output is kept from
    let said = format!("skipped: {missing} ({REQUIRED}=1 makes that a failure)\n");
    io::stderr().write_all(said.as_bytes()).unwrap();
}
