//! Who judges what children may see.

use async_trait::async_trait;

use super::{Answer, ModelError};
use crate::domain::{Text, Verdict};

/// Judges words and pictures. Fails closed: whoever gets an error shows nothing.
#[async_trait]
pub trait Moderator: Send + Sync {
    /// Its name in metrics.
    fn name(&self) -> &str;

    /// Whether it knows a language (BCP 47), so that stories may be told in it.
    fn knows_language(&self, language: &str) -> bool;

    /// Judges texts one by one: as many verdicts, in the same order.
    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError>;

    /// Judges an encoded picture that came from outside.
    async fn check_picture(&self, bytes: &[u8]) -> Result<Answer<Verdict>, ModelError>;
}
