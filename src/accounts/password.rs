//! Passwords: which are taken (NIST SP 800-63B, section 5.1.1.2). Long or short, of any characters, by no rules of
//! composition; only none that is guessed soon.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;
use zxcvbn::{Score, zxcvbn};

/// Characters (Unicode scalars) of a password, after it was normalised.
pub const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 8..=128;
/// Guesses below this score (10^8) are few where somebody has copied the database. zxcvbn knows 30,000 common
/// passwords, names, words, dates and keyboard patterns.
const LEAST_SCORE: Score = Score::Three;
/// Letters of what is the reader's own that may stand in their password.
const OWN_LENGTH: usize = 4;

/// A password, normalised (NFKC): keyboards type the same letters in different ways. Printed by nobody.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakPassword {
    TooShort,
    TooLong,
    /// It is the reader's name or address, or little more.
    Own,
    /// It is common, or of common parts.
    TooEasy,
}

impl Password {
    /// A password as it was typed.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.nfkc().collect()))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether it is of a length that can be a password's.
    pub(super) fn check_length(&self) -> Result<(), WeakPassword> {
        match self.0.chars().count() {
            length if length < *PASSWORD_LENGTH.start() => Err(WeakPassword::TooShort),
            length if length > *PASSWORD_LENGTH.end() => Err(WeakPassword::TooLong),
            _ => Ok(()),
        }
    }

    /// Whether it would be guessed soon by who knows the reader's name and address. Takes some milliseconds.
    pub(super) fn check_strength(&self, email: &str, name: &str) -> Result<(), WeakPassword> {
        let local_part = email.split_once('@').map_or(email, |(local_part, _)| local_part);
        let own = [email, local_part, name];
        let password = self.0.to_lowercase();
        let is_own = |own: &str| own.chars().count() >= OWN_LENGTH && password.contains(&own.to_lowercase());
        let rest = |own: &str| password.chars().count().saturating_sub(own.chars().count());
        if own.into_iter().any(|own| is_own(own) && rest(own) < *PASSWORD_LENGTH.start()) {
            return Err(WeakPassword::Own);
        }
        let words: Vec<&str> = name.split_whitespace().chain(own).chain(["aitale", "ai tale"]).collect();
        if zxcvbn(&self.0, &words).score() < LEAST_SCORE { Err(WeakPassword::TooEasy) } else { Ok(()) }
    }
}
