//! What models elsewhere are told, in files: each has a version in its first line and named slots, and nothing that was
//! typed ever stands in one ([`story_prompt`](super::story_prompt) sends the wish beside it, as data).
//!
//! `template` reads such a file, `files` are those that storytellers get, `ages` says whom a story is for, `leak` finds
//! instructions in what a model wrote.

mod ages;
mod files;
mod leak;
mod template;

pub use ages::age_guidance;
pub use files::{BEGIN, CONTINUE, REWRITE, STORY};
pub use leak::{Canary, is_leak};
pub use template::Template;
