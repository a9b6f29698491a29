//! One of `[[models.painters]]`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::provider::ProviderOptions;

/// A painter behind somebody's API.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct PainterOptions {
    pub kind: PainterKind,
    #[serde(flatten)]
    pub provider: ProviderOptions,
    /// Pixels of what it is asked for, such as `1536x1024`: a size that the model knows.
    #[serde(default)]
    pub size: PictureSize,
    /// Whether it takes the heroes' pictures (image edits).
    #[serde(default)]
    pub references: bool,
    /// Whether its answers may point at private addresses, as those of a model at home.
    #[serde(default)]
    pub allow_private: bool,
    /// In which form it is asked to answer; else the model's own. Some models refuse to be asked.
    pub response_format: Option<AnswerFormat>,
    /// What the provider calls the effort (`low`, `hd`); else its default.
    pub quality: Option<String>,
    /// After so long a second call for a story's first picture goes out, and the first answer wins.
    #[serde(default, with = "humantime_serde::option")]
    pub hedge_after: Option<Duration>,
    #[serde(flatten)]
    pub unknown: toml::Table,
}

/// How a painter is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PainterKind {
    /// Image generations, and edits where it takes references.
    Openai,
}

/// How a picture comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerFormat {
    /// As base64 in the answer.
    B64Json,
    /// At an address, from where we fetch it.
    Url,
}

impl AnswerFormat {
    /// As the API names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::B64Json => "b64_json",
            Self::Url => "url",
        }
    }
}

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PictureSize {
    pub width: u32,
    pub height: u32,
}

impl Default for PictureSize {
    fn default() -> Self {
        Self { width: 1536, height: 1024 }
    }
}

impl fmt::Display for PictureSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}x{}", self.width, self.height)
    }
}

impl FromStr for PictureSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sides = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
        match sides {
            Some((width @ 64..=4096, height @ 64..=4096)) => Ok(Self { width, height }),
            _ => Err(format!("a size is two numbers of pixels, 64 to 4096, such as 1536x1024, not {text}")),
        }
    }
}

impl TryFrom<String> for PictureSize {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
