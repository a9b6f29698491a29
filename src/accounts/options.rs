//! The section `[auth]`: who may begin, and how long sessions and tokens hold.

use std::time::Duration;

use serde::Deserialize;

/// Sessions and tokens, as configured.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Whether a reader may begin without an account.
    pub guests: bool,
    /// In the tokens' `iss`: who signed them.
    pub issuer: String,
    /// In the tokens' `aud`: whom they are for.
    pub audience: String,
    /// How long an access token holds; then its session is asked for a new one.
    #[serde(with = "humantime_serde")]
    pub access_ttl: Duration,
    /// How long a session lasts that nobody uses.
    #[serde(with = "humantime_serde")]
    pub refresh_ttl: Duration,
    /// How long a guest who stays away is kept, with all their stories: at least as long as a session.
    #[serde(with = "humantime_serde")]
    pub guests_kept: Duration,
    /// How passwords are hashed.
    pub argon2: Argon2Options,
}

/// Argon2id's costs. A hash made by others is made anew when its owner signs in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Argon2Options {
    /// KiB of memory for each password that is hashed.
    pub memory_kib: u32,
    /// How often that memory is gone through.
    pub iterations: u32,
    /// Lanes; one thread fills them, one after another.
    pub parallelism: u32,
    /// Sign-ins that wait for a processor; beyond it: 503 `sign_ins_busy`.
    pub waiting: usize,
}
