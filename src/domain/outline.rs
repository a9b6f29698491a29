//! What is known of a story before its first scene.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Character;

/// The plan of a story, known before its first scene is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Outline {
    /// On the cover.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// A few lower-case words.
    pub tags: Vec<String>,
    /// The cast, with the character sheets that keep them the same on every page.
    pub characters: Vec<Character>,
    /// How many scenes are planned.
    pub scenes: u32,
}
