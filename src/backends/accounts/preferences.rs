//! What a reader's wishes get where they say nothing.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::backends::error::StoreError;
use crate::domain::{AgeGroup, Style, UserId};
use crate::pipeline::request::Defaults;

/// A reader's own defaults; what is `None` has the service's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WishPreferences {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_group: Option<AgeGroup>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<Style>,
    /// As BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenes: Option<u32>,
}

impl WishPreferences {
    /// What counts for this reader, where this counts for everybody.
    #[must_use]
    pub fn over(self, defaults: Defaults) -> Defaults {
        Defaults {
            age_group: self.age_group.unwrap_or(defaults.age_group),
            style: self.style.unwrap_or(defaults.style),
            language: self.language.unwrap_or(defaults.language),
            scenes: self.scenes.unwrap_or(defaults.scenes),
        }
    }
}

/// What each reader's wishes get, where that reader has said so.
#[async_trait]
pub trait Preferences: Send + Sync {
    /// A reader's; `None` where they never said anything.
    async fn find(&self, user: UserId) -> Result<Option<WishPreferences>, StoreError>;

    /// Takes the place of what was there. `false`: there is no such reader.
    async fn put(&self, user: UserId, preferences: WishPreferences) -> Result<bool, StoreError>;
}
