//! What a reader wished for: as it was typed ([`StoryWish`]) and as it is told ([`StoryRequest`]).
//! [`crate::pipeline::request`] turns the first into the second.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The readers' age in years; chooses vocabulary, sentence length, and the reading speed that steers painting.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    ToSchema,
    strum::IntoStaticStr,
)]
pub enum AgeGroup {
    /// Stories that are read aloud.
    #[serde(rename = "3-5")]
    #[strum(serialize = "3-5")]
    ThreeToFive,
    /// Stories for first readers.
    #[default]
    #[serde(rename = "6-8")]
    #[strum(serialize = "6-8")]
    SixToEight,
    /// Stories for fluent readers.
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
    /// Waxy strokes on rough paper.
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
    /// What they are called, in 1 to 40 characters. Names differ within a story, upper and lower case being the same.
    #[schema(min_length = 1, max_length = 40, example = "Mira")]
    pub name: String,
    /// What they are: `fox`, `girl`, `robot`; up to 40 characters. Empty when it was not said.
    #[serde(default)]
    #[schema(max_length = 40, example = "fox")]
    pub kind: String,
    /// What they are like: up to 5, of up to 40 characters each.
    #[serde(default)]
    #[schema(max_items = 5, example = json!(["curious"]))]
    pub traits: Vec<String>,
    /// By what one knows them in a picture; up to 120 characters. Empty when it was not said.
    #[serde(default)]
    #[schema(max_length = 120, example = "red scarf")]
    pub look: String,
}

/// A wish as it came: parsed, but neither normalised nor checked. Everything but the theme may be missing.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StoryWish {
    /// What the story is about; 1 to 500 characters, after white space is trimmed and folded.
    #[schema(min_length = 1, max_length = 500, example = "a fox who is afraid of the dark")]
    pub theme: String,
    /// How old its readers are; `6-8` unless said.
    #[serde(default)]
    pub age_group: Option<AgeGroup>,
    /// The heroes, up to 8 with names that differ; unless said, the storyteller finds some.
    #[serde(default)]
    #[schema(max_items = 8)]
    pub characters: Option<Vec<Character>>,
    /// How the pictures look; `watercolor` unless said.
    #[serde(default)]
    pub style: Option<Style>,
    /// The language of the words as a BCP 47 tag; `en` unless said.
    #[serde(default)]
    #[schema(max_length = 35, example = "en")]
    pub language: Option<String>,
    /// How many scenes the book shall have, 1 to 32; 6 unless said.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 32, example = 6)]
    pub scenes: Option<u32>,
    /// The same wish with the same seed gives the same story from the built-in storyteller and painter; 0 to 2^53 - 1.
    #[serde(default)]
    #[schema(maximum = 9_007_199_254_740_991_u64, example = 7)]
    pub seed: Option<u64>,
    /// Whether a mail says that the story is ready, where nobody watches it then; not unless said. Only readers whose
    /// address was verified get one, and no word of the story is in it.
    #[serde(default)]
    #[schema(example = false)]
    pub notify: Option<bool>,
}

/// A wish that was normalised, completed with defaults, and checked: what the pipeline tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StoryRequest {
    /// What the story is about, trimmed.
    #[schema(example = "a fox who is afraid of the dark")]
    pub theme: String,
    /// How old its readers are.
    pub age_group: AgeGroup,
    /// The wished heroes; may be empty, then the storyteller finds some.
    pub characters: Vec<Character>,
    /// How the pictures look.
    pub style: Style,
    /// The language of the words, as a BCP 47 tag.
    #[schema(example = "en")]
    pub language: String,
    /// How many scenes were wished for.
    #[schema(example = 6)]
    pub scenes: u32,
    /// Seeds all that is drawn by chance, so that the same story can be had again.
    #[schema(example = 7)]
    pub seed: u64,
    /// Whether a mail was wished for that says that the story is ready.
    #[serde(default)]
    #[schema(example = false)]
    pub notify: bool,
}
