//! Who judges what children may see.

use async_trait::async_trait;

use super::ModelError;

/// Why something may not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// Cruelty, gore, weapons used on somebody.
    Violence,
    /// Anything sexual.
    Sexual,
    /// Hurting oneself.
    SelfHarm,
    /// Slurs, contempt for a group.
    Hate,
    /// A real address, phone number, mail address or link.
    PersonalData,
    /// Drugs, alcohol, tobacco, gambling.
    Drugs,
    /// Swearing.
    Profanity,
    /// Letters of a script that the moderator does not know.
    UnknownScript,
}

impl Category {
    /// Its name in errors, prompts and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Violence => "violence",
            Self::Sexual => "sexual",
            Self::SelfHarm => "self_harm",
            Self::Hate => "hate",
            Self::PersonalData => "personal_data",
            Self::Drugs => "drugs",
            Self::Profanity => "profanity",
            Self::UnknownScript => "unknown_script",
        }
    }
}

/// A judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may be shown.
    Safe,
    /// It may not.
    Unsafe(Category),
}

/// Judges words and pictures. Fails closed: whoever gets an error shows nothing.
#[async_trait]
pub trait Moderator: Send + Sync {
    /// Its name in metrics.
    fn name(&self) -> &str;

    /// Whether it knows a language (BCP 47), so that stories may be told in it.
    fn knows_language(&self, language: &str) -> bool;

    /// Judges texts one by one, in order.
    async fn check_words(&self, texts: &[&str]) -> Result<Vec<Verdict>, ModelError>;

    /// Judges an encoded picture that came from outside.
    async fn check_picture(&self, bytes: &[u8]) -> Result<Verdict, ModelError>;
}
