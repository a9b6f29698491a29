//! What the stage is told: a wish with its caller, and where the answer goes.

use tokio::sync::oneshot;
use tracing::Span;

use super::refusal::Refusal;
use crate::domain::{PlanLimits, StoryId, StoryWish, Tier, UserId};

/// A wish with its caller.
pub struct Submission {
    /// Whose story it will be.
    pub owner: UserId,
    /// The plan that they have now: a route to the models is chosen by it.
    pub tier: Tier,
    /// What the plan allows of stories a day and at once.
    pub limits: PlanLimits,
    pub wish: StoryWish,
    /// The caller's own name for this wish: a repeat under the same key is told the same story.
    pub idempotency_key: Option<String>,
}

/// The stage's only message.
pub struct Submit {
    pub submission: Submission,
    /// The story's id once it is durable.
    pub answer: oneshot::Sender<Result<StoryId, Refusal>>,
    /// The request's, so that every line about the wish says which one it was.
    pub span: Span,
}
