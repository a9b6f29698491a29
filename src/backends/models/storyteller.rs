//! Who writes.

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;

use super::ModelError;
use crate::pipeline::story_prompt::Call;

/// The text as it arrives, cut anywhere (in the middle of a character too).
/// One JSON object per line, outline first (see [`crate::pipeline::segmenter`]), or plain prose.
pub type TextStream = BoxStream<'static, Result<Bytes, ModelError>>;

/// Writes stories.
#[async_trait]
pub trait Storyteller: Send + Sync {
    /// Its name in metrics.
    fn name(&self) -> &str;

    /// Starts writing. Dropping the stream ends the call.
    async fn tell(&self, call: Call) -> Result<TextStream, ModelError>;
}
