//! What a storyteller planned of one scene for its picture: values that we know, and no word of its own.

use serde::{Deserialize, Serialize};

use super::{Mood, Place, TimeOfDay};

/// A scene before it is told. What was not said, or was nothing that we know, is left to the scene's words.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlannedScene {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeOfDay>,
    /// How everybody on the page feels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<Mood>,
    /// Who is in it, by their places in the cast, from 0; each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub heroes: Vec<usize>,
}
