//! [`Spend`]: what was spent on models, by day, and by each story.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{CallLog, SpendLine, StartId, StoryId};

/// What was spent.
///
/// Invariants, for every engine: the sums are those of the calls in every story's newest work document
/// ([`Work::calls`](crate::domain::Work::calls)), and of what processes put here; a story that is erased stays in them.
/// They change in the step that writes the document (an engine without transactions over partitions keeps a row for
/// each spender with the whole of what it spent, and adds those up), so a write that is repeated, or refused by its
/// fence, counts nothing twice and nothing wrong.
#[async_trait]
pub trait Spend: Send + Sync {
    /// What a process has spent on one UTC day on what became no story, such as judging a wish that was refused: the
    /// whole of it, in place of what it put for that day before. May be repeated.
    async fn put(&self, by: StartId, day: i64, lines: Vec<SpendLine>) -> Result<(), StoreError>;

    /// The sums of the UTC days from `from` to `to`, both included, in the order of their keys.
    async fn sums(&self, from: i64, to: i64) -> Result<Vec<SpendLine>, StoreError>;

    /// Every call of a story, as it was saved last: `None` for an unknown or deleted story.
    async fn calls(&self, story: StoryId) -> Result<Option<CallLog>, StoreError>;
}
