//! Who writes.

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;

use super::ModelError;
use crate::domain::{Outline, Scene, StoryRequest};

/// The text as it arrives, cut anywhere (in the middle of a character too).
/// One JSON object per line, outline first (see [`crate::pipeline::segmenter`]), or plain prose.
pub type TextStream = BoxStream<'static, Result<Bytes, ModelError>>;

/// The three things that a run asks of a storyteller. All are given by value, so that a stream borrows nothing.
#[derive(Clone, Debug)]
pub enum Call {
    /// Outline, then every scene.
    Begin {
        /// What was wished.
        request: StoryRequest,
    },
    /// The scenes after those that are logged; no outline.
    Continue {
        /// What was wished.
        request: StoryRequest,
        /// The plan.
        outline: Outline,
        /// What is told already.
        scenes: Vec<Scene>,
    },
    /// One scene again; no outline.
    Rewrite {
        /// What was wished.
        request: StoryRequest,
        /// The plan.
        outline: Outline,
        /// The scenes before it.
        scenes: Vec<Scene>,
        /// Its number.
        scene: u32,
        /// Why the last words would not do (a [`super::Category`]'s name).
        reason: String,
        /// 1 for the first rewrite of this scene.
        attempt: u32,
    },
}

/// Writes stories.
#[async_trait]
pub trait Storyteller: Send + Sync {
    /// Its name in metrics.
    fn name(&self) -> &str;

    /// Starts writing. Dropping the stream ends the call.
    async fn tell(&self, call: Call) -> Result<TextStream, ModelError>;
}
