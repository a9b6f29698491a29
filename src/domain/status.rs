//! Where a story is on its way.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a story is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StoryStatus {
    /// Accepted and durable; no pipeline has taken it yet.
    Queued,
    /// Its words are being written.
    Writing,
    /// As many scenes as outlined are written; pictures are missing.
    Illustrating,
    /// Every scene has its picture.
    Completed,
    /// It could not be told; what exists stays readable.
    Failed,
    /// Its reader does not want it any more.
    Cancelled,
}

impl StoryStatus {
    /// Every status, in the order of a story's life.
    pub const ALL: [Self; 6] =
        [Self::Queued, Self::Writing, Self::Illustrating, Self::Completed, Self::Failed, Self::Cancelled];

    /// The status's name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether nothing more will happen to the story.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled)
    }
}
