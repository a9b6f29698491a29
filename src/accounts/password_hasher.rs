//! Passwords as they are kept: Argon2id, as PHC strings. Hashing costs a processor some 50 ms by design, so it has
//! threads of its own with an end to their queue: a flood of sign-ins is refused and slows no story.

use std::io;
use std::num::NonZeroUsize;
use std::thread::available_parallelism;

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::options::Argon2Options;
use super::password::{Password, WeakPassword};
use crate::backends::blocking::Lost;
use crate::backends::keys::random;
use crate::backends::low_priority::{LowPriorityThreads, Place};
use crate::domain::Confidential;

/// What a new password is held against.
#[derive(Clone)]
pub(super) struct Owner {
    pub(super) email: Confidential,
    pub(super) name: Confidential,
}

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone)]
pub struct PasswordHasher {
    threads: LowPriorityThreads,
    rules: Rules,
}

/// How passwords are hashed now.
#[derive(Clone)]
struct Rules(Argon2<'static>);

/// What became of a password that was checked.
pub(super) struct Checked {
    pub(super) is_right: bool,
    /// A hash by today's rules, where the one that is kept was made by others.
    pub(super) rehashed: Option<String>,
}

impl PasswordHasher {
    /// Starts its threads: as many as there are processors.
    pub fn start(options: &Argon2Options) -> io::Result<Self> {
        let threads = available_parallelism().map_or(1, NonZeroUsize::get);
        let params = Params::new(options.memory_kib, options.iterations, options.parallelism, None);
        let params = params.map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error.to_string()))?;
        Ok(Self {
            threads: LowPriorityThreads::start("passwords", threads, options.waiting)?,
            rules: Rules(Argon2::new(Algorithm::Argon2id, Version::V0x13, params)),
        })
    }

    /// A place in the queue; `None`: it is full.
    pub(super) fn place(&self) -> Option<Place> {
        self.threads.place()
    }

    /// The PHC string of a new password, unless its owner should choose another.
    pub(super) async fn hash(
        &self,
        place: Place,
        password: Password,
        owner: Owner,
    ) -> Result<Result<String, WeakPassword>, Lost> {
        let rules = self.rules.clone();
        let hash = move || {
            password.check_strength(owner.email.expose(), owner.name.expose())?;
            Ok(rules.hash(&password))
        };
        place.compute(hash).await
    }

    /// Checks a password against a PHC string; against one that nothing fits, and for as long, where there is none.
    pub(super) async fn check(&self, place: Place, password: Password, kept: Option<String>) -> Result<Checked, Lost> {
        let rules = self.rules.clone();
        place.compute(move || rules.check(&password, kept)).await
    }
}

impl Rules {
    fn hash(&self, password: &Password) -> String {
        let hash = self.0.hash_password_with_salt(password.as_bytes(), &random::<16>());
        hash.expect("the salt is of the recommended length, and the parameters were checked").to_string()
    }

    fn check(&self, password: &Password, kept: Option<String>) -> Checked {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.decoy());
        let is_right = self.0.verify_password(password.as_bytes(), kept.as_str()).is_ok() && known;
        let rehashed = (is_right && !self.made(&kept)).then(|| self.hash(password));
        Checked { is_right, rehashed }
    }

    /// Whether a hash was made by these rules.
    fn made(&self, kept: &str) -> bool {
        let Ok(hash) = PasswordHash::new(kept) else { return false };
        let Ok(params) = Params::try_from(&hash) else { return false };
        let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        hash.algorithm == Algorithm::Argon2id.ident() && cost(&params) == cost(self.0.params())
    }

    /// A hash that no password has.
    fn decoy(&self) -> String {
        let params = self.0.params();
        let (salt, hash) = (STANDARD_NO_PAD.encode(random::<16>()), STANDARD_NO_PAD.encode(random::<32>()));
        format!("$argon2id$v=19$m={},t={},p={}${salt}${hash}", params.m_cost(), params.t_cost(), params.p_cost())
    }
}
