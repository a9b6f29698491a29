//! Why a wish was not accepted, with the numbers that its caller is told.

use std::time::Duration;

use metrics::counter;
use strum::{IntoStaticStr, VariantNames};

use crate::backends::store::StoreError;
use crate::domain::{PlanLimits, Timestamp};
use crate::metrics::{STORIES_REFUSED, WISHES_REJECTED, label};
use crate::pipeline::field_error::FieldError;
use crate::pipeline::safety::Rejection;

/// What a caller is told to wait when the queue is full: about as long as a story on the built-in models.
const QUEUE_TIME: Duration = Duration::from_secs(10);
/// What a caller is told to wait for one of their own stories to end; on the built-in models one takes about as long.
const STORY_TIME: Duration = Duration::from_secs(10);
/// What a caller is told to wait until another process has taken over.
const DRAIN_TIME: Duration = Duration::from_secs(5);

/// Why a wish was not accepted. Nothing of it is stored. The names are the metric's reasons.
#[derive(Debug, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    /// Fields are missing, too long, or otherwise not as they must be.
    #[strum(serialize = "invalid_request")]
    Invalid(Vec<FieldError>),
    /// The moderator does not know the language of these fields, or their letters.
    UnsupportedLanguage(Vec<FieldError>),
    /// It is not for children, or a child may be asking for help.
    ContentRejected(Rejection),
    /// The idempotency key was used with another body.
    #[strum(serialize = "idempotency_key_reused")]
    KeyReused,
    /// The idempotency key's story was deleted.
    StoryDeleted,
    /// The plan's stories of this UTC day are used up.
    DailyLimit {
        limit: u32,
        /// Until the next day begins.
        retry_after: Duration,
    },
    /// As many stories as the plan allows have not ended.
    #[strum(serialize = "stories_at_once")]
    TooManyAtOnce {
        /// Stories that have not ended.
        limit: u32,
        /// About as long as it takes until one of them ends.
        retry_after: Duration,
    },
    /// No room on this node.
    QueueFull {
        /// About as long as it takes until there is room.
        retry_after: Duration,
    },
    /// The node is going away.
    Draining {
        /// About as long as it takes until another process answers.
        retry_after: Duration,
    },
    /// Nobody can judge the wish now, or the stage is being started again.
    Unavailable,
    /// The store did not take it.
    #[strum(serialize = "store_error")]
    Store(StoreError),
}

impl Refusal {
    /// Counts it: all that is kept of it, and in no line of the log. Who was refused for what is nobody's business.
    pub(in crate::actors) fn count(&self) {
        let reason: &'static str = self.into();
        counter!(STORIES_REFUSED, label::REASON => reason).increment(1);
        if let Self::ContentRejected(rejection) = self {
            counter!(WISHES_REJECTED, label::CATEGORY => rejection.category.as_str()).increment(1);
        }
    }

    pub(super) fn daily_limit(limits: PlanLimits) -> Self {
        let now = Timestamp::now();
        Self::DailyLimit { limit: limits.stories_per_day, retry_after: now.next_day().since(now) }
    }

    pub(super) const fn too_many_at_once(limits: PlanLimits) -> Self {
        Self::TooManyAtOnce { limit: limits.stories_at_once, retry_after: STORY_TIME }
    }

    pub(super) const fn queue_full() -> Self {
        Self::QueueFull { retry_after: QUEUE_TIME }
    }

    pub(super) const fn draining() -> Self {
        Self::Draining { retry_after: DRAIN_TIME }
    }
}
