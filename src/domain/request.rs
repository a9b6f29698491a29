//! What a reader wished for: as it was typed ([`StoryWish`]) and as it is told ([`StoryRequest`]).
//! [`crate::pipeline::request`] turns the first into the second.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The readers' age in years; chooses vocabulary, sentence length, and the reading speed that steers painting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema, strum::IntoStaticStr)]
pub enum AgeGroup {
    /// Read aloud.
    #[serde(rename = "3-5")]
    #[strum(serialize = "3-5")]
    ThreeToFive,
    /// First own reading.
    #[default]
    #[serde(rename = "6-8")]
    #[strum(serialize = "6-8")]
    SixToEight,
    /// Fluent reading.
    #[serde(rename = "9-12")]
    #[strum(serialize = "9-12")]
    NineToTwelve,
}

impl AgeGroup {
    /// Every age group, youngest first.
    pub const ALL: [Self; 3] = [Self::ThreeToFive, Self::SixToEight, Self::NineToTwelve];

    /// The group's name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Words a minute. Adults read picture books aloud at about 130; silent reading grows from about 80 in the
    /// second school year to about 160 in the sixth (Hasbrouck and Tindal, 2017, oral fluency norms, 50th percentile).
    #[must_use]
    pub const fn words_per_minute(self) -> u32 {
        match self {
            Self::ThreeToFive => 130,
            Self::SixToEight => 90,
            Self::NineToTwelve => 150,
        }
    }
}

/// How the pictures look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Style {
    /// Soft washes on grained paper.
    #[default]
    Watercolor,
    /// Layers of coloured paper with shadows.
    PaperCut,
    /// Waxy strokes.
    Crayon,
    /// Clean outlines and flat colour.
    Storybook,
    /// Deep blues and warm lights.
    Night,
}

impl Style {
    /// Every style, in the order in which the page offers them.
    pub const ALL: [Self; 5] = [Self::Watercolor, Self::PaperCut, Self::Crayon, Self::Storybook, Self::Night];

    /// The style's name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Somebody in the story. Empty strings mean "not said".
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Character {
    /// 1 to 40 characters; distinct within a story, compared case-folded.
    #[schema(min_length = 1, max_length = 40)]
    pub name: String,
    /// What they are: `fox`, `girl`, `robot`; to 40 characters.
    #[serde(default)]
    #[schema(max_length = 40)]
    pub kind: String,
    /// Up to 5, each to 40 characters.
    #[serde(default)]
    #[schema(max_items = 5)]
    pub traits: Vec<String>,
    /// What one sees: `red scarf`; to 120 characters.
    #[serde(default)]
    #[schema(max_length = 120)]
    pub look: String,
}

/// A wish as it came: parsed, but neither normalised nor checked. Everything but the theme may be missing.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StoryWish {
    /// What the story is about; 1 to 500 characters after normalising.
    #[schema(min_length = 1, max_length = 500)]
    pub theme: String,
    /// Who it is for.
    #[serde(default)]
    pub age_group: Option<AgeGroup>,
    /// Up to 8 heroes with distinct names.
    #[serde(default)]
    #[schema(max_items = 8)]
    pub characters: Option<Vec<Character>>,
    /// How the pictures look.
    #[serde(default)]
    pub style: Option<Style>,
    /// The language of the words, as BCP 47 (`en`).
    #[serde(default)]
    pub language: Option<String>,
    /// How many scenes; 1 to 32.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 32)]
    pub scenes: Option<u32>,
    /// The same seed and wish give the same story from the built-in storyteller and painter; to 2^53 - 1.
    #[serde(default)]
    #[schema(maximum = 9_007_199_254_740_991_u64)]
    pub seed: Option<u64>,
}

/// A wish that was normalised, completed with defaults, and checked: what the pipeline tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StoryRequest {
    /// What the story is about.
    pub theme: String,
    /// Who it is for.
    pub age_group: AgeGroup,
    /// The wished heroes; may be empty, then the storyteller finds some.
    pub characters: Vec<Character>,
    /// How the pictures look.
    pub style: Style,
    /// The language of the words, as BCP 47.
    pub language: String,
    /// How many scenes were wished.
    pub scenes: u32,
    /// Seeds everything that is drawn by chance.
    pub seed: u64,
}
