//! Keys: what is sealed opens in its place alone, every root keeps its promises, and a cluster's keys are made once.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod envelope;
mod ring;
mod root;
