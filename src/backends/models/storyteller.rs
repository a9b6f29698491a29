//! Who writes.

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;

use super::{ModelError, Terms};
use crate::domain::Usage;
use crate::pipeline::story_prompt::StoryCall;

/// A text as it arrives.
pub type TextStream = BoxStream<'static, Result<TextChunk, ModelError>>;

/// A piece of a [`TextStream`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextChunk {
    /// More of the text, cut anywhere (in the middle of a character too). One JSON object per line, outline first (see
    /// [`crate::pipeline::segmenter`]), or plain prose.
    Text(Bytes),
    /// What the call used; once, after the last of the text. A text that breaks off has none.
    Usage(Usage),
}

impl From<Bytes> for TextChunk {
    fn from(text: Bytes) -> Self {
        Self::Text(text)
    }
}

/// A model that writes stories, scene by scene.
#[async_trait]
pub trait Storyteller: Send + Sync {
    /// Its name in routes, in a story's work and in metrics; unique among storytellers.
    fn name(&self) -> &str;

    /// On what terms it works.
    fn terms(&self) -> Terms {
        Terms::BUILTIN
    }

    /// Starts writing. Dropping the stream ends the call.
    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError>;
}
