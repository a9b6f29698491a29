//! Whole nodes on engines of other hands, which `scripts/test` starts: `s3` keeps the pictures. What each adapter
//! promises by itself is tested beside its trait; here a story is told through it, and read, with the engine gone for a
//! while.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

#[cfg(feature = "s3")]
mod s3;
