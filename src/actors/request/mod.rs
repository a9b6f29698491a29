//! The request stage: a wish becomes a durable story, or is refused.
//!
//! Each wish is a task of its own, so that many commits are one ([`actor`]), and goes through steps of which the cheap
//! ones come first ([`admission`]): a repeat of its idempotency key, an ear for a child's cry for help, its shape, its
//! plan's quotas, a slot in the node's queue, the judge ([`wish_judge`]), the one durable step. Whatever it is refused
//! for ([`refusal`]) leaves nothing.
//!
//! Capacity: as many wishes as there are connections (`limits.connections`, 10,000 by default: each is a task and at
//! most 64 KiB of words) until the quotas; from there on `limits.queue` (256 by default: at ten seconds a story and 64
//! at once, what a reader waits for the longest is under a minute).

pub mod actor;
pub mod admission;
pub mod message;
pub mod refusal;
mod wish_judge;

pub use message::Submission;
pub use refusal::Refusal;
pub use wish_judge::WishJudge;
