//! Who judges what children may see.

use async_trait::async_trait;

use super::{Answer, ModelError, Terms};
use crate::domain::{Text, Verdict};

/// What a moderator can judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judges {
    pub words: bool,
    pub pictures: bool,
}

impl Judges {
    /// Words alone are judged.
    pub const WORDS: Self = Self { words: true, pictures: false };
    /// Words are judged, and pictures too.
    pub const BOTH: Self = Self { words: true, pictures: true };
}

/// Judges words and pictures. Fails closed: whoever gets an error shows nothing.
#[async_trait]
pub trait Moderator: Send + Sync {
    /// Its name in routes, in a story's work and in metrics; unique among moderators.
    fn name(&self) -> &str;

    /// On what terms it works.
    fn terms(&self) -> Terms {
        Terms::BUILTIN
    }

    /// What it can be asked about.
    fn judges(&self) -> Judges;

    /// Whether it knows a language (BCP 47), so that stories may be told in it.
    fn knows_language(&self, language: &str) -> bool;

    /// Judges texts one by one: as many verdicts, in the same order.
    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError>;

    /// Judges an encoded picture that came from outside.
    async fn check_picture(&self, bytes: &[u8]) -> Result<Answer<Verdict>, ModelError>;
}
