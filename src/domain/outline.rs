//! What is known of a story before its first scene.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Character;

/// The plan of a story, known before its first scene is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Outline {
    /// What stands on the cover.
    #[schema(example = "Mira and the Lantern")]
    pub title: String,
    /// The story in one or two sentences.
    #[schema(example = "A fox learns that the dark is full of friends.")]
    pub summary: String,
    /// What it is about, in a few lower-case words.
    #[schema(example = json!(["courage", "night"]))]
    pub tags: Vec<String>,
    /// Everybody in the story, as they look on every page.
    pub characters: Vec<Character>,
    /// How many scenes are planned; a book may end with fewer.
    #[schema(example = 6)]
    pub scenes: u32,
}
