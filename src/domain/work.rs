//! What a story's run must remember and no reader may see: one small document beside the log.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Saved under the story's fence, with an append or alone.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Work {
    /// How often a run died with this story since the log last grew.
    pub starts: u32,
    /// The log's head when `starts` was last counted.
    pub starts_at: u64,
    /// The storyteller has said its last word.
    pub words_ended: bool,
    /// How often each scene's picture was tried, by scene; a rescue ladder goes on where it was.
    pub attempts: BTreeMap<u32, u32>,
}
