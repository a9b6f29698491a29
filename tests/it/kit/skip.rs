//! Tests that need more than every machine gives.

use std::env;
use std::io::{self, Write};

/// Set to `1` where something that a test needs and does not find is a failure and not a reason to skip.
const REQUIRED: &str = "AI_TALE_REQUIRE_ALL";

/// Says that a test proves nothing here, and why.
pub fn skip(missing: &str) {
    assert!(env::var(REQUIRED).as_deref() != Ok("1"), "{missing}");
    say(&format!("skipped: {missing} ({REQUIRED}=1 makes that a failure)\n"));
}

/// The same of what nobody can be required to have: no package of it exists.
#[cfg(feature = "fluvio")]
pub fn skip_even_so(missing: &str) {
    say(&format!("skipped: {missing}\n"));
}

/// Past what a passing test's output is kept from.
fn say(said: &str) {
    io::stderr().write_all(said.as_bytes()).unwrap();
}
