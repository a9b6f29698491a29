//! What stands beside each model as a decorator of its trait: whoever asks a model asks its guards, and can't tell the
//! difference.
//!
//! Reading order: `guarded` (all of them around one call, whose answer comes `at_once`, or as a `text` piece by piece),
//! `deadline` (calls end in time), `admission` (may a call go out to its provider now) by `breaker` (whoever fails is
//! left in peace), `retry_budget` (an outage is not multiplied) and `token_bucket` (what a provider takes, as it says
//! itself: `rate_headers`). `window` counts lately.

mod admission;
mod at_once;
mod breaker;
mod deadline;
mod guarded;
pub mod rate_headers;
mod retry_budget;
mod text;
mod token_bucket;
mod window;

pub use admission::Provider;
pub use breaker::BreakerOptions;
pub use deadline::{Deadlines, TimeLimits};
pub use guarded::{Guards, guard_critic, guard_moderator, guard_painter, guard_storyteller};
pub use retry_budget::as_retry;
pub use token_bucket::{RateFeedback, RateLimits};
